//! The columns of a record, one table for each form, and what each is filled from.
//!
//! The columns are what Art. 30(1) and 30(2) of the GDPR list and what the templates of the French and the
//! British authority, CNIL and ICO, have besides; no others.

use super::topics::Topic;
use super::{Form, Template};
use crate::locale::message;

/// A column of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its key in exports.
    pub key: &'static str,
    /// Its name for readers, in English.
    pub label: &'static str,
    /// The articles of the GDPR that it answers; `None` if only a template asks for it.
    pub article: Option<&'static str>,
    /// Whether it must be filled: what Art. 30 itself lists, and in CNIL's template of a controller also
    /// what CNIL asks for.
    pub required: bool,
}

/// A column and how it is filled.
#[derive(Clone, Copy)]
pub(super) struct Spec {
    key: &'static str,
    label: &'static str,
    article: &'static str,
    asked: Asked,
    /// What the facts can say in it.
    pub(super) says: Option<Topic>,
    /// The facts that may help whoever fills it; where facts can say something too, among these.
    pub(super) helps: Option<Topic>,
    /// Whether `hint` is still to be filled in when facts say something.
    pub(super) always: bool,
    /// What is to be filled in, in English.
    pub(super) hint: &'static str,
}

/// Who asks for a column.
#[derive(Clone, Copy)]
enum Asked {
    /// Art. 30.
    ByArticle,
    /// CNIL.
    ByCnil,
    /// Nobody; a template has it.
    No,
}
use Asked::{ByArticle, ByCnil, No};

impl Spec {
    const fn new(
        key: &'static str,
        label: &'static str,
        article: &'static str,
        asked: Asked,
        hint: &'static str,
    ) -> Self {
        Self { key, label, article, asked, says: None, helps: None, always: false, hint }
    }

    /// Facts can answer it.
    const fn says(self, topic: Topic) -> Self {
        Self { says: Some(topic), ..self }
    }

    /// Facts can answer a part of it, never all.
    const fn says_in_part(self, topic: Topic) -> Self {
        Self { says: Some(topic), always: true, ..self }
    }

    /// Facts may help whoever fills it.
    const fn helps(self, topic: Topic) -> Self {
        Self { helps: Some(topic), ..self }
    }

    const fn column(&self, form: Form, template: Template) -> Column {
        let by_cnil = matches!((form, template), (Form::Controller, Template::Cnil));
        Column {
            key: self.key,
            label: self.label,
            article: if self.article.is_empty() { None } else { Some(self.article) },
            required: match self.asked {
                ByArticle => true,
                ByCnil => by_cnil,
                No => false,
            },
        }
    }
}

/// The columns of a controller's record.
static CONTROLLER: [Spec; 34] = [
    Spec::new("name", message("Name"), "", ByCnil, message("What you call this processing; the product is one of its means.")),
    Spec::new("description", message("Description"), "", No, message("What you do with the product, in a sentence or two."))
        .helps(Topic::Statements),
    Spec::new(
        "organisation",
        message("Organisation"),
        "30(1)(a)",
        ByArticle,
        message("The name and contact details of the controller."),
    ),
    Spec::new("representative", message("EU representative"), "30(1)(a)", ByArticle, REPRESENTATIVE),
    Spec::new("dpo", message("Data protection officer"), "30(1)(a)", ByArticle, DPO),
    Spec::new(
        "joint_controllers",
        message("Joint controllers"),
        "30(1)(a)",
        ByArticle,
        message("The name and contact details of each joint controller, or that there is none."),
    ),
    Spec::new("role", message("Role"), "4(7), 26", No, message("Whether you are the only controller or one of several.")),
    Spec::new("department", message("Department"), "", No, message("The department in charge of this processing.")),
    Spec::new(
        "purposes",
        message("Purposes"),
        "30(1)(b)",
        ByArticle,
        message("The purposes for which your organisation uses the product."),
    )
    .says_in_part(Topic::Purposes),
    Spec::new(
        "subjects",
        message("Categories of data subjects"),
        "30(1)(c)",
        ByArticle,
        message("Whose data you process with the product."),
    )
    .says(Topic::Subjects),
    Spec::new(
        "data_types",
        message("Categories of personal data"),
        "30(1)(c)",
        ByArticle,
        message("Which personal data you process with the product."),
    )
    .says(Topic::DataTypes),
    Spec::new(
        "sensitive",
        message("Sensitive data"),
        "9(1), 10",
        No,
        message("Whether special-category or criminal-offence data is among it; the types of data do not show it."),
    )
    .helps(Topic::Statements),
    Spec::new("source", message("Source of the data"), "14(2)(f)", No, message("From whom or where you obtain the data."))
        .says_in_part(Topic::Origins),
    Spec::new("recipients", message("Recipients"), "30(1)(d)", ByArticle, message("To whom you disclose the data."))
        .says(Topic::Recipients),
    Spec::new(
        "third_parties",
        message("Third parties"),
        "4(10)",
        No,
        message("Which recipients are third parties and which act on your behalf."),
    )
    .helps(Topic::Outsiders),
    Spec::new("transfers", message("Transfers outside the EU"), "30(1)(e)", ByArticle, TRANSFERS)
        .says_in_part(Topic::Abroad)
        .helps(Topic::Recipients),
    Spec::new("safeguards", message("Safeguards of transfers"), "30(1)(e)", ByArticle, SAFEGUARDS),
    Spec::new(
        "retention",
        message("Retention"),
        "30(1)(f)",
        ByArticle,
        message("How long you keep each category of data, or what decides it."),
    )
    .says_in_part(Topic::Erasure),
    Spec::new(
        "retention_policy",
        message("Retention policy"),
        "5(1)(e)",
        No,
        message("Where your rules on retention are written down."),
    ),
    Spec::new(
        "adherence",
        message("Adherence to the policy"),
        "5(2)",
        No,
        message("How you see to it that data is erased in time."),
    )
    .helps(Topic::Erasure),
    Spec::new("security", message("Security measures"), "30(1)(g)", ByArticle, SECURITY).says_in_part(Topic::Security),
    Spec::new("data_location", message("Data location"), "", No, LOCATION).says_in_part(Topic::Places),
    Spec::new("lawful_basis", message("Lawful basis"), "6(1)", No, message("The lawful basis of each purpose."))
        .helps(Topic::Statements),
    Spec::new(
        "legitimate_interests",
        message("Legitimate interests and their assessment"),
        "6(1)(f)",
        ByCnil,
        message("The interests and where they are weighed, if they are the basis."),
    ),
    Spec::new(
        "art_9_basis",
        message("Art. 9 basis"),
        "9(2)",
        No,
        message("The condition of Art. 9(2), if special-category data is processed."),
    ),
    Spec::new(
        "automated_decisions",
        message("Automated decisions"),
        "22",
        No,
        message("Whether anything is decided about persons by automated means alone."),
    ),
    Spec::new("profiling", message("Profiling"), "4(4), 22", No, message("Whether persons are profiled.")),
    Spec::new(
        "impact_assessment",
        message("Impact assessment"),
        "35",
        No,
        message("Whether an impact assessment is needed, and what came of it."),
    ),
    Spec::new("rights", message("Rights"), "15–22", No, message("How persons exercise their rights, and who answers them."))
        .says_in_part(Topic::Rights),
    Spec::new("privacy_notice", message("Privacy notice"), "13, 14", No, message("Where persons are told of this processing.")),
    Spec::new(
        "consent_record",
        message("Consent record"),
        "7(1)",
        ByCnil,
        message("Where consent is recorded, if it is the basis."),
    )
    .helps(Topic::Statements),
    Spec::new(
        "breach",
        message("Breach procedure and register"),
        "33",
        ByCnil,
        message("Where the procedure for breaches and their register are."),
    ),
    Spec::new(
        "processor_contract",
        message("Processor contract"),
        "28(3)",
        No,
        message("Who processes the data on your behalf, and the contract with each."),
    )
    .helps(Topic::Organisations),
    Spec::new("last_review", message("Last review"), "", No, REVIEW),
];

/// What only ICO's template of a controller has.
const ONLY_ICO: [Spec; 3] = [
    Spec::new(
        "schedule_1",
        message("DPA 2018 Schedule 1 condition"),
        "",
        No,
        message("The condition of Schedule 1 to the Data Protection Act 2018, if one is needed."),
    ),
    Spec::new(
        "impact_assessment_location",
        message("Location of the impact assessment"),
        "35",
        No,
        message("Where the impact assessment is kept."),
    ),
    LINKS,
];

const LINKS: Spec = Spec::new(
    "links",
    message("Links to contracts and notices"),
    "13, 14, 28(3)",
    No,
    message("Links to the contracts and to the privacy notices."),
);

/// The columns of a processor's record: what Art. 30(2) lists, and what else of the list concerns a
/// processor.
static PROCESSOR: [Spec; 13] = [
    Spec::new(
        "name",
        message("Name"),
        "",
        No,
        message("What you call this processing; the product is one of its means."),
    ),
    Spec::new(
        "organisation",
        message("Processor"),
        "30(2)(a)",
        ByArticle,
        message("The name and contact details of each processor."),
    ),
    Spec::new(
        "controllers",
        message("Controllers"),
        "30(2)(a)",
        ByArticle,
        message("The name and contact details of each controller on whose behalf you process."),
    ),
    Spec::new("representative", message("EU representative"), "30(2)(a)", ByArticle, REPRESENTATIVE),
    Spec::new("dpo", message("Data protection officer"), "30(2)(a)", ByArticle, DPO),
    Spec::new(
        "processing",
        message("Categories of processing"),
        "30(2)(b)",
        ByArticle,
        message("What you do with the data on behalf of each controller."),
    )
    .says_in_part(Topic::Processing),
    Spec::new("transfers", message("Transfers outside the EU"), "30(2)(c)", ByArticle, TRANSFERS)
        .says_in_part(Topic::Abroad)
        .helps(Topic::Recipients),
    Spec::new("safeguards", message("Safeguards of transfers"), "30(2)(c)", ByArticle, SAFEGUARDS),
    Spec::new("security", message("Security measures"), "30(2)(d)", ByArticle, SECURITY)
        .says_in_part(Topic::Security),
    Spec::new("data_location", message("Data location"), "", No, LOCATION).says_in_part(Topic::Places),
    Spec::new(
        "processor_contract",
        message("Processor contract"),
        "28(3), 28(4)",
        No,
        message("The contract with each controller, and with whoever processes on your behalf."),
    )
    .helps(Topic::Organisations),
    Spec::new(
        "breach",
        message("Breach procedure and register"),
        "33(2)",
        No,
        message("How controllers are told of a breach."),
    ),
    Spec::new("last_review", message("Last review"), "", No, REVIEW),
];

const REPRESENTATIVE: &str =
    message("The name and contact details of the representative in the EU, or that none is needed.");
const DPO: &str =
    message("The name and contact details of the data protection officer, or that there is none.");
const TRANSFERS: &str = message(
    "Which recipients are in a third country or are international organisations, and in which country.",
);
const SAFEGUARDS: &str =
    message("The safeguards of each transfer to a third country, or that there is none.");
const SECURITY: &str =
    message("Your organisational measures, and technical ones beyond those of the product.");
const LOCATION: &str = message("In which country and on whose premises the data is kept.");
const REVIEW: &str = message("When this entry was last reviewed.");

/// The columns of a record, and how each is filled, in the same order.
pub(super) fn of(form: Form, template: Template) -> (&'static [Column], &'static [Spec]) {
    match (form, template) {
        (Form::Controller, Template::Cnil) => (&CONTROLLER_CNIL, &CONTROLLER),
        (Form::Controller, Template::Ico) => (&CONTROLLER_ICO, &CONTROLLER_OF_ICO),
        (Form::Processor, Template::Cnil) => (&PROCESSOR_CNIL, &PROCESSOR),
        (Form::Processor, Template::Ico) => (&PROCESSOR_ICO, &PROCESSOR_OF_ICO),
    }
}

/// Whether a record has a column with this key, whichever form it is in.
pub(super) fn is_key(key: &str) -> bool {
    CONTROLLER_OF_ICO.iter().chain(&PROCESSOR_OF_ICO).any(|spec| spec.key == key)
}

static CONTROLLER_OF_ICO: [Spec; CONTROLLER.len() + ONLY_ICO.len()] = joined(&CONTROLLER, &ONLY_ICO);
static PROCESSOR_OF_ICO: [Spec; PROCESSOR.len() + 1] = joined(&PROCESSOR, &[LINKS]);
static CONTROLLER_CNIL: [Column; CONTROLLER.len()] = columns(&CONTROLLER, Form::Controller, Template::Cnil);
static CONTROLLER_ICO: [Column; CONTROLLER_OF_ICO.len()] =
    columns(&CONTROLLER_OF_ICO, Form::Controller, Template::Ico);
static PROCESSOR_CNIL: [Column; PROCESSOR.len()] = columns(&PROCESSOR, Form::Processor, Template::Cnil);
static PROCESSOR_ICO: [Column; PROCESSOR_OF_ICO.len()] =
    columns(&PROCESSOR_OF_ICO, Form::Processor, Template::Ico);

const fn columns<const N: usize>(specs: &[Spec], form: Form, template: Template) -> [Column; N] {
    let mut all = [LINKS.column(form, template); N];
    let mut at = 0;
    while at < N {
        all[at] = specs[at].column(form, template);
        at += 1;
    }
    all
}

const fn joined<const N: usize>(first: &[Spec], second: &[Spec]) -> [Spec; N] {
    let mut all = [LINKS; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < first.len() { first[at] } else { second[at - first.len()] };
        at += 1;
    }
    all
}

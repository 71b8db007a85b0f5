//! The columns of a record, one table for each form, and what each is filled from.
//!
//! The columns are those of the project's DPV notes ("Columns of a record of processing") and of
//! Art. 30(2); no others.

use super::topics::Topic;
use super::{Form, Template};

/// A column of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its key in exports.
    pub key: &'static str,
    /// Its name for readers.
    pub label: &'static str,
    /// The articles of the GDPR that it answers; `None` if only a template asks for it.
    pub article: Option<&'static str>,
    /// Whether it must be filled: in CNIL's template of a controller what the DPV notes mark so, in
    /// all others what Art. 30 itself lists.
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
    /// What is to be filled in.
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
    Spec::new("name", "Name", "", ByCnil, "What you call this processing; the product is one of its means."),
    Spec::new("description", "Description", "", No, "What you do with the product, in a sentence or two.")
        .helps(Topic::Statements),
    Spec::new(
        "organisation",
        "Organisation",
        "30(1)(a)",
        ByArticle,
        "The name and contact details of the controller.",
    ),
    Spec::new("representative", "EU representative", "30(1)(a)", ByArticle, REPRESENTATIVE),
    Spec::new("dpo", "Data protection officer", "30(1)(a)", ByArticle, DPO),
    Spec::new(
        "joint_controllers",
        "Joint controllers",
        "30(1)(a)",
        ByArticle,
        "The name and contact details of each joint controller, or that there is none.",
    ),
    Spec::new("role", "Role", "4(7), 26", No, "Whether you are the only controller or one of several."),
    Spec::new("department", "Department", "", No, "The department in charge of this processing."),
    Spec::new(
        "purposes",
        "Purposes",
        "30(1)(b)",
        ByArticle,
        "The purposes for which your organisation uses the product.",
    )
    .says_in_part(Topic::Purposes),
    Spec::new(
        "subjects",
        "Categories of data subjects",
        "30(1)(c)",
        ByArticle,
        "Whose data you process with the product.",
    )
    .says(Topic::Subjects),
    Spec::new(
        "data_types",
        "Categories of personal data",
        "30(1)(c)",
        ByArticle,
        "Which personal data you process with the product.",
    )
    .says(Topic::DataTypes),
    Spec::new(
        "sensitive",
        "Sensitive data",
        "9(1), 10",
        No,
        "Whether special-category or criminal-offence data is among it; the types of data do not show it.",
    )
    .helps(Topic::Statements),
    Spec::new("source", "Source of the data", "14(2)(f)", No, "From whom or where you obtain the data.")
        .says_in_part(Topic::Origins),
    Spec::new("recipients", "Recipients", "30(1)(d)", ByArticle, "To whom you disclose the data.")
        .says(Topic::Recipients),
    Spec::new(
        "third_parties",
        "Third parties",
        "4(10)",
        No,
        "Which recipients are third parties and which act on your behalf.",
    )
    .helps(Topic::Outsiders),
    Spec::new("transfers", "Transfers outside the EU", "30(1)(e)", ByArticle, TRANSFERS)
        .says_in_part(Topic::Abroad)
        .helps(Topic::Recipients),
    Spec::new("safeguards", "Safeguards of transfers", "30(1)(e)", ByArticle, SAFEGUARDS),
    Spec::new(
        "retention",
        "Retention",
        "30(1)(f)",
        ByArticle,
        "How long you keep each category of data, or what decides it.",
    )
    .says_in_part(Topic::Erasure),
    Spec::new(
        "retention_policy",
        "Retention policy",
        "5(1)(e)",
        No,
        "Where your rules on retention are written down.",
    ),
    Spec::new(
        "adherence",
        "Adherence to the policy",
        "5(2)",
        No,
        "How you see to it that data is erased in time.",
    )
    .helps(Topic::Erasure),
    Spec::new("security", "Security measures", "30(1)(g)", ByArticle, SECURITY).says_in_part(Topic::Security),
    Spec::new("data_location", "Data location", "", No, LOCATION).says_in_part(Topic::Places),
    Spec::new("lawful_basis", "Lawful basis", "6(1)", No, "The lawful basis of each purpose.")
        .helps(Topic::Statements),
    Spec::new(
        "legitimate_interests",
        "Legitimate interests and their assessment",
        "6(1)(f)",
        ByCnil,
        "The interests and where they are weighed, if they are the basis.",
    ),
    Spec::new(
        "art_9_basis",
        "Art. 9 basis",
        "9(2)",
        No,
        "The condition of Art. 9(2), if special-category data is processed.",
    ),
    Spec::new(
        "automated_decisions",
        "Automated decisions",
        "22",
        No,
        "Whether anything is decided about persons by automated means alone.",
    ),
    Spec::new("profiling", "Profiling", "4(4), 22", No, "Whether persons are profiled."),
    Spec::new(
        "impact_assessment",
        "Impact assessment",
        "35",
        No,
        "Whether an impact assessment is needed, and what came of it.",
    ),
    Spec::new("rights", "Rights", "15–22", No, "How persons exercise their rights, and who answers them.")
        .says_in_part(Topic::Rights),
    Spec::new("privacy_notice", "Privacy notice", "13, 14", No, "Where persons are told of this processing."),
    Spec::new(
        "consent_record",
        "Consent record",
        "7(1)",
        ByCnil,
        "Where consent is recorded, if it is the basis.",
    )
    .helps(Topic::Statements),
    Spec::new(
        "breach",
        "Breach procedure and register",
        "33",
        ByCnil,
        "Where the procedure for breaches and their register are.",
    ),
    Spec::new(
        "processor_contract",
        "Processor contract",
        "28(3)",
        No,
        "Who processes the data on your behalf, and the contract with each.",
    )
    .helps(Topic::Organisations),
    Spec::new("last_review", "Last review", "", No, REVIEW),
];

/// What only ICO's template of a controller has.
const ONLY_ICO: [Spec; 3] = [
    Spec::new(
        "schedule_1",
        "DPA 2018 Schedule 1 condition",
        "",
        No,
        "The condition of Schedule 1 to the Data Protection Act 2018, if one is needed.",
    ),
    Spec::new(
        "impact_assessment_location",
        "Location of the impact assessment",
        "35",
        No,
        "Where the impact assessment is kept.",
    ),
    LINKS,
];

const LINKS: Spec = Spec::new(
    "links",
    "Links to contracts and notices",
    "13, 14, 28(3)",
    No,
    "Links to the contracts and to the privacy notices.",
);

/// The columns of a processor's record: what Art. 30(2) lists, and what else of the list concerns a
/// processor.
static PROCESSOR: [Spec; 13] = [
    Spec::new("name", "Name", "", No, "What you call this processing; the product is one of its means."),
    Spec::new(
        "organisation",
        "Processor",
        "30(2)(a)",
        ByArticle,
        "The name and contact details of each processor.",
    ),
    Spec::new(
        "controllers",
        "Controllers",
        "30(2)(a)",
        ByArticle,
        "The name and contact details of each controller on whose behalf you process.",
    ),
    Spec::new("representative", "EU representative", "30(2)(a)", ByArticle, REPRESENTATIVE),
    Spec::new("dpo", "Data protection officer", "30(2)(a)", ByArticle, DPO),
    Spec::new(
        "processing",
        "Categories of processing",
        "30(2)(b)",
        ByArticle,
        "What you do with the data on behalf of each controller.",
    )
    .says_in_part(Topic::Processing),
    Spec::new("transfers", "Transfers outside the EU", "30(2)(c)", ByArticle, TRANSFERS)
        .says_in_part(Topic::Abroad)
        .helps(Topic::Recipients),
    Spec::new("safeguards", "Safeguards of transfers", "30(2)(c)", ByArticle, SAFEGUARDS),
    Spec::new("security", "Security measures", "30(2)(d)", ByArticle, SECURITY).says_in_part(Topic::Security),
    Spec::new("data_location", "Data location", "", No, LOCATION).says_in_part(Topic::Places),
    Spec::new(
        "processor_contract",
        "Processor contract",
        "28(3), 28(4)",
        No,
        "The contract with each controller, and with whoever processes on your behalf.",
    )
    .helps(Topic::Organisations),
    Spec::new(
        "breach",
        "Breach procedure and register",
        "33(2)",
        No,
        "How controllers are told of a breach.",
    ),
    Spec::new("last_review", "Last review", "", No, REVIEW),
];

const REPRESENTATIVE: &str =
    "The name and contact details of the representative in the EU, or that none is needed.";
const DPO: &str = "The name and contact details of the data protection officer, or that there is none.";
const TRANSFERS: &str =
    "Which recipients are in a third country or are international organisations, and in which country.";
const SAFEGUARDS: &str = "The safeguards of each transfer to a third country, or that there is none.";
const SECURITY: &str = "Your organisational measures, and technical ones beyond those of the product.";
const LOCATION: &str = "In which country and on whose premises the data is kept.";
const REVIEW: &str = "When this entry was last reviewed.";

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

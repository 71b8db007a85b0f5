//! How the views are set: what a fragment says of them besides the query.

use crate::facet::Facet;
use crate::locale::message;
use crate::sorted::Texts;

/// Declares a choice: its variants, their words in fragments and for readers.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:expr;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name { #[default] $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// All of them in the order in which they are shown, the default first, with their words in
            /// fragments and for readers, in English.
            pub const ALL: &'static [(Self, &'static str, &'static str)] =
                &[$((Self::$variant, $word, $label)),+];

            /// The word in fragments.
            #[must_use]
            pub fn id(self) -> &'static str {
                Self::ALL[self as usize].1
            }

            /// The word for readers, in English.
            #[must_use]
            pub fn label(self) -> &'static str {
                Self::ALL[self as usize].2
            }
        }
    };
}

choice! {
    /// What the rows of a comparison are.
    Rows {
        /// Security features.
        Feature = "feature", message("Security features");
        /// Data types.
        DataType = "data_type", message("Data types");
    }
}

choice! {
    /// Whose record of processing is written.
    Form {
        /// Art. 30(1): the controller's.
        Controller = "controller", message("Controller");
        /// Art. 30(2): the processor's.
        Processor = "processor", message("Processor");
    }
}

choice! {
    /// Whose columns a record of processing has.
    Template {
        /// Those of the French authority.
        Cnil = "cnil", message("CNIL");
        /// Those of the British one.
        Ico = "ico", message("ICO");
    }
}

/// What a data subject asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// To see the data: features that help to answer Art. 15 or 20.
    Access,
    /// To have it erased: features that help to answer Art. 17 or 5(1)(e).
    Erasure,
}

impl Request {
    /// Both, with their words in fragments and for readers, in English.
    pub const ALL: [(Self, &'static str, &'static str); 2] = [
        (Self::Access, "access", message("Access request")),
        (Self::Erasure, "erasure", message("Erasure request")),
    ];

    /// The word in fragments.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The word for readers, in English.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::ALL[self as usize].2
    }
}

impl Rows {
    /// The facet whose values they are.
    #[must_use]
    pub fn facet(self) -> Facet {
        match self {
            Self::Feature => Facet::Feature,
            Self::DataType => Facet::DataType,
        }
    }
}

/// How the views are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// What the rows of the comparison are: `rows`.
    pub rows: Rows,
    /// Whether it shows only rows whose cells differ: `diff=on`.
    pub differences: bool,
    /// The ids of the products that are its columns, in their order; all, in the catalogue's order, if there
    /// are none: `columns`.
    pub columns: Vec<String>,
    /// The cell of the comparison that is open, by the ids of its row and its column: `cell`.
    pub cell: Option<(String, String)>,
    /// The ids of the groups of data whose types the flows show one by one: `open`.
    pub open: Texts,
    /// Whether the flows show every node, however small: `small=on`.
    pub small: bool,
    /// What the lifecycle is a checklist for: `request`.
    pub request: Option<Request>,
    /// Whose record of processing is written: `form`.
    pub form: Form,
    /// Whose columns it has: `template`.
    pub template: Template,
}

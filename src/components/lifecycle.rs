//! What becomes of a data type in each product, and what to do when somebody asks for theirs.

use privacy_catalog::lifecycle::{Checklist, Lifecycle};
use yew::prelude::*;

use crate::scene::Scene;

/// What is set beside the count.
pub(crate) fn options(_: &Scene<'_>) -> Html {
    html! {}
}

pub(crate) fn lifecycle(_: &Scene<'_>, _: &Lifecycle) -> Html {
    html! {}
}

pub(crate) fn checklists(_: &Scene<'_>, _: &[Checklist]) -> Html {
    html! {}
}

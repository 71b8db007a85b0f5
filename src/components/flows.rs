//! Where personal data goes: a picture, and a table of the same edges.

use privacy_catalog::flows::{Flows, Layout};
use yew::prelude::*;

use crate::scene::Scene;

/// What is set beside the count.
pub(crate) fn options(_: &Scene<'_>, _: &Flows) -> Html {
    html! {}
}

pub(crate) fn flows(_: &Scene<'_>, _: &Flows, _: &Layout) -> Html {
    html! {}
}

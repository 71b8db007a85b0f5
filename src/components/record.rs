//! A record of processing, a table for each product.

use privacy_catalog::record::Record;
use yew::prelude::*;

use crate::scene::Scene;

/// What is set beside the count.
pub(crate) fn options(_: &Scene<'_>) -> Html {
    html! {}
}

pub(crate) fn record(_: &Scene<'_>, _: &Record) -> Html {
    html! {}
}

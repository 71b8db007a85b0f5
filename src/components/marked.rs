//! Text with what the search matched marked in it.

use privacy_catalog::Answer;
use yew::prelude::*;

/// The text as elements; nothing of it is ever read as HTML.
pub(crate) fn marked(answer: &Answer, text: &str) -> Html {
    let mut parts = Vec::new();
    let mut shown = 0;
    for range in answer.highlights(text) {
        parts.push(html! { {&text[shown..range.start]} });
        parts.push(html! { <mark>{&text[range.clone()]}</mark> });
        shown = range.end;
    }
    parts.push(html! { {&text[shown..]} });
    parts.into_iter().collect()
}

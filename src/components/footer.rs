//! What the page is not.

use yew::prelude::*;

pub(crate) fn footer() -> Html {
    html! {
        <div class="pe-footer" part="footer">
            <span>{"Not affiliated with the vendor."}</span>
            <span>{"Not legal advice."}</span>
            <span>{"Sends nothing: every search stays in this browser."}</span>
        </div>
    }
}

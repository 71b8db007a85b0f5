//! What the page is not, and the language it speaks.

use privacy_catalog::Language;
use yew::prelude::*;

use crate::scene::Scene;
use crate::state::Action;

pub(crate) fn footer(scene: &Scene<'_>) -> Html {
    html! {
        <div class="pe-footer" part="footer">
            <span>{scene.say("Not affiliated with the vendor.")}</span>
            <span>{scene.say("Not legal advice.")}</span>
            <span>{scene.say("Sends nothing: every search stays in this browser.")}</span>
            if scene.state.around.can_speak {
                <span class="pe-languages" role="group" aria-label={scene.say("Language")}>
                    { for Language::ALL.iter().map(|&(language, tag, name)| html! {
                        <button
                            key={tag}
                            type="button"
                            class="pe-link"
                            lang={tag}
                            aria-pressed={(language == scene.locale().language()).to_string()}
                            onclick={scene.click(Action::Speak(language))}
                        >
                            {name}
                        </button>
                    }) }
                </span>
            }
        </div>
    }
}

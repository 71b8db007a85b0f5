//! A program of somebody else's, also made with Yew: it has a counter and keeps its chapter in the
//! fragment of the address, and the explorer is an element of its tree like any other.

use gloo::events::EventListener;
use gloo::utils::window;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, Element};
use yew::prelude::*;

/// The chapters: fragment, heading, and what the explorer shows beside it.
const CHAPTERS: [(&str, &str, &str); 3] = [
    ("#/all", "Everything", ""),
    ("#/encryption", "Encryption", "feature=encryption-in-transit"),
    ("#/audit", "Audit", "feature=audit&group=product"),
];

fn main() {
    yew::Renderer::<Host>::new().render();
}

fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

#[component]
fn Host() -> Html {
    let count = use_state(|| 0_u32);
    let passing = use_state(|| 0_u32);
    let total = use_state(|| None);
    let at = use_state(fragment);
    let explorer = use_node_ref();

    {
        let at = at.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&window(), "hashchange", move |_| at.set(fragment()));
            move || drop(listener)
        });
    }
    {
        let total = total.clone();
        use_effect_with(explorer.clone(), move |explorer| {
            let element: Element = explorer.cast().expect("the explorer is in the tree");
            let listener = EventListener::new(&element, "pe-change", move |event| {
                let detail = event.unchecked_ref::<CustomEvent>().detail();
                total.set(Reflect::get(&detail, &"total".into()).ok().and_then(|total| total.as_f64()));
            });
            move || drop(listener)
        });
    }

    let (_, heading, state) = *CHAPTERS.iter().find(|chapter| chapter.0 == *at).unwrap_or(&CHAPTERS[0]);
    let add = |to: &UseStateHandle<u32>| {
        let to = to.clone();
        Callback::from(move |_| to.set(*to + 1))
    };
    html! {
        <main>
            <nav aria-label="Chapters">
                { for CHAPTERS.map(|(href, name, _)| html! {
                    <a {href} aria-current={(name == heading).then_some("page")}>{ name }</a>
                }) }
            </nav>
            <h1>{ heading }</h1>
            <p>
                <button type="button" id="count" onclick={add(&count)}>{ format!("Pressed {}", *count) }</button>
                <output id="total">{ total.map_or("No change yet".into(), |total| format!("{total} facts")) }</output>
                <output id="passing">{ format!("{} clicks below", *passing) }</output>
            </p>
            <section onclick={add(&passing)}>
                <privacy-explorer ref={explorer} {state} />
            </section>
        </main>
    }
}

//! The doors to the program's second part: what is reached through them alone loads on first use.
//!
//! `cargo xtask build` finds them by this module's name and moves what lies behind them into a file of its
//! own. The other builds leave the program whole. Whoever calls a door asks [`are_open`] first.

use std::hint::black_box;

use privacy_catalog::export;
use privacy_catalog::merge;
use privacy_catalog::{Answer, Catalog, CatalogLoader, Diagnostic, Index};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::components;
use crate::components::export::Format;
use crate::figure::Figure;
use crate::own::act::Actor;
use crate::own::{Change, Own, act};
use crate::scene::Scene;
use crate::shared::Shared;
use crate::state::{Drawer, State};

/// Whether what lies behind the doors is there. A build that moves it puts another function here, which
/// looks whether it is.
#[inline(never)]
pub(crate) fn are_open() -> bool {
    black_box(true)
}

/// See [`Figure::new`].
#[inline(never)]
pub(crate) fn figure(state: &State, answer: &Answer) -> Figure {
    Figure::new(state, answer)
}

/// See [`Figure::draw`].
#[inline(never)]
pub(crate) fn draw(figure: &Figure, scene: &Scene<'_>, table: &NodeRef) -> Html {
    figure.draw(scene, table)
}

/// See [`Figure::options`].
#[inline(never)]
pub(crate) fn options(figure: &Figure, scene: &Scene<'_>) -> Html {
    figure.options(scene)
}

/// The view of the documents.
#[inline(never)]
pub(crate) fn sources(scene: &Scene<'_>) -> Html {
    components::sources::sources(scene)
}

/// Saves what is shown.
#[inline(never)]
pub(crate) fn save(state: &State, answer: &Answer, format: Format) {
    components::export::save(state, answer, format);
}

/// What the reader of an old link must know.
#[inline(never)]
pub(crate) fn since(scene: &Scene<'_>) -> Html {
    components::since::since(scene)
}

/// See [`act::act`].
#[inline(never)]
pub(crate) fn own(own: &Own, change: &Change, actor: &Actor) -> (Own, Option<Shared<Index>>) {
    act::act(own, change, actor)
}

/// See [`Own::value`].
#[inline(never)]
pub(crate) fn own_value(own: &Own) -> JsValue {
    own.value()
}

/// See [`merge::merge`]; what is only to be known is left out.
#[inline(never)]
pub(crate) fn merged(base: &Index, other: &Index) -> Result<Catalog, Vec<Diagnostic>> {
    let part = |index, file| merge::Part { catalog: Index::catalog(index), file };
    merge::merge(part(base, "the catalogue"), part(other, "the other")).map(|merged| merged.catalog)
}

/// A catalogue in the public format.
#[inline(never)]
pub(crate) fn json(index: &Index) -> String {
    export::whole(index.catalog())
}

/// What is open below the header.
#[inline(never)]
pub(crate) fn drawer(scene: &Scene<'_>, drawer: Drawer) -> Html {
    match drawer {
        Drawer::Installation => components::installation::installation(scene),
        Drawer::Catalogue => components::catalogue::catalogue(scene),
        Drawer::Export => components::export::export(scene),
    }
}

/// See [`Catalog::from_json`].
#[inline(never)]
pub(crate) fn read(json: &[u8]) -> Result<Catalog, Vec<Diagnostic>> {
    Catalog::from_json("catalogue", json)
}

/// See [`CatalogLoader::read`].
#[inline(never)]
pub(crate) fn read_on(loader: &mut CatalogLoader, json: &[u8], facts: usize) -> bool {
    loader.read(json, facts)
}

/// See [`CatalogLoader::finish`].
#[inline(never)]
pub(crate) fn read_all(loader: CatalogLoader) -> Result<Catalog, Vec<Diagnostic>> {
    loader.finish()
}

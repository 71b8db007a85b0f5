//! The catalogue for programs: what the page asks, any script on it can ask too.

use std::borrow::Cow;
use std::cell::RefCell;
use std::hint::black_box;
use std::pin::Pin;
use std::sync::Arc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, JSON, JsString, Object, Promise, Reflect, Uint32Array};
use privacy_catalog::facet::FACETS;
use privacy_catalog::index::Scope;
use privacy_catalog::{Answer, Catalog, CatalogLoader, Diagnostic, Index, IndexBuilder, Link, Locale};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::embed::{self, Explorer};
use crate::shared::Shared;
use crate::{doors, later};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("host.d.ts");

/// How long a slice of loading may last, in milliseconds: less than a frame, so that the page
/// scrolls on meanwhile.
const SLICE: f64 = 10.0;

/// How many facts are read or indexed between two looks at the clock.
const FACTS: usize = 200;

/// How many facts an answer holds if its page doesn't say.
const LIMIT: usize = 50;

/// A catalogue, indexed.
#[wasm_bindgen(js_name = Catalog)]
pub struct HostCatalog {
    index: Shared<Index>,
    /// The last answer: the next one is made of it.
    answer: RefCell<Answer>,
    /// The values of each facet as JavaScript sees them, once asked for; they never change.
    values: RefCell<Vec<JsValue>>,
}

impl HostCatalog {
    pub(crate) fn new(index: Shared<Index>) -> Self {
        Self { index, answer: RefCell::default(), values: RefCell::default() }
    }

    /// Whether it is the catalogue of this index.
    pub(crate) fn is_of(&self, index: &Shared<Index>) -> bool {
        self.index == *index
    }

    /// Answers a query of the facts of a scope; see `query`.
    pub(crate) fn query_within(
        &self,
        scope: &Arc<Scope>,
        query: &JsValue,
        page: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (link, ignored) = link(query, &self.index)?;
        let offset = number(page, "offset", 0)?;
        let limit = number(page, "limit", LIMIT)?;
        let mut answer = self.answer.borrow_mut();
        if !answer.scope().is(scope) {
            *answer = Answer::within(scope.clone());
        }
        let index = self.index.installed(&link.installation);
        index.answer_again(&link.query, &mut answer);
        let mut facts = String::from("[");
        for hit in answer.hits(offset..offset.saturating_add(limit)) {
            if facts.len() > 1 {
                facts.push(',');
            }
            self.index.catalog().write_fact(&self.index.catalog().facts()[hit.fact], &mut facts);
        }
        facts.push(']');
        let corrections = answer.corrections().iter().map(|one| {
            let taken: Array = one.taken.iter().map(|word| JsString::from(word.as_str())).collect();
            object(&[("typed", one.typed.as_str().into()), ("taken", taken.into())])
        });
        let corrections: Array = corrections.collect::<Result<_, _>>()?;
        let ignored: Array = ignored.iter().map(|one| JsString::from(one.words(Locale::ENGLISH))).collect();
        object(&[
            ("total", answer.total().into()),
            ("general", answer.general().into()),
            ("facets", self.facets(&answer)?),
            ("facts", JSON::parse(&facts)?),
            ("corrections", corrections.into()),
            ("ignored", ignored.into()),
        ])
    }
}

#[wasm_bindgen(js_class = Catalog)]
impl HostCatalog {
    /// Reads and indexes a file of the public format, without a pause.
    ///
    /// # Errors
    /// An `Error` whose message has a line for every mistake; or if the program's second part can't be
    /// loaded.
    #[wasm_bindgen(js_name = fromJson, unchecked_return_type = "Promise<Catalog>")]
    pub fn from_json(bytes: Vec<u8>) -> Promise {
        promise(async move {
            later::loaded().await?;
            make_room(bytes.len());
            let catalog = doors::read(&bytes).map_err(|problems| mistakes(&problems))?;
            // The index is made in the same memory.
            drop(bytes);
            Ok(Self::new(Shared::new(Index::new(catalog))).into())
        })
    }

    /// Reads and indexes a file of the public format in slices, between which the page lives on.
    /// `progress` is called after each with how much is done and how much there is to do.
    ///
    /// # Errors
    /// As `fromJson`; or what `progress` throws.
    #[wasm_bindgen(unchecked_return_type = "Promise<Catalog>")]
    pub fn load(
        bytes: Vec<u8>,
        #[wasm_bindgen(unchecked_optional_param_type = "(done: number, total: number) => void")]
        progress: Option<Function>,
    ) -> Promise {
        let mut pace = Pace::new(Box::new(move |done, all| match &progress {
            Some(progress) => progress.call2(&JsValue::NULL, &done.into(), &all.into()).map(drop),
            None => Ok(()),
        }));
        promise(async move {
            later::loaded().await?;
            let len = bytes.len();
            let catalog = read("catalogue", bytes, &mut pace).await?;
            let catalog = catalog.map_err(|problems| mistakes(&problems))?;
            Ok(Self::new(indexed(catalog, len, &mut pace).await?).into())
        })
    }

    /// This catalogue with another one beside it: a product that both have is the other's, with its
    /// documents and its facts. Both are still there.
    ///
    /// # Errors
    /// An `Error` whose message has a line for every id that would mean two things; or if the program's
    /// second part can't be loaded.
    #[wasm_bindgen(unchecked_return_type = "Promise<Catalog>")]
    pub fn merge(&self, other: &HostCatalog) -> Promise {
        let (base, other) = (self.index.clone(), other.index.clone());
        promise(async move {
            later::loaded().await?;
            let merged = doors::merged(&base, &other).map_err(|problems| mistakes(&problems))?;
            Ok(Self::new(Shared::new(Index::new(merged))).into())
        })
    }

    /// The catalogue as a file of the public format.
    ///
    /// # Errors
    /// If the program's second part can't be loaded.
    #[wasm_bindgen(js_name = toJson, unchecked_return_type = "Promise<string>")]
    pub fn to_json(&self) -> Promise {
        let index = self.index.clone();
        promise(async move {
            later::loaded().await?;
            Ok(doors::json(&index).into())
        })
    }

    /// The catalogue that this program carries.
    ///
    /// # Errors
    /// Never for a build that passed its tests.
    pub fn embedded() -> Result<Self, JsValue> {
        Ok(Self::new(embed::embedded()?))
    }

    /// Answers a query: a fragment as in the page's address, or an object with its keys.
    ///
    /// # Errors
    /// If `query` is neither, or `page` is no object with `offset` and `limit`.
    #[wasm_bindgen(unchecked_return_type = "Answer")]
    pub fn query(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | Query")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Page")] page: &JsValue,
    ) -> Result<JsValue, JsValue> {
        self.query_within(&Arc::default(), query, page)
    }

    /// The fact with this id, or nothing.
    ///
    /// # Errors
    /// Never in practice: a fact is always JSON.
    #[wasm_bindgen(unchecked_return_type = "Fact | undefined")]
    pub fn fact(&self, id: &str) -> Result<JsValue, JsValue> {
        let facts = self.index.catalog().facts();
        let Some(place) = facts.find(id) else { return Ok(JsValue::UNDEFINED) };
        let mut json = String::new();
        self.index.catalog().write_fact(&facts[place], &mut json);
        JSON::parse(&json)
    }

    /// Draws an explorer of this catalogue into `element`; see `mount`.
    ///
    /// # Errors
    /// If the configuration can't be used.
    pub fn mount(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Element")] element: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Configuration")] config: &JsValue,
    ) -> Result<Explorer, JsValue> {
        embed::mount_index(element, config, &self.index)
    }

    /// How many facts it has.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn length(&self) -> usize {
        self.index.catalog().facts().len()
    }

    /// How many bytes the index takes, the facts themselves not counted.
    #[wasm_bindgen(getter, js_name = indexBytes)]
    #[must_use]
    pub fn index_bytes(&self) -> usize {
        self.index.bytes()
    }

    /// The values of each facet with their counts.
    fn facets(&self, answer: &Answer) -> Result<JsValue, JsValue> {
        let mut values = self.values.borrow_mut();
        if values.is_empty() {
            for info in &FACETS {
                let mut json = String::new();
                self.index.write_values(info.facet, &mut json);
                let list: Object = JSON::parse(&json)?.unchecked_into();
                values.push(Object::freeze(&list).into());
            }
        }
        let mut facets = Vec::with_capacity(FACETS.len());
        for (info, values) in FACETS.iter().zip(&*values) {
            let counts = Uint32Array::from(answer.counts(info.facet));
            facets.push((info.key, object(&[("values", values.clone()), ("counts", counts.into())])?));
        }
        object(&facets)
    }
}

/// A promise of some work. What is boxed is compiled once for all of them.
pub(crate) fn promise(work: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let work: Pin<Box<dyn Future<Output = _>>> = Box::pin(work);
    future_to_promise(work)
}

/// Reads a file of the public format in slices. Its mistakes are the inner error, what the pace's progress
/// throws is the outer.
pub(crate) async fn read(
    name: &str,
    bytes: Vec<u8>,
    pace: &mut Pace,
) -> Result<Result<Catalog, Vec<Diagnostic>>, JsValue> {
    make_room(bytes.len());
    let mut loader = CatalogLoader::new(name);
    while doors::read_on(&mut loader, &bytes, FACTS) {
        // Reading takes about as long as indexing.
        pace.breathe(loader.at(), 2 * bytes.len()).await?;
    }
    Ok(doors::read_all(loader))
}

/// Indexes a catalogue in slices, after a reading of so many bytes.
pub(crate) async fn indexed(
    catalog: Catalog,
    read: usize,
    pace: &mut Pace,
) -> Result<Shared<Index>, JsValue> {
    let facts = catalog.facts().len().max(1);
    let mut builder = IndexBuilder::new(catalog);
    while builder.add(FACTS) {
        let share = builder.added() as f64 / facts as f64;
        pace.breathe(read + (share * read as f64) as usize, 2 * read).await?;
    }
    (pace.progress)(2 * read, 2 * read)?;
    Ok(Shared::new(builder.finish()))
}

/// Makes the memory grow once for a file of `bytes`, and not in thousands of steps, which take as long
/// as a tenth of the loading: the allocator keeps what is given back to it. Facts take a little more than
/// their file; the index fits into the memory that the file took, which is at hand, unlike a fresh one.
fn make_room(bytes: usize) {
    drop(black_box(Vec::<u8>::with_capacity(bytes / 4 * 5)));
}

/// Is told how much is done, and how much there is to do.
type Progress = Box<dyn FnMut(usize, usize) -> Result<(), JsValue>>;

/// Lets the page breathe between slices of work.
pub(crate) struct Pace {
    since: f64,
    progress: Progress,
}

impl Pace {
    pub(crate) fn new(progress: Progress) -> Self {
        Self { since: now(), progress }
    }

    /// Waits until the page has had its turn, if the slice has lasted long enough.
    async fn breathe(&mut self, done: usize, all: usize) -> Result<(), JsValue> {
        if now() - self.since >= SLICE {
            (self.progress)(done, all)?;
            turn_of_the_page().await?;
            self.since = now();
        }
        Ok(())
    }
}

/// Waits until the page has done what waits to be done.
async fn turn_of_the_page() -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve, _| {
        let resume = move || drop(resolve.call0(&JsValue::NULL));
        Timeout::new(0, resume).forget();
    });
    JsFuture::from(promise).await.map(drop)
}

fn now() -> f64 {
    js_sys::Date::now()
}

/// The query that JavaScript asks.
fn link(query: &JsValue, index: &Index) -> Result<(Link, Vec<privacy_catalog::Ignored>), JsValue> {
    if let Some(fragment) = query.as_string() {
        return Ok(Link::parse(&fragment, index));
    }
    // Also one of another frame, whose objects are of another class.
    if !query.is_object() {
        return Err(embed::error("expected the query to be a fragment or an object"));
    }
    let query: &Object = query.unchecked_ref();
    let mut parts: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::new();
    for key in Object::keys(query).iter() {
        let value = Reflect::get(query, &key)?;
        let key = key.as_string().unwrap_or_default();
        let text = match value.as_bool() {
            Some(on) => if on { "on" } else { "off" }.to_owned(),
            None if value.is_undefined() => continue,
            None => match value.as_string() {
                Some(text) => text,
                None if Array::is_array(&value) => Array::from(&value).join(",").into(),
                None => {
                    return Err(embed::error(&format!("expected `{key}` to be a text or a list of texts")));
                }
            },
        };
        parts.push((key.into(), text.into()));
    }
    Ok(Link::from_parts(parts, index))
}

/// A number of `page`, or `otherwise` if there is none.
fn number(page: &JsValue, key: &str, otherwise: usize) -> Result<usize, JsValue> {
    if page.is_undefined() || page.is_null() {
        return Ok(otherwise);
    }
    if !page.is_object() {
        return Err(embed::error("expected the page to be an object with `offset` and `limit`"));
    }
    let value = embed::property(page, key)?;
    match value.as_f64() {
        None if value.is_undefined() => Ok(otherwise),
        Some(number) if number >= 0.0 => Ok(number as usize),
        _ => Err(embed::error(&format!("expected `{key}` to be a number, 0 or more"))),
    }
}

fn object(fields: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for (key, value) in fields {
        Reflect::set(&object, &JsValue::from_str(key), value)?;
    }
    Ok(object.into())
}

/// All mistakes of a file as one error.
fn mistakes(problems: &[Diagnostic]) -> JsValue {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    embed::error(&lines.join("\n"))
}

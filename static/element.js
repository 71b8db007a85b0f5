// Defines `<privacy-explorer>`: an explorer in anybody's page, apart from its styles, its keys and its
// history. All of them on a page share one program. docs/EMBEDDING.md says how it is used.
//
// The build puts the program's bindings, this file with the modules of `element/`, and the style sheet into one
// module, and share.js and second.css beside it; into the one script of the saved file it puts them all. In both it
// puts something else in the place of some of the lines that follow, and of the last one.

import { NAME, SETTINGS, fill } from "./element/names.js";
import { ENGLISH, StartError, message, messageOf, say } from "./element/say.js";
import { load, loadText, once } from "./element/load.js";
import { block, ownHtml, unpacked, withBlock } from "./element/saved.js";
import { keep, kept } from "./element/kept.js";
import { button, failure, keepKey, make } from "./element/dom.js";
import { serveParent } from "./element/frame.js";
import * as program from "./privacy-explorer.js";

const PLACE = import.meta.url;
const STYLE = null;
const SHARE = null;

/** A file that was saved carries its program, its view and perhaps another catalogue in itself. */
const SAVED = PLACE === null;

// ---- The words of the interface: English stands where it is said, and is what other words are found by

/** The other languages that there are words of. */
const loadWords = new Map(["fr", "de"].map((lang) => [lang, once(() => readWords(lang))]));

/** The words of a language; English ones if there are no others, or they can't be had. */
async function wordsOf(lang) {
  try {
    return (await loadWords.get(lang)?.()) ?? ENGLISH;
  } catch (error) {
    console.warn(error.message);
    return ENGLISH;
  }
}

/** Lines of English texts, each with its translation on the next line; see `crates/catalog/src/locale.rs`. */
async function readWords(lang) {
  let text;
  if (SAVED) {
    text = await new Response(unpacked(`pe-${lang}`)).text();
  } else {
    text = await loadText(new URL(STYLE === null ? `${lang}.txt` : `${NAME}_${lang}.txt`, PLACE));
  }
  const lines = text.split("\n");
  const table = new Map(lines.flatMap((line, at) => (at % 2 === 0 && at + 1 < lines.length ? [[line, lines[at + 1]]] : [])));
  return { lang, text, table };
}

/** The language that an element is to speak: its own, or that of what is around it; the reader's, where it is empty. */
function languageOf(element) {
  let at = element;
  while (at instanceof Element && !at.hasAttribute("lang")) at = at.parentNode instanceof ShadowRoot ? at.parentNode.host : at.parentNode;
  const lang = at instanceof Element ? at.getAttribute("lang") : "en";
  const primary = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  if (lang !== "") return primary(lang);
  return navigator.languages.map(primary).find((tag) => tag === "en" || loadWords.has(tag)) ?? "en";
}

// ---- The program, one for all explorers of the page

/** @type {Promise<void> | null} settled once the program runs; null if it doesn't or has failed. */
let running = null;

/** How often the program has failed for good; what an earlier one has drawn must not be called. */
let failures = 0;

/** Whether the program that is there has failed, so that a fresh one is needed. */
let isBroken = false;

/** @type {Set<PrivacyExplorerElement>} the explorers in the document. */
const explorers = new Set();

/**
 * What the program draws in an element's place.
 *
 * @typedef {{ key: string, box: HTMLElement, explorer: object, catalog: object | null,
 *   file: { address: string | null, text: string } | null, failures: number,
 *   owner: PrivacyExplorerElement | null, life: AbortController }} Drawing
 */

/**
 * Drawings whose element was taken out, by what sets them apart: Yew never gives back what it listens
 * with, so the next element that needs such a drawing gets this one.
 *
 * @type {Map<string, Drawing>}
 */
const resting = new Map();

/** Starts the program, or a fresh one in the place of one that has failed; a failed attempt is not remembered. */
function start() {
  running ??= (isBroken ? Promise.resolve() : loadProgram())
    .then((compiled) => (isBroken ? program.__wbg_reset_state() : program.default({ module_or_path: compiled })))
    .then(() => {
      isBroken = false;
    })
    .catch((error) => {
      running = null;
      throw error;
    });
  return running;
}

async function loadProgram() {
  if (typeof WebAssembly === "undefined") {
    throw new StartError(message("WebAssembly, which the explorer needs, is turned off in this browser."));
  }
  return SAVED ? compileOwn("pe-program") : compileBeside(`${NAME}_bg.wasm`);
}

/** A part of the program of a saved file, which stands in the file. */
async function compileOwn(id) {
  const isDamaged = message("This file is damaged ({0}).");
  return compile(async () => WebAssembly.compile(await new Response(unpacked(id)).arrayBuffer()), isDamaged);
}

/** A part of the program beside this module, whatever type the server announces it with. */
async function compileBeside(file) {
  const url = new URL(file, PLACE);
  const response = await load(url);
  const type = response.headers.get("Content-Type") ?? "";
  const announced = type.split(";")[0].trim().toLowerCase() === "application/wasm";
  // Browsers compile while loading only what is announced as a program.
  const compiled = announced
    ? () => WebAssembly.compileStreaming(response)
    : async () => WebAssembly.compile(await response.arrayBuffer());
  return compile(compiled, message("The file {1} is damaged ({0})."), url.pathname);
}

const loadSecondProgram = once(() => (SAVED ? compileOwn("pe-second") : compileBeside(`${NAME}_second.wasm`)));

/** Resolves once every shadow root has the styles of what loads later; where they stand already, at once. */
const loadSecondStyle = once(async () => {
  if (SAVED || STYLE === null) return;
  const url = new URL(`${NAME}_second.css`, PLACE);
  style = STYLE + (await loadText(url));
  sheet?.replaceSync(style);
});

// A program that is whole doesn't ask. No view is drawn before its styles are there.
program.__pe_second_from?.(async () => (await Promise.all([loadSecondProgram(), loadSecondStyle()]))[0]);

/** `isDamaged` says so of the file, after what is wrong with it. */
async function compile(compiled, isDamaged, ...parts) {
  try {
    return await compiled();
  } catch (error) {
    if (policyForbidsPrograms()) {
      throw new StartError(message("This page's Content-Security-Policy keeps the browser from running WebAssembly: its script-src directive lacks 'wasm-unsafe-eval'."));
    }
    throw new StartError(isDamaged, [error.message, ...parts]);
  }
}

/** Whether even the smallest valid program is refused: browsers word the refusal differently. */
function policyForbidsPrograms() {
  try {
    new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
    return false;
  } catch {
    return true;
  }
}

/** The program has failed and can't go on: every explorer says so, and offers a new start. */
function breakDown(message) {
  if (running === null) return;
  running = null;
  isBroken = true;
  failures += 1;
  for (const { life } of resting.values()) life.abort();
  resting.clear();
  for (const explorer of explorers) explorer[BREAK](message);
}

/** Brings every explorer back. */
function restart() {
  for (const explorer of explorers) explorer[MOUNT]();
}

// What runs out of memory or into a trap doesn't come to say so: the browser does.
globalThis.addEventListener?.("error", ({ error }) => {
  const ours = SAVED || String(error?.stack).includes(PLACE);
  if (ours && error instanceof WebAssembly.RuntimeError) breakDown(whatFailed(error));
});

// ---- The element

const BREAK = Symbol("break");
const MOUNT = Symbol("mount");
const LOCK = Symbol("lock");
const WORDS = Symbol("words");

/** What is acted on; the style sheet sees theme and density by itself. */
const ATTRIBUTES = ["state", "products", "locked", "view", "data-src", "data-mode", "sync-url", "aria-label", "lang"];

/** Those that another catalogue, or another way to keep the view, comes with. */
const REMOUNTING = ["data-src", "data-mode", "sync-url"];

/** Properties by the names of their attributes; `lang` is every element's. */
const PROPERTIES = {
  state: "state", products: "products", locked: "locked", view: "view", theme: "theme",
  density: "density", dataSrc: "data-src", dataMode: "data-mode", syncUrl: "sync-url", persist: "persist",
};

// In a worker there are no elements, but `Catalog` is of use there too.
class PrivacyExplorerElement extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ATTRIBUTES;

  /** @type {Drawing | null} */
  #drawing = null;
  /** Another catalogue's file, for a copy to take along, and where it came from. */
  #file = null;
  /** The view that was shown last, so that it can be shown again. */
  #state = null;
  /** What the reader brought; undefined for nothing, null before it is known whether they had it kept. */
  #own = null;
  /** @type {Words} those that it speaks. */
  #words = ENGLISH;
  /** Ends what is loaded for an explorer that is no longer wanted. */
  #loading = new AbortController();
  #isReady;

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
    dress(this.shadowRoot);
    this.shadowRoot.append(make("slot"));
    for (const sort of ["keydown", "keypress", "keyup"]) {
      this.shadowRoot.addEventListener(sort, keepKey);
    }
    /** Resolves with the element once it shows facts for the first time. */
    this.ready = new Promise((resolve) => (this.#isReady = resolve));
    // What was set before this class was there stands in the way of its setters.
    for (const name of Object.keys(PROPERTIES)) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        queueMicrotask(() => (this[name] = value));
      }
    }
  }

  connectedCallback() {
    explorers.add(this);
    if (this.#drawing === null) this[MOUNT]();
  }

  disconnectedCallback() {
    // An element that is only moved is back before this.
    queueMicrotask(() => {
      if (this.isConnected) return;
      explorers.delete(this);
      this.#unmount();
    });
  }

  attributeChangedCallback(name, before, value) {
    if (name === "aria-label") this.#name();
    // Once more if it is told the same: its words may not have come.
    if (name === "lang") this.#speak();
    const explorer = this.#drawing?.explorer;
    if (explorer === undefined) {
      if (name === "state") this.#state = null;
      if (name === "view" && this.#state !== null) this.#state = withView(this.#state, value);
      // What failed, or is still loading, begins anew with what it is told now.
      if (explorers.has(this) && before !== value && REMOUNTING.includes(name)) this[MOUNT]();
    } else if (name === "state") {
      explorer.restore(value ?? "");
    } else if (name === "view") {
      explorer.restore(withView(this.save(), value));
    } else if (before !== value && (name === "products" || name === "locked")) {
      explorer.lock(this[LOCK]());
    } else if (before !== value && REMOUNTING.includes(name)) {
      this.#unmount();
      this[MOUNT]();
    }
  }

  /** The version of the program; empty while it draws nothing in this element. */
  get version() {
    return this.#drawing === null ? "" : program.version();
  }

  /** The version of the catalogue that is shown; empty before one is. */
  get catalogueVersion() {
    return this.#drawing?.explorer.catalogueVersion ?? "";
  }

  /** Resolves once what was changed last is drawn. */
  get updateComplete() {
    return this.ready.then(() => new Promise((resolve) => setTimeout(resolve)));
  }

  /** The view as a text that `restore` takes. */
  save() {
    return this.#drawing?.explorer.state().fragment ?? this.#state ?? this.#first();
  }

  /** Shows a view. */
  restore(state) {
    if (this.#drawing === null) this.#state = String(state);
    else this.#drawing.explorer.restore(String(state));
  }

  /** Shows the view that the attributes tell. */
  reset() {
    this.restore(withView(this.getAttribute("state") ?? "", this.getAttribute("view")));
  }

  /** Answers a query of the facts that the element is limited to; see `Catalog.query`. */
  query(query, page) {
    if (this.#drawing === null) throw new Error("The explorer does not run yet: await its `ready`.");
    return this.#drawing.explorer.query(query, page);
  }

  /** The page with this view as one file that needs nothing. */
  async exportHtml() {
    const html = SAVED ? ownHtml() : await (await load(new URL(`${NAME}.html`, PLACE))).text();
    const state = { state: this.save(), locked: this[LOCK]() };
    for (const name of ["theme", "density", "lang"]) {
      if (this.hasAttribute(name)) state[name] = this.getAttribute(name);
    }
    const filled = withBlock(html, "pe-state", JSON.stringify(state));
    return withBlock(filled, "pe-catalogue", (await this.#catalogue()) ?? "null");
  }

  /** The catalogue that is shown as JSON; null for the program's own. */
  async #catalogue() {
    const explorer = this.#drawing?.explorer;
    const isMade = explorer !== undefined && (explorer.own() !== undefined || this.#isBeside());
    return isMade ? ((await explorer.toJson()) ?? null) : (this.#file?.text ?? null);
  }

  focus(options) {
    const field = this.shadowRoot.querySelector("input[type=search]");
    if (field === null) super.focus(options);
    else field.focus(options);
  }

  /** The view to begin with. */
  #first() {
    const kept = this.#keeps() ? this.#stored() : null;
    return kept ?? withView(this.getAttribute("state") ?? "", this.getAttribute("view"));
  }

  /** The words that it speaks. */
  get [WORDS]() {
    return this.#words;
  }

  [LOCK]() {
    const products = (this.getAttribute("products") ?? "").split(/[\s,]+/).filter(Boolean);
    const named = products.length > 0 ? [`product=${products.map(encodeURIComponent).join(",")}`] : [];
    return [this.getAttribute("locked"), ...named].filter(Boolean).join("&");
  }

  async [MOUNT]() {
    if (this.#drawing !== null) return;
    this.#loading.abort();
    const { signal } = (this.#loading = new AbortController());
    const isLate = () => signal.aborted || !this.isConnected;
    const speaking = wordsOf(languageOf(this));
    try {
      await start();
      await speaking;
      // It may be told another one meanwhile.
      this.#words = await wordsOf(languageOf(this));
      const syncUrl = this.getAttribute("sync-url") === "hash" ? "hash" : "none";
      const key = `${syncUrl} ${this.#isBeside()} ${this.getAttribute("data-src") ?? ""}`;
      this.#own ??= await kept(this.#key);
      if (isLate()) return;
      // One that was drawn before knows nothing of what the reader brought here.
      const rested = this.#own === undefined ? resting.get(key) : undefined;
      const drawing = rested ?? (await this.#draw(key, syncUrl, isLate));
      if (drawing === null) return;
      if (rested !== undefined) {
        resting.delete(key);
        this.#show(drawing.box);
        // A signal keeps all that ever listened with it.
        drawing.life = new AbortController();
        drawing.explorer.listen(drawing.life.signal);
        drawing.explorer.lock(this[LOCK]());
        this.#say(drawing);
        drawing.explorer.restore(this.#state ?? this.#first());
        // It draws in a moment; what it says until then is of its last element.
        await new Promise((resolve) => setTimeout(resolve));
        if (isLate()) return rest(drawing);
      }
      drawing.owner = this;
      this.#drawing = drawing;
      this.#file = drawing.file;
      this.#name();
      const { fragment, total } = drawing.explorer.state();
      this.#state = fragment;
      this.#speak();
      this.#tell("pe-ready", { version: program.version(), total });
      this.#isReady(this);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof WebAssembly.RuntimeError) return breakDown(whatFailed(error));
      if (!(error instanceof StartError)) console.error(error);
      this.#words = await speaking;
      const again = button(say(this.#words, "Try again"), () => this[MOUNT]());
      this.#fail(say(this.#words, "The Privacy Explorer could not start."), error, again, false);
    }
  }

  /** Another catalogue, if the attribute or the saved file has one; null for the program's own. */
  async #load(signal) {
    const address = this.getAttribute("data-src");
    if (address === null) {
      this.#file = null;
      const text = SAVED ? block("pe-catalogue").trim() : "null";
      if (text === "" || text === "null") return null;
      this.#file = { address, text };
    } else if (this.#file?.address !== address) {
      const text = await (await load(new URL(address, document.baseURI), signal)).text();
      this.#file = { address, text };
    }
    try {
      const catalog = await program.Catalog.load(new TextEncoder().encode(this.#file.text));
      if (!this.#isBeside()) return catalog;
      const embedded = program.Catalog.embedded();
      const merged = await embedded.merge(catalog);
      catalog.free();
      embedded.free();
      return merged;
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      if (address === null) throw new StartError(message("The catalogue in this file can't be used:"), [], error.message);
      throw new StartError(message("The catalogue {0} can't be used:"), [address], error.message);
    }
  }

  /** A new drawing, of the view to begin with; null if it is wanted no longer. */
  async #draw(key, syncUrl, isLate) {
    const catalog = await this.#load(this.#loading.signal);
    if (isLate()) {
      catalog?.free();
      return null;
    }
    const life = new AbortController();
    const box = make("div", { className: "pe-root", lang: this.#words.lang });
    const drawing = { key, box, explorer: null, catalog, file: this.#file, failures, owner: null, life };
    const config = {
      syncUrl,
      state: this.#state ?? this.#first(),
      locked: this[LOCK](),
      changed: () => drawing.owner?.#changed(),
      selected: (fact) => drawing.owner?.#tell("pe-select", { fact }),
      failed,
      share: () => share(drawing.owner),
      own: this.#own,
      keep: (own) => keep(drawing.owner.#key, own),
      lang: this.#words.lang,
      words: this.#words.text,
      speak: (lang) => drawing.owner?.setAttribute("lang", lang),
      signal: life.signal,
    };
    this.#show(box);
    drawing.explorer = catalog === null ? program.mount(box, config) : catalog.mount(box, config);
    return drawing;
  }

  /** Speaks another language, once its words are there. */
  async #speak() {
    const words = await wordsOf(languageOf(this));
    // It may be told another one meanwhile.
    const isWanted = words === (await wordsOf(languageOf(this)));
    if (this.#drawing === null || words === this.#words || !isWanted) return;
    this.#words = words;
    this.#say(this.#drawing);
  }

  /** Has a drawing speak this element's language. */
  #say({ box, explorer }) {
    box.lang = this.#words.lang;
    explorer.speak(this.#words.lang, this.#words.text);
  }

  #changed() {
    const { fragment, total } = this.#drawing.explorer.state();
    this.#state = fragment;
    if (this.#keeps()) this.#store(fragment);
    this.#tell("pe-change", { state: fragment, total });
  }

  #unmount() {
    this.#loading.abort();
    this.#state = this.save();
    // What is not known now may have been kept.
    if (this.#drawing !== null) this.#own = this.#drawing.explorer.own() ?? null;
    const drawing = this.#drawing;
    this.#drawing = null;
    this.#show(make("slot"));
    if (drawing !== null) rest(drawing);
  }

  /** Lets go of a program that is no more, without a call to it. */
  [BREAK](message) {
    this.#loading.abort();
    this.#drawing?.life.abort();
    this.#drawing = null;
    // What was kept when it began may have been forgotten.
    this.#own = null;
    const again = button(say(this.#words, "Restart"), restart);
    this.#fail(say(this.#words, "The Privacy Explorer has failed."), new StartError("", [], message), again, true);
  }

  #fail(title, error, again, fatal) {
    const panel = failure(this.#words, title, error, again);
    // On a page of its own it is the page's content, as the explorer is.
    const around = make("div", { className: "pe", role: this.syncUrl === "hash" ? "main" : null }, panel);
    this.#show(make("div", { className: "pe-root", lang: this.#words.lang }, around));
    this.#tell("pe-error", { message: messageOf(error), fatal });
  }

  /** Puts something in the place of what is shown. */
  #show(content) {
    const shown = Array.from(this.shadowRoot.children).filter((one) => one.matches("slot, .pe-root"));
    for (const old of shown) old.remove();
    this.shadowRoot.append(content);
  }

  /** The element's own name is that of a region for assistive technology. */
  #name() {
    const label = this.getAttribute("aria-label");
    const box = this.#drawing?.box;
    if (label === null) {
      box?.removeAttribute("role");
      box?.removeAttribute("aria-label");
    } else {
      box?.setAttribute("role", "region");
      box?.setAttribute("aria-label", label);
    }
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** Whether another catalogue is shown beside the program's own, and not in its place. */
  #isBeside() {
    return this.hasAttribute("data-src") && this.getAttribute("data-mode") === "beside";
  }

  #keeps() {
    return this.getAttribute("persist") === "local";
  }

  /** Where the view is kept, if the page wants it kept: storage may be blocked. */
  get #key() {
    return `${NAME}:${location.pathname}:${this.id}`;
  }

  #stored() {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }

  #store(state) {
    try {
      localStorage.setItem(this.#key, state);
    } catch {
      // The view is not kept then.
    }
  }
}

for (const [property, attribute] of Object.entries(PROPERTIES)) {
  Object.defineProperty(PrivacyExplorerElement.prototype, property, {
    configurable: true,
    enumerable: true,
    get() {
      return property === "state" ? this.save() : this.getAttribute(attribute);
    },
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, Array.isArray(value) ? value.join(",") : String(value));
    },
  });
}

/** Keeps a drawing without an element for the next one, if there is none like it yet. */
function rest(drawing) {
  drawing.owner = null;
  drawing.box.remove();
  if (drawing.failures !== failures) return drawing.life.abort();
  // One that writes the address must not go on.
  const isPlain = drawing.key.startsWith("none") && drawing.explorer.own() === undefined;
  if (isPlain && !resting.has(drawing.key)) {
    drawing.explorer.listen();
    resting.set(drawing.key, drawing);
    return;
  }
  drawing.life.abort();
  drawing.explorer.destroy();
  drawing.catalog?.free();
}

/** The program says that it fails; it is heard once the program has ended. */
function failed(message) {
  const said = message || whatFailed(new Error("The program stopped"));
  queueMicrotask(() => breakDown(said));
}

/** An error's message with the places in the program that led to it: the site's program has no words for its panics. */
function whatFailed({ message, stack }) {
  const places = String(stack).match(/wasm-function\[\d+\](:0x[\da-f]+)?/g) ?? [];
  return [message, ...places.slice(0, 6)].join(" ");
}

/** A view's text with another view in it. */
function withView(state, view) {
  if (view === null) return state;
  const rest = state.replace(/^#/, "").split("&").filter((part) => part !== "" && !part.startsWith("view="));
  return [...rest, `view=${encodeURIComponent(view)}`].join("&");
}

/** What stands in the style sheet: more, once `loadSecondStyle` has brought it. */
let style = STYLE;
let sheet = null;

/** Gives a shadow root the style sheet that all of them share. */
function dress(root) {
  if (STYLE === null) {
    for (const file of ["widget.css", "second.css"]) {
      root.append(make("link", { rel: "stylesheet", href: new URL(file, PLACE).href }));
    }
    return;
  }
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
  }
  root.adoptedStyleSheets = [sheet];
}

// ---- One file

/** What a saved file was saved with goes to its element; what its address says comes first. */
function takeSaved() {
  const element = document.querySelector(NAME);
  let saved = null;
  try {
    saved = JSON.parse(block("pe-state"));
  } catch {
    // A file that was changed by hand shows everything.
  }
  fill(element, saved ?? {});
  // Nobody has said a language: the reader's.
  if (!element.hasAttribute("lang")) element.lang = "";
  if (window.parent !== window) serveParent(element);
}

// ---- Share: share.js, which loads when it is first used

/** How often it was asked of the server. */
let attempts = 0;

const loadShare = once(async () => {
  if (SHARE !== null) return SHARE;
  const url = new URL(STYLE === null ? "share.js" : `${NAME}_share.js`, PLACE);
  // Browsers remember which module could not be loaded, by the whole of its address.
  if (attempts > 0) url.hash = attempts;
  attempts += 1;
  try {
    return (await import(url)).share;
  } catch (error) {
    throw new StartError(message("The file {0} could not be loaded ({1})."), [url.pathname, error.message]);
  }
});

let isShareComing = false;

/** Opens the dialog, or one that says why there is none. */
async function share(element) {
  if (isShareComing) return;
  isShareComing = true;
  // It may have failed or gone meanwhile.
  const isThere = () => element.isConnected && element.shadowRoot.querySelector(".pe-share") !== null;
  try {
    const [open] = await Promise.all([loadShare(), loadSecondStyle()]);
    const words = element[WORDS];
    const own = { say: say.bind(null, words), messageOf: (error) => messageOf(error, words) };
    if (isThere()) open(element, { NAME, PLACE, SAVED, LOCK, make, button, fill, openDialog, ...own });
  } catch (error) {
    if (!(error instanceof StartError)) console.error(error);
    if (!isThere()) return;
    const words = element[WORDS];
    const again = button(say(words, "Try again"), () => {
      dialog.close();
      share(element);
    });
    const close = button(say(words, "Close"), () => dialog.close());
    const title = say(words, "The dialog Share could not be opened.");
    const dialog = openDialog(element, failure(words, title, error, again, " ", close));
  } finally {
    isShareComing = false;
  }
}

/** A dialog in an element, which is gone once it is closed. */
function openDialog(element, content) {
  const root = element.shadowRoot;
  const dialog = make("dialog", { className: "pe pe-dialog", ariaLabel: say(element[WORDS], "Share this view") }, content);
  const box = make("div", { className: "pe-root", lang: element[WORDS].lang }, dialog);
  dialog.addEventListener("close", () => box.remove());
  // A click beside the dialog closes it.
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  root.append(box);
  if (window.parent !== window) {
    // The middle of a frame that is as high as its content may be far from what the reader sees.
    const { top } = root.querySelector(".pe-share").getBoundingClientRect();
    dialog.style.setProperty("margin-block-start", `${Math.max(top, 8)}px`);
  }
  dialog.showModal();
  return dialog;
}

// ---- Begin

if (globalThis.customElements?.get(NAME) === undefined) {
  globalThis.customElements?.define(NAME, PrivacyExplorerElement);
  if (SAVED) takeSaved();
} else {
  console.warn(`<${NAME}> is defined already; the first definition stays.`);
}

export { PrivacyExplorerElement };

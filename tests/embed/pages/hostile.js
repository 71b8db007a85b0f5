// Puts on the prototypes what a program may take for its own settings or data, as some libraries do by mistake and
// some pages on purpose. Names that browsers themselves read in options, such as `signal`, would break any script.

const polluted = {
  state: "q=tls", locked: "", syncUrl: "hash", lang: "de", words: "Share\nTeilen\n", own: "polluted", keep: true,
  failed: true, english: "<b>polluted</b>", detail: "<b>polluted</b>", offset: 3, limit: 1, product: "mivoice-5000",
  q: "tls", theme: "dark", key: "Enter", total: 0, module_or_path: "nowhere.wasm",
};
for (const [name, value] of Object.entries(polluted)) {
  // Enumerable: `for … in` meets them too.
  Object.prototype[name] = value;
}
Array.prototype.own = "polluted";

/** The names on prototypes and in the window, apart from those of frames and of the browser's driver. */
const names = () => {
  const kinds = [Object, Array, String, Function, Promise, Map, Element, HTMLElement, Node, EventTarget, Document];
  const own = kinds.flatMap((one) => Reflect.ownKeys(one.prototype).map((name) => `${one.name}.${String(name)}`));
  return [...own, ...Object.getOwnPropertyNames(window).filter((name) => !/^\d+$|cdc_|webdriver|ret_nodes/.test(name))];
};

window.grown = null;
const before = new Set(names());

/** Those that are there since. */
window.grown = () => names().filter((name) => !before.has(name));

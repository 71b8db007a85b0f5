// Puts on the prototypes what a program may take for its own settings or data, as some libraries do by mistake and
// some pages on purpose.

const polluted = {
  state: "q=tls", locked: "", syncUrl: "hash", lang: "de", words: "Share\nTeilen\n", own: "polluted", keep: true,
  failed: true, english: "<b>polluted</b>", detail: "<b>polluted</b>", offset: 3, limit: 1, product: "mivoice-5000",
  q: "tls", signal: 1, theme: "dark", key: "Enter", total: 0, module_or_path: "nowhere.wasm",
};
for (const [name, value] of Object.entries(polluted)) {
  // Enumerable: `for … in` meets them too.
  Object.prototype[name] = value;
}
Array.prototype.own = "polluted";

/** The names on prototypes and in the window, apart from those that the browser makes as it goes. */
const names = () =>
  JSON.stringify([Object, Array, String, Function, Promise, Map, Element, HTMLElement, Node, EventTarget, Document]
    .map((one) => Reflect.ownKeys(one.prototype).map(String).sort())
    .concat([Object.getOwnPropertyNames(window).filter((name) => !/^\d+$|^on/.test(name)).sort()]));

window.grown = (() => {
  const before = names();
  return () => names() !== before;
})();

// What each part of the site's start costs, one after the other; leaves milliseconds in
// `window.parts`, or a mistake in `window.partsMistake`.

const parts = {};

/** Does one part and notes how long it takes. */
async function timed(name, work) {
  const start = performance.now();
  const result = await work();
  parts[name] = performance.now() - start;
  return result;
}

function beside(file) {
  return new URL(file, location);
}

/** Resolves when the first fact stands in the document and has been painted. */
function firstFact(root) {
  return new Promise((resolve) => {
    // A message that is sent in a frame arrives once that has been painted.
    const painted = () => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    };
    const look = () => {
      if (root.querySelector("[data-fact]") === null) return;
      watcher.disconnect();
      requestAnimationFrame(painted);
    };
    const watcher = new MutationObserver(look);
    watcher.observe(root, { childList: true, subtree: true });
    look();
  });
}

async function run() {
  const catalogue = new Uint8Array(await (await fetch(beside("catalogue.json"))).arrayBuffer());
  const bindings = await timed("bindings", () => import(beside("privacy-explorer.js").href));
  const program = await timed("compile", async () =>
    WebAssembly.compileStreaming(await fetch(beside("privacy-explorer_bg.wasm"))),
  );
  await timed("start", () => bindings.default({ module_or_path: program }));
  const { Catalog } = bindings;
  if (Catalog?.embedded) await timed("embedded", () => Catalog.embedded());
  if (Catalog?.fromJson) await timed("json", () => Catalog.fromJson(catalogue));
  // A fresh program from what is compiled already: what it takes then is its work alone.
  if (bindings.__wbg_reset_state) {
    bindings.__wbg_reset_state();
    await timed("again", () => Catalog.embedded());
  }
  const root = document.getElementById("privacy-explorer");
  await timed("mount", async () => {
    bindings.mount(root, { syncUrl: "none" });
    await firstFact(root);
  });
}

run().then(
  () => (window.parts = parts),
  (error) => (window.partsMistake = String(error?.stack ?? error)),
);

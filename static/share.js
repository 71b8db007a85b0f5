// The dialog *Share*. The element loads this module on the first click; in the saved file it stands in the script.
// What the two have in common comes as `tools`, so that neither imports the other.

/** What of a view limits its facts, and can be locked. */
const FILTERS = ["product", "data_type", "feature", "kind", "state", "subject", "recipient", "release", "source"];

const OWN = "https://example.com/privacy-explorer/";

/** A dialog with the tags that show the present view elsewhere. */
function share(element, tools) {
  const { NAME, PLACE, SAVED, LOCK, make, button, fill, openDialog, say } = tools;
  const state = element.save();
  // What the element is locked to stays locked, and is not locked twice: a key counts once.
  const keyOf = (part) => part.split("=")[0];
  const own = element[LOCK]().replace(/^#/, "").split("&").filter(Boolean);
  const isFilter = (part) => FILTERS.includes(keyOf(part));
  const filters = state.split("&").filter((part) => isFilter(part) && !own.some((lock) => keyOf(lock) === keyOf(part)));
  // Where nothing can be locked, the lock is a filter like others.
  const parts = state.split("&").filter(Boolean);
  const unlocked = [...parts, ...own.filter((lock) => !parts.some((part) => keyOf(part) === keyOf(lock)))].join("&");
  // Whoever opens it in a newer catalogue is told what has changed.
  const version = `v=${encodeURIComponent(element.catalogueVersion)}`;
  const dated = [unlocked, version].filter(Boolean).join("&");
  const source = element.dataSrc === null ? "" : new URL(element.dataSrc, document.baseURI).href;
  const mode = source === "" ? "" : (element.dataMode ?? "");
  const base = SAVED ? OWN : new URL("./", PLACE).href;
  const value = (name) => form.elements.namedItem(name);

  const ways = {
    link: [say("Link"), () => `${SAVED || element.syncUrl === "hash" ? location.href.split("#")[0] : base}#${dated}`],
    element: [say("Element"), () =>
      `<script type="module" src="${quoted(SAVED ? `${OWN}${NAME}.js` : PLACE)}"></script>\n` +
      tag(NAME, {
        state: rest(), locked: locked(), theme: chosen("theme"), density: chosen("density"), "data-src": source,
        "data-mode": mode,
      })],
    iframe: ["iframe", () =>
      tag("script", {
        src: `${base}embed.js`, "data-state": rest(), "data-locked": locked(), "data-theme": chosen("theme"),
        "data-density": chosen("density"), "data-height": value("height").value, async: true,
      })],
    plain: [say("iframe without script"), () =>
      tag("iframe", {
        src: `${base}${NAME}.html#${unlocked}`, title: "Privacy Explorer", width: "100%",
        height: /^\d+px$/.test(value("height").value) ? parseInt(value("height").value, 10) : 720,
        sandbox: "allow-scripts allow-downloads allow-popups", allow: "clipboard-write",
      })],
  };
  const locked = () => [...own, ...(value("lock").checked ? filters : [])].join("&");
  const rest = () => (value("lock").checked ? state.split("&").filter((part) => !filters.includes(part)).join("&") : state);
  const chosen = (name) => value(name).value;

  const choice = (name, label, options) =>
    make("label", {}, label, " ", make("select", { name }, ...options.map(([value, text]) => make("option", { value, textContent: text }))));
  const code = make("textarea", { readOnly: true, rows: 5, className: "pe-copy-text", ariaLabel: say("To copy") });
  const said = make("p", { role: "status" });
  // To be looked at: it would be a long way through it for who goes by keys.
  const preview = make("div", { className: "pe-preview", inert: true });
  const form = make(
    "form",
    { method: "dialog" },
    make("h2", { textContent: say("Share this view") }),
    make("fieldset", { className: "pe-ways" }, make("legend", { className: "pe-unseen", textContent: say("Share as") }),
      ...Object.entries(ways).map(([id, [label]]) =>
        make("label", {}, make("input", { type: "radio", name: "way", value: id, checked: id === "link" }), label))),
    make("div", { className: "pe-choices" },
      make("label", {}, make("input", { type: "checkbox", name: "lock", disabled: filters.length === 0 }), say("Readers can’t leave these filters")),
      choice("theme", say("Theme"), [["", say("as the reader’s system")], ["light", say("light")], ["dark", say("dark")]]),
      choice("density", say("Density"), [["", say("comfortable")], ["compact", say("compact")]]),
      choice("height", say("Height"), [
        ["auto", say("as the content")],
        ...[480, 720, 960].map((height) => [`${height}px`, say("{0} pixels", height)]),
      ])),
    code,
    make("div", { className: "pe-actions" },
      button(say("Copy"), copy), button(say("Save a copy"), save), button(say("Close"), () => dialog.close())),
    said,
    preview,
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", draw);

  function draw() {
    const way = value("way").value;
    const frame = way === "iframe" || way === "plain";
    const embeds = frame || way === "element";
    code.value = ways[way][1]();
    for (const name of ["lock", "theme", "density"]) value(name).closest("label").hidden = !embeds || way === "plain";
    value("height").closest("label").hidden = !frame;
    said.textContent = "";
    if (SAVED && embeds) {
      said.textContent = say("Put the explorer’s files on a web server, and its address in the place of {0}", OWN);
    }
    else if (source !== "" && way !== "element") {
      said.textContent = say("This shows the explorer’s own catalogue: for the one shown here, save a copy, or take the element.");
    }
    const settings = { state: rest(), locked: locked(), theme: chosen("theme"), density: chosen("density") };
    const shown = fill(document.createElement(NAME), settings);
    if (way === "element" && source !== "") Object.assign(shown, { dataSrc: source, dataMode: mode });
    preview.replaceChildren(...(embeds ? [shown] : []));
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(code.value);
      said.textContent = say("Copied.");
    } catch {
      code.select();
      said.textContent = say("Copying was denied: copy the selected text.");
    }
  }

  async function save() {
    said.textContent = say("Saving…");
    try {
      download(await element.exportHtml(), `${NAME}.html`);
      said.textContent = say("Saved as one file, which needs no network.");
    } catch (error) {
      said.textContent = tools.messageOf(error);
    }
  }

  const dialog = openDialog(element, form);
  draw();
}

/** Hands a text to the reader as a file. */
function download(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/html" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A tag as text; attributes without a value are left out. */
function tag(name, attributes) {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== "" && value !== "auto")
    .map(([key, value]) => (value === true ? ` ${key}` : ` ${key}="${quoted(value)}"`));
  return `<${name}${written.join("")}></${name}>`;
}

function quoted(text) {
  return String(text).replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

export { share };

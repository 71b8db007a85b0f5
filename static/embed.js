// Puts the explorer into a page of anybody's: a sandboxed iframe after this script's own tag, whose
// attributes say what it shows. A classic script that leaves no name behind; each tag runs it anew.
// All that is said goes over a port of the frame's own, so that no other window can take part.

(() => {
  "use strict";

  const NAME = "privacy-explorer";
  const SANDBOX = "allow-scripts allow-downloads allow-popups";
  /** How long the frame may say nothing, in milliseconds. */
  const PATIENCE = 20_000;
  /** The height until the frame has said its own, and the greatest it may ask for, in pixels. */
  const FIRST_HEIGHT = 480;
  const GREATEST_HEIGHT = 10_000_000;
  /** What `data-height` may be besides "auto". */
  const LENGTH = /^\d{1,5}(\.\d{1,3})?(px|em|rem|[sld]?vh)$/;

  const tag = document.currentScript;
  if (!tag?.src || !tag.isConnected) {
    complain("it must be loaded by a classic <script src=…/embed.js>, outside of any shadow root");
    return;
  }
  if (tag.closest("head")) {
    complain("put its tag where the explorer is to stand, in the body", tag);
    return;
  }
  const address = addressOf(tag.dataset.src);
  if (!address) {
    const reason = "data-src must be the http or https address of a privacy-explorer.html";
    complain(reason, tag);
    tag.after(paragraph(`The Privacy Explorer can't be shown here: ${reason}.`));
    return;
  }

  const frame = document.createElement("iframe");
  const attributes = new MutationObserver(follow);
  const removals = new MutationObserver(() => frame.isConnected || release());
  /** Our end of the channel to the page that the frame holds now. */
  let port = null;
  /** What the tag last asked for, and what the frame shows by now. */
  let state = tag.dataset.state;
  let view = state;
  /** The height that the tag fixes, and the one that the frame last asked for. */
  let fixed = null;
  let asked = FIRST_HEIGHT;
  let drawing = 0;
  let waiting = 0;
  let notice = null;

  frame.setAttribute("sandbox", SANDBOX);
  // Without it the browser keeps "Copy" from the clipboard in a frame.
  frame.allow = "clipboard-write";
  frame.style.setProperty("display", "block");
  frame.style.setProperty("width", "100%");
  frame.style.setProperty("border", "0");
  label();
  fix();
  frame.addEventListener("load", connect);
  frame.src = address.href;
  tag.after(frame);
  watch();

  /** Makes a new channel to what the frame has loaded, and tells it what to show. */
  function connect() {
    release();
    // It was taken out meanwhile.
    if (!frame.contentWindow) return;
    watch();
    const { port1, port2 } = new MessageChannel();
    port = port1;
    port.onmessage = hear;
    // A sandboxed page has no origin that could be named here; this message holds nothing but the port.
    frame.contentWindow.postMessage({ ns: NAME, v: 1, type: "init" }, "*", [port2]);
    if (state !== tag.dataset.state) view = state = tag.dataset.state;
    const configuration = { type: "configure" };
    if (view !== undefined) configuration.state = view;
    const { locked, theme, density, lang = tag.closest("[lang]")?.lang } = tag.dataset;
    for (const [key, value] of Object.entries({ locked, theme, density, lang })) {
      if (value !== undefined) configuration[key] = value;
    }
    port.postMessage(configuration);
  }

  /** Ends what is observed, timed and heard. If the frame is put back, its next load begins anew. */
  function release() {
    attributes.disconnect();
    removals.disconnect();
    port?.close();
    port = null;
    settle();
    cancelAnimationFrame(drawing);
    drawing = 0;
  }

  function watch() {
    attributes.observe(tag, {
      attributeFilter: ["data-state", "data-theme", "data-height", "data-title"],
    });
    removals.observe(document, { childList: true, subtree: true });
    waiting = setTimeout(report, PATIENCE);
  }

  /** A message of the frame; whatever is not as agreed is passed over. */
  function hear({ currentTarget, data }) {
    if (currentTarget !== port || typeof data !== "object" || data === null) return;
    const { type, version, px, state: shown, total, message, fatal } = data;
    if (type === "ready" && typeof version === "string") {
      settle();
      tell("pe-ready", { version });
    } else if (type === "height" && typeof px === "number" && px > 0 && px <= GREATEST_HEIGHT) {
      settle();
      asked = Math.ceil(px);
      drawing ||= requestAnimationFrame(draw);
    } else if (type === "state" && typeof shown === "string" && Number.isSafeInteger(total)) {
      settle();
      view = shown;
      tell("pe-change", { state: shown, total });
    } else if (type === "error" && typeof message === "string") {
      settle();
      tell("pe-error", { message, fatal: fatal === true });
    }
  }

  function tell(type, detail) {
    frame.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  /** Passes changes of the tag's attributes on. */
  function follow(changes) {
    const changed = new Set(changes.map((change) => change.attributeName));
    if (changed.has("data-state")) {
      view = state = tag.dataset.state;
      port?.postMessage({ type: "set-state", state: state ?? "" });
    }
    if (changed.has("data-theme")) {
      port?.postMessage({ type: "set-theme", theme: tag.dataset.theme ?? "auto" });
    }
    if (changed.has("data-height")) fix();
    if (changed.has("data-title")) label();
  }

  function label() {
    frame.title = tag.dataset.title?.trim() || "Privacy Explorer";
  }

  /** Reads the height that the tag fixes. */
  function fix() {
    const wanted = tag.dataset.height?.trim() || "auto";
    const isLength = LENGTH.test(wanted) && parseFloat(wanted) > 0 && CSS.supports("height", wanted);
    if (!isLength && wanted !== "auto") {
      complain(`data-height must be "auto" or a length such as "640px", not "${wanted}"`, tag);
    }
    fixed = isLength ? wanted : null;
    draw();
  }

  function draw() {
    drawing = 0;
    frame.style.setProperty("height", fixed ?? `${asked}px`);
  }

  /** Says beside the frame that it says nothing: what it shows may be a blank page. */
  function report() {
    notice = paragraph("The Privacy Explorer has not started in this frame. Open ");
    const link = document.createElement("a");
    link.href = link.textContent = address.href;
    link.target = "_blank";
    link.rel = "noopener";
    const source = address.origin === "null" ? address.protocol : address.origin;
    notice.append(
      link,
      ": if it starts there, the Content-Security-Policy of the page you are on lacks " +
        `“frame-src ${source}”, or the server of that address forbids frames; ` +
        "if not, the file is missing there or the server doesn't answer.",
    );
    frame.before(notice);
  }

  /** The frame has spoken, or nothing is expected of it any more. */
  function settle() {
    clearTimeout(waiting);
    notice?.remove();
    notice = null;
  }

  function paragraph(text) {
    const paragraph = document.createElement("p");
    paragraph.setAttribute("role", "alert");
    paragraph.textContent = text;
    return paragraph;
  }

  /** The address that a page names, or of our own file, which is beside this script. */
  function addressOf(named) {
    try {
      const url = named === undefined ? new URL(`${NAME}.html`, tag.src) : new URL(named, document.baseURI);
      return ["http:", "https:", "file:"].includes(url.protocol) ? url : null;
    } catch {
      return null;
    }
  }

  function complain(reason, ...rest) {
    console.error(`Privacy Explorer, embed.js: ${reason}.`, ...rest);
  }
})();

// What every script of a test begins with: where the explorer is.

/** What the explorer is drawn in: its element's shadow root, or that of a test's own element. */
function root() {
  return document.querySelector("privacy-explorer, [data-host]")?.shadowRoot ?? document;
}

/** What has the focus, also inside a shadow root. */
function active() {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  return one;
}

/** The first element of the explorer that a relative XPath leads to: it doesn't start at shadow roots. */
function led(path) {
  const first = (from) => document.evaluate(path, from, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
  return Array.from(root().children, first).find((one) => one !== null) ?? null;
}

/** The text of the explorer as its reader sees it. */
function wording() {
  const tops = root() === document ? [document.body] : Array.from(root().children);
  return tops.filter((one) => one.checkVisibility()).map((one) => one.innerText).join("\n");
}

// What scripts of tests can use.

// WebKit's driver is back from Back before the page is.
if (document.readyState === "loading") {
  await new Promise((go) => document.addEventListener("DOMContentLoaded", go));
}

/** The elements of the page, in its order; the one of the page if there is no other. */
const elements = Array.from(document.querySelectorAll("privacy-explorer"));
const [first] = elements;

function pause(milliseconds) {
  return new Promise((go) => setTimeout(go, milliseconds));
}

/** Waits until something holds, for as long as a reader would; tells what it was. */
async function holds(what, test) {
  const since = performance.now();
  for (;;) {
    const value = await test();
    if (value) return value;
    if (performance.now() - since > 15000) throw new Error(`waited in vain for ${what}`);
    await pause(20);
  }
}

/** The number of facts that an explorer says it shows; null while it says none. */
function totalOf(element) {
  const said = element.shadowRoot?.querySelector("[role=status]")?.textContent ?? "";
  return /^[\d,]+ facts?/.test(said) ? parseInt(said.replaceAll(",", "")) : null;
}

/** Waits until an explorer shows so many facts. */
async function shows(element, total) {
  let seen;
  const test = () => (seen = totalOf(element)) === total;
  await holds(`${total} facts`, test).catch(() => {
    throw new Error(`${total} facts were expected, not ${seen}: ${textOf(element).slice(0, 300)}`);
  });
}

/** The text of an explorer as its reader sees it. */
function textOf(element) {
  const tops = Array.from(element.shadowRoot?.children ?? []);
  return tops.map((one) => (one.checkVisibility() ? one.innerText : "")).join("\n").trim();
}

/** The first thing in an explorer that a selector leads to. */
function find(element, selector) {
  return element.shadowRoot.querySelector(selector);
}

/** Clicks the check box of a value. */
function choose(element, facet, id) {
  find(element, `[data-facet=${facet}][data-value="${id}"]`).click();
}

/** The first button or link of this name. */
function buttonNamed(element, name) {
  const all = Array.from(element.shadowRoot.querySelectorAll("button, a"));
  return all.find((one) => one.textContent.trim() === name || one.getAttribute("aria-label") === name);
}

/** Clicks the first button or link of this name. */
function press(element, name) {
  const button = buttonNamed(element, name);
  if (!button) throw new Error(`no button ${name}: ${textOf(element).slice(0, 300)}`);
  button.click();
}

/** The ids of the facts that an explorer draws. */
function facts(element) {
  return Array.from(element.shadowRoot.querySelectorAll("[data-fact]"), (row) => row.dataset.fact);
}

/** The details of the events of this kind that bubble up to the document, as they come. */
function hear(type) {
  const heard = [];
  document.addEventListener(type, (event) => heard.push(event.detail));
  return heard;
}

/** The panel that an explorer shows instead of facts. */
async function failure(element) {
  const seen = () => find(element, "[role=alert].pe-failure");
  return holds("a panel that says what failed", () => element.shadowRoot && seen());
}

// What an explorer draws of each view: its lines, each with its place among all.

const every = (element, selector) => Array.from(element.shadowRoot.querySelectorAll(selector));
const within = (element, selector, read) => Array.from(element.querySelectorAll(selector), read);
const counted = (lines) => lines.map((line, at) => [at, line]);

/** The lines of a life, or of a checklist. */
function linesOf(life) {
  const parts = within(life, "[data-part]", (part) =>
    within(part, ":scope > ul:not([data-denied]) > li", (line) => [life.dataset.life, part.dataset.part, line.dataset.fact]));
  const tasks = within(life, "[data-task]", (task) =>
    [life.dataset.life, task.dataset.task, ...within(task, ".pe-cites a", (link) => link.hash.slice(6))]);
  return [...parts.flat(), ...tasks];
}

const drawn = {
  facts: (one) => every(one, "[data-row][data-fact]").map((row) => [Number(row.dataset.row), [row.dataset.fact]]),
  compare: (one) => counted([
    ...every(one, "td[data-row]").map(({ dataset }) => [dataset.row, dataset.product, dataset.state, Number(dataset.facts)]),
    ...every(one, ".pe-beside [data-fact]").map((row) => row.dataset.fact).sort().map((fact) => ["beside", fact]),
  ]),
  flows: (one) => counted([
    ...every(one, "tr[data-edge]").map(({ dataset }) => [dataset.edge, Number(dataset.facts)]),
    ["blocks", every(one, ".pe-picture a[data-node]").length],
    ["edges", every(one, ".pe-picture .pe-edge").length],
  ]),
  lifecycle: (one) => counted(every(one, "[data-life]").flatMap(linesOf)),
  record: (one) => counted(every(one, "[data-row][data-product]").map((row) =>
    [row.dataset.product, row.dataset.row, row.dataset.state, row.querySelectorAll(".pe-record-part > ul > li").length])),
  sources: (one) => counted(every(one, "[data-source]").map((source) =>
    [source.dataset.source, ...within(source, "tbody tr", (row) => within(row, "td", (cell) => Number(cell.textContent)))])),
};

/** What is wrong with what an explorer draws, in words; nothing if all is as expected. */
function amiss(element, { address, total, view, lines, least }) {
  // In a frame the address is the page's that made it.
  const at = window === parent ? decodeURI(location.hash.slice(1)) : element.save();
  if (at !== address) return `it is at ${at} instead of ${address}`;
  if (totalOf(element) !== total) return `${totalOf(element)} facts instead of ${total}`;
  const seen = drawn[view](element);
  if (seen.length < least) return `${seen.length} lines instead of at least ${least}: ${JSON.stringify(seen.slice(0, 5))}`;
  const texts = lines.map((line) => JSON.stringify(line));
  const wrong = seen.find(([place, line]) => JSON.stringify(line) !== texts[place]);
  return wrong ? `line ${wrong[0]} is ${JSON.stringify(wrong[1])} instead of ${texts[wrong[0]]}` : "";
}

/** What a selector leads to first, or, after a `=`, the button or link of that name. */
function led(element, way) {
  return way.startsWith("=") ? buttonNamed(element, way.slice(1)) : find(element, way);
}

/** What has the focus in an explorer. */
function active(element) {
  return element.shadowRoot.activeElement;
}

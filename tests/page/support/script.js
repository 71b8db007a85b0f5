// What scripts of tests can use: the program's JavaScript interface, catalogues of any size, and a
// list of facts as its reader sees it.

const { Catalog, mount } = await import(new URL("privacy-explorer.js", location));

/** Waits until the browser has drawn so many times. */
async function frames(count) {
  for (let left = count; left > 0; left -= 1) await new Promise((go) => requestAnimationFrame(go));
}

/** The message of the Error that a function throws, or its promise is rejected with. */
async function caught(action) {
  let value;
  try {
    value = await action();
  } catch (error) {
    return error instanceof Error ? error.message : `no Error: ${String(error)}`;
  }
  return `nothing thrown: ${String(value)}`;
}

/** A catalogue of the public format as the object of its JSON: facts of two products, `f0` first. */
function catalogue(count) {
  const fact = (_, at) => ({
    id: `f${at}`,
    product: at < count / 2 ? "alpha" : "beta",
    kind: "measure",
    data_types: [`type-${at % 7}`],
    features: [`feature-${at % 5}`],
    state: ["provided", "optional", "absent"][at % 3],
    text: `Fact number ${at}${" with some more words".repeat(at % 11)}.`,
    cite: { source: at < count / 2 ? "a" : "b", section: "1" },
  });
  const named = (kind) => (_, at) => ({ id: `${kind}-${at}`, name: `${kind} ${at}` });
  const source = (id, product) => ({ id, product, title: `About ${product}`, sections: [{ id: "1", title: "All" }] });
  return {
    schema: "privacy-catalog/1",
    title: "Generated",
    version: "1.0",
    products: ["alpha", "beta"].map((id) => ({ id, name: `Product ${id}`, summary: "Generated." })),
    sources: [source("a", "alpha"), source("b", "beta")],
    data_types: Array.from({ length: 7 }, named("type")),
    features: Array.from({ length: 5 }, named("feature")),
    subjects: [],
    recipients: [],
    facts: Array.from({ length: count }, fact),
  };
}

/** What is written as JSON, as a file's bytes. */
function bytes(value) {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** A new element that is all that the page holds, in a shadow root with the explorer's style sheet. */
function emptied() {
  const host = document.createElement("div");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = root().adoptedStyleSheets;
  const element = document.createElement("div");
  host.dataset.host = "";
  shadow.append(element);
  document.body.replaceChildren(host);
  return element;
}

/** Waits until an explorer that was mounted into an element shows this many facts. */
async function shown(element, total) {
  const status = () => element.querySelector("[role=status]")?.textContent;
  await holds(`${total} facts, not ${status()}`, () => status()?.replaceAll(",", "").startsWith(`${total} fact`));
}

/** Waits until an explorer reports a view of this fragment. */
async function reports(explorer, fragment) {
  await holds(`a report of ${fragment}`, () => explorer.state().fragment === fragment);
}

/** Waits until something holds, for as long as a reader would. */
async function holds(what, test) {
  const since = performance.now();
  while (!test()) {
    if (performance.now() - since > 8000) throw new Error(`waited in vain for ${what}`);
    await frames(1);
  }
}

/** The list of facts in `within`, scrolled by the window or by an element around it. */
class Seen {
  constructor(within = root(), scroller = null) {
    this.root = within;
    this.scroller = scroller;
  }

  /** From where to where, from the window's top, something is in view. */
  get port() {
    const box = this.scroller?.getBoundingClientRect();
    return box ? { top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight) } : { top: 0, bottom: innerHeight };
  }

  get position() {
    return this.scroller ? this.scroller.scrollTop : scrollY;
  }

  /** How far it can be scrolled. */
  get end() {
    const one = this.scroller ?? document.documentElement;
    return one.scrollHeight - one.clientHeight;
  }

  scrollTo(top) {
    (this.scroller ?? window).scrollTo({ top, behavior: "instant" });
  }

  get rows() {
    return Array.from(this.root.querySelectorAll("[data-row]"));
  }

  row(number) {
    return this.root.querySelector(`[data-row="${number}"]`);
  }

  /** The first and the last row that are drawn. */
  get range() {
    const rows = this.rows;
    return [Number(rows[0]?.dataset.row), Number(rows.at(-1)?.dataset.row)];
  }

  isIn(element) {
    const [box, port] = [element.getBoundingClientRect(), this.port];
    return box.height >= 1 && box.bottom > port.top && box.top < port.bottom;
  }

  /** Whether something in view stands in place of rows that are not drawn. */
  get isBlank() {
    return Array.from(this.root.querySelectorAll(".pe-list > [aria-hidden=true]")).some((one) => this.isIn(one));
  }

  /** The first row in view. */
  get first() {
    return this.rows.find((row) => this.isIn(row));
  }

  top(row) {
    return row.getBoundingClientRect().top - this.port.top;
  }

  /** Waits until nothing moves any more: for six frames. */
  async calm() {
    let before = "";
    for (let still = 0; still < 6; still += 1) {
      await frames(1);
      const now = JSON.stringify([this.range, this.position, this.end]);
      if (now !== before) still = 0;
      before = now;
    }
  }

  /** Scrolls on, at most so many steps, until that leads nowhere; tells what was seen on the way. */
  async walk(by, steps = Infinity) {
    const told = { most: 0, blanks: 0, moves: 0, lost: 0, renewed: 0, worst: 0, rows: [] };
    const met = new Set();
    const meet = () => this.rows.filter((one) => this.isIn(one)).forEach((one) => met.add(Number(one.dataset.row)));
    meet();
    for (let step = 0; step < steps; step += 1) {
      const [from, range] = [this.position, String(this.range)];
      this.scrollTo(from + by);
      const [arrived, row] = [this.position, this.first];
      const top = row && this.top(row);
      await this.calm();
      const moved = String(this.range) !== range;
      told.most = Math.max(told.most, this.rows.length);
      told.blanks += this.isBlank ? 1 : 0;
      meet();
      if (moved && row) {
        const now = this.row(row.dataset.row);
        told.moves += 1;
        told.lost += now ? 0 : 1;
        told.renewed += now && now !== row ? 1 : 0;
        // At an end that has come nearer, nothing can hold it.
        const held = this.position > 0 && this.position < this.end - 1;
        if (now && held) told.worst = Math.max(told.worst, Math.abs(this.top(now) - top));
      }
      if (!moved && Math.abs(arrived - from) < 1) break;
    }
    told.rows = [...met].sort((a, b) => a - b);
    return told;
  }
}

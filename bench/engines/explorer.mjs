// The project's own engine, from the built site; it starts from the bytes of a catalogue.

import { FACETS, SHOWN } from "../actions.mjs";
import { catalogueBytes } from "../adapter.mjs";

/** The items as a file of the public format, and the program, started. */
export async function prepare(items) {
  const bytes = catalogueBytes(items);
  const bindings = await import(new URL("privacy-explorer.js", self.location).href);
  if (bindings.Catalog === undefined) throw new Error("the built site has no `Catalog`");
  const program = new URL("privacy-explorer_bg.wasm", self.location);
  const { memory } = await bindings.default({ module_or_path: program });
  // What reads files loads on first use: a peer's code is there, too, before it begins.
  (await bindings.Catalog.fromJson(catalogueBytes(items.slice(0, 1)))).free();
  return { bytes, Catalog: bindings.Catalog, memory };
}

export async function build(input) {
  const catalog = await input.Catalog.fromJson(input.bytes);
  const file = input.bytes.byteLength;
  input.bytes = undefined;
  const answer = ({ q, filters }) => catalog.query({ q, ...filters }, { offset: 0, limit: SHOWN });
  const memory = () => ({ index: catalog.indexBytes, program: input.memory.buffer.byteLength, file });
  return { answer, read, memory };
}

function read({ total, facets, facts }) {
  const counts = FACETS.map((facet) => {
    const { values, counts } = facets[facet];
    const pairs = values.map(({ id }, place) => [workloadId(facet, id), counts[place]]);
    return [facet, Object.fromEntries(pairs)];
  });
  // Their ids are `f` and the item's number.
  const ids = facts.map((fact) => Number(fact.id.slice(1)));
  return { total, counts: Object.fromEntries(counts), ids };
}

const STATES = { provided: "yes", optional: "partial", absent: "no" };

function workloadId(facet, id) {
  return facet === "state" ? (STATES[id] ?? id) : id;
}

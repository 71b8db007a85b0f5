// From the workload's items to a file of the public format `privacy-catalog/1`.

import { numberOf } from "./actions.mjs";

const STATES = { yes: "provided", partial: "optional", no: "absent" };

/** Facts are encoded so many at a time: a million in one text would be longer than texts can be. */
const AT_ONCE = 4000;

/**
 * Writes items as a catalogue, one fact each.
 *
 * Names in its tables hold no word that a text holds, so that a search finds the same facts as a
 * search of the texts alone.
 *
 * @param {object[]} items the workload's
 * @returns {Uint8Array} the file
 */
export function catalogueBytes(items) {
  const encoder = new TextEncoder();
  const parts = [encoder.encode(head(items))];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const facts = items.slice(start, start + AT_ONCE).map(fact).join(",\n");
    parts.push(encoder.encode((start > 0 ? ",\n" : "") + facts));
  }
  parts.push(encoder.encode("\n]}\n"));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}

/** All that stands before the facts. */
function head(items) {
  const products = used(items, (item) => [item.product]);
  const entry = (id) => ({ id, name: name(id) });
  const tables = {
    schema: "privacy-catalog/1",
    title: "Workload",
    version: "1",
    products: products.map((id) => ({ ...entry(id), summary: "-" })),
    sources: [{ id: "s", product: products[0], title: "-", sections: [{ id: "1", title: "-" }] }],
    data_types: used(items, (item) => item.data_type).map(entry),
    features: used(items, (item) => item.feature).map(entry),
    subjects: [],
    recipients: [],
  };
  return `${JSON.stringify(tables).slice(0, -1)},"facts":[\n`;
}

/** The ids that items use, in the order of their numbers. */
function used(items, idsOf) {
  const ids = new Set();
  for (const item of items) for (const id of idsOf(item)) ids.add(id);
  return [...ids].sort((a, b) => numberOf(a) - numberOf(b));
}

/** A first letter and a number: `P 12` for `product-12`. */
function name(id) {
  return `${id[0].toUpperCase()} ${numberOf(id)}`;
}

function fact({ id, product, data_type, feature, state, text }) {
  return JSON.stringify({
    id: `f${id}`,
    product,
    kind: "measure",
    data_types: data_type,
    features: feature,
    state: STATES[state],
    text,
    cite: { source: "s", section: "1" },
  });
}

// Orama searches, filters and counts by itself. Its counts obey every filter, so those of a facet
// that is filtered by take a second search, without that filter.

import { create, insert, search } from "@orama/orama";
import { FACETS, SHOWN, inOrder } from "../actions.mjs";

const SCHEMA = { product: "enum", data_type: "enum[]", feature: "enum[]", state: "enum", text: "string" };

/** Orama wants ids that are texts. */
export function prepare(items) {
  return inOrder(items).map((item) => ({ ...item, id: String(item.id) }));
}

export function build(items) {
  const db = create({ schema: SCHEMA, sort: { enabled: false } });
  for (const item of items) insert(db, item);
  const ask = ({ q, filters }, facets, limit) => {
    const counted = Object.fromEntries(facets.map((facet) => [facet, {}]));
    return search(db, { term: q, threshold: 0, where: where(filters), facets: counted, limit });
  };
  const answer = ({ q, filters }) => {
    const chosen = FACETS.filter((facet) => facet in filters);
    const main = ask({ q, filters }, FACETS, SHOWN);
    const others = chosen.map((facet) => {
      const { [facet]: _, ...rest } = filters;
      return [facet, ask({ q, filters: rest }, [facet], 0).facets[facet]];
    });
    return { ...main, facets: { ...main.facets, ...Object.fromEntries(others) } };
  };
  return { answer, read };
}

function where(filters) {
  const one = ([facet, values]) => [facet, facet === "product" ? { in: values } : { containsAny: values }];
  return Object.fromEntries(Object.entries(filters).map(one));
}

function read({ count, facets, hits }) {
  const counts = FACETS.map((facet) => [facet, facets[facet].values]);
  return { total: count, counts: Object.fromEntries(counts), ids: hits.map((hit) => Number(hit.id)) };
}

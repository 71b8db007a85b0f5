// itemsjs searches, filters and counts by itself.

import itemsjs from "itemsjs";
import { FACETS, SHOWN, inOrder } from "../actions.mjs";

export const prepare = inOrder;

export function build(items) {
  // Values of one facet add up, and every value is returned.
  const facet = { conjunction: false, size: items.length };
  const engine = itemsjs(items, {
    searchableFields: ["text"],
    aggregations: Object.fromEntries(FACETS.map((name) => [name, facet])),
  });
  const answer = ({ q, filters }) => engine.search({ per_page: SHOWN, query: q, filters });
  return { answer, read };
}

function read({ pagination, data }) {
  const counts = FACETS.map((name) => {
    const buckets = data.aggregations[name].buckets.map((bucket) => [bucket.key, bucket.doc_count]);
    return [name, Object.fromEntries(buckets)];
  });
  const ids = data.items.map((item) => item.id);
  return { total: pagination.total, counts: Object.fromEntries(counts), ids };
}

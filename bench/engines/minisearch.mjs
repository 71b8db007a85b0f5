// MiniSearch finds beginnings of words, best first; the filters are our own.

import MiniSearch from "minisearch";
import { inOrder } from "../actions.mjs";
import { filtered, readFiltered } from "./filters.mjs";

/** Items in order, and by their id. */
export function prepare(items) {
  return { byId: items, items: inOrder(items) };
}

/** With `fuzzy`, the share of a word's letters that may be wrong, it also forgives typos. */
export function build({ byId, items }, { fuzzy = false } = {}) {
  const index = new MiniSearch({
    fields: ["text"],
    searchOptions: { prefix: true, combineWith: "AND", fuzzy },
  });
  index.addAll(items);
  const answer = ({ q, filters }) => {
    if (q === "") return filtered(items, filters);
    return filtered(index.search(q).map((hit) => byId[hit.id]), filters);
  };
  return { answer, read: readFiltered };
}

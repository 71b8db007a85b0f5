// FlexSearch finds beginnings of words; the filters are our own.

import { Index } from "flexsearch";
import { inOrder } from "../actions.mjs";
import { filtered, readFiltered } from "./filters.mjs";

/** Items in order, and by their id. */
export function prepare(items) {
  return { byId: items, items: inOrder(items) };
}

export function build({ byId, items }) {
  const index = new Index({ tokenize: "forward" });
  for (const item of items) index.add(item.id, item.text);
  const answer = ({ q, filters }) => {
    if (q === "") return filtered(items, filters);
    const ids = index.search(q, { limit: items.length });
    return filtered(ids.map((id) => byId[id]), filters);
  };
  return { answer, read: readFiltered };
}

// No library at all: every item is looked at, for every answer.

import { inOrder } from "../actions.mjs";
import { filtered, readFiltered } from "./filters.mjs";

export const prepare = inOrder;

/** Texts are kept as their words with one space before each: one `includes` then finds a beginning. */
export function build(items, { textless = false } = {}) {
  const words = (text) => ["", ...text.toLowerCase().split(/[^a-z0-9]+/)].join(" ");
  const texts = textless ? [] : items.map((item) => words(item.text));
  const answer = ({ q, filters }) => {
    if (q === "") return filtered(items, filters);
    const start = ` ${q.toLowerCase()}`;
    return filtered(items.filter((_, place) => texts[place].includes(start)), filters);
  };
  return { answer, read: readFiltered };
}

// Words of the workload with one typo each.

import { catalogue, lcg } from "./workload.mjs";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/**
 * Words of at least five letters, each with one typo that no word of the workload begins with.
 *
 * @param {number} count how many
 * @returns {{ meant: string, typed: string }[]}
 */
export function misspelt(count) {
  const words = new Set(catalogue(1000).flatMap((item) => item.text.match(/[a-z]+/g)));
  const long = [...words].filter((word) => word.length >= 5).sort();
  const random = lcg(23);
  const pick = (limit) => Math.floor(random() * limit);
  const isNew = (typed) => ![...words].some((word) => word.startsWith(typed));
  return Array.from({ length: count }, (_, place) => {
    const meant = long[Math.floor((place * long.length) / count)];
    for (;;) {
      const typed = mistype(meant, pick);
      if (isNew(typed)) return { meant, typed };
    }
  });
}

/** A word with one letter too few, too many, wrong, or swapped with the next; never the first. */
function mistype(word, pick) {
  const at = 1 + pick(word.length - 2);
  const [before, letter, after] = [word.slice(0, at), word[at], word.slice(at + 1)];
  const other = LETTERS[pick(LETTERS.length)];
  const typos = [
    before + after,
    before + other + letter + after,
    before + other + after,
    before + after[0] + letter + after.slice(1),
  ];
  return typos[pick(typos.length)];
}

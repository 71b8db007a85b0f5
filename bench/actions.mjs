// What every engine is asked for, and how answers are compared.

/** The filters whose values are counted with every answer. */
export const FACETS = ["product", "data_type", "feature", "state"];

/** How many results an answer holds. */
export const SHOWN = 50;

/**
 * Puts items into the order in which the explorer lists facts: by product, else as they are.
 *
 * @param {object[]} items the workload's
 * @returns {object[]} the same items, in a new list
 */
export function inOrder(items) {
  return items.toSorted((a, b) => numberOf(a.product) - numberOf(b.product));
}

/**
 * The number at the end of an id of the workload.
 *
 * @param {string} id such as `product-12`
 * @returns {number}
 */
export function numberOf(id) {
  return Number(id.slice(id.lastIndexOf("-") + 1));
}

/**
 * What is wrong with an answer.
 *
 * @param {object} answer `{ total, counts: { [facet]: { [value]: number } }, ids }`
 * @param {object} wanted the same, of the plain scan
 * @param {boolean} ordered whether the first results must be the same too
 * @returns {string | undefined} nothing if nothing is wrong
 */
export function difference(answer, wanted, ordered) {
  if (answer.total !== wanted.total) {
    return `a total of ${answer.total} instead of ${wanted.total}`;
  }
  for (const facet of FACETS) {
    const [found, expected] = [answer.counts[facet], wanted.counts[facet]];
    for (const value of new Set([...Object.keys(found), ...Object.keys(expected)])) {
      const [one, other] = [found[value] ?? 0, expected[value] ?? 0];
      if (one !== other) return `${facet} ${value} counted ${one} times instead of ${other}`;
    }
  }
  const at = ordered ? wanted.ids.findIndex((id, place) => answer.ids[place] !== id) : -1;
  return at < 0 ? undefined : `result ${at + 1} is ${answer.ids[at]} instead of ${wanted.ids[at]}`;
}

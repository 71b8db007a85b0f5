// The filters that a developer would write beside a library that only searches.

import { FACETS, SHOWN } from "../actions.mjs";

/**
 * Filters items and counts the values of every facet, each without the facet's own filter.
 *
 * @param {Iterable<object>} items what the search has found, in order
 * @param {object} filters chosen values by facet
 * @returns {{ total: number, counts: object, first: object[] }}
 */
export function filtered(items, filters) {
  const chosen = Object.entries(filters).map(([facet, values]) => [facet, new Set(values)]);
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const first = [];
  let total = 0;
  for (const item of items) {
    let failures = 0;
    let failed;
    for (const [facet, values] of chosen) {
      if (!hasOne(item[facet], values)) {
        failed = facet;
        failures += 1;
        if (failures > 1) break;
      }
    }
    if (failures === 0) {
      total += 1;
      if (first.length < SHOWN) first.push(item);
      for (const facet of FACETS) count(counts[facet], item[facet]);
    } else if (failures === 1) {
      count(counts[failed], item[failed]);
    }
  }
  return { total, counts, first };
}

/**
 * An answer of [`filtered`] as answers are compared.
 *
 * @param {object} answer
 * @returns {{ total: number, counts: object, ids: number[] }}
 */
export function readFiltered({ total, counts, first }) {
  const plain = FACETS.map((facet) => [facet, Object.fromEntries(counts[facet])]);
  return { total, counts: Object.fromEntries(plain), ids: first.map((item) => item.id) };
}

function hasOne(value, values) {
  return typeof value === "string" ? values.has(value) : value.some((one) => values.has(one));
}

function count(counts, value) {
  if (typeof value === "string") {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  } else {
    for (const one of value) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
}

/** What a page can configure an explorer with. */
export interface Configuration {
  /** Whether the view is kept in the fragment of the page's address; by default it is not. */
  syncUrl?: "none" | "hash";
  /** The view to begin with, as the text of a fragment; the address's comes first if it is kept there. */
  state?: string;
  /** Filters that the reader can't leave, as the text of a fragment. */
  locked?: string;
  /** Called when something else is shown; `Explorer.state()` says what. */
  changed?: () => void;
  /** Called with the fact that is opened, or with null. */
  selected?: (fact: Fact | null) => void;
  /** Called with a message when the program has failed and can't go on; it must not be called again. */
  failed?: (message: string) => void;
  /** Called when the reader wants to share the view; without it there is no button for that. */
  share?: () => void;
  /** What the reader brought to an earlier explorer, as `Explorer.own()` tells it. */
  own?: unknown;
  /** Called with that, or with undefined, for the browser to keep; without it there is no box for that. */
  keep?: (own: unknown) => Promise<void>;
  /** The language of the interface, `en`, `fr` or `de`, with a region or without; English by default. */
  lang?: string;
  /** The words of that language: the text of `privacy-explorer_fr.txt` or `privacy-explorer_de.txt`. */
  words?: string;
  /** Called with the language that the reader wants; `Explorer.speak` is the answer. Without it there is no choice. */
  speak?: (lang: string) => void;
  /** Ends what listens outside the element, for a program that has failed. */
  signal?: AbortSignal;
}

/** What an explorer shows. */
export interface Report {
  /** The view as the text of a URL fragment. */
  fragment: string;
  /** How many facts it shows. */
  total: number;
}

/** The facets, by their keys. */
export type FacetKey =
  | "product" | "data_type" | "feature" | "kind" | "state" | "subject" | "recipient" | "release" | "source";

/**
 * What is asked. Values of one facet add up, facets narrow each other down; an id with `-` before
 * it is left out. An id that the catalogue doesn't know matches nothing, and is named in `ignored`.
 */
export interface Query extends Partial<Record<FacetKey, readonly string[] | string>> {
  /** Words, "quoted phrases" and -words. */
  q?: string;
  /** Whether a data type also finds what covers all personal data of a product that holds it. */
  general?: boolean;
  /** The release that is installed of a product: states are then those of the installation. */
  [release: `at.${string}`]: string | undefined;
  /** The optional features that are switched on in a product. */
  [features: `on.${string}`]: readonly string[] | string | undefined;
}

/** Which facts of an answer are returned. */
export interface Page {
  /** How many are passed over; 0 by default. */
  offset?: number;
  /** How many are returned at most; 50 by default. */
  limit?: number;
}

/** A value of a facet. */
export interface Value {
  readonly id: string;
  readonly name: string;
  /** The place of its group among the values. */
  readonly parent?: number;
}

/** The values of a facet, always in the same order, and the count of each. */
export interface FacetCounts {
  /** The same list in every answer of a catalogue. */
  readonly values: readonly Value[];
  /**
   * The total of the query in which this value alone is chosen in its facet, by the value's place.
   */
  readonly counts: Uint32Array;
}

/** A fact as the public format `privacy-catalog/1` writes it; what is absent is left out. */
export interface Fact {
  id: string;
  product: string;
  component?: string;
  kind: "holding" | "transfer" | "measure" | "procedure" | "statement" | "discrepancy";
  activity?: "collected" | "processed";
  direction?: "out" | "in";
  data_types?: string[];
  features?: string[];
  subjects?: string[];
  recipients?: string[];
  state?: "provided" | "optional" | "conditional" | "absent" | "unclear";
  default?: "on" | "off";
  since?: string;
  until?: string;
  values?: Record<string, string>;
  text: string;
  note?: string;
  cite: { source: string; section: string; row?: string };
  manuals?: { title: string; section?: string }[];
}

/** What a catalogue answers to a query. */
export interface Answer {
  /** How many facts match. */
  total: number;
  /** How many of them only cover all personal data; these come last. */
  general: number;
  facets: Record<FacetKey, FacetCounts>;
  /** The page that was asked for, in order. */
  facts: Fact[];
  /** Words that no fact has, and the words that were taken instead. */
  corrections: { typed: string; taken: string[] }[];
  /** What of the query could not be used, for readers. */
  ignored: string[];
}

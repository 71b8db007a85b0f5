/**
 * `<privacy-explorer>`: an explorer in any page. Importing this module defines it; all of them on a
 * page share one program. Each property mirrors the attribute of its name (`dataSrc` is `data-src`,
 * `syncUrl` is `sync-url`), may be set before the module is there, and takes effect at once. A property
 * is null where its attribute is missing, and `null` removes the attribute.
 */
export class PrivacyExplorerElement extends HTMLElement {
  /** The view, as the text of a URL fragment: the present one when read, another one when set. */
  get state(): string;
  set state(value: string | null);
  /** Ids of products, with commas between them: facts of others are not shown. */
  get products(): string | null;
  set products(value: string | readonly string[] | null);
  /** Filters that the reader can't leave, as the text of a URL fragment. */
  get locked(): string | null;
  set locked(value: string | null);
  /** The view of the facts, as `view` in a fragment names it. */
  get view(): string | null;
  set view(value: string | null);
  /** Light, dark, or as the reader's system has it, which is the default. */
  get theme(): Theme | null;
  set theme(value: Theme | null);
  /** Comfortable by default. */
  get density(): Density | null;
  set density(value: Density | null);
  /** The address of another catalogue, in the format `privacy-catalog/1`. */
  get dataSrc(): string | null;
  set dataSrc(value: string | URL | null);
  /** Whether the view is kept in the fragment of the page's address; by default it is not. */
  get syncUrl(): "none" | "hash" | null;
  set syncUrl(value: "none" | "hash" | null);
  /** Whether the view is kept in this browser for the reader's next visit; by default it is not. */
  get persist(): "none" | "local" | null;
  set persist(value: "none" | "local" | null);

  /** The version of the program; empty while it draws nothing in this element. */
  readonly version: string;
  /** Resolves with the element once it shows facts for the first time. */
  readonly ready: Promise<this>;
  /** Resolves once what was changed last is drawn. */
  readonly updateComplete: Promise<void>;

  /** The view as a text that `restore` takes. */
  save(): string;
  /** Shows a view; what of the text can't be used is named to the reader. */
  restore(state: string): void;
  /** Shows the view that the attributes tell. */
  reset(): void;
  /**
   * Answers a query of the facts that the element is limited to, as `Catalog.query` does. Throws
   * before the element is `ready`.
   */
  query(query: string | Query, page?: Page): Answer;
  /** The explorer with its present view as one HTML file that needs no network. */
  exportHtml(): Promise<string>;

  addEventListener<K extends keyof PrivacyExplorerEventMap>(
    type: K,
    listener: (this: PrivacyExplorerElement, event: PrivacyExplorerEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: PrivacyExplorerElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** What an element's colours are taken from. */
export type Theme = "auto" | "light" | "dark";

/** How much room an element leaves between its rows. */
export type Density = "comfortable" | "compact";

/** The detail of `pe-ready`: the program runs, and facts are shown. */
export interface ReadyDetail {
  readonly version: string;
  /** How many facts are shown. */
  readonly total: number;
}

/** The detail of `pe-change`: the reader or the page has changed the view. */
export interface ChangeDetail {
  /** The view as a text that `restore` takes. */
  readonly state: string;
  /** How many facts are shown. */
  readonly total: number;
}

/** The detail of `pe-select`: a fact was opened, or closed. */
export interface SelectDetail {
  /** The fact that is open now. */
  readonly fact: Fact | null;
}

/** The detail of `pe-error`; the reader sees the message too. */
export interface ErrorDetail {
  readonly message: string;
  /** Whether the program has ended, which a start of all elements mends. */
  readonly fatal: boolean;
}

/** The events of an element. They bubble, and leave shadow roots. */
export interface PrivacyExplorerEventMap {
  "pe-ready": CustomEvent<ReadyDetail>;
  "pe-change": CustomEvent<ChangeDetail>;
  "pe-select": CustomEvent<SelectDetail>;
  "pe-error": CustomEvent<ErrorDetail>;
}

declare global {
  interface HTMLElementTagNameMap {
    "privacy-explorer": PrivacyExplorerElement;
  }
  interface HTMLElementEventMap extends PrivacyExplorerEventMap {}
}

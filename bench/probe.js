// Watches a page from its first script on: when it has painted what it is for, and how long it
// works on a key press. A classic script, so that it runs before all others. `data-first` on its
// tag holds CSS selectors, all of which must find something.

(() => {
  const selectors = document.currentScript.dataset.first.split(" && ");

  /** Resolves after the next frame, with the times at which the browser began and ended it. */
  const nextFrame = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const began = performance.now();
        // A message that is sent now arrives once the frame has been laid out and painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ began, ended: performance.now() });
        port2.postMessage(null);
      });
    });

  /** Where the explorer draws; on another page, the document. */
  const root = () => document.querySelector("privacy-explorer")?.shadowRoot ?? document;

  const isThere = () => selectors.every((selector) => root().querySelector(selector) !== null);

  const watcher = new MutationObserver(async () => {
    if (!isThere() || window.firstPainted !== undefined) return;
    watcher.disconnect();
    /** Milliseconds from the start of the navigation. */
    window.firstPainted = (await nextFrame()).ended;
  });
  const watch = () => watcher.observe(root(), { childList: true, subtree: true });
  watch();
  // What changes in a shadow root is not seen from outside.
  customElements.whenDefined("privacy-explorer").then(watch);

  /** A page in which nothing has changed for so many milliseconds is done. */
  const QUIET = 300;

  /** How long a page may stay as it is after a key press. */
  const PATIENCE = 3000;

  /**
   * Puts a text into a field as a key press would.
   *
   * @returns {Promise<number | null>} the milliseconds up to the last change of its content, laid out
   *   and painted, without the wait for the screen's next frame; null if nothing changes
   */
  async function type(field, text) {
    let changed = null;
    let painting = Promise.resolve(0);
    const changes = new MutationObserver(() => {
      // Asking for a size lays the page out now, so that this counts wherever the change came from.
      document.body.getBoundingClientRect();
      changed = performance.now();
      painting = nextFrame().then(({ began, ended }) => ended - began);
    });
    // What stands in the page, not how it is laid out: that may be adjusted at leisure.
    changes.observe(root() === document ? document.body : root(), { childList: true, subtree: true, characterData: true });
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const isDone = () => performance.now() - (changed ?? start) > (changed === null ? PATIENCE : QUIET);
    do {
      await nextFrame();
    } while (!isDone());
    changes.disconnect();
    return changed === null ? null : changed - start + (await painting);
  }

  /**
   * What the browser itself takes to show a list that is there already: the elements that an answer
   * left are put in the place of those before it.
   *
   * @returns {Promise<number>} milliseconds, as [`type`] counts them
   */
  async function show(copy) {
    const list = root().querySelector(LIST);
    const start = performance.now();
    list.replaceWith(copy);
    document.body.getBoundingClientRect();
    const placed = performance.now() - start;
    const { began, ended } = await nextFrame();
    copy.replaceWith(list);
    await nextFrame();
    return placed + ended - began;
  }

  const LIST = ".pe-list";

  /** For each text, what [`show`] takes for the list that it is answered with. */
  window.showAll = async (selector, texts) => {
    const field = root().querySelector(selector);
    const times = [];
    for (const text of texts) {
      await type(field, text);
      const copy = root().querySelector(LIST).cloneNode(true);
      await type(field, "");
      times.push(await show(copy));
    }
    return times;
  };

  /**
   * Types each text into an empty field, and clears it again.
   *
   * @param {string} selector finds the field
   * @param {string[]} texts
   * @returns {Promise<(number | null)[]>} as [`type`], for each text
   */
  window.typeAll = async (selector, texts) => {
    const field = root().querySelector(selector);
    const times = [];
    for (const text of texts) {
      times.push(await type(field, text));
      await type(field, "");
    }
    return times;
  };
})();

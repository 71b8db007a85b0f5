// Counts what listens to the window, the document and the media: what an explorer that is gone must
// not leave behind. A listener that is added twice counts once, as for the browser.

(() => {
  const [add, remove] = [EventTarget.prototype.addEventListener, EventTarget.prototype.removeEventListener];
  const targets = new Map();

  const outlives = (target) => target === window || target === document || target instanceof MediaQueryList;
  const capturing = (options) => (typeof options === "boolean" ? options : Boolean(options?.capture));
  const of = (target, type, options) => {
    const key = `${type} ${capturing(options)}`;
    const types = targets.get(target) ?? targets.set(target, new Map()).get(target);
    return types.get(key) ?? types.set(key, new Set()).get(key);
  };

  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window;
    if (listener && outlives(target) && !options?.signal?.aborted) {
      const listeners = of(target, type, options);
      listeners.add(listener);
      if (options?.signal) add.call(options.signal, "abort", () => listeners.delete(listener), { once: true });
    }
    return add.call(target, type, listener, options);
  };

  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window;
    if (outlives(target)) of(target, type, options).delete(listener);
    return remove.call(target, type, listener, options);
  };

  window.listeners = () => {
    const sizes = Array.from(targets.values(), (types) => Array.from(types.values(), (one) => one.size));
    return sizes.flat().reduce((sum, one) => sum + one, 0);
  };
})();

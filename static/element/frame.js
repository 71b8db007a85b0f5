// In a frame: the talk with the page around. embed.js is its other side.

import { NAME, SETTINGS } from "./names.js";

/** Tells the page around how high this one is and what it shows, and does what it wants. */
function serveParent(element) {
  // In a frame the history is the page's around; the address is only where the view begins.
  if (location.hash.length > 1) element.setAttribute("state", location.hash.slice(1));
  element.removeAttribute("sync-url");
  let port = null;
  // What went wrong before the page around listened is told once it does.
  let failure = null;
  const say = (message) => port?.postMessage(message);
  addEventListener("message", ({ source, data, ports: [offered] }) => {
    const isInit = data?.ns === NAME && data.v === 1 && data.type === "init";
    if (source !== window.parent || !isInit || offered === undefined) return;
    port?.close();
    port = offered;
    port.onmessage = ({ data }) => hear(data);
    if (failure !== null) say(failure);
    element.ready.then(() => {
      say({ type: "ready", version: element.version });
      measure(true);
    });
  });
  const hear = (message) => {
    const names = {
      "set-state": ["state"],
      "set-theme": ["theme"],
      configure: SETTINGS,
    };
    for (const name of Object.hasOwn(names, message?.type) ? names[message.type] : []) {
      if (typeof message[name] === "string") element.setAttribute(name, message[name]);
    }
  };
  element.addEventListener("pe-change", ({ detail }) => say({ type: "state", ...detail }));
  element.addEventListener("pe-ready", () => (failure = null));
  element.addEventListener("pe-error", ({ detail }) => {
    failure = { type: "error", ...detail };
    say(failure);
  });

  // The last heights that were told, the newest first: a page around that answers each with the
  // other's cause would go on for ever.
  let told = [];
  let alternations = 0;
  let isWaiting = false;
  const measure = (anew) => {
    const px = Math.ceil(element.getBoundingClientRect().height);
    if (px === told[0] && !anew) return;
    alternations = px === told[1] ? alternations + 1 : 0;
    if (alternations > 3) return;
    told = [px, told[0]];
    say({ type: "height", px });
  };
  new ResizeObserver(() => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      measure(false);
    });
  }).observe(element);
}

export { serveParent };

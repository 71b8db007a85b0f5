// Elements and keys; texts never become markup.

import { StartError, say } from "./say.js";

/** An element with properties and content; texts never become markup. */
function make(tag, properties = {}, ...content) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
}

function button(textContent, action) {
  const one = make("button", { type: "button", className: "pe-button", textContent });
  one.addEventListener("click", action);
  return one;
}

/** What stands in the place of what has failed: what, why, and a way on. */
function failure(words, title, error, ...buttons) {
  const { english, parts, detail } = error instanceof StartError ? error : { english: "", detail: String(error) };
  const why = english === "" ? [] : [make("p", { textContent: say(words, english, ...parts) })];
  return make(
    "div",
    { className: "pe-failure", role: "alert" },
    make("h1", { textContent: title }),
    ...why,
    ...detail.split("\n").filter(Boolean).slice(0, 19).map((line) => make("p", { textContent: line, lang: "en" })),
    make("p", {}, ...buttons),
  );
}

/** Keys that the explorer uses, or that are typed in its fields, are not for the page around. */
function keepKey(event) {
  const [target] = event.composedPath();
  const isField = target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");
  if (isField || event.defaultPrevented) event.stopPropagation();
}

export { button, failure, keepKey, make };

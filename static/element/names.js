// What the element is called, and what it is set by from outside.

const NAME = "privacy-explorer";

/** What a saved file or the page around a frame sets. */
const SETTINGS = ["state", "locked", "theme", "density", "lang"];

/** Sets the settings, and takes those that are not told. */
function fill(element, settings) {
  for (const name of SETTINGS) {
    const value = Object.hasOwn(settings, name) ? settings[name] : "";
    if (typeof value === "string" && value !== "") element.setAttribute(name, value);
    else element.removeAttribute(name);
  }
  return element;
}

export { NAME, SETTINGS, fill };

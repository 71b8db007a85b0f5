// The file that needs nothing: what it holds, and how it is written again.

import { NAME, SETTINGS } from "./names.js";
import { StartError, message } from "./say.js";

/** What stands in a block of a saved file. */
function block(id) {
  return document.getElementById(id)?.textContent ?? "";
}

/** What a part of a saved file holds. */
function unpacked(id) {
  return new Blob([bytesOf(block(id))]).stream().pipeThrough(new DecompressionStream("gzip"));
}

/** The digits that the bytes of a saved file are written in; see `xtask/src/base85.rs`. */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^_|~";

/** The bytes that a text stands for, four for five letters. */
function bytesOf(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 4) / 5));
  const digits = new Uint8Array(128);
  for (let digit = 0; digit < 85; digit += 1) digits[DIGITS.charCodeAt(digit)] = digit;
  for (let at = 0, to = 0; to < bytes.length; at += 5) {
    let number = 0;
    for (let next = at; next < at + 5; next += 1) {
      number = number * 85 + (next < text.length ? digits[text.charCodeAt(next)] : 84);
    }
    for (let shift = 24; shift >= 0 && to < bytes.length; shift -= 8) bytes[to++] = number >>> shift;
  }
  return bytes;
}

/** This file as it was loaded, out of its own parts. */
function ownHtml() {
  const part = (parent) =>
    Array.from(parent.children).filter((one) => one.hasAttribute("data-pe")).map(written).join("\n");
  const written = (one) => {
    const copy = one.cloneNode(true);
    // What the element is set to stands in the block of the view.
    if (one.matches(NAME)) SETTINGS.forEach((name) => copy.removeAttribute(name));
    return copy.outerHTML;
  };
  return (
    `<!DOCTYPE html>\n<html lang="en"><head>\n${part(document.head)}\n</head><body>\n` +
    `${part(document.body)}\n</body></html>\n`
  );
}

/** A file with other text in one of its blocks of data. */
function withBlock(html, id, text) {
  const begin = html.indexOf(`id="${id}"`);
  const from = html.indexOf(">", begin) + 1;
  const to = html.indexOf("</script>", from);
  if (begin < 0 || from <= 0 || to < 0) throw new StartError(message("The saved file lacks its part {0}."), [id]);
  return html.slice(0, from) + text.replaceAll("<", "\\u003c") + html.slice(to);
}

export { block, ownHtml, unpacked, withBlock };

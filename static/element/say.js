// What is said to readers: English stands where it is said, and is what other words are found by.

/** @typedef {{ lang: string, text: string, table: Map<string, string> }} Words */

/** @type {Words} */
const ENGLISH = { lang: "en", text: "", table: new Map() };

/** An English text in the words of a language, with `{0}` and so on replaced by parts. */
function say(words, english, ...parts) {
  return (words.table.get(english) ?? english).replace(/\{(\d)\}/g, (whole, at) => parts[at] ?? whole);
}

/** Marks an English text that is said elsewhere. */
function message(english) {
  return english;
}

/** A failure that already says what the reader can do about it; what is told in detail stays English. */
class StartError extends Error {
  constructor(english, parts = [], detail = "") {
    super([say(ENGLISH, english, ...parts), detail].filter(Boolean).join("\n"));
    Object.assign(this, { english, parts, detail });
  }
}

function messageOf(error, words = ENGLISH) {
  if (!(error instanceof StartError)) return String(error);
  return [say(words, error.english, ...error.parts), error.detail].filter(Boolean).join("\n");
}

export { ENGLISH, StartError, message, messageOf, say };

// Runs in every page of a test before its own scripts: notes what goes wrong, and does what only a
// script of the page may.

(() => {
  // What is heard stays for who looks for evidence; the other two are emptied by who has looked.
  const [violations, mistakes, heard] = [[], [], []];
  const note = (list, text) => void (list.push(text), heard.push(text));
  const violated = ({ effectiveDirective, blockedURI }) => note(violations, `${effectiveDirective}: ${blockedURI}`);
  document.addEventListener("securitypolicyviolation", violated);
  const missing = (target) => `not loaded: ${target.src ?? target.href ?? target}`;
  // Capturing, since a file that can't be loaded is said to its element alone.
  addEventListener("error", (event) => note(mistakes, event.message ?? missing(event.target)), true);
  addEventListener("unhandledrejection", (event) => note(mistakes, `unhandled: ${event.reason}`));
  for (const kind of ["error", "warn", "info", "log", "debug", "trace", "table", "dir"]) {
    const say = console[kind];
    console[kind] = (...words) => {
      note(mistakes, `${kind}: ${words.join(" ")}`);
      say.apply(console, words);
    };
  }
  window.seen = { violations, mistakes, heard };
  // A script of the driver can't import everywhere.
  window.bring = (url) => import(new URL(url, document.baseURI));
})();

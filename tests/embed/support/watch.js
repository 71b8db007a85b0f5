// Runs in every page of a test before its own scripts: notes what goes wrong, and does what only a
// script of the page may.

(() => {
  const [violations, mistakes] = [[], []];
  const violated = ({ effectiveDirective, blockedURI }) => violations.push(`${effectiveDirective}: ${blockedURI}`);
  document.addEventListener("securitypolicyviolation", violated);
  const missing = (target) => `not loaded: ${target.src ?? target.href ?? target}`;
  // Capturing, since a file that can't be loaded is said to its element alone.
  addEventListener("error", (event) => mistakes.push(event.message ?? missing(event.target)), true);
  addEventListener("unhandledrejection", (event) => mistakes.push(`unhandled: ${event.reason}`));
  for (const kind of ["error", "warn"]) {
    const say = console[kind];
    console[kind] = (...words) => {
      mistakes.push(`${kind}: ${words.join(" ")}`);
      say.apply(console, words);
    };
  }
  window.seen = { violations, mistakes };
  // A script of the driver can't import everywhere.
  window.bring = (url) => import(new URL(url, document.baseURI));
})();

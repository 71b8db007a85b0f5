// Notes what the frames say, from the first moment, by their titles.

window.heard = [];
for (const type of ["pe-ready", "pe-change", "pe-error"]) {
  document.addEventListener(type, ({ target, detail }) => window.heard.push([target.title, type, detail]));
}

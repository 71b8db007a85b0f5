// Says what the explorer says. Its events reach the document, so that no moment is too late to listen
// for them but that of `pe-ready`; `ready` is a promise, and never too late.

const said = document.getElementById("said");
const explorer = document.querySelector("privacy-explorer");

document.addEventListener("pe-change", ({ detail }) => {
  said.textContent = `The explorer shows ${detail.total} facts: ${detail.state || "all"}.`;
});
document.addEventListener("pe-error", ({ detail }) => {
  said.textContent = `The explorer reports: ${detail.message}`;
});

await customElements.whenDefined("privacy-explorer");
await explorer.ready;
said.textContent = `The explorer ${explorer.version} has started.`;

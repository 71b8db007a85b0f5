// The frames raise the explorer's events in this page.

const said = document.getElementById("said");

document.addEventListener("pe-change", ({ target, detail }) => {
  said.textContent = `“${target.title}” shows ${detail.total} facts.`;
});
document.addEventListener("pe-error", ({ target, detail }) => {
  said.textContent = `“${target.title}” reports: ${detail.message}`;
});

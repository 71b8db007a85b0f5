// Each explorer has its own state; what one saves, another can restore.

document.addEventListener("pe-change", ({ target, detail }) => {
  const output = document.querySelector(`output[for="${target.id}"]`);
  output.textContent = `${detail.total} facts, ${detail.state || "unfiltered"}`;
});

document.getElementById("copy").addEventListener("click", () => {
  document.getElementById("one").restore(document.getElementById("three").save());
});

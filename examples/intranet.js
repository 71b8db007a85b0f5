// The page's own shortcuts. It leaves its own fields alone and needs to know nothing of the
// explorer, whose fields keep what is typed in them to themselves.

const find = document.getElementById("find");
const help = document.getElementById("help");
const heard = document.getElementById("heard");

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select")) return;
  heard.textContent += `${event.key} `;
  if (event.key === "/") {
    event.preventDefault();
    find.focus();
  } else if (event.key === "?") {
    help.hidden = !help.hidden;
  }
});

for (const form of document.forms) {
  form.addEventListener("submit", (event) => event.preventDefault());
}

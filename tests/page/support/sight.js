// What a reader can see of the explorer and point at: nothing cut off, nothing too small.

/** The explorer's elements, or those of its dialog; without what is inert, another explorer's in it. */
function all(selector = "*") {
  const top = root().querySelector("dialog[open]") ?? root();
  return Array.from(top.querySelectorAll(selector)).filter((one) => one.closest("[inert]") === null);
}

function isSeen(one) {
  if (!one.checkVisibility({ visibilityProperty: true })) return false;
  // What is only read out is clipped to nothing.
  for (let up = one; up; up = up.parentElement) {
    if (getComputedStyle(up).clipPath === "inset(50%)") return false;
  }
  const box = one.getBoundingClientRect();
  return box.width > 0 && box.height > 0;
}

function say(one) {
  const text = (one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 40);
  return `${one.localName}.${one.getAttribute("class")} “${text}”`;
}

/** What an element is scrolled by sideways: only tables, pictures and texts of programs may be (WCAG 1.4.10). */
function scroller(one) {
  for (let up = one; up; up = up.parentElement) {
    if (["auto", "scroll"].includes(getComputedStyle(up).overflowX) && up.scrollWidth > up.clientWidth) return up;
  }
  return null;
}

function mayScroll(one) {
  return one.matches("textarea, .pe-preview") || one.querySelector("table, .pe-picture") !== null;
}

/** What sticks out of the page, or of a part of it that has no reason to scroll. */
function sticksOut() {
  const width = document.documentElement.clientWidth;
  const told = [];
  if (document.documentElement.scrollWidth > width) told.push(`the page has ${document.documentElement.scrollWidth} of ${width} pixels`);
  const out = (one) => {
    const box = one.getBoundingClientRect();
    return box.right > width + 0.5 || box.left < -0.5;
  };
  for (const one of all().filter(isSeen)) {
    const by = scroller(one);
    if (by !== null && !mayScroll(by)) told.push(...(one.getBoundingClientRect().right > by.getBoundingClientRect().right ? [`scrolls sideways: ${say(one)} in ${by.className}`] : []));
    else if (by === null ? out(one) : out(by)) told.push(`sticks out: ${say(one)}`);
  }
  return [...new Set(told)];
}

/** What has text that is cut off, without a name that says all of it. */
function isCut(one) {
  const style = getComputedStyle(one);
  const hides = (how) => ["hidden", "clip"].includes(how);
  const wide = hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
  const high = hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
  return one.textContent.trim() !== "" && (wide || high);
}

function cutOff() {
  return all().filter((one) => isSeen(one) && isCut(one)).map((one) => `cut off: ${say(one)}`);
}

/** Texts that run into each other or out of what they stand in: each text against the boxes of controls. */
function runsOut() {
  const told = [];
  for (const one of all("button, a[href], label, summary, th, td, dt, dd, legend, p").filter(isSeen)) {
    if (one.closest("svg, .pe-unseen") !== null || getComputedStyle(one).display === "inline") continue;
    const box = one.getBoundingClientRect();
    if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0) told.push(`runs out of its box: ${say(one)}`);
    else if (one.matches("button, summary") && one.scrollHeight > Math.ceil(box.height) + 1) told.push(`runs out below: ${say(one)}`);
  }
  return told;
}

/** Spaces letters, words, lines and paragraphs as WCAG 1.4.12 wants a page to bear; again, takes that back. */
function space() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:not(svg, svg *) {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
  } p { margin-block-end: 2em !important; }`);
  const sheets = root().adoptedStyleSheets;
  root().adoptedStyleSheets = window.spaced ? sheets.slice(0, -1) : [...sheets, sheet];
  window.spaced = !window.spaced;
}

/** What is pointed at to use an element: the label around a field. */
function spot(one) {
  return one.closest("label") ?? one;
}

/** A link in a sentence has the height of its line (WCAG 2.5.8, Inline). */
function isInline(one) {
  const around = one.parentElement.textContent.trim();
  return one.matches("a") && getComputedStyle(one).display === "inline" && around !== one.textContent.trim();
}

/** Targets of less than 24 by 24 pixels without the room around them that would make up for it (WCAG 2.5.8). */
function small() {
  const selector = "a[href], button, input, select, textarea, summary";
  const used = all(selector).filter((one) => !one.disabled).map(spot).filter(isSeen);
  const targets = [...new Set(used)].map((one) => ({ one, box: one.getBoundingClientRect() }));
  const least = ({ box }) => Math.min(box.width, box.height);
  const middle = ({ box }) => [box.x + box.width / 2, box.y + box.height / 2];
  const isNear = (from, to) => {
    const [x, y] = middle(from);
    const [otherX, otherY] = middle(to);
    if (least(to) < 23.95 && Math.hypot(x - otherX, y - otherY) < 24) return true;
    const [byX, byY] = [Math.max(to.box.left - x, 0, x - to.box.right), Math.max(to.box.top - y, 0, y - to.box.bottom)];
    return Math.hypot(byX, byY) < 12;
  };
  const isCrowded = (target) =>
    targets.some((other) => other !== target && !other.one.contains(target.one) && !target.one.contains(other.one) && isNear(target, other));
  const few = targets.filter((target) => least(target) < 23.95 && !isInline(target.one) && isCrowded(target));
  return few.map(({ one, box }) => `${Math.round(box.width)} by ${Math.round(box.height)} pixels: ${say(one)}`);
}

/** What Tab should lead to, in no order. Of radio buttons, and of the cells of a grid, one. */
function stops() {
  const selector = "a[href], button, input, select, textarea, summary, [tabindex]";
  const isOne = (one) => one.type !== "radio" || one.checked;
  return all(selector).filter((one) => one.tabIndex >= 0 && !one.disabled && isOne(one) && (isSeen(one) || isSeen(spot(one))));
}

/** Where the focus is, and what is wrong with how it is shown. */
function stop() {
  const one = active();
  if (one === null || one === document.body || one.localName === "privacy-explorer") return null;
  (window.visited ??= new Set()).add(one);
  const shown = spot(one);
  const outlined = [one, shown].some((it) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(it);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  const block = one.querySelector?.(":scope > .pe-block");
  const drawn = outlined || (block && parseFloat(getComputedStyle(block).strokeWidth) >= 3);
  const told = [];
  if (!drawn) told.push(`the focus is not shown: ${say(one)}`);
  if (!isUncovered(shown)) told.push(`the focus is out of sight: ${say(one)}`);
  return told;
}

/** Whether something of an element is to be seen in the window, and nothing lies over all of it. */
function isUncovered(one) {
  const box = one.getBoundingClientRect();
  const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
  const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
  if (right <= left || bottom <= top) return false;
  const parts = [0.1, 0.3, 0.5, 0.7, 0.9];
  return parts.some((x) => parts.some((y) => {
    const hit = root().elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
    return hit !== null && (one.contains(hit) || hit.contains(one));
  }));
}

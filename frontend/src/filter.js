// `<input data-filter="list">`: while typing, hide the `<li>` of `#list` that have no such words.
// `<p data-filter-none="list" hidden>`: shown where none is left.
// `<p role="status" data-filter-count="list">`: says how many are left, and is read out.
import { announce } from "./announce.js";

/** @param {ParentNode} root */
export function startFiltering(root) {
  for (const input of root.querySelectorAll("input[data-filter]")) {
    const list = document.getElementById(input.dataset.filter);
    if (!list) continue;
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => filter(list, input.value), 80);
    });
    if (input.value) filter(list, input.value);
  }
}

/**
 * @param {HTMLElement} list
 * @param {string} typed
 */
function filter(list, typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const items = [...list.querySelectorAll("li")];
  let shown = 0;
  // From the innermost outwards: a branch stays where one of its leaves does.
  for (const item of items.reverse()) {
    const text = plain(item.dataset.text ?? ownText(item));
    const own = words.every((word) => text.includes(word));
    const inner = item.querySelector(":scope li:not([hidden])") !== null;
    item.hidden = words.length > 0 && !own && !inner;
    if (own) shown += 1;
    for (const fold of item.querySelectorAll(":scope > details")) {
      fold.dataset.before ??= String(fold.open);
      fold.open = words.length > 0 ? inner : fold.dataset.before === "true";
    }
  }
  for (const group of list.querySelectorAll("[data-group]")) {
    group.hidden = group.querySelector("li:not([hidden])") === null;
  }
  const none = document.querySelector(`[data-filter-none="${list.id}"]`);
  if (none) none.hidden = shown > 0 || words.length === 0;
  const said = words.length > 0 ? `${shown} fit` : "";
  const count = document.querySelector(`[data-filter-count="${list.id}"]`);
  if (!count) return announce(said);
  count.whole ??= [...count.childNodes];
  count.replaceChildren(...(said ? [`${said} of those here`] : count.whole));
}

/** @param {HTMLElement} item */
function ownText(item) {
  const name = item.querySelector("a, summary");
  return (name ?? item).textContent ?? "";
}

/** @param {string} text */
function plain(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
}

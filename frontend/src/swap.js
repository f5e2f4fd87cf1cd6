// Go to another state of the same page without losing the place on it.
//
// `<main data-swap>` holds links `<a data-swap-link>` and forms `<form data-swap-form>` (GET). The
// page at their address is fetched, and every element `id="…" data-swapped` takes the content that
// it has there. Focus goes to the `[data-focus]` in it after a link and stays after a form;
// who waits is told so;
// `[data-announce]` is read out. A form is sent on each change of its fields.
import { announce } from "./announce.js";

const PATIENCE_MS = 500;
let asking = new AbortController();
let shown = pageOf(location);

export function startSwapping() {
  if (!document.querySelector("[data-swap]")) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-swap] a[data-swap-link]");
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.button !== 0) return;
    event.preventDefault();
    // The `href` of a link in a figure is no text.
    go(new URL(link.getAttribute("href"), location.href).href, { moves: true });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-swap] form[data-swap-form]");
    if (!form || event.submitter?.name) return; // a named button asks for something else
    event.preventDefault();
    go(addressOf(form), { moves: false });
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-swap] form[data-swap-form]");
    if (form && !event.target.matches("[data-quiet]")) go(addressOf(form), { moves: false });
  });
  addEventListener("popstate", () => {
    // A step to another place on the same page is the browser's own.
    if (pageOf(location) !== shown) go(location.href, { moves: false, pushes: false });
  });
}

/** @param {URL | Location} address */
function pageOf(address) {
  return address.pathname + address.search;
}

/** @param {HTMLFormElement} form */
function addressOf(form) {
  const address = new URL(form.action);
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  address.search = new URLSearchParams(given).toString();
  return address.href;
}

/**
 * Give the fields of the forms, which stay where they are, the state that they have there.
 * @param {Document} page
 */
function restore(page) {
  for (const there of page.querySelectorAll("form[data-swap-form] [id][name]")) {
    const here = document.getElementById(there.id);
    if (!here || here.closest("[data-swapped]")) continue;
    here.value = there.value;
    here.checked = there.checked;
  }
}

/**
 * @param {string} address
 * @param {{ moves: boolean, pushes?: boolean }} how
 */
async function go(address, { moves, pushes = true }) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const place = document.querySelector("[data-swap]");
  place.setAttribute("aria-busy", "true");
  const waiting = setTimeout(() => announce("Loading"), PATIENCE_MS);
  let page;
  try {
    const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (problem) {
    if (problem.name === "AbortError") return;
    return location.assign(address);
  } finally {
    clearTimeout(waiting);
    if (signal === asking.signal) place.removeAttribute("aria-busy");
  }
  const parts = [...document.querySelectorAll("[data-swapped]")];
  const others = parts.map((part) => page.getElementById(part.id));
  if (parts.length === 0 || others.includes(null)) return location.assign(address);
  if (pushes) history.pushState(null, "", address);
  shown = pageOf(new URL(address));
  document.title = page.title;
  if (!pushes) restore(page);
  const before = document.activeElement;
  parts.forEach((part, number) => {
    part.replaceChildren(...others[number].childNodes);
    part.dispatchEvent(new CustomEvent("foramen:swapped", { bubbles: true }));
  });
  const head = document.querySelector("[data-swapped] [data-focus], [data-swapped][data-focus]");
  // A step back takes away what had the focus, and keeps the place on the page.
  if (head instanceof HTMLElement && (moves || !before.isConnected)) {
    head.tabIndex = -1;
    head.focus({ preventScroll: !moves });
  }
  const said = document.querySelector("[data-swapped] [data-announce]");
  if (said) announce(said.textContent.trim());
}

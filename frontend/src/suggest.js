// `<input data-suggest="/search/suggest">`: offer terms while typing, as an ARIA combobox.
// The address answers `?q=` with `<li role="option" data-value="…" data-href="…">`.
// An input of a form `role="search"` leads to the chosen term's page; any other takes its value.
import Combobox from "@github/combobox-nav";
import { announce } from "./announce.js";

const WAIT_MS = 120;
let made = 0;

/** @param {ParentNode} root */
export function startSuggesting(root) {
  for (const input of root.querySelectorAll("input[data-suggest]")) attach(input);
}

/** @param {HTMLInputElement} input */
function attach(input) {
  const list = document.createElement("ul");
  list.id = `suggestions-${(made += 1)}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";
  input.after(list);
  const combobox = new Combobox(input, list);
  let waiting = 0;
  let asking = new AbortController();

  const close = () => {
    clearTimeout(waiting);
    asking.abort();
    if (!list.hidden) combobox.stop();
    list.hidden = true;
  };
  const open = (html) => {
    list.innerHTML = html;
    const found = list.querySelectorAll("[role=option]");
    found.forEach((option, place) => (option.id ||= `${list.id}-${place}`));
    if (found.length === 0) return close();
    if (list.hidden) combobox.start();
    list.hidden = false;
    announce(`${found.length} ${found.length === 1 ? "suggestion" : "suggestions"}`);
  };
  const ask = async () => {
    const typed = input.value.trim();
    asking.abort();
    asking = new AbortController();
    if (typed === "") return close();
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set("q", typed);
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (answer.ok && document.activeElement === input) open(await answer.text());
    } catch (problem) {
      if (problem.name !== "AbortError") close(); // no network: the form still works
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!list.hidden) event.preventDefault(); // or a search field would also be emptied
    close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus
  list.addEventListener("combobox-commit", (event) => {
    const { href, value } = event.target.dataset;
    close();
    if (href && input.closest("[role=search]")) return location.assign(href);
    input.value = value ?? event.target.textContent.trim();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

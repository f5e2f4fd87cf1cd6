// Run the query and show its answer below the editor; take examples into it. The page does both by
// itself where this fails: its form is sent, its links are followed.
import { announce } from "../announce.js";

// The query of a longer one is sent as a form.
export const LONGEST_ADDRESS = 4000;
let asking = new AbortController();

/**
 * @param {HTMLFormElement} form
 * @param {{ replace: (text: string) => void, focus: () => void }} editor
 */
export function startRunning(form, editor) {
  const result = document.querySelector("section#result");
  if (!result) return;
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name) return; // as a file, which the browser takes
    event.preventDefault();
    run(form, result);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-examples] a");
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.button !== 0) return;
    event.preventDefault();
    take(link, editor);
  });
}

async function run(form, result) {
  asking.abort();
  asking = new AbortController();
  result.setAttribute("aria-busy", "true");
  announce("Running");
  try {
    const { address, options } = requestOf(form);
    const answer = await fetch(address, { ...options, signal: asking.signal });
    const page = parsed(await answer.text());
    const content = page.getElementById("result");
    if (!content) return form.submit();
    if (options.method === "GET") history.pushState(null, "", address);
    document.title = page.title;
    result.replaceChildren(...headed(content, page));
    result.dispatchEvent(new CustomEvent("foramen:swapped", { bubbles: true }));
    const head = result.querySelector("#result-head");
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    if (head.getBoundingClientRect().top > innerHeight / 2) head.scrollIntoView();
    const said = result.querySelector("[data-announce], [role=alert]");
    announce(said?.textContent.trim() ?? head.textContent);
  } catch (problem) {
    if (problem.name !== "AbortError") form.submit();
  } finally {
    result.removeAttribute("aria-busy");
  }
}

function requestOf(form) {
  const headers = { Accept: "text/html" };
  const body = new URLSearchParams(new FormData(form));
  if (form.method === "post") {
    return { address: form.action, options: { method: "POST", headers, body } };
  }
  return { address: `${form.action}?${body}`, options: { method: "GET", headers } };
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

/** An answer has its heading; a problem has it as the heading of its page. */
function headed(content, page) {
  if (content.querySelector("#result-head")) return [...content.childNodes];
  const head = document.createElement("h2");
  head.id = "result-head";
  head.textContent = page.querySelector("h1")?.textContent ?? "Answer";
  content.querySelector("[role=alert]")?.removeAttribute("role"); // it is announced, once
  content.querySelector("p")?.setAttribute("data-announce", "");
  return [head, ...content.childNodes];
}

async function take(link, editor) {
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    const page = parsed(await answer.text());
    document.querySelector(".query-label").replaceWith(page.querySelector(".query-label"));
    editor.replace(page.getElementById("query").value);
    history.pushState(null, "", link.href);
    editor.focus();
    announce(`In the editor: ${link.textContent.trim()}`);
  } catch {
    location.assign(link.href);
  }
}

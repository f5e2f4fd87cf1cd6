// `<form data-progress="address">`: send it there and show how far the answer is, then the answer.
//
// The address answers with lines of JSON: `{"done": 20, "total": 500}`, and at last `{"page": "…"}`.
// The form has a `<progress>` in a part `[data-progress-shown]`. Whatever fails is sent again as
// the form itself would be, whose answer then says why.
import { announce } from "./announce.js";

export function startProgress() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-progress]");
    if (!form || event.submitter?.name) return;
    event.preventDefault();
    send(form).then(show, () => form.submit());
  });
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const part = form.querySelector("[data-progress-shown]");
  const bar = part.querySelector("progress");
  part.hidden = false;
  announce(part.textContent.trim());
  const answer = await fetch(form.dataset.progress, { method: "POST", body: new FormData(form) });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let told = {};
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (text + part.value).split("\n");
    text = lines.pop();
    for (const line of lines) {
      told = JSON.parse(line);
      if (told.total) [bar.max, bar.value] = [told.total, told.done];
    }
  }
  return told.page.toString();
}

/** @param {string} html */
function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = document.querySelector("main");
  main.replaceChildren(...page.querySelector("main").childNodes);
  document.title = page.title;
  main.dispatchEvent(new CustomEvent("foramen:swapped", { bubbles: true }));
  const head = main.querySelector("[data-focus]");
  head.tabIndex = -1;
  head.focus();
  announce(main.querySelector("[data-announce]").textContent.trim());
}

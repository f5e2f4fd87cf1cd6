// `<button type="button" data-copy="text" hidden>`: shown where there is a script, copies its text.
import { announce } from "./announce.js";

/** @param {ParentNode} root */
export function startCopying(root) {
  for (const button of root.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(button.dataset.copy ?? "");
      const text = button.dataset.copy ?? "";
      const said = text.length > 80 ? "Copied" : `Copied: ${text}`; // nobody listens to whole code
      announce(done ? said : "Copying is not allowed here.");
      button.classList.toggle("copied", done);
    });
  }
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text); // the clipboard is closed to pages without TLS
  }
}

/** @param {string} text */
function copyTheOldWay(text) {
  const field = document.createElement("textarea");
  const before = document.activeElement;
  field.value = text;
  field.className = "away";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}

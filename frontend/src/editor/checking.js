// While one types, ask the server what is wrong, mark the place and say it below the editor.
import { linter } from "@codemirror/lint";
import { announce } from "../announce.js";
import { prefixLine } from "./complete.js";
import { declared, scan } from "./tokens.js";

const WAIT_MS = 350;

/**
 * @param {string} address what checks
 * @param {HTMLElement} state where it is said
 * @param {() => import("./schema.js").Schema | null} schemaNow
 */
export function checking(address, state, schemaNow) {
  let said = "";
  return linter(
    async (view) => {
      const text = view.state.doc.toString();
      const remarks = text.trim() === "" ? [] : await asked(address, text);
      const found = remarks.map((remark) => diagnostic(remark, view.state.doc, schemaNow()));
      const [first] = remarks;
      const words = first ? wordsOf(first) : "";
      if (view.state.doc.toString() === text && words !== said) {
        said = words;
        show(state, first, found[0], view);
        announce(words);
      }
      return found;
    },
    { delay: WAIT_MS },
  );
}

const wordsOf = ({ line, column, text }) => `Line ${line}, column ${column}: ${text}`;

async function asked(address, query) {
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams({ query }) });
    return answer.ok ? (await answer.json()).remarks : [];
  } catch {
    return []; // no network: the query is judged when it is run
  }
}

function diagnostic(remark, doc, schema) {
  const line = doc.line(Math.min(remark.line, doc.lines));
  // The server counts characters, and a document counts units of UTF-16.
  const units = [...line.text].slice(0, remark.column - 1).join("").length;
  let from = line.from + units;
  const token = scan(doc.toString()).find((one) => one.from <= from && from < one.to);
  let to = remark.length ? from + remark.length : Math.min(token?.to ?? from + 1, line.to);
  if (to <= from) [from, to] = [Math.max(line.from, from - 1), Math.max(from, line.from)];
  const prefix = remark.text.match(/^Prefix ([^:\s]*): is not declared/u)?.[1];
  const iri = schema?.prefixes[prefix];
  const actions = iri ? [{ name: `Add PREFIX ${prefix}:`, apply: (view) => add(view, prefix, iri) }] : [];
  const severity = remark.kind === "error" ? "error" : "warning";
  return { from, to, severity, message: remark.text, actions };
}

function add(view, prefix, iri) {
  const text = view.state.doc.toString();
  if (declared(scan(text)).has(prefix)) return;
  view.dispatch({ changes: prefixLine(text, prefix, iri), userEvent: "input.prefix" });
  view.focus();
}

function show(state, remark, found, view) {
  state.hidden = !remark;
  state.className = `query-state ${remark?.kind ?? ""}`;
  state.replaceChildren();
  if (!remark) return;
  const place = document.createElement("button");
  place.type = "button";
  place.className = "quiet small";
  place.textContent = `Line ${remark.line}, column ${remark.column}`;
  place.addEventListener("click", () => {
    view.dispatch({ selection: { anchor: found.from }, scrollIntoView: true });
    view.focus();
  });
  state.append(place, ` ${remark.text} `);
  for (const action of found.actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet small";
    button.textContent = action.name;
    button.addEventListener("click", () => action.apply(view));
    state.append(button);
  }
}


// The SPARQL editor; loaded on the SPARQL page alone. `<form data-editor>` names in `data-schema`,
// `data-check` and `data-search` what is asked while one types; its field is what is sent.
//
// CodeMirror writes its styles into the page, which the policy of the pages forbids; in a shadow
// root it uses a sheet of its own making, which is allowed. So the editor stands in one.
import {
  acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap,
  startCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import {
  drawSelection, EditorView, highlightActiveLineGutter, keymap, lineNumbers,
} from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";
import { checking } from "./editor/checking.js";
import { completionOf } from "./editor/complete.js";
import { LONGEST_ADDRESS, startRunning } from "./editor/running.js";
import { loadSchema } from "./editor/schema.js";
import { theme } from "./editor/theme.js";

/**
 * Write over several lines ourselves: Chromium would join them with a style attribute, which the
 * policy of the pages forbids and the console reports.
 *
 * @param {InputEvent} event
 * @param {EditorView} view
 */
function typeOver(event, view) {
  const { state } = view;
  const { from, to } = state.selection.main;
  const severalLines = state.doc.lineAt(from).to < to;
  if (event.inputType !== "insertText" || !event.data || !severalLines) return false;
  event.preventDefault();
  view.dispatch(state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** @param {HTMLFormElement} form */
function start(form) {
  const field = form.querySelector("textarea");
  const { schema: schemaAddress, check, search } = form.dataset;
  let schema = null;
  const schemaNow = () => schema;
  const place = document.createElement("div");
  place.className = "editor";
  const root = place.attachShadow({ mode: "open" });
  field.before(place);
  const keys = [
    { key: "Mod-Enter", run: () => (form.requestSubmit(), true) },
    { key: "Tab", run: acceptCompletion }, // with no list open, Tab leaves the editor
  ];
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: field.value.replace(/\n$/u, ""), // the line that its last line break begins
      extensions: [
        Prec.highest(keymap.of(keys)),
        lineNumbers(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        sparql(),
        autocompletion({
          override: [completionOf(schemaNow, search)],
          icons: false,
          activateOnTypingDelay: 60,
        }),
        checking(check, document.getElementById("query-state"), schemaNow),
        keymap.of([
          ...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap,
          ...defaultKeymap,
        ]),
        theme,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": "Query",
          autocapitalize: "off",
          spellcheck: "false",
        }),
        EditorView.domEventHandlers({ beforeinput: typeOver }),
        EditorView.updateListener.of((update) => {
          // It scrolls, so it must be within reach of the keyboard.
          view.dom.querySelector(".cm-tooltip-autocomplete > ul")?.setAttribute("tabindex", "0");
          if (!update.docChanged) return;
          field.value = update.state.doc.toString();
          form.method = field.value.length > LONGEST_ADDRESS ? "post" : "get";
        }),
      ],
    }),
  });
  field.hidden = true;
  form.querySelector(".query-keys").hidden = false;
  document.addEventListener("click", (event) => {
    if (event.target.closest?.('label[for="query"]')) view.focus();
  });
  loadSchema(schemaAddress).then(
    (loaded) => {
      schema = loaded;
      place.dataset.ready = "";
      if (view.hasFocus) startCompletion(view);
    },
    () => {}, // without it there is no completion, and all else works
  );
  startRunning(form, {
    replace: (text) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
      }),
    focus: () => view.focus(),
  });
}

const form = document.querySelector("form[data-editor]");
if (form) start(form);

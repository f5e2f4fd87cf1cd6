// The colours of the editor are those of the page, which change with the reader's scheme.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const box = { backgroundColor: "var(--ground)", color: "var(--text)", border: "1px solid var(--edge)" };
// No picture: the page allows none that does not come from here.
const marked = (color) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${color} 2px`,
  textUnderlineOffset: "3px",
});

const look = EditorView.theme({
  "&": { ...box, borderRadius: ".3rem", fontSize: ".92rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    lineHeight: "1.5",
    maxHeight: "65vh",
    overflow: "auto",
  },
  ".cm-content, .cm-gutter": { minHeight: "13rem" },
  ".cm-content": { caretColor: "var(--text)", padding: ".4rem 0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--faint)", border: "none" },
  ".cm-activeLineGutter": { backgroundColor: "var(--sunk)", color: "var(--text)" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--sunk)",
  },
  ".cm-content ::selection": { backgroundColor: "var(--sunk)", color: "inherit" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--sunk)", outline: "1px solid var(--edge)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--warn)" },
  ".cm-placeholder": { color: "var(--faint)" },
  ".cm-lintRange-error": marked("var(--on-warn)"),
  ".cm-lintRange-warning": marked("var(--on-may)"),
  ".cm-lintRange-active": { backgroundColor: "var(--sunk)" },
  ".cm-tooltip": { ...box, borderRadius: ".3rem", boxShadow: "0 .5rem 1.5rem rgb(0 0 0 / .2)" },
  ".cm-diagnostic": { padding: ".4rem .7rem", borderLeft: "4px solid", maxWidth: "32rem" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--on-warn)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--on-may)" },
  ".cm-diagnosticAction": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
    padding: ".1rem .5rem",
    minHeight: "24px",
  },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--text)", borderColor: "var(--edge)" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: "var(--sunk)", color: "var(--text)" },
  ".cm-panel.cm-panel-lint ul [aria-selected] u": { textDecoration: "none" },
  ".cm-panel.cm-panel-lint button[name=close]": { color: "var(--text)", minWidth: "24px", minHeight: "24px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mono)",
    maxHeight: "min(17rem, 45vh)",
    maxWidth: "min(46rem, 92vw)",
    minWidth: "min(22rem, 80vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    padding: ".25rem .6rem",
    minHeight: "24px",
    color: "var(--text)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
  },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", color: "var(--faint)", marginLeft: ".8em" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "bold" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--on-varies)" },
  { tag: [tags.string, tags.literal], color: "var(--on-definite)" },
  { tag: [tags.number, tags.bool], color: "var(--on-may)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--faint)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.standard(tags.variableName)], color: "var(--accent)" },
  { tag: [tags.namespace, tags.propertyName, tags.url, tags.link, tags.name], color: "var(--text)" },
]);

export const theme = [look, syntaxHighlighting(colours)];

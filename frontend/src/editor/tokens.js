// Cut SPARQL text into tokens, without judging it; half a query gives tokens too.

const LOCAL = String.raw`(?:[\p{L}\p{N}_:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])`;
const REST = String.raw`(?:(?:[\p{L}\p{N}_:.\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*(?:[\p{L}\p{N}_:\-]|%[0-9A-Fa-f]{2}))?`;
const KINDS = {
  space: String.raw`\s+`,
  comment: String.raw`#[^\r\n]*`,
  string: String.raw`"""(?:[^"\\]|\\.|"(?!""))*"""|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?!"")(?:[^"\\\r\n]|\\.)*"|'(?!'')(?:[^'\\\r\n]|\\.)*'`,
  open: String.raw`["'].*`,
  iri: String.raw`<[^<>"{}|^\x60\\\x00-\x20]*>`,
  variable: String.raw`[?$][\p{L}\p{N}_]+`,
  language: String.raw`@[A-Za-z]+(?:-[A-Za-z0-9]+)*`,
  blank: String.raw`_:[\p{L}\p{N}_.\-]*`,
  name: String.raw`(?:\p{L}(?:[\p{L}\p{N}_.\-]{0,99}[\p{L}\p{N}_\-])?)?:(?:${LOCAL}${REST})?`,
  number: String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+\-]?\d+)?`,
  word: String.raw`\p{L}[\p{L}\p{N}_]*`,
  mark: String.raw`\^\^|&&|\|\||!=|<=|>=|.`,
};
const TOKEN = new RegExp(
  Object.entries(KINDS).map(([kind, form]) => `(?<${kind}>${form})`).join("|"),
  "gsu",
);

/** @typedef {{ kind: string, text: string, from: number, to: number }} Token */

/**
 * @param {string} text
 * @returns {Token[]} all tokens, comments too, without white space
 */
export function scan(text) {
  const found = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind = Object.keys(KINDS).find((name) => match.groups[name] !== undefined);
    if (kind === "space") continue;
    found.push({ kind, text: match[0], from: match.index, to: match.index + match[0].length });
  }
  return found;
}

/**
 * @param {Token[]} tokens
 * @returns {Map<string, { iri: string, to: number }>} what the query declares
 */
export function declared(tokens) {
  const found = new Map();
  const plain = tokens.filter((token) => token.kind !== "comment");
  plain.forEach((token, place) => {
    const [name, iri] = plain.slice(place + 1, place + 3);
    const is = token.kind === "word" && token.text.toUpperCase() === "PREFIX";
    if (is && name?.kind === "name" && iri?.kind === "iri") {
      found.set(name.text.slice(0, -1), { iri: iri.text.slice(1, -1), to: iri.to });
    }
  });
  return found;
}

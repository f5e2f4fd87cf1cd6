// Know where in a query the cursor stands, and what the query says of each subject.
import { declared, scan } from "./tokens.js";

const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const BELOW = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
const TERMS = new Set(["iri", "name", "variable", "blank", "string", "number"]);
// After these a new triple may begin, or a group.
const BREAKS = new Set(["OPTIONAL", "UNION", "MINUS", "WHERE", "EXISTS", "NOT", "DISTINCT"]);
const HEADS = new Set(
  "SELECT ASK CONSTRUCT DESCRIBE ORDER GROUP HAVING LIMIT OFFSET BASE PREFIX FROM".split(" "),
);
const EXPRESSIONS = new Set(["FILTER", "BIND", "HAVING", "BY"]);
export const KEYWORDS = new Set([
  ...BREAKS, ...HEADS, ...EXPRESSIONS,
  ..."GRAPH VALUES NAMED REDUCED UNDEF ASC DESC AS IN TRUE FALSE SEPARATOR A".split(" "),
]);

/**
 * What stands before the cursor: the word that is being typed, and its place in the query.
 *
 * @param {string} text
 * @param {number} position
 * @param {Record<string, string>} prefixes known ones, beside those that the query declares
 */
export function contextAt(text, position, prefixes) {
  const tokens = scan(text);
  const inside = tokens.find((token) => token.from < position && position <= token.to);
  if (inside && (inside.kind === "comment" || inside.kind === "open")) return null;
  if (inside?.kind === "string" && position < inside.to) return null;
  const word = wordBefore(text.slice(0, position));
  const own = declared(tokens);
  const resolve = (token) => resolved(token, own, prefixes);
  const before = read(scan(text.slice(0, word.from)), resolve);
  const whole = read(scan(`${text.slice(0, word.from)} ${text.slice(position)}`), resolve);
  return { ...before.at, ...word, tokens, declared: own, facts: whole.facts };
}

/** @param {string} before */
function wordBefore(before) {
  const iri = before.match(/<[^<>"{}|^`\\\s]*$/u);
  if (iri) return { from: iri.index, typed: iri[0], labelFrom: iri.index, label: "" };
  const word = before.match(/[?$]?[\p{L}\p{N}_:.%\\-]*$/u);
  const from = word.index + (/^[.-]/u.test(word[0]) ? 1 : 0);
  const typed = before.slice(from);
  // A label has several words; keywords and names with a colon end it.
  let labelFrom = from;
  if (!/[:?$]/u.test(typed)) {
    for (;;) {
      const former = before.slice(0, labelFrom).match(/(?<![\p{L}\p{N}_:?$.<-])[\p{L}][\p{L}\p{N}'-]*[ ]$/u);
      if (!former || KEYWORDS.has(former[0].trim().toUpperCase())) break;
      labelFrom = former.index;
    }
  }
  return { from: labelFrom, typed, wordFrom: from, label: before.slice(labelFrom) };
}

function resolved(token, own, prefixes) {
  if (token.kind === "iri") return token.text.slice(1, -1);
  if (token.kind !== "name") return null;
  const [prefix, local] = split(token.text);
  const space = own.get(prefix)?.iri ?? prefixes[prefix];
  return space === undefined ? null : space + local.replace(/\\/g, "");
}

/** @param {string} name */
export function split(name) {
  const at = name.indexOf(":");
  return [name.slice(0, at), name.slice(at + 1)];
}

/**
 * Walk through tokens and say what is known of each subject, and where the last token leaves one.
 *
 * @param {import("./tokens.js").Token[]} tokens
 * @param {(token: object) => string | null} resolve
 */
function read(tokens, resolve) {
  const reader = new Reader(resolve);
  for (const token of tokens) if (token.kind !== "comment") reader.take(token);
  return { at: reader.at(), facts: reader.facts };
}

class Reader {
  constructor(resolve) {
    this.resolve = resolve;
    /** @type {Map<string, { how: string, what: string }[]>} */
    this.facts = new Map();
    this.frames = [{ kind: "head", place: "head" }];
    this.made = 0;
  }

  get frame() {
    return this.frames[this.frames.length - 1];
  }

  at() {
    const { kind, place, expect, subject, path } = this.frame;
    const here = kind === "expression" || kind === "values" ? kind : (expect ?? place);
    return { place: here, subject, path: path ?? [] };
  }

  note(about, how, what) {
    if (!about || !what) return;
    this.facts.set(about, [...(this.facts.get(about) ?? []), { how, what }]);
  }

  take(token) {
    const { frame } = this;
    if (frame.kind === "expression") return this.takeOfExpression(token, frame);
    if (frame.kind === "values") return this.takeOfValues(token, frame);
    if (token.kind === "word") return this.takeWord(token, frame);
    if (token.kind === "mark") return this.takeMark(token.text, frame);
    if (TERMS.has(token.kind)) this.takeTerm(token, frame);
  }

  takeOfExpression(token, frame) {
    if (token.text === "(") this.frames.push({ kind: "expression" });
    else if (token.text === ")") this.close();
    else if (token.text === "{") this.frames.push(group());
    else if (frame.bound && token.kind === "variable") {
      this.note(token.text.slice(1), "is", frame.bound);
    } else if (frame.binds && !frame.bound) frame.bound = this.resolve(token);
  }

  takeOfValues(token, frame) {
    if (token.text === "}") return this.close();
    const what = this.resolve(token);
    if (what && frame.variable) this.note(frame.variable, "is", what);
  }

  close() {
    if (this.frames.length > 1) this.frames.pop();
    const { frame } = this;
    frame.expect = undefined;
    if (frame.kind === "group") frame.place = "subject";
  }

  takeWord(token, frame) {
    const word = token.text.toUpperCase();
    if (token.text === "a" && frame.place === "predicate") return this.takeTerm(token, frame);
    if (word === "GRAPH" || word === "FROM") frame.expect = "graph";
    else if (word === "VALUES") [frame.expect, frame.variable] = ["values", undefined];
    else if (word === "PREFIX") frame.expect = "prefix";
    else if (EXPRESSIONS.has(word)) [frame.expect, frame.binds] = ["expression", word === "BIND"];
    else if (BREAKS.has(word) && frame.kind === "group") frame.place = "subject";
    else if (HEADS.has(word)) [frame.place, frame.expect] = ["head", undefined];
    else if (/^(TRUE|FALSE)$/u.test(word) && frame.place === "object") frame.place = "after";
  }

  takeMark(mark, frame) {
    if (mark === "{") return this.open(frame);
    if (mark === "}") {
      while (this.frames.length > 1 && this.frame.kind !== "group") this.frames.pop();
      return this.close();
    }
    if (mark === "(") return this.takeBracket(frame);
    if (mark === "[") return this.frames.push(this.anonymous());
    if (mark === "]" || (mark === ")" && frame.kind === "list")) {
      if (this.frames.length > 1) this.frames.pop();
      return this.placed(frame.subject ?? "", null);
    }
    if (frame.place === "head") return;
    if (mark === ".") [frame.place, frame.subject] = ["subject", undefined];
    else if (mark === ";") [frame.place, frame.path] = ["predicate", []];
    else if (mark === ",") frame.place = "object";
    else if (mark === "^^") frame.datatype = true;
    else if ("/|".includes(mark) && frame.place === "object") {
      frame.path.push(mark);
      frame.place = "predicate";
    } else if ("*+?^!()".includes(mark)) frame.path?.push(mark);
  }

  open(frame) {
    if (frame.expect === "values") {
      this.frames.push({ kind: "values", variable: frame.variable });
    } else this.frames.push(group());
    frame.expect = undefined;
  }

  takeBracket(frame) {
    const inPath = frame.place === "predicate" && frame.kind !== "head";
    if (frame.expect === "expression" || frame.place === "head") {
      this.frames.push({ kind: "expression", binds: frame.binds });
    } else if (inPath) frame.path.push("(");
    else if (frame.expect !== "values") this.frames.push({ kind: "list", place: "object" });
  }

  anonymous() {
    return { kind: "node", place: "predicate", subject: `[${(this.made += 1)}`, path: [] };
  }

  takeTerm(token, frame) {
    if (frame.datatype) return void (frame.datatype = false);
    if (frame.expect === "prefix") {
      if (token.kind === "iri") frame.expect = undefined;
      return;
    }
    if (frame.expect === "graph") return void (frame.expect = undefined);
    if (frame.expect === "values") return void (frame.variable = token.text.slice(1));
    if (frame.kind === "list" || frame.place === "head") return;
    const name = token.kind === "variable" ? token.text.slice(1) : token.text;
    this.placed(name, token.text === "a" ? TYPE : this.resolve(token));
  }

  /** Put a term where the triple has come to. */
  placed(name, iri) {
    const { frame } = this;
    if (frame.place === "subject" || frame.place === "after") {
      [frame.subject, frame.place, frame.path] = [name, "predicate", []];
      if (iri) this.note(name, "is", iri);
    } else if (frame.place === "predicate") {
      frame.path.push(iri ?? "");
      frame.place = "object";
    } else if (frame.place === "object") {
      this.related(frame, name, iri);
      frame.place = "after";
    }
  }

  related({ subject, path }, object, iri) {
    const [first, ...more] = path;
    const modifier = more.join(" ");
    if (first === TYPE && iri) this.note(subject, "type", iri);
    else if (first === BELOW && iri && modifier.length < 2) {
      this.note(subject, { "*": "below-or-self", "+": "below" }[modifier] ?? "nearest", iri);
    } else if (first && more.length === 0) {
      this.note(subject, "has", first);
      if (!iri) this.note(object, "value", first);
    }
  }
}

function group() {
  return { kind: "group", place: "subject" };
}

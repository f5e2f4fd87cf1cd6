// Offer what can stand at the cursor: properties of the subject's class, terms by their labels,
// graphs, prefixes, variables, words of SPARQL. What is chosen brings its PREFIX line along.
import { pickedCompletion } from "@codemirror/autocomplete";
import { contextAt, KEYWORDS, split } from "./context.js";
import { declared, scan } from "./tokens.js";

const MOST = 60;
const LEAST_LETTERS = 3; // from here the server is asked for synonyms too
const FUNCTIONS = `COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI
ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER
COALESCE IF ISIRI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE`.split(/\s+/u);
const BLOCKS = "OPTIONAL FILTER BIND VALUES GRAPH MINUS UNION SELECT".split(" ");
const HEAD = `PREFIX SELECT DISTINCT WHERE ASK CONSTRUCT DESCRIBE FROM NAMED ORDER GROUP BY HAVING
LIMIT OFFSET ASC DESC AS`.split(/\s+/u);

/**
 * @param {() => import("./schema.js").Schema | null} schemaNow
 * @param {string} searchAddress
 */
export function completionOf(schemaNow, searchAddress) {
  return async (state) => {
    const schema = schemaNow();
    if (!schema) return null;
    const text = state.state.doc.toString();
    const context = contextAt(text, state.pos, schema.prefixes);
    if (!context) return null;
    const whole = ["subject", "predicate", "object", "values"].includes(context.place);
    const from = whole ? context.from : (context.wordFrom ?? context.from);
    const typed = text.slice(from, state.pos);
    const offers = offersAt(context, typed, schema);
    if (isTermPlace(context.place) && typed.length >= LEAST_LETTERS && !/[:?$<]/u.test(typed)) {
      offers.push(...(await found(searchAddress, typed, state, offers)));
      if (state.aborted) return null;
    }
    if (offers.length === 0 || (typed === "" && !isOpen(context, state))) return null;
    const options = offers.slice(0, MOST).map((offer) => option(offer, schema));
    return { from, options, filter: false };
  };
}

const isTermPlace = (place) => ["subject", "object", "values", "expression"].includes(place);

/** Whether a list may open by itself before anything is typed. */
function isOpen({ place, tokens }, { explicit, pos, state }) {
  if (explicit) return true;
  const spaced = /[ \t]$/u.test(state.sliceDoc(pos - 1, pos));
  return spaced && tokens.length > 0 && ["predicate", "object", "graph"].includes(place);
}

function offersAt(context, typed, schema) {
  const { place, subject, path, facts } = context;
  const words = (list) => matching(list.map((name) => ({ name, plain: true })), typed);
  if (/^[?$]/u.test(typed)) return variables(context, typed);
  const lacking = lackingPrefix(context, typed, schema);
  if (place === "graph") return graphs(schema, typed);
  if (place === "prefix") return prefixes(schema, context, typed);
  if (place === "head") return typed ? words(HEAD) : [];
  const terms = () => (typed.length > 1 ? matching(schema.terms, typed) : []);
  if (place === "predicate") {
    return [...lacking, ...matching(schema.propertiesOf(facts.get(subject) ?? []), typed)];
  }
  if (place === "object") {
    const inUse = path.length === 1 || path.at(-1)?.length === 1 ? schema.valuesOf(path[0]) : [];
    return distinct([...lacking, ...matching(inUse, typed), ...terms()]);
  }
  if (place === "values") return [...lacking, ...terms()];
  if (place === "expression") return typed ? [...lacking, ...words(FUNCTIONS), ...terms()] : [];
  return typed ? [...lacking, ...words(BLOCKS), ...terms()] : [];
}

/** Those that hold every typed word, in their order; those that begin with it come first. */
function matching(offers, typed) {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  const ranked = [];
  offers.forEach((offer, order) => {
    const name = offer.name.toLowerCase();
    const text = `${name} ${(offer.label ?? "").toLowerCase()}`;
    if (!words.every((word) => text.includes(word))) return;
    ranked.push({ offer, order, rank: rankOf(name, (offer.label ?? "").toLowerCase(), typed) });
  });
  ranked.sort((one, other) => one.rank - other.rank || one.order - other.order);
  return ranked.slice(0, MOST).map(({ offer }) => offer);
}

function rankOf(name, label, typed) {
  const whole = typed.toLowerCase();
  if (whole === "") return 0;
  const local = name.includes(":") ? split(name)[1] : name;
  if (label === whole || name === whole || local === whole) return 0;
  if (label.startsWith(whole) || local.startsWith(whole) || name.startsWith(whole)) return 1;
  return label.includes(` ${whole}`) ? 2 : 3;
}

function distinct(offers) {
  return [...new Map(offers.map((offer) => [offer.name, offer]).reverse()).values()].reverse();
}

async function found(address, typed, state, offers) {
  const known = new Set(offers.map((offer) => offer.name));
  const asked = new URL(address, location.href);
  asked.search = new URLSearchParams({ q: typed, limit: "8" }).toString();
  const asking = new AbortController();
  state.addEventListener("abort", () => asking.abort(), { onDocChange: true });
  try {
    const answer = await fetch(asked, { signal: asking.signal });
    const { hits } = await answer.json();
    return hits
      .map(({ id, label, matched }) => ({ name: `foramen:${id}`, label, by: matched }))
      .filter((hit) => !known.has(hit.name));
  } catch {
    return []; // what the schema holds is offered all the same
  }
}

function variables({ tokens, from }, typed) {
  const names = new Set(
    tokens.filter(({ kind, from: at }) => kind === "variable" && at !== from).map(({ text }) => text),
  );
  names.delete(typed);
  return matching([...names].map((name) => ({ name, plain: true })), typed);
}

function graphs(schema, typed) {
  const offers = schema.graphs.map(([iri, label, count, inDefault]) => ({
    name: `<${iri}>`,
    label: inDefault ? label : `${label}, only when named`,
    count,
    plain: true,
  }));
  return matching(offers, typed.replace(/^</u, "")).sort((one, other) => other.count - one.count);
}

function prefixes(schema, { declared: own }, typed) {
  const offers = Object.entries(schema.prefixes)
    .filter(([prefix]) => !own.has(prefix))
    .map(([prefix, iri]) => ({ name: `${prefix}: <${iri}>`, plain: true }));
  return matching(offers, typed);
}

function lackingPrefix({ declared: own }, typed, schema) {
  const prefix = typed.match(/^([\p{L}][\p{L}\p{N}_.-]*):$/u)?.[1];
  if (!prefix || own.has(prefix) || !(prefix in schema.prefixes)) return [];
  return [{ name: typed, label: "add its PREFIX line", lacking: true }];
}

function option(offer, schema) {
  const { name, label, count, by } = offer;
  const told = by && by !== label ? `${label} (${by})` : label;
  const detail = [told, count > 1 && count.toLocaleString("en")].filter(Boolean).join(" · ");
  return {
    label: name,
    detail,
    type: offer.plain ? "keyword" : "term",
    apply: (view, chosen, from, to) => insert(view, chosen, from, to, offer, schema),
  };
}

/** Write what was chosen, and declare its prefix where the query does not. */
function insert(view, chosen, from, to, offer, schema) {
  let text = offer.name;
  const changes = [];
  if (!offer.plain) {
    const doc = view.state.doc.toString();
    const own = declared(scan(doc));
    const [prefix, local] = split(text);
    const space = schema.prefixes[prefix];
    if (space === undefined) text = `<${text}>`;
    else if (own.get(prefix)?.iri !== space) {
      const other = [...own].find(([, { iri }]) => iri === space)?.[0];
      if (other !== undefined) text = `${other}:${local}`;
      else if (own.has(prefix)) text = `<${space}${local}>`;
      else changes.push(prefixLine(doc, prefix, space));
    }
  }
  // A space that stands already is enough; the end of a line is none to write on after.
  const spaced = offer.lacking || /^[ \t]/u.test(view.state.sliceDoc(to, to + 1)) ? "" : " ";
  const added = changes.reduce((sum, { insert: line }) => sum + line.length, 0);
  changes.push({ from, to, insert: offer.plain && !KEYWORDS.has(text) ? text : text + spaced });
  const end = from + added + changes.at(-1).insert.length;
  view.dispatch({
    changes,
    selection: { anchor: end },
    annotations: pickedCompletion.of(chosen),
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

/**
 * @param {string} text the query
 * @param {string} prefix
 * @param {string} iri
 */
export function prefixLine(text, prefix, iri) {
  const line = `PREFIX ${prefix}: <${iri}>`;
  const last = [...declared(scan(text)).values()].at(-1);
  return last ? { from: last.to, insert: `\n${line}` } : { from: 0, insert: `${line}\n` };
}

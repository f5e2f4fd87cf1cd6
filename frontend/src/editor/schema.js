// What the graph holds, as the server counted it, and the questions that completion has of it.
import { split } from "./context.js";

/** @param {string} address */
export async function loadSchema(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`schema: ${answer.status}`);
  return new Schema(await answer.json());
}

export class Schema {
  constructor(said) {
    this.prefixes = said.prefixes;
    this.graphs = said.graphs;
    this.said = said;
    this.terms = said.terms.map(([name, label]) => ({ name, label, iri: this.expand(name) }));
    this.properties = said.properties.map(([name, label, count]) => {
      return { name, label, count, iri: this.expand(name) };
    });
    this.place = new Map(this.terms.map((term, place) => [term.iri, place]));
    this.number = new Map(this.properties.map((property, number) => [property.iri, number]));
  }

  expand(name) {
    const [prefix, local] = split(name);
    return prefix in this.prefixes ? this.prefixes[prefix] + local : name;
  }

  /**
   * The properties that a subject can have, most used first; all, where nothing is known of it.
   *
   * @param {{ how: string, what: string }[]} facts
   */
  propertiesOf(facts) {
    const of = (...hows) => facts.filter(({ how }) => hows.includes(how));
    const each = (chosen) => chosen.map((fact) => this.#countsOf(fact));
    // What names the subject or its class decides; else what leads to it; else what it has.
    const groups = [
      [...each(of("type", "nearest", "below", "below-or-self")), united(each(of("is")))],
      [united(each(of("value")))],
      each(of("has")),
    ];
    for (const group of groups) {
      const [first, ...others] = group.filter((counts) => counts.size > 0);
      if (!first) continue;
      const both = [...first].filter(([number]) => others.every((counts) => counts.has(number)));
      return (both.length > 0 ? both : [...first])
        .sort(([one, few], [other, many]) => many - few || one - other)
        .map(([number, count]) => ({ ...this.properties[number], count }));
    }
    return this.properties;
  }

  #countsOf({ how, what }) {
    const place = this.place.get(what);
    const { typed, nearest, below } = this.said;
    if (how === "type") return paired(typed[place]);
    if (how === "nearest") return paired(nearest[place]);
    if (how === "below") return paired(below[place] ?? nearest[place]);
    if (how === "below-or-self") {
      const counts = paired(below[place] ?? nearest[place]);
      for (const number of this.#setOf(place)) counts.set(number, (counts.get(number) ?? 0) + 1);
      return counts;
    }
    if (how === "is") return new Map(this.#setOf(place).map((number) => [number, 1]));
    if (how === "value") return this.#ofValues(what);
    return this.#beside(what);
  }

  #setOf(place) {
    return place === undefined ? [] : (this.said.sets[this.said.own[place]] ?? []);
  }

  /** The properties of what a property leads to. */
  #ofValues(property) {
    const counts = new Map();
    for (const place of paired(this.said.values[this.number.get(property)]).keys()) {
      for (const number of this.#setOf(place)) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    return counts;
  }

  /** The properties of the classes that have a property. */
  #beside(property) {
    const wanted = this.number.get(property);
    const counts = new Map();
    for (const one of this.said.own) {
      const set = this.said.sets[one];
      if (!set.includes(wanted)) continue;
      for (const number of set) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    return counts;
  }

  /** The terms that a property leads to, most used first. */
  valuesOf(property) {
    const { said } = this;
    if (property === TYPE) return this.#terms(said.types);
    if (property === BELOW) return this.#terms(said.classes);
    return this.#terms(said.values[this.number.get(property)] ?? []);
  }

  #terms(pairs) {
    return [...paired(pairs)].map(([place, count]) => ({ ...this.terms[place], count }));
  }
}

const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const BELOW = "http://www.w3.org/2000/01/rdf-schema#subClassOf";

/** @param {number[] | undefined} pairs */
function paired(pairs) {
  const found = new Map();
  for (let place = 0; place < (pairs?.length ?? 0); place += 2) {
    found.set(pairs[place], pairs[place + 1]);
  }
  return found;
}

/** @param {Map<number, number>[]} all */
function united(all) {
  const found = new Map();
  for (const counts of all) {
    for (const [number, count] of counts) found.set(number, (found.get(number) ?? 0) + count);
  }
  return found;
}

"""Explain a triple: who states it and how firmly, or how it follows, down to what is stated."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rdflib import BNode, Literal, URIRef

from foramen.engine.model import make_graph
from foramen.errors import NotStated, UnknownTerm
from foramen.namespaces import DCTERMS, FORAMEN, GRAPH, PROV, RDF, RDFS

from .explanation_model import UNRECORDED, Book, Explanation
from .explanation_near import nearby, paths_up
from .explanation_outline import hedges, outline, reckon
from .explanation_reader import Reader, iris, mentions
from .explanation_records import compose, source_of
from .explanation_words import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from foramen.engine.model import Engine, Graph, Triple
    from foramen.knowledge import Knowledge

    from .concepts import Concepts
    from .explanation_model import Said, Step

__all__ = ["Explainer"]

_SUB: Final = URIRef(RDFS.subClassOf)
_DERIVED: Final = {str(GRAPH.entailed), str(GRAPH.inferred)}
_RELATIONS: Final = {
    "a": str(RDF.type),
    "is a": str(RDFS.subClassOf),
    "is a kind of": str(RDFS.subClassOf),
    "kind of": str(RDFS.subClassOf),
    "subclassof": str(RDFS.subClassOf),
    "subpropertyof": str(RDFS.subPropertyOf),
}


class Explainer:
    """Answers why a triple is in the graph."""

    def __init__(self, knowledge: Knowledge, engine: Engine, concepts: Concepts) -> None:
        self._reader = Reader(engine, knowledge.graphs)
        self._concepts = concepts

    def triple(self, subject: str, predicate: str, object_: str) -> Triple:
        """Give the triple that a person means, each term named in any way that is known.

        Raises:
            UnknownTerm: nothing is called so; the error carries near matches.
        """
        relation = _RELATIONS.get(" ".join(predicate.casefold().split()))
        own = URIRef(self._concepts.resolve(subject))
        between = URIRef(relation or self._concepts.resolve(predicate))
        try:
            return own, between, URIRef(self._concepts.resolve(object_))
        except UnknownTerm:
            text = object_.strip().strip('"')
            for row in self._reader.rows(f"SELECT ?o {{ {own.n3()} {between.n3()} ?o }}"):
                if isinstance(row["o"], Literal) and str(row["o"]) == text:
                    return own, between, row["o"]
            raise

    def explain(self, triple: Triple) -> Explanation:
        """Explain one triple.

        Raises:
            NotStated: the dataset does not hold it; the error says what is near.
        """
        (found,) = self.explain_all([triple])
        if found.standing == "absent":
            label = self._concepts.names.label
            near = nearby(self._reader, triple)
            raise NotStated(sentence(triple, label), [_told(one, label) for one in near])
        return found

    def explain_all(self, triples: Iterable[Triple]) -> tuple[Explanation, ...]:
        """Explain each triple, once; the number of queries does not grow with that of triples."""
        wanted = list(dict.fromkeys(triples))
        named = [one for one in wanted if not any(isinstance(term, BNode) for term in one)]
        graphs = self._reader.graphs_of(named)
        book = Book()
        records = self._reader.records_of(named)
        bare = {one: held for one, held in graphs.items() if one not in records}
        derived = [one for one, held in bare.items() if _is_derived(held)]
        described = {str(one[0]) for one, held in bare.items() if not _is_derived(held)}
        records |= self._enter(book, paths_up(self._reader, derived))
        book.mentioned |= self._reader.about(sorted(described))
        self._reader.fill(book, [root for roots in records.values() for root in roots])
        compose(book, self._reader)
        return tuple(
            self._explained(one, records.get(one, []), graphs.get(one, []), book) for one in wanted
        )

    def graph(self, explanations: Sequence[Explanation]) -> Graph:
        """Give all records, rules and sources that were used, and the names of their terms."""
        triples: set[Triple] = set()
        for one in explanations:
            if one.standing not in {"absent", "unnamed"}:
                triples.add(one.triple)
            if one.left_out:
                note = Literal(f"{one.left_out} premises of its derivation are left out.", "en")
                triples.add((one.triple[0], URIRef(RDFS.comment), note))
            triples |= {
                (URIRef(iri), URIRef(name), value)
                for iri, said in one.said.items()
                for name, values in said.items()
                for value in values
            }
        steps = [step.record for one in explanations for step in one.all_steps]
        # What has no record of its own is given as what it is: a triple that holds.
        triples |= {record.triple for record in steps if not record.iri}
        said = [record.triple for record in steps] + [one.triple for one in explanations]
        terms = {str(term) for triple in said for term in triple if isinstance(term, URIRef)}
        return make_graph([*triples, *self._reader.labels_of(sorted(terms))])

    def _enter(
        self, book: Book, paths: Mapping[Triple, tuple[Triple, ...]]
    ) -> dict[Triple, list[str]]:
        """Enter a record of our own for what follows by a path, and for links that have none."""
        links = list(dict.fromkeys(link for path in paths.values() for link in path))
        known = self._reader.records_of(links)
        keys = {link: known[link][0] if link in known else _own_key(link) for link in links}
        book.said |= {keys[link]: _saying(link) for link in links if link not in known}
        for triple, path in paths.items():
            rule = FORAMEN.rule_hierarchy if triple[1] == _SUB else FORAMEN.rule_filler
            book.said[_own_key(triple)] = _saying(triple) | {
                str(FORAMEN.rule): [URIRef(rule)],
                str(PROV.wasDerivedFrom): [URIRef(keys[link]) for link in path],
            }
        return {triple: [_own_key(triple)] for triple in paths}

    def _explained(
        self, triple: Triple, roots: Sequence[str], graphs: Sequence[str], book: Book
    ) -> Explanation:
        known = [root for root in roots if root in book.records]
        known.sort(key=lambda root: (book.records[root].inferred, root))
        trees = outline(known, book.records)
        if not trees:
            return _without_record(triple, graphs, book)
        record = trees[0].record
        reckoned = reckon(trees[0])
        strength = record.strength or reckoned or ""
        if not record.strength:
            trees = (replace(trees[0], record=replace(record, strength=strength)), *trees[1:])
        return Explanation(
            triple=triple,
            standing="stated" if not record.inferred else "inferred" if record.iri else "follows",
            graphs=tuple(graphs),
            steps=trees,
            strength=strength,
            reckoned=reckoned,
            hedged_by=hedges(trees[0], strength),
            said=_used(trees, book),
        )


def _without_record(triple: Triple, graphs: Sequence[str], book: Book) -> Explanation:
    if any(isinstance(term, BNode) for term in triple):
        return Explanation(triple, "unnamed")
    if not graphs:
        return Explanation(triple, "absent")
    if _is_derived(graphs):
        return Explanation(triple, "follows", tuple(graphs))
    subject = str(triple[0])
    sources = iris(book.mentioned[subject], DCTERMS.source)
    said: dict[str, Said] = {iri: book.mentioned[iri] for iri in sources}
    if sources:
        said[subject] = {str(DCTERMS.source): [URIRef(iri) for iri in sources]}
    described_by = tuple(source_of(book, iri) for iri in sources)
    return Explanation(triple, "described", tuple(graphs), described_by=described_by, said=said)


def _used(trees: Sequence[Step], book: Book) -> dict[str, Said]:
    records = [step.record.iri for tree in trees for step in tree.walk() if step.record.iri]
    used = {iri: book.said[iri] for iri in records}
    for _ in range(2):  # what the records mention, then what evidence and rules mention
        for said in list(used.values()):
            used |= {iri: book.mentioned[iri] for iri in mentions(said) if iri in book.mentioned}
    return used


def _is_derived(graphs: Collection[str]) -> bool:
    return bool(graphs) and _DERIVED.issuperset(graphs)


def _told(triple: Triple, label: Callable[[str], str]) -> dict[str, str]:
    parts = zip(("subject", "predicate", "object"), map(str, triple), strict=True)
    return {"sentence": sentence(triple, label), **dict(parts)}


def _own_key(triple: Triple) -> str:
    text = " ".join(term.n3() for term in triple)
    return UNRECORDED + hashlib.sha256(text.encode()).hexdigest()


def _saying(triple: Triple) -> Said:
    parts = (RDF.subject, RDF.predicate, RDF.object)
    return {str(part): [term] for part, term in zip(parts, triple, strict=True)}

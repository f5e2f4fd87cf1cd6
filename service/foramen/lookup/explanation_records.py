"""Make records of what was read: who says a thing, or by which rule it follows from what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import URIRef

from foramen.namespaces import DCTERMS, FORAMEN, PROV, RDF, RDFS, SCHEMA, SKOS, compact

from .explanation_model import UNRECORDED, Record, Remark, Rule, Source
from .explanation_reader import iris

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib.term import Node

    from foramen.engine.model import Term, Triple

    from .explanation_model import Book, Said
    from .explanation_reader import Reader

__all__ = ["compose", "source_of", "weakest"]

_WEAKNESS: Final = {str(FORAMEN.May): 1, str(FORAMEN.Varies): 2}
_SUB: Final = URIRef(RDFS.subClassOf)
_PARTS: Final = (RDF.subject, RDF.predicate, RDF.object)


def weakest(strengths: Iterable[str]) -> str:
    """Give the weakest of some strengths; what carries none is as good as definite."""
    found = max(strengths, key=lambda one: _WEAKNESS.get(one, 0), default="")
    return found or str(FORAMEN.Definite)


def source_of(book: Book, iri: str) -> Source:
    """Give a source that was loaded."""
    said = book.mentioned.get(iri, {})
    return Source(
        iri=iri,
        label=_text(said, RDFS.label) or compact(iri),
        text=_text(said, SKOS.definition),
        url=_text(said, SCHEMA.url),
        strength=_text(said, FORAMEN.strength),
    )


def compose(book: Book, reader: Reader) -> None:
    """Make a record of everything in the book that says a triple."""
    triples = {key: triple for key, said in book.said.items() if (triple := _triple(said))}
    told = [triple for key, triple in triples.items() if not _is_inferred(book.said[key])]
    existentials = reader.existentials([triple for triple in told if triple[1] != _SUB])
    definitions = reader.definition_parts(str(triple[0]) for triple in told)
    for key, triple in triples.items():
        said = book.said[key]
        premises = _in_order(said, triple, triples)
        rule = _rule(book, said)
        known = [triples[premise] for premise in premises if premise in triples]
        if _is_inferred(said):
            axiom = _axiom_of_rule(rule, triple, known)
        else:
            axiom = _axiom(triple, is_some=triple in existentials or triple in definitions)
        book.records[key] = Record(
            iri="" if key.startswith(UNRECORDED) else key,
            triple=triple,
            inferred=_is_inferred(said),
            strength=_text(said, FORAMEN.strength),
            sources=_sources(book, said, DCTERMS.source),
            disputed_by=_sources(book, said, FORAMEN.disputedBy),
            remarks=_remarks(book, said),
            reason=_text(said, FORAMEN.reason),
            caution=_text(said, FORAMEN.cautionKind),
            alternatives=tuple(iris(said, FORAMEN.insteadConsider)),
            axiom=axiom,
            in_definition=triple in definitions and not _is_inferred(said),
            rule=rule,
            premises=tuple(premises),
        )


def _triple(said: Said) -> Triple | None:
    parts = [said[str(part)][0] for part in _PARTS if str(part) in said]
    return (parts[0], parts[1], parts[2]) if len(parts) == len(_PARTS) else None


def _is_inferred(said: Said) -> bool:
    return str(FORAMEN.rule) in said or str(PROV.wasDerivedFrom) in said


def _in_order(said: Said, triple: Triple, triples: Mapping[str, Triple]) -> list[str]:
    """Put premises so that each begins where one before it ended, as a person reads a chain."""
    waiting = iris(said, PROV.wasDerivedFrom)
    placed: list[str] = []
    reached = {triple[0]}
    while waiting:
        best = min(waiting, key=lambda one: _place(triples.get(one, triple), reached))
        reached.add(triples.get(best, triple)[2])
        placed.append(best)
        waiting.remove(best)
    return placed


def _place(premise: Triple, reached: set[Term]) -> tuple[bool, bool, str]:
    return premise[0] not in reached, premise[1] != _SUB, str(premise[2])


def _rule(book: Book, said: Said) -> Rule | None:
    for iri in iris(said, FORAMEN.rule):
        about = book.mentioned.get(iri, {})
        sources = _sources(book, about, DCTERMS.source)
        steps = iris(about, FORAMEN.firstStep) + iris(about, FORAMEN.secondStep)
        # Only a two-step rule is itself a claim; the others are logic, or say what a word means.
        is_claim = len(steps) == 2
        return Rule(
            iri=iri,
            label=_text(about, RDFS.label) or compact(iri),
            strength=weakest(source.strength for source in sources) if is_claim else "",
            sources=sources,
            defines=_text(about, FORAMEN.defines),
            chain=(steps[0], steps[1]) if is_claim else None,
        )
    return None


def _sources(book: Book, said: Said, property_: Node) -> tuple[Source, ...]:
    found = (source_of(book, iri) for iri in iris(said, property_))
    return tuple(sorted(found, key=lambda source: (source.label, source.iri)))


def _remarks(book: Book, said: Said) -> tuple[Remark, ...]:
    remarks = []
    for iri in iris(said, FORAMEN.hasEvidence):
        about = book.mentioned.get(iri, {})
        notes = tuple(sorted(str(note) for note in about.get(str(FORAMEN.note), [])))
        remarks += [
            Remark(source, notes, _text(about, FORAMEN.confidence))
            for source in _sources(book, about, DCTERMS.source)
        ]
    return tuple(remarks)


def _axiom(triple: Triple, *, is_some: bool) -> str:
    """Write what is stated as OWL; a statement between records is no axiom."""
    subject, predicate, object_ = (compact(str(term)) for term in triple)
    if triple[1] == _SUB:
        return f"SubClassOf({subject} {object_})"
    return f"SubClassOf({subject} ObjectSomeValuesFrom({predicate} {object_}))" if is_some else ""


def _axiom_of_rule(rule: Rule | None, triple: Triple, premises: list[Triple]) -> str:
    """Write the axiom that a step applies beside its premises, as the rule of each name says."""
    name = compact(rule.iri) if rule else ""
    relation = compact(str(triple[1]))
    if rule and rule.chain:
        first, second = (compact(step) for step in rule.chain)
        return f"SubObjectPropertyOf(ObjectPropertyChain({first} {second}) {relation})"
    if name == "foramen:rule_transitivity":
        return f"TransitiveObjectProperty({relation})"
    if name == "foramen:rule_property" and premises:
        return f"SubObjectPropertyOf({compact(str(premises[0][1]))} {relation})"
    return ""


def _text(said: Said, property_: Node) -> str:
    values = sorted(str(value) for value in said.get(str(property_), []))
    return values[0] if values else ""

"""Find the statements behind the rows of an answer, where its columns name whole statements.

A row, with the values that were asked for, holds some terms. A statement is shown for it where its
subject and object are among them and its relation is one that the query names or the row holds.
Rows that came about on longer ways have none; the page says so, and leads to `why` instead.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rdflib import URIRef

from foramen.engine.model import Bindings
from foramen.lookup.model import Link, Statement
from foramen.namespaces import DCTERMS, FORAMEN, RDF, expand

from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.engine.model import Answer
    from foramen.questions import Question

__all__ = ["Behind", "Fact", "statements_behind"]

_MOST_TERMS: Final = 80  # more would make an address that servers refuse
_PROPERTY: Final = re.compile(r"\bforamen:([a-z]\w*)|<https://w3id\.org/foramen/([a-z]\w*)>")
_OF_STATEMENTS: Final = {"strength", "hasEvidence", "note", "groupingClass"}
_QUERY: Final = f"""PREFIX foramen: <{FORAMEN}>
PREFIX rdf: <{RDF}>
PREFIX dcterms: <{DCTERMS}>
SELECT ?subject ?predicate ?object ?statement ?kind ?strength ?source WHERE {{{{
  VALUES ?subject {{{{ {{terms}} }}}}
  ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
    a ?kind ; foramen:strength ?strength .
  FILTER(?kind IN (foramen:Statement, foramen:InferredStatement))
  FILTER(?predicate IN ({{properties}}))
  FILTER(?object IN ({{objects}}))
  OPTIONAL {{{{ ?statement dcterms:source ?source }}}}
}}}}
ORDER BY ?subject ?predicate ?object ?statement ?source
"""


@dataclass(frozen=True)
class Fact:
    """One triple, and who says it."""

    subject: Link
    predicate: Link
    object: Link
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Behind:
    """The facts behind an answer, the query that finds them, and the terms to go on from.

    Attributes:
        left_out: how many terms of the answer were not looked at.
    """

    facts: tuple[Fact, ...]
    query: str
    terms: tuple[Link, ...]
    left_out: int = 0


def statements_behind(
    asked: Question, query: str, values: Mapping[str, Iterable[str]], answer: Answer
) -> Behind:
    """Find the statements behind an answer to a query."""
    if not isinstance(answer, Bindings):
        return Behind((), "", ())
    given = {str(term) for one in asked.parameters for term in one.default if _is_term(term)}
    for parameter in asked.parameters:
        chosen = list(values.get(parameter.name, ()))
        if chosen and parameter.accepts == "iri":
            given -= {str(term) for term in parameter.default}
            given.update(chosen)
    rows = [given | {str(t) for t in row.values() if _is_term(t)} for row in answer.rows]
    found = sorted(given.union(*rows))
    terms = found[:_MOST_TERMS]
    properties = _properties(query).union(*rows) & set(_known_properties())
    if not terms or not properties:
        return Behind((), "", _links(terms))
    written = " ".join(f"<{term}>" for term in terms)
    text = _QUERY.format(
        terms=written,
        objects=written.replace(" ", ", "),
        properties=", ".join(f"<{one}>" for one in sorted(properties)),
    )
    left_out = len(found) - len(terms)
    return Behind(tuple(_facts(text, rows)), text, _links(sorted(given)), left_out)


def _facts(query: str, rows: list[set[str]]) -> Iterable[Fact]:
    engine = service().engine
    answer = engine.answer(engine.guard.check(query))
    held: dict[tuple[str, str, str], dict[str, dict[str, set[str]]]] = defaultdict(dict)
    for row in answer.rows if isinstance(answer, Bindings) else ():
        triple = (str(row["subject"]), str(row["predicate"]), str(row["object"]))
        said = held[triple].setdefault(str(row["statement"]), defaultdict(set))
        for name in ("kind", "strength", "source"):
            if name in row:
                said[name].add(str(row[name]))
    link = service().concepts.link
    for triple, statements in held.items():
        if not any(triple[0] in row and triple[2] in row for row in rows):
            continue
        subject, predicate, object_ = map(link, triple)
        yield Fact(
            subject,
            predicate,
            object_,
            tuple(
                Statement(
                    iri,
                    str(FORAMEN.InferredStatement) in said["kind"],
                    next((link(one) for one in sorted(said["strength"])), None),
                    tuple(link(one) for one in sorted(said["source"])),
                )
                for iri, said in statements.items()
            ),
        )


def _properties(query: str) -> set[str]:
    names = {first or second for first, second in _PROPERTY.findall(query)}
    return {expand(f"foramen:{name}") or "" for name in names - _OF_STATEMENTS}


def _known_properties() -> Iterable[str]:
    terms = service().catalogue.terms
    return (iri for iri, term in terms.items() if term.kind == "property")


def _links(iris: Iterable[str]) -> tuple[Link, ...]:
    return tuple(service().concepts.link(iri) for iri in iris)


def _is_term(term: object) -> bool:
    return isinstance(term, URIRef) and term.startswith(str(FORAMEN))

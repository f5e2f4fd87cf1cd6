"""Find relations between terms with who says so and how firmly, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from foramen.engine.model import Bindings
from foramen.namespaces import DCTERMS, FORAMEN, RDF

from .linked import term_ref
from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.terminology.model import Term

    from .paging import Page

__all__ = ["stated"]

_STATEMENTS: Final = f"""
PREFIX rdf: <{RDF}>
PREFIX foramen: <{FORAMEN}>
PREFIX dcterms: <{DCTERMS}>
SELECT ?subject ?property ?object ?statement ?kind ?strength ?source WHERE {{{{
  VALUES (?subject ?property ?object) {{{{ {{triples}} }}}}
  ?statement rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object .
  OPTIONAL {{{{ ?statement a ?kind . FILTER(?kind = foramen:InferredStatement) }}}}
  OPTIONAL {{{{ ?statement foramen:strength ?strength }}}}
  OPTIONAL {{{{ ?statement dcterms:source ?source }}}}
}}}}
"""

# A query may have so many bytes; an edge has some hundred.
_AT_ONCE: Final = 200
_Edge = tuple[str, str, str]


def stated(wanted: Mapping[str, str | None], page: Page) -> tuple[list[dict[str, Any]], int]:
    """Give the relations on a page, and how many there are in all.

    Args:
        wanted: the IRI of `subject`, `property` and `object`, or None where any will do.
        page: which of them, in the order of subject, property and object.
    """
    found = sorted(_edges(wanted))
    chosen = page.of(found)
    return [*_rows(chosen)], len(found)


def _edges(wanted: Mapping[str, str | None]) -> Iterable[_Edge]:
    catalogue = service().catalogue
    subject = wanted["subject"]
    terms = catalogue.terms.values() if subject is None else [catalogue.terms[subject]]
    for term in terms:
        for property_, end in _ends(term):
            if property_ in catalogue.terms and end in catalogue.terms:
                fits = wanted["property"] in {None, property_} and wanted["object"] in {None, end}
                if fits:
                    yield term.iri, property_, end


def _ends(term: Term) -> Iterable[tuple[str, str]]:
    for property_, ends in term.relations.items():
        for end in ends:
            yield property_, end


def _rows(edges: Iterable[_Edge]) -> Iterable[dict[str, Any]]:
    edges = tuple(edges)
    said = _statements(edges)
    for edge in edges:
        for statement, facts in sorted(said.get(edge, {}).items()):
            row: dict[str, Any] = {
                "statement": statement,
                "subject": term_ref(edge[0]),
                "property": term_ref(edge[1]),
                "target": term_ref(edge[2]),
                "inferred": facts.inferred,
                "sources": [term_ref(source) for source in sorted(facts.sources)],
            }
            if facts.strengths:
                row["strength"] = term_ref(min(facts.strengths))
            yield row


class _Facts:
    """What the rows of one statement add up to."""

    def __init__(self) -> None:
        self.inferred = False
        self.strengths: set[str] = set()
        self.sources: set[str] = set()


def _statements(edges: Iterable[_Edge]) -> Mapping[_Edge, Mapping[str, _Facts]]:
    """Ask for the statements of all edges of a page, so many at a time as a query may name."""
    edges = tuple(edges)
    said: dict[_Edge, dict[str, _Facts]] = defaultdict(lambda: defaultdict(_Facts))
    for start in range(0, len(edges), _AT_ONCE):
        for row in _asked(edges[start : start + _AT_ONCE]):
            edge = (str(row["subject"]), str(row["property"]), str(row["object"]))
            facts = said[edge][str(row["statement"])]
            facts.inferred = facts.inferred or "kind" in row
            facts.strengths.update(str(row[name]) for name in ("strength",) if name in row)
            facts.sources.update(str(row[name]) for name in ("source",) if name in row)
    return said


def _asked(edges: Iterable[_Edge]) -> Iterable[Mapping[str, object]]:
    triples = " ".join(f"(<{subject}> <{name}> <{end}>)" for subject, name, end in edges)
    engine = service().engine
    answer = engine.answer(engine.guard.check(_STATEMENTS.format(triples=triples)))
    return answer.rows if isinstance(answer, Bindings) else ()

"""Read the statements of triples: how firmly each is said, by whom, and who says otherwise."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from foramen.namespaces import DCTERMS, FORAMEN, RDF

from .model import Link, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from foramen.engine.model import Term

__all__ = ["Edge", "Said", "Statements"]

Edge: TypeAlias = "tuple[str, Term]"
"""A property, and the term at its other end."""
Said: TypeAlias = "Mapping[Edge, tuple[Statement, ...]]"

_TYPE: Final = str(RDF.type)
_STRENGTH: Final = str(FORAMEN.strength)
_SOURCE: Final = str(DCTERMS.source)
_DISPUTE: Final = str(FORAMEN.disputedBy)
_REASON: Final = str(FORAMEN.reason)
_INSTEAD: Final = str(FORAMEN.insteadConsider)
_STATED: Final = str(FORAMEN.Statement)
_INFERRED: Final = str(FORAMEN.InferredStatement)
_AT_ONCE: Final = 200  # a query may have so many bytes; a triple has some hundred
_KEPT: Final = ", ".join(
    f"<{name}>" for name in (_TYPE, _STRENGTH, _SOURCE, _DISPUTE, _REASON, _INSTEAD)
)
# One row a detail: rows of all details of a statement together would multiply.
_DETAILS: Final = f"""?statement ?detail ?value .
  FILTER(?detail IN ({_KEPT}))
}}}}
"""
_ABOUT: Final = f"""PREFIX rdf: <{RDF}>
SELECT ?statement ?property ?other ?detail ?value WHERE {{{{
  ?statement {{mine}} <{{iri}}> ; rdf:predicate ?property ; {{theirs}} ?other .
  {_DETAILS}"""
_OF: Final = f"""PREFIX rdf: <{RDF}>
SELECT ?statement ?subject ?property ?other ?detail ?value WHERE {{{{
  VALUES (?subject ?property ?other) {{{{ {{triples}} }}}}
  ?statement rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?other .
  {_DETAILS}"""


class Statements:
    """The statements of the graph, read through an engine."""

    def __init__(
        self,
        rows: Callable[[str], Iterable[Mapping[str, Term]]],
        link: Callable[[str], Link],
    ) -> None:
        """Take what asks a query, and what names a term."""
        self._rows, self._link = rows, link

    def about(self, iri: str, *, incoming: bool) -> Said:
        """Give every statement of which a term is the subject, or the object."""
        mine, theirs = ("rdf:object", "rdf:subject") if incoming else ("rdf:subject", "rdf:object")
        rows = self._rows(_ABOUT.format(iri=iri, mine=mine, theirs=theirs))
        found = self._gathered(rows)
        return {edge[1:]: statements for edge, statements in found.items()}

    def of(
        self, triples: Iterable[tuple[str, str, str]]
    ) -> Mapping[tuple[str, str, str], tuple[Statement, ...]]:
        """Give the statements that say each triple of IRIs."""
        wanted = list(dict.fromkeys(triples))
        found = self._gathered(self._asked(wanted))
        return {
            (subject, property_, str(other)): statements
            for (subject, property_, other), statements in found.items()
        }

    def _asked(self, wanted: list[tuple[str, str, str]]) -> Iterator[Mapping[str, Term]]:
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            triples = " ".join(f"(<{one}> <{name}> <{other}>)" for one, name, other in some)
            yield from self._rows(_OF.format(triples=triples))

    def _gathered(
        self, rows: Iterable[Mapping[str, Term]]
    ) -> dict[tuple[str, str, Term], tuple[Statement, ...]]:
        merged: dict[tuple[str, str, Term], dict[str, _Details]] = defaultdict(dict)
        for row in rows:
            edge = (str(row.get("subject", "")), str(row["property"]), row["other"])
            details = merged[edge].setdefault(str(row["statement"]), defaultdict(set))
            details[str(row["detail"])].add(str(row["value"]))
        return {
            edge: statements
            for edge, by_name in merged.items()
            if (statements := tuple(self._statements(by_name)))
        }

    def _statements(self, by_name: Mapping[str, _Details]) -> Iterator[Statement]:
        for iri, details in sorted(by_name.items()):
            kinds = details[_TYPE]
            if kinds.isdisjoint({_STATED, _INFERRED}):
                continue  # a record of another kind that is written in the same way
            strengths = self._links(details[_STRENGTH])
            yield Statement(
                iri=iri,
                inferred=_INFERRED in kinds,
                strength=next(iter(strengths), None),
                sources=self._links(details[_SOURCE]),
                disputed_by=self._links(details[_DISPUTE]),
                reason=" ".join(sorted(details[_REASON])),
                instead=self._links(details[_INSTEAD]),
            )

    def _links(self, iris: Iterable[str]) -> tuple[Link, ...]:
        return tuple(self._link(iri) for iri in sorted(iris))


_Details: TypeAlias = "defaultdict[str, set[str]]"

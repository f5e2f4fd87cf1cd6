"""Give what a page about a foramen shows as rows of data, with the labels beside the terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import Literal, URIRef

from foramen.engine.model import Bindings
from foramen.namespaces import expand

from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foramen.engine.model import Term
    from foramen.terminology.level_compare import ComparedRow
    from foramen.terminology.level_facts import LevelFact
    from foramen.terminology.model import Mapped

__all__ = ["compared_rows", "level_rows"]

_COLUMNS: Final = (
    "section", "subject", "subjectLabel", "property", "propertyLabel", "object", "objectLabel",
    "strength", "source", "sourceLabel", "inferred", "note",
)  # fmt: skip
_COMPARED: Final = (
    "section", "property", "propertyLabel", "first", "firstLabel", "second", "secondLabel",
    "standing", "firstObject", "firstObjectLabel", "secondObject", "secondObjectLabel",
)  # fmt: skip


def level_rows(facts: Iterable[LevelFact], mapped: Iterable[Mapped]) -> Bindings:
    """Give facts, a row for each source of each, then mappings to codes elsewhere."""
    rows = [row for fact in facts for row in _fact_rows(fact)]
    return Bindings(_COLUMNS, (*rows, *map(_mapped_row, mapped)))


def compared_rows(rows: Iterable[ComparedRow]) -> Bindings:
    """Give a comparison, a row for each object; what one lacks is left empty."""
    return Bindings(_COMPARED, tuple(one for row in rows for one in _compared(row)))


def _fact_rows(fact: LevelFact) -> Iterator[dict[str, Term]]:
    shared: dict[str, Term] = {
        "section": Literal(fact.section),
        **_named("subject", fact.subject),
        **_named("property", fact.property),
        **_named("object", fact.object),
        "strength": Literal(service().concepts.names.label(fact.strength)),
        "inferred": Literal(fact.inferred),
    }
    if fact.note:
        shared["note"] = Literal(fact.note)
    for source in fact.sources:
        yield {**shared, **_named("source", source)}


def _mapped_row(mapping: Mapped) -> dict[str, Term]:
    row: dict[str, Term] = {
        "section": Literal("codes"),
        **_named("subject", mapping.subject),
        **_named("property", expand(mapping.predicate) or mapping.predicate),
        "object": URIRef(mapping.object_iri),
        "source": URIRef(mapping.iri),
        "sourceLabel": Literal(f"{mapping.source} {mapping.source_version}".strip()),
        "inferred": Literal(False),
    }
    for name, text in (("objectLabel", mapping.object_label), ("note", mapping.comment)):
        if text:
            row[name] = Literal(text)
    return row


def _compared(row: ComparedRow) -> Iterator[dict[str, Term]]:
    shared: dict[str, Term] = {
        "section": Literal(row.section),
        **_named("property", row.relation),
        **_named("first", row.subjects[0]),
        **_named("second", row.subjects[1]),
    }
    for one, other in row.both:
        standing = Literal("same" if one == other else "same but for the side")
        objects = {**_named("firstObject", one), **_named("secondObject", other)}
        yield {**shared, "standing": standing, **objects}
    for one in row.only_first:
        yield {**shared, "standing": Literal("only first"), **_named("firstObject", one)}
    for one in row.only_second:
        yield {**shared, "standing": Literal("only second"), **_named("secondObject", one)}


def _named(name: str, iri: str) -> dict[str, Term]:
    return {name: URIRef(iri), f"{name}Label": Literal(service().concepts.names.label(iri))}

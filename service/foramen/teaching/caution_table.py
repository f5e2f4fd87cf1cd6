"""Tell what bears on a procedure: the condition, why it is to be heeded, what to do instead."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from foramen.lookup.wording import wording

from .backing import strength_of
from .tabled import Entry, Row, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from .backing import Backing

__all__ = ["Caution", "caution_table", "cautions_of"]

_COLUMNS: Final = ("Condition", "Procedures", "Kind", "Reason", "Consider instead")


class Caution(NamedTuple):
    """One caution, as one or more sources state it; terms are IRIs."""

    procedure: str
    relation: str
    condition: str
    reason: str
    strength: str
    sources: tuple[str, ...]
    instead: tuple[str, ...]
    disputed: tuple[str, ...] = ()


def cautions_of(backing: Backing) -> tuple[Caution, ...]:
    """Give every caution that a source states, by condition."""
    found = [one for iri in backing.catalogue.terms for one in _of_procedure(iri, backing)]

    def place(one: Caution) -> tuple[str, ...]:
        labels = (backing.label(iri) for iri in (one.condition, one.relation, one.procedure))
        return (*(label.casefold() for label in labels), one.reason)

    return tuple(sorted(found, key=place))


def caution_table(cautions: Iterable[Caution], backing: Backing) -> Table:
    """Make the table; what is said of several procedures in the same words shares a row."""
    groups: dict[tuple[object, ...], list[Caution]] = defaultdict(list)
    for one in cautions:
        key = (one.condition, one.relation, one.reason, one.strength, one.instead, one.disputed)
        groups[key].append(one)
    rows = tuple(_row(group, backing) for group in groups.values())
    return Table("cautions", "Cautions and contraindications", _COLUMNS, rows)


def _of_procedure(iri: str, backing: Backing) -> Iterator[Caution]:
    statements = backing.statements
    for (name, other), records in statements.records(iri).items():
        stated = [one for one in records if not one.inferred]
        if reason := " ".join(filter(None, map(statements.reason, stated))):
            said = statements.of((iri, name, other))
            instead = (link.iri for one in said if not one.inferred for link in one.instead)
            sources = {source for one in stated for source in one.sources}
            disputed = {source for one in stated for source, _ in statements.disputes(one)}
            yield Caution(
                iri, name, other, reason, strength_of(stated),
                tuple(sorted(sources)), tuple(dict.fromkeys(instead)), tuple(sorted(disputed)),
            )  # fmt: skip


def _row(group: Collection[Caution], backing: Backing) -> Row:
    first = next(iter(group))
    sources = tuple(sorted({source for one in group for source in one.sources}))
    kind = wording(first.relation, backing.label(first.relation))
    return Row(
        (
            (backing.named(first.condition),),
            tuple(backing.named(one.procedure) for one in group),
            (Entry(kind, first.relation, first.strength, sources, first.disputed),),
            (Entry(first.reason),),
            tuple(map(backing.named, first.instead)),
        )
    )

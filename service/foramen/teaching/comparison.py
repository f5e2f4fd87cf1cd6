"""Lay concepts side by side: what is said of all of them, and what of each alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foramen.lookup.wording import wording
from foramen.terminology.neighbourhood import natural
from foramen.terminology.side_by_side import KIND, edge, related, shared

from .backing import STRENGTHS
from .tabled import Entry, Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foramen.terminology.model import Term
    from foramen.terminology.neighbourhood import Neighbourhood
    from foramen.terminology.side_by_side import Relation

    from .backing import Backing
    from .tabled import Entries

__all__ = ["compared", "comparison_table"]


def comparison_table(
    terms: Sequence[Term], neighbourhood: Neighbourhood, backing: Backing
) -> Table:
    """Make the table: a row for each relation, what all share, what is told of each beside that."""
    told = [related(term, neighbourhood) for term in terms]
    every = dict.fromkeys(relation for one in told for relation in one)
    ordered = sorted(every, key=lambda relation: _rank(relation, told, backing))
    meanings = [(Entry(term.definition, sources=term.sources),) for term in terms]
    rows = [Row(((Entry("means"),), (), *meanings))]
    rows += [_row(relation, terms, told, backing) for relation in ordered]
    columns = ("Relation", "Both" if len(terms) == 2 else "All", *(term.label for term in terms))
    return Table("compare", f"{compared(terms)}, side by side", columns, tuple(rows))


def compared(terms: Sequence[Term]) -> str:
    """Name them in a row, as a title: `A, b and c`."""
    *others, last = [term.label for term in terms]
    named = f"{', '.join(others)} and {last}"
    return named[:1].upper() + named[1:]


def _row(
    relation: Relation,
    terms: Sequence[Term],
    told: Sequence[Mapping[Relation, tuple[str, ...]]],
    backing: Backing,
) -> Row:
    incoming, name = relation
    words = wording(name, backing.label(name))
    common = shared(one.get(relation, ()) for one in told)
    each = [
        _entries(term, relation, one.get(relation, ()), backing)
        for term, one in zip(terms, told, strict=True)
    ]
    alone = [tuple(entry for entry in entries if entry.iri not in common) for entries in each]
    head = Entry(f"what {words} it" if incoming else words, name if name != KIND else "")
    return Row(((head,), _of_all(each, common), *alone))


def _entries(term: Term, relation: Relation, ends: Sequence[str], backing: Backing) -> Entries:
    ordered = sorted(ends, key=lambda iri: natural(backing.label(iri)))
    return tuple(
        backing.backed(backing.label(end), end, edge(term.iri, relation, end)) for end in ordered
    )


def _of_all(each: Sequence[Entries], common: frozenset[str]) -> Entries:
    """Give what all share, as firmly as it is said of the one of which it is said least firmly."""
    return tuple(
        replace(
            entry,
            strength=max((one.strength for one in said), key=_looseness),
            sources=tuple(sorted({source for one in said for source in one.sources})),
            disputed=tuple(sorted({source for one in said for source in one.disputed})),
        )
        for entry in each[0]
        if entry.iri in common
        for said in [[one for side in each for one in side if one.iri == entry.iri]]
    )


def _looseness(strength: str) -> int:
    return STRENGTHS.index(strength) if strength in STRENGTHS else -1


def _rank(
    relation: Relation, told: Sequence[Mapping[Relation, tuple[str, ...]]], backing: Backing
) -> tuple[object, ...]:
    incoming, name = relation
    of_all = all(relation in one for one in told)
    return incoming, name != KIND, not of_all, backing.label(name), name

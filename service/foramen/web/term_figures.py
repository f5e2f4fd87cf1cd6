"""Draw what belongs on the page of a term: its neighbours, and where it lies in spine and body."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN
from foramen.pictures.body import draw_body
from foramen.pictures.neighbours import Neighbour, draw_neighbours
from foramen.pictures.spine import draw_spine
from foramen.terminology.places import place_of

from .presentation import address
from .service import service
from .spine_addresses import spine_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from foramen.pictures.svg import Drawing
    from foramen.terminology.column import Column, Level
    from foramen.terminology.model import Term

    from .term_model import Entry, Group, Relations

__all__ = ["Figures", "figures", "neighbours"]

_AT_EACH_SIDE: Final = 5
_BROADER: Final = 2
_NARROWER: Final = 2
# Where and on which side a thing lies is told in its label.
_DULL: Final = frozenset(
    str(FORAMEN[name])
    for name in (
        "hasLaterality", "findingSide", "findingRegion", "inRegion", "distinctFrom",
        "typicallySymptomaticOn",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Figures as SVG for the page; what has none is an empty text."""

    neighbours: str
    spine: str
    spine_of: str
    body: str


def figures(term: Term | None, relations: Relations) -> Figures:
    """Draw all figures of a page."""
    if term is None:
        return Figures("", "", "", "")
    spine, spine_of = _spine(term)
    drawing = neighbours(term, relations)
    return Figures(
        neighbours=drawing.inline() if drawing else "",
        spine=spine.inline() if spine else "",
        spine_of=spine_of,
        body=body.inline() if (body := _body(term)) else "",
    )


def neighbours(term: Term, relations: Relations) -> Drawing | None:
    """Draw a term between its neighbours, where it has some."""
    parts = service()
    link, known = parts.concepts.link, parts.catalogue
    above = [link(one) for one in term.parents if not known.terms[one].grouping][:_BROADER]
    is_kind = "is a kind of" if term.kind != "individual" else "is a"
    below = [link(one) for one in known.children.get(term.iri, ())][:_NARROWER]
    met = {one.iri for one in (*above, *below)} | {term.iri}
    right = list(_chosen(relations.outgoing, met))
    left = list(_chosen(relations.incoming, met))
    if not (above or below or right or left):
        return None
    return draw_neighbours(
        term.label,
        above=[Neighbour(one.iri, one.label, is_kind) for one in above],
        below=[Neighbour(one.iri, one.label, "is a kind of it") for one in below],
        left=left,
        right=right,
        address=address,
    )


def _chosen(groups: Sequence[Group], met: set[str]) -> Iterator[Neighbour]:
    """Yield the most telling: of each relation one in turn, its own before inherited ones."""
    queues = [list(group.entries) for group in groups if group.property.iri not in _DULL]
    words = [group.words for group in groups if group.property.iri not in _DULL]
    own = [[one for one in queue if one.origin is None] for queue in queues]
    inherited = [[one for one in queue if one.origin is not None] for queue in queues]
    number = 0
    for entry, relation in (*_in_turn(own, words), *_in_turn(inherited, words)):
        if entry.target.iri in met or number == _AT_EACH_SIDE:
            continue
        met.add(entry.target.iri)
        number += 1
        yield Neighbour(entry.target.iri, entry.target.label, relation, entry.firmness > 0)


def _in_turn(queues: list[list[Entry]], words: list[str]) -> Iterator[tuple[Entry, str]]:
    for place in range(max(map(len, queues), default=0)):
        for queue, relation in zip(queues, words, strict=True):
            if place < len(queue):
                yield queue[place], relation


def _spine(term: Term) -> tuple[Drawing | None, str]:
    """Draw the levels around the one that a term belongs to; say which that is."""
    column = service().column
    levels = list(column.levels)
    chosen, place = _foramen_of(term, column), _level_of(term, column)
    if place is None:
        return None, ""
    number = levels.index(place)
    shown = levels[max(0, number - 1) : number + 2]
    drawing = draw_spine(
        _excerpt(column, shown),
        address=spine_address,
        chosen=chosen,
        lit=() if chosen else [one.iri for one in place.foramina.values()],
        prefix="spine",
        swap=False,
    )
    return drawing, place.name


def _foramen_of(term: Term, column: Column) -> str:
    if column.foramen(term.iri):
        return term.iri
    for ends in term.relations.values():
        for one in ends:
            if (found := column.foramen(one)) and _side(term) == found[1].side:
                return one
    return ""


def _side(term: Term) -> str:
    side = place_of(term).side
    return {str(FORAMEN.LeftSide): "left", str(FORAMEN.RightSide): "right"}.get(side, "")


def _level_of(term: Term, column: Column) -> Level | None:
    wanted = {term.iri, place_of(term).level}
    for level in column.levels:
        if level.iri in wanted:
            return level
    for root in column.root(term.iri):
        for level in column.levels:
            if root in level.exiting.values():
                return level
    return None


def _excerpt(column: Column, levels: Sequence[Level]) -> Column:
    vertebrae = {one.iri for level in levels for one in (level.upper, level.lower)}
    return replace(
        column,
        vertebrae=tuple(one for one in column.vertebrae if one.iri in vertebrae),
        levels=tuple(levels),
        openings=(),
    )


def _body(term: Term) -> Drawing | None:
    """Draw the body with the skin of the one root that a term is, or is about."""
    column = service().column
    roots = _roots(term, column)
    if not roots:
        return None
    return draw_body(column, address=address, lit=roots)


def _roots(term: Term, column: Column) -> list[str]:
    if term.family in _ROOT_FAMILIES and (own := _related_root(term, column)):
        return [own]
    return [term.iri] if column.root(term.iri) else []


_ROOT_FAMILIES: Final = ("Dermatome", "Radiculopathy", "KeyPoint", "Nerve")


def _related_root(term: Term, column: Column) -> str:
    """Give the root that a term is tied to from either end."""
    near = service().neighbourhood.incoming(term.iri)
    ends: Iterable[str] = [
        one for some in (*term.relations.values(), *near.values()) for one in some
    ]
    named = f"Root_{term.notation}"
    found = {one for one in ends if column.root(one) and one.endswith(f"/{named}")}
    return min(found, default="")

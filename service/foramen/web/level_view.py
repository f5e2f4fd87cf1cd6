"""Prepare what bears on a foramen for its page: facts in sections, and the chain at its head."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from foramen.lookup.level_query import SECTIONS
from foramen.namespaces import FORAMEN

from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from foramen.lookup.model import Link
    from foramen.terminology.level_facts import LevelFact

__all__ = [
    "Cited",
    "Group",
    "Item",
    "Part",
    "chain",
    "link_of",
    "order_of",
    "parts_of",
    "references",
]

# Read from the object: what may narrow a foramen is a list of causes, each with one row.
_TURNED: Final = frozenset(
    str(FORAMEN[name]) for name in ("mayNarrow", "mayReduceSizeOf", "mayIncreaseSizeOf")
)
_FIRM: Final = ("Definite", "May", "Varies")
_CLAIM: Final = str(FORAMEN.claim_)
_ORDER: Final = {
    str(FORAMEN[name]): place
    for place, name in enumerate(
        dict.fromkeys(name for parts in SECTIONS.values() for part in parts for name in part.names)
    )
}
_STEPS: Final = {
    "key sensory point": ("testedAtKeyPoint",),
    "key muscle": ("suppliesKeyMuscle",),
    "reflex": ("mediatesReflex", "mayMediateReflex"),
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A source, and the key by which a page cites it: `INT01`, `RADIO-IVF`."""

    key: str
    source: Link


@dataclass(frozen=True, slots=True)
class Item:
    """One fact, seen from what its group is about."""

    fact: LevelFact
    target: Link
    strength: Link
    cited: tuple[Cited, ...]
    said_of: Link | None

    @property
    def is_disputed(self) -> bool:
        """Tell whether the sources say otherwise."""
        return self.fact.section == "variants" and bool(self.fact.note)


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one relation of one term.

    Attributes:
        turned: whether the relation leads to the term, and the items are what has it.
    """

    about: Link
    relation: Link
    turned: bool
    items: tuple[Item, ...]

    @property
    def runs(self) -> list[tuple[Link | None, list[Item]]]:
        """Give the items by the kind that each is said of; what is its own comes first."""
        by_kind: dict[str, list[Item]] = {}
        for item in sorted(self.items, key=lambda one: one.said_of is not None):
            by_kind.setdefault(item.said_of.iri if item.said_of else "", []).append(item)
        return [(some[0].said_of, some) for some in by_kind.values()]


@dataclass(frozen=True, slots=True)
class Part:
    """All groups of a section that are about one term."""

    about: Link
    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        """Give the number of facts."""
        return sum(len(group.items) for group in self.groups)


def link_of(iri: str) -> Link:
    """Give a term with its label."""
    return service().concepts.link(iri)


def _short(iri: str) -> str:
    """Give the key by which a source is cited: `INT01`, `RADIO-IVF`."""
    local = iri.removeprefix(str(FORAMEN))
    return local.removeprefix("claim_").removeprefix("source_")


def cited_of(iri: str) -> Cited:
    """Give a source with its key."""
    return Cited(_short(iri), link_of(iri))


def parts_of(facts: Iterable[LevelFact]) -> dict[str, tuple[Part, ...]]:
    """Arrange facts by section, and in it by term: those first of which most is said."""
    by_section: dict[str, list[LevelFact]] = {name: [] for name in SECTIONS}
    for fact in facts:
        by_section[fact.section].append(fact)
    return {name: _parts(some) for name, some in by_section.items()}


def references(facts: Iterable[LevelFact]) -> tuple[list[Cited], list[Cited]]:
    """Give every source of some facts once: claims of the article, and what else is cited."""
    used = {source for fact in facts for source in fact.sources}
    cited = sorted(map(cited_of, used), key=lambda one: one.key.casefold())
    claims = [one for one in cited if one.source.iri.startswith(_CLAIM)]
    return claims, [one for one in cited if one not in claims]


def chain(parts: Sequence[Part]) -> list[tuple[str, tuple[Item, ...]]]:
    """Give what is tested of the exiting root, step by step; a step may be empty."""
    groups = [group for part in parts for group in part.groups]
    return [
        (
            name,
            tuple(
                item
                for relation in relations
                for group in groups
                if group.relation.iri == str(FORAMEN[relation])
                for item in group.items
            ),
        )
        for name, relations in _STEPS.items()
    ]


def _parts(facts: list[LevelFact]) -> tuple[Part, ...]:
    groups = [_group(list(some)) for _, some in groupby(sorted(facts, key=_place), _shared)]
    by_term: dict[str, list[Group]] = {}
    for group in groups:
        by_term.setdefault(group.about.iri, []).append(group)
    parts = [Part(some[0].about, tuple(some)) for some in by_term.values()]
    return tuple(sorted(parts, key=lambda part: (-part.size, part.about.label)))


def _shared(fact: LevelFact) -> tuple[str, str, bool]:
    turned = fact.property in _TURNED
    return (fact.object if turned else fact.subject), fact.property, turned


def _place(fact: LevelFact) -> tuple[str, int, bool, str]:
    about, property_, turned = _shared(fact)
    return about, order_of(property_), turned, property_


def order_of(property_: str) -> int:
    """Give the place of a relation on the page."""
    return _ORDER.get(property_, len(_ORDER))


def _group(facts: list[LevelFact]) -> Group:
    about, property_, turned = _shared(facts[0])
    items = [_item(fact, fact.subject if turned else fact.object) for fact in facts]
    items.sort(key=lambda item: (_firmness(item), *_counted(item)))
    return Group(link_of(about), link_of(property_), turned, tuple(items))


def _firmness(item: Item) -> int:
    """Put first what is said most firmly."""
    name = _short(item.strength.iri)
    return _FIRM.index(name) if name in _FIRM else len(_FIRM)


def _counted(item: Item) -> tuple[int, str]:
    """Put grades and the like in their order, all else by name."""
    term = service().catalogue.get(item.target.iri)
    return (term.ordinal or 0) if term else 0, item.target.label.casefold()


def _item(fact: LevelFact, target: str) -> Item:
    return Item(
        fact=fact,
        target=link_of(target),
        strength=link_of(fact.strength),
        cited=tuple(map(cited_of, fact.sources)),
        said_of=link_of(fact.said_of) if fact.said_of else None,
    )

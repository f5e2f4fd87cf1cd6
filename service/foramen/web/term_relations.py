"""Arrange the relations of a term for its page: in words, the firmest first, inherited ones marked.

What points to a term is read from the catalogue, since some are pointed to a thousand times, and
so are the statements of those that are listed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from foramen.lookup.wording import wording
from foramen.namespaces import DCTERMS, FORAMEN, compact
from foramen.terminology.choosing import MATCHES
from foramen.terminology.neighbourhood import natural

from .service import service
from .term_model import Entry, Group, Relations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foramen.lookup.model import Concept, Link, Relation, RelationGroup

__all__ = ["MOST_LISTED", "arrange"]

MOST_LISTED: Final = 40
_MOST_INHERITED: Final = 120
_RECORDS: Final = {str(FORAMEN.definedBy), str(FORAMEN.answeredBy), str(DCTERMS.source)}
_CAUTION: Final = str(FORAMEN.hasCaution)
_BESIDE: Final = {*MATCHES, "owl:annotatedSource"}  # the table of mappings shows them
# A judgement about learning is no fact of a concept: it has a section of its own.
_TAUGHT: Final = {str(FORAMEN.hasPrerequisite), str(FORAMEN.taughtUnder)}


def arrange(concept: Concept, *, whole: bool = False) -> Relations:
    """Arrange what a term is related to.

    Args:
        concept: what the graph says of it; what it does not hold as incoming is looked up.
        whole: whether to list everything, as a file does, or only what a page has room for.
    """
    told = [_group(concept, group) for group in concept.outgoing if not _is_beside(group)]
    heard = [_group(concept, group) for group in concept.incoming if not _is_beside(group)]
    if concept.iri in service().catalogue.terms:
        told = [group for group in told if whole or group.property.iri not in _TAUGHT]
        heard = list(_incoming(concept.iri, whole=whole))
    own = [group for group in told if _is_relation(group)]
    records = [group for group in told if not _is_relation(group)]
    outgoing, general = _parted(concept.iri, own)
    warning = [group for group in outgoing if _is_caution(group)]
    incoming, incoming_general = _parted(concept.iri, heard)
    return Relations(
        outgoing=_ordered(group for group in outgoing if group not in warning),
        cautions=_ordered(_with_reasons(warning)),
        general=_ordered(general),
        incoming=_ordered(incoming),
        incoming_general=_ordered(incoming_general),
        records=tuple(one for one in records if one.property.iri != str(DCTERMS.source)),
    )


def _is_beside(group: RelationGroup) -> bool:
    return compact(group.property.iri) in _BESIDE


def _is_relation(group: Group) -> bool:
    name = group.property.iri
    return name.startswith(str(FORAMEN)) and name not in _RECORDS


def _is_caution(group: Group) -> bool:
    broader = service().neighbourhood.above(group.property.iri)
    return _CAUTION in {group.property.iri, *broader}


def _with_reasons(groups: list[Group]) -> list[Group]:
    """Give inherited cautions the reasons that stand where they were said."""
    of = service().concepts.statements.of
    return [
        replace(group, entries=tuple(
            replace(entry, reasons=of((entry.origin.iri, group.property.iri, entry.target.iri)))
            if entry.origin else entry
            for entry in group.entries
        ))
        for group in groups
    ]  # fmt: skip


def _group(concept: Concept, group: RelationGroup) -> Group:
    entries = [
        _entry(concept.iri, group.property.iri, one, one.target, incoming=group.incoming)
        for one in group.relations
        if one.target is not None
    ]
    words = wording(group.property.iri, group.property.label)
    left_out = {link.iri: number for link, number in concept.left_out}
    more = left_out.get(group.property.iri, 0) if group.incoming else 0
    return Group(group.property, group.incoming, words, tuple(entries), left_out=more)


def _entry(iri: str, property_: str, relation: Relation, target: Link, *, incoming: bool) -> Entry:
    origin = None
    if relation.inferred and not incoming:
        origin = service().neighbourhood.origin(iri, property_, target.iri)
    return Entry(
        target=target,
        inferred=relation.inferred,
        origin=service().concepts.link(origin) if origin else None,
        statements=relation.statements,
    )


def _incoming(iri: str, *, whole: bool) -> Iterator[Group]:
    """Give what points to a term: each that does so by itself, and the names of those below it."""
    parts = service()
    near = parts.neighbourhood
    found: dict[str, tuple[list[str], list[str]]] = {}
    for property_, subjects in near.incoming(iri).items():
        own = [one for one in subjects if near.origin(one, property_, iri) is None]
        inherited = sorted(set(subjects) - set(own), key=_order)
        own.sort(key=_order)
        found[property_] = (own + inherited, []) if whole else (own, inherited)
    shown = {name: own if whole else own[:MOST_LISTED] for name, (own, _) in found.items()}
    for name, (own, inherited) in found.items():
        link = parts.concepts.link(name)
        entries = []
        for one in shown[name]:
            statements = parts.concepts.statements.of((one, name, iri))
            inferred = bool(statements) and all(each.inferred for each in statements)
            entries.append(Entry(parts.concepts.link(one), inferred, None, statements))
        yield Group(
            property=link,
            incoming=True,
            words=wording(name, link.label),
            entries=tuple(entries),
            inherited=tuple(map(parts.concepts.link, inherited[:_MOST_INHERITED])),
            left_out=len(own) - len(entries) + max(0, len(inherited) - _MOST_INHERITED),
        )


def _parted(iri: str, groups: Iterable[Group]) -> tuple[list[Group], list[Group]]:
    """Part what is told of two terms by a narrower relation also from what is told once."""
    exact, general = [], []
    for group in groups:
        repeated = [one for one in group.entries if _is_repeated(iri, group, one)]
        others = [one for one in group.entries if one not in repeated]
        if others or group.inherited or not repeated:
            exact.append(replace(group, entries=tuple(others)))
        if repeated:
            general.append(replace(group, entries=tuple(repeated), inherited=(), left_out=0))
    return exact, general


def _is_repeated(iri: str, group: Group, entry: Entry) -> bool:
    one, other = (entry.target.iri, iri) if group.incoming else (iri, entry.target.iri)
    return service().neighbourhood.is_repeated(one, group.property.iri, other)


def _ordered(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Put what is firm before what may be, and names in the order of the spine."""
    sorted_ = [
        replace(group, entries=entries, shared=_shared(entries))
        for group in groups
        for entries in [tuple(sorted(group.entries, key=_rank))]
    ]
    return tuple(sorted(sorted_, key=_group_rank))


def _rank(entry: Entry) -> tuple[object, ...]:
    is_nameless = entry.target.label == compact(entry.target.iri)
    is_inherited = entry.origin is not None
    name = natural(entry.target.label)
    return is_nameless, entry.firmness, is_inherited, entry.inferred, name


def _group_rank(group: Group) -> tuple[object, ...]:
    firmness = min((one.firmness for one in group.entries), default=9)
    is_inherited = all(one.origin is not None for one in group.entries)
    return firmness, is_inherited, group.property.label, group.property.iri


def _shared(entries: tuple[Entry, ...]) -> Link | None:
    origins = {one.origin for one in entries}
    return next(iter(origins)) if len(origins) == 1 and len(entries) > 1 else None


def _order(iri: str) -> tuple[str, ...]:
    return natural(service().concepts.names.label(iri))

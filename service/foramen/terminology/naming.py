"""Give every name that a term answers to, also those that follow from what it is a member of.

`left L4/5 NFS` stands nowhere in the graph: it follows from the abbreviation of the general term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .catalogue import Catalogue
    from .model import NameKind, Term

__all__ = ["Called", "called", "heads", "level_of", "side_of"]

_NOTATION: Final = re.compile(
    r"(?P<level>[CTLS]\d{1,2}(?:-[CTLS]\d{1,2})?)?(?:(?:^|_|.*_)(?P<side>left|right))?"
)
_HANDED_DOWN: Final = frozenset({"label", "exact", "abbreviation", "related"})


@dataclass(frozen=True, slots=True)
class Called:
    """A name of a term.

    Attributes:
        follows: whether it follows from other names and stands nowhere in the graph.
    """

    term: Term
    text: str
    kind: NameKind
    follows: bool = False


def level_of(term: Term) -> str:
    """Give the level or segment of a member of a family, `L4-L5` or `C8`, or nothing."""
    found = _NOTATION.fullmatch(term.notation) if term.notation else None
    return (found["level"] or "") if found else ""


def side_of(term: Term) -> str:
    """Give the side of a member of a family, or nothing."""
    found = _NOTATION.fullmatch(term.notation) if term.notation else None
    return (found["side"] or "") if found else ""


def heads(catalogue: Catalogue) -> Mapping[str, Term]:
    """Give the general term of each family: what all its members are kinds of."""
    shared: dict[str, list[str]] = {}
    for term in catalogue.terms.values():
        if not term.family:
            continue
        broader = list(catalogue.ancestors(term.iri))
        before = shared.get(term.family, broader)
        shared[term.family] = [iri for iri in before if iri in broader]
    found: dict[str, Term] = {}
    for family, broader in shared.items():
        own = catalogue.get(family)
        nearest = [own.iri] if own is not None and own.iri in broader else broader
        if nearest and nearest[0] in catalogue.terms:
            found[family] = catalogue.terms[nearest[0]]
    return found


def called(catalogue: Catalogue) -> Iterator[Called]:
    """Yield the names of all terms, those that stand in the graph before those that follow."""
    for term in catalogue.terms.values():
        for name in term.names:
            yield Called(term, name.text, name.kind)
    general = heads(catalogue)
    for term in catalogue.terms.values():
        yield from _following(catalogue, term, general.get(term.family))


def _following(catalogue: Catalogue, term: Term, head: Term | None) -> Iterator[Called]:
    own = {name.text for name in term.names}
    for place, source in _sources(catalogue, term, head):
        for name in source.names:
            text = f"{place} {name.text}"
            if name.kind in _HANDED_DOWN and text not in own:
                own.add(text)
                yield Called(term, text, name.kind, follows=True)


def _sources(catalogue: Catalogue, term: Term, head: Term | None) -> Iterator[tuple[str, Term]]:
    """Yield the terms whose names a term inherits, with the words that go before these."""
    level, side = level_of(term), side_of(term)
    if level and head is not None:
        yield f"{side} {level}".strip(), head
    elif side:
        base = catalogue.get(term.id.removesuffix(f"_{side}"))
        if base is not None:
            yield side, base
    else:
        for parent in (catalogue.terms[iri] for iri in term.parents if iri in catalogue.terms):
            before = term.label.removesuffix(f" {parent.label}")
            if before != term.label:
                yield before, parent

"""Hold trees of terms as pages draw them: families of levels are folded, sides stand in one row."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from .naming import side_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .catalogue import Catalogue
    from .model import Term

__all__ = [
    "Elsewhere", "Fold", "Node", "by_family", "filtered", "fits", "folded", "in_order", "is_sided",
    "plain_words", "reach", "shown", "sides_of",
]  # fmt: skip

_SEGMENT: Final = re.compile(r"(Co|[CTLS])(\d+)")
_REGIONS: Final = ("C", "T", "L", "S", "Co")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Members of a family that also belong here, but are drawn in another place.

    Attributes:
        head: the general term of the family.
    """

    head: Term
    count: int


@dataclass(frozen=True, slots=True)
class Fold:
    """The members of a family at one place of a tree, as one branch in the order of the spine."""

    nodes: tuple[Node, ...]

    @property
    def reach(self) -> str:
        """Say from where to where on the spine it goes, or nothing."""
        return reach(self.nodes[0].term, self.nodes[-1].term)


@dataclass(frozen=True, slots=True)
class Node:
    """A term at one place of a tree.

    Attributes:
        nodes: what lies directly below it.
        folds: the families below it.
        sides: the left and the right one of it.
        also: what else it lies under.
        elsewhere: what lies below it, but is drawn in another place.
        main: whether this is the place where the term is opened; each term has one such place.
        how: how it lies below the node above: `kind`, `part` or `has`; nothing at the top.
        below: how many terms lie below it, each counted once.
    """

    term: Term
    nodes: tuple[Node, ...] = ()
    folds: tuple[Fold, ...] = ()
    sides: tuple[Term, ...] = ()
    also: tuple[Term, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    main: bool = True
    how: str = ""
    below: int = 0

    @property
    def text(self) -> str:
        """Give what a filter looks at: its label and those of its sides."""
        return " ".join((self.term.label, *map(side_of, self.sides)))


def is_sided(term: Term) -> bool:
    """Tell whether a term is the left or right one of another member of its family."""
    return bool(term.family and side_of(term))


def sides_of(term: Term, catalogue: Catalogue) -> tuple[Term, ...]:
    """Give the left and the right one of a member of a family."""
    if not term.family:
        return ()
    below = (catalogue.terms[iri] for iri in catalogue.children.get(term.iri, ()))
    found = (one for one in below if one.family == term.family and is_sided(one))
    return tuple(sorted(found, key=lambda one: one.notation))


def in_order(term: Term) -> tuple[int, int, str, str]:
    """Sort members of families from the neck down, everything else by its label."""
    found = _SEGMENT.match(term.notation)
    if found is None:
        return len(_REGIONS), 0, term.label.casefold(), term.iri
    return _REGIONS.index(found[1]), int(found[2]), term.notation, term.iri


def reach(first: Term, last: Term) -> str:
    """Say from where to where on the spine members of a family go, or nothing."""
    ends = [one.notation for one in (first, last) if _SEGMENT.match(one.notation)]
    return f"from {ends[0]} to {ends[1]}" if len(ends) == 2 else ""


def by_family(terms: Iterable[Term]) -> Mapping[str, list[Term]]:
    """Group terms by family, in order; those of none are under the empty text."""
    found: dict[str, list[Term]] = defaultdict(list)
    for term in sorted(terms, key=in_order):
        found[term.family].append(term)
    return found


def folded(
    own: Sequence[Node], families: Sequence[Sequence[Node]]
) -> tuple[tuple[Node, ...], tuple[Fold, ...]]:
    """Fold each family of several, unless it is all there is below a node."""
    single = [nodes[0] for nodes in families if len(nodes) == 1]
    several = [nodes for nodes in families if len(nodes) > 1]
    if not own and not single and len(several) == 1:
        return tuple(several[0]), ()
    return (*own, *single), tuple(Fold(tuple(nodes)) for nodes in several)


def plain_words(text: str) -> tuple[str, ...]:
    """Give the words of a filter, without capitals and accents."""
    return tuple(_plain(text).split())


def fits(text: str, words: Iterable[str]) -> bool:
    """Tell whether a text has all words, or pieces of words."""
    plain = _plain(text)
    return all(word in plain for word in words)


def filtered(nodes: Iterable[Node], words: Sequence[str]) -> tuple[Node, ...]:
    """Keep the nodes that fit, and those that lead to one that does."""
    return tuple(kept for node in nodes for kept in _kept(node, words))


def shown(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield all nodes from the top down; a term comes once for each of its places."""
    for node in nodes:
        yield node
        yield from shown(node.nodes)
        for fold in node.folds:
            yield from shown(fold.nodes)


def _kept(node: Node, words: Sequence[str]) -> Iterator[Node]:
    nodes = filtered(node.nodes, words)
    inner = (filtered(fold.nodes, words) for fold in node.folds)
    folds = tuple(Fold(kept) for kept in inner if kept)
    if nodes or folds or fits(node.text, words):
        yield replace(node, nodes=nodes, folds=folds)


def _plain(text: str) -> str:
    """Do as the script of the pages does when it filters."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f")

"""Arrange all classes as a tree: each below what it is a kind of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .naming import heads
from .trees import Elsewhere, Node, by_family, folded, in_order, is_sided, sides_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .catalogue import Catalogue
    from .model import Term

__all__ = ["KindTree"]


class KindTree:
    """The classes of a catalogue, and the individuals below their classes.

    A term of several parents is drawn below each. The left and the right one of a member of a
    family stand beside it, and are only counted below what gathers a side.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._heads = heads(catalogue)
        tops = (one for one in catalogue.terms.values() if self._is_top(one))
        self.roots: tuple[Node, ...] = tuple(
            self._node(term, None, main=True) for term in sorted(tops, key=in_order)
        )

    @property
    def families(self) -> Mapping[str, Term]:
        """Give the general term of each family."""
        return self._heads

    def branch(self, iri: str) -> Node:
        """Give the tree from one term downwards."""
        return self._node(self._catalogue.terms[iri], None, main=True)

    def way(self, iri: str) -> tuple[str, ...]:
        """Give the IRIs from a top down to a term, along the places where terms are opened."""
        found = [iri]
        while (above := self._main_parent(self._catalogue.terms[found[-1]])) is not None:
            if above.iri in found:
                break
            found.append(above.iri)
        return tuple(reversed(found))

    def _is_top(self, term: Term) -> bool:
        return term.kind == "class" and not self._parents(term)

    def _parents(self, term: Term) -> list[Term]:
        terms = self._catalogue.terms
        return [terms[iri] for iri in term.parents if iri in terms]

    def _main_parent(self, term: Term) -> Term | None:
        """Give where a term is opened: within its family, else below what is no mere gathering."""
        parents = self._parents(term)
        within = [one for one in parents if term.family and one.family == term.family]
        plain = [one for one in parents if not one.grouping]
        return next(iter((*within, *plain, *parents)), None)

    def _node(self, term: Term, above: Term | None, *, main: bool) -> Node:
        terms = self._catalogue.terms
        below = [terms[iri] for iri in self._catalogue.children.get(term.iri, ())]
        sides = sides_of(term, self._catalogue)
        drawn = [one for one in below if not is_sided(one)]
        beside = [one for one in below if is_sided(one) and one not in sides]
        families = by_family(drawn)
        nodes, folds = folded(
            self._nodes(families.get("", ()), term, main=main),
            [self._nodes(some, term, main=main) for name, some in families.items() if name],
        )
        return Node(
            term,
            nodes,
            folds,
            sides,
            also=tuple(one for one in self._parents(term) if above and one.iri != above.iri),
            elsewhere=self._elsewhere(beside),
            main=main,
            how="kind" if above else "",
            below=sum(terms[iri].kind == "class" for iri in self._catalogue.descendants(term.iri)),
        )

    def _nodes(self, below: list[Term] | tuple[()], term: Term, *, main: bool) -> list[Node]:
        return [
            self._node(one, term, main=main and self._main_parent(one) == term) for one in below
        ]

    def _elsewhere(self, terms: list[Term]) -> tuple[Elsewhere, ...]:
        found = [Elsewhere(self._heads[name], len(some)) for name, some in by_family(terms).items()]
        return tuple(sorted(found, key=lambda one: one.head.label))

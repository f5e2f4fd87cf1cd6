"""Gather what the page about a foramen, and the comparison of two, hand to their templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from foramen.lookup.level_query import SECTIONS
from foramen.namespaces import FORAMEN
from foramen.pictures.body import draw_body
from foramen.pictures.spine import draw_spine
from foramen.terminology.choosing import match_of
from foramen.terminology.level_address import Spot, above, below
from foramen.terminology.level_compare import compare_levels, without_side

from .level_view import chain, link_of, order_of, parts_of, references
from .mapping_pages import code_address, ordered
from .presentation import address
from .service import service
from .spine_addresses import spine_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.lookup.model import Link
    from foramen.terminology.applicable import ApplicableCode
    from foramen.terminology.level_compare import ComparedRow
    from foramen.terminology.level_facts import LevelFact
    from foramen.terminology.model import Mapped

    from .level_view import Cited, Group, Item, Part

__all__ = ["Comparison", "LevelPage", "figure_of"]

_SIDES: Final = {"left": str(FORAMEN.LeftSide), "right": str(FORAMEN.RightSide)}
_MAY_COMPROMISE: Final = str(FORAMEN.mayCompromise)
_NARROWS: Final = str(FORAMEN.narrows)
# The columns of the table that sums the findings up.
_PICTURE: Final = tuple(
    str(FORAMEN[name])
    for name in ("mayCompromise", "mayProduceSymptomsIn", "mayWeaken", "mayDiminish")
)


def figure_of(spot: Spot | None = None, *others: Spot) -> Markup:
    """Draw the spine, with one foramen chosen, and others made to stand out."""
    drawing = draw_spine(
        service().column,
        address=spine_address,
        chosen=spot.opening.iri if spot else "",
        lit=[other.opening.iri for other in others],
    )
    return Markup(drawing.inline())  # noqa: S704 - `xml.etree` escaped it


def _body_of(*spots: Spot, passing: Iterable[str] = ()) -> Markup:
    lit = [root.iri for spot in spots for root in spot.opening.roots]
    drawing = draw_body(service().column, address=address, lit=lit, passing=[*passing])
    return Markup(drawing.inline())  # noqa: S704 - `xml.etree` escaped it


@dataclass(frozen=True)
class LevelPage:
    """The page about one foramen."""

    spot: Spot

    @cached_property
    def facts(self) -> tuple[LevelFact, ...]:
        """Give every fact that the page shows."""
        return service().level_facts.of(self.spot.opening.iri)

    @cached_property
    def parts(self) -> dict[str, tuple[Part, ...]]:
        """Give the facts by section."""
        return parts_of(self.facts)

    @property
    def figure(self) -> Markup:
        """Give the spine with the foramen chosen."""
        return figure_of(self.spot)

    @property
    def body(self) -> Markup:
        """Give the body with the territory of the exiting root, and of one that traverses."""
        traversing = self.spot.level.traversing
        passing = [traversing[self.spot.side].iri] if self.spot.side in traversing else []
        return _body_of(self.spot, passing=passing)

    @property
    def definition(self) -> str:
        """Give what the foramen is, in a sentence."""
        return service().catalogue.terms[self.spot.opening.iri].definition

    @property
    def chain(self) -> list[tuple[str, tuple[Item, ...]]]:
        """Give what is tested of the exiting root."""
        return chain(self.parts["root"])

    @property
    def at_level(self) -> list[Group]:
        """Give which roots exit and traverse."""
        return [
            group
            for part in self.parts["roots"]
            for group in part.groups
            if group.relation.iri != _MAY_COMPROMISE
        ]

    @property
    def at_risk(self) -> list[tuple[Link, Item, str]]:
        """Give which finding may compromise which root, and what that root does at this level."""
        found = [
            (group.about, item, self._standing(item.target.iri))
            for part in self.parts["roots"]
            for group in part.groups
            if group.relation.iri == _MAY_COMPROMISE
            for item in group.items
        ]
        return sorted(found, key=lambda row: self._place(row[0]))

    @property
    def picture(self) -> list[tuple[Link, list[list[Item]]]]:
        """Give each finding with the root, skin, muscles and reflexes that it may touch."""
        rows: dict[str, list[list[Item]]] = {}
        for name in ("roots", "findings"):
            for part in self.parts[name]:
                for group in part.groups:
                    if group.relation.iri in _PICTURE:
                        row = rows.setdefault(group.about.iri, [[] for _ in _PICTURE])
                        row[_PICTURE.index(group.relation.iri)].extend(group.items)
        found = [(link_of(iri), cells) for iri, cells in rows.items()]
        return sorted(found, key=lambda row: self._place(row[0]))

    @cached_property
    def bearers(self) -> dict[str, list[Link]]:
        """Give, for what cautions are stated of, the procedures here that are kinds of it."""
        ancestors = service().catalogue.ancestors
        procedures = [part.about for part in self.parts["procedures"]]
        return {
            part.about.iri: [
                one
                for one in procedures
                if one.iri != part.about.iri and part.about.iri in ancestors(one.iri)
            ]
            for part in self.parts["cautions"]
        }

    @property
    def references(self) -> tuple[list[Cited], list[Cited]]:
        """Give the sources of the page: claims of the article, and others."""
        return references(self.facts)

    @cached_property
    def mapped(self) -> list[Mapped]:
        """Give the codes elsewhere of the foramen, of its narrowing, and of their kinds."""
        catalogue = service().catalogue
        terms = [self.spot.opening.iri, *self._narrowings]
        kinds = dict.fromkeys(
            one
            for term in terms
            for one in (term, *catalogue.ancestors(term))
            if self._is_near(one)
        )
        return [mapping for term in kinds for mapping in ordered(catalogue.of(term))]

    @property
    def codes(self) -> tuple[ApplicableCode, ...]:
        """Give the codes of ICD-10-CM that may apply to a narrowing here."""
        spot = self.spot
        return service().applicable.codes(level=spot.level.iri, side=_SIDES[spot.side])

    @property
    def neighbours(self) -> list[tuple[str, Spot]]:
        """Give what the foramen is most often compared with."""
        column, spot = service().column, self.spot
        found = [
            (f"the {side} side", Spot(spot.level, side, opening))
            for side, opening in spot.level.foramina.items()
            if side != spot.side
        ]
        beside = (
            ("the level above", above(column, spot)),
            ("the level below", below(column, spot)),
        )
        return [*found, *((words, one) for words, one in beside if one is not None)]

    @staticmethod
    def how_near(mapping: Mapped) -> str:
        """Give in words how near a code is to our term."""
        return match_of(mapping).words

    @staticmethod
    def code_address(mapping: Mapped) -> str:
        """Give where a code is described, or nothing."""
        return code_address(mapping)

    @property
    def _narrowings(self) -> list[str]:
        terms = service().catalogue.terms
        findings = {fact.subject for fact in self.facts if fact.section == "findings"}
        here = self.spot.opening.iri
        return [iri for iri in sorted(findings) if here in terms[iri].relations.get(_NARROWS, ())]

    @staticmethod
    def _is_near(iri: str) -> bool:
        """Tell whether a term is a foramen or a narrowing, and no wider thing."""
        near = {str(FORAMEN.IntervertebralForamen), str(FORAMEN.ForaminalStenosis)}
        return iri in near or not near.isdisjoint(service().catalogue.ancestors(iri))

    def _place(self, finding: Link) -> int:
        """Put the findings of every table in the order of their own section."""
        order = [part.about for part in self.parts["findings"]]
        return order.index(finding) if finding in order else len(order)

    def _standing(self, root: str) -> str:
        level, side = self.spot.level, self.spot.side
        for words, roots in (("exiting", level.exiting), ("traversing", level.traversing)):
            if side in roots and roots[side].iri == root:
                return words
        return ""


@dataclass(frozen=True)
class Comparison:
    """Two foramina beside one another."""

    first: Spot
    second: Spot

    @cached_property
    def rows(self) -> tuple[ComparedRow, ...]:
        """Give the comparison, relation by relation."""
        facts = [service().level_facts.of(one.opening.iri) for one in (self.first, self.second)]
        return compare_levels(service().catalogue, *facts)

    @property
    def by_section(self) -> dict[str, list[ComparedRow]]:
        """Give the rows of each section, in the order of the page about one."""
        rows = sorted(self.rows, key=lambda row: (order_of(row.relation), self.about(row).label))
        return {name: [row for row in rows if row.section == name] for name in SECTIONS}

    def about(self, row: ComparedRow) -> Link:
        """Give what a row is about: its subject, or the nearest kind that both subjects are of."""
        if row.subjects[0] == row.subjects[1]:
            return link_of(row.subjects[0])
        catalogue = service().catalogue
        one, other = (without_side(catalogue, iri) for iri in row.subjects)
        shared = {other, *catalogue.ancestors(other)}
        kinds = (one, *catalogue.ancestors(one))
        return link_of(next((kind for kind in kinds if kind in shared), one))

    @property
    def only_sides_differ(self) -> bool:
        """Tell whether nothing is said of one that is not said of the other, on its own side."""
        return not any(row.differs for row in self.rows)

    @property
    def figure(self) -> Markup:
        """Give the spine with both."""
        return figure_of(self.first, self.second)

    @property
    def body(self) -> Markup:
        """Give the body with the territories of both roots."""
        return _body_of(self.first, self.second)

"""Connect findings with roots and order these by how many findings they are connected with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .connecting import Connecting
from .model import Answer, Candidate, Comparison, ImageFinding, Place, Remark, Test
from .sheet import Sheet, in_order, iri
from .surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from foramen.lookup.statements import Statements
    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

    from .model import Asked, Connection, Finding, Side

__all__ = ["COMPARED", "Correlation"]

_OF_ROOT: Final = ("exitsThrough", "mayBeAffectedIn")
# So many of the first roots are laid beside one another.
COMPARED: Final = 4
_TESTED: Final = ("muscle", "reflex", "area")


class Correlation:
    """Answers sheets over one catalogue; made once, used by any number of threads."""

    def __init__(self, catalogue: Catalogue, statements: Statements) -> None:
        """Read what can be found and what it is connected with."""
        self.sheet = Sheet(catalogue)
        self._catalogue = catalogue
        self._say = Connecting(catalogue, statements)
        self._surroundings = Surroundings(catalogue, self._say)
        compromised: dict[str, list[Term]] = defaultdict(list)
        disorders = {iri("Radiculopathy"), *catalogue.descendants(iri("Radiculopathy"))}
        roots = {root.iri for root in self.sheet.roots}
        for term in catalogue.terms.values():
            if term.family and term.iri not in disorders:
                for root in roots.intersection(term.relations.get(iri("mayCompromise"), ())):
                    compromised[root].append(term)
        self._compromised: Mapping[str, Sequence[Term]] = compromised

    def answer(self, asked: Asked) -> Answer:
        """Give what the graph connects with a sheet."""
        counted, doubled = self._counted(asked)
        asked = replace(asked, remarks=(*asked.remarks, *map(_once, doubled)))
        around = self._surroundings
        found = [self._candidate(root, asked, counted) for root in self._roots(counted)]
        candidates = _placed(found)
        connected = {one.term.iri for root in candidates for one, _ in root.reasons}
        return Answer(
            asked=asked,
            counted=counted,
            unconnected=tuple(one for one in counted if one.term.iri not in connected),
            candidates=candidates,
            comparisons=tuple(self._comparisons(candidates, asked)),
            regions=around.regions(asked),
            conditions=around.conditions(asked),
            images=tuple(self._image(one, candidates) for one in asked.images),
            causes=around.causes(asked),
            hedges=around.hedges(asked),
            limits=around.limits,
            review=around.review,
        )

    def _counted(self, asked: Asked) -> tuple[tuple[Finding, ...], list[Finding]]:
        """Give what roots are counted by, and what would count for the same area once more."""
        known = {one.term.iri for one in asked.present}
        counted: list[Finding] = []
        doubled: list[Finding] = []
        for one in asked.present:
            if one.term.iri in self.sheet.served:
                points = one.term.relations.get(iri("hasKeySensoryPoint"), ())
                (doubled if known.intersection(points) else counted).append(one)
        return tuple(counted), doubled

    def _roots(self, counted: Iterable[Finding]) -> list[Term]:
        found = {root for one in counted for root in self.sheet.served.get(one.term.iri, ())}
        return [root for root in self.sheet.roots if root.iri in found]

    def _candidate(self, root: Term, asked: Asked, counted: Sequence[Finding]) -> Candidate:
        serves, say = self.sheet.serves[root.iri], self._say

        def with_findings(
            findings: Iterable[Finding],
        ) -> tuple[tuple[Finding, Connection], ...]:
            return tuple(
                (one, say.connection(root.iri, serves[one.term.iri], one.term.iri))
                for one in findings
                if one.term.iri in serves
            )

        return Candidate(
            root=root,
            side=self.sheet.side_of(root),
            place=0,
            reasons=with_findings(counted),
            regional=self._surroundings.regional(root, asked),
            elsewhere=tuple(one for one in counted if one.term.iri not in serves),
            absent=with_findings(asked.absent),
            openings=say.from_(root, "exitsThrough"),
            places=self._places(root),
            disorders=say.from_(root, "mayBeAffectedIn"),
        )

    def _places(self, root: Term) -> tuple[Place, ...]:
        """Give where it may be compromised, by level from above, its own opening first."""
        openings = root.relations.get(iri("exitsThrough"), ())
        places = []
        for term in self._compromised.get(root.iri, ()):
            levels = term.relations.get(iri("findingLevel"), ())
            level = next((self._catalogue.terms[one] for one in levels), None)
            inside = not set(openings).isdisjoint(term.relations.get(iri("encroachesOn"), ()))
            connection = self._say.connection(term.iri, "mayCompromise", root.iri)
            places.append(Place(level, connection, inside))
        return tuple(sorted(places, key=_nearness))

    def _comparisons(self, candidates: Sequence[Candidate], asked: Asked) -> list[Comparison]:
        """Compare the first roots of each side: a test of one side tells nothing of the other."""
        known = {one.term.iri for one in (*asked.present, *asked.absent)}
        found = []
        for side in dict.fromkeys(one.side for one in candidates):
            roots = [one.root for one in candidates if one.side == side][:COMPARED]
            tests = [test for test in self._tests(roots, side) if test.term.iri not in known]
            if tests:
                found.append(Comparison(side, tuple(roots), tuple(tests)))
        return found

    def _tests(self, roots: Sequence[Term], side: Side) -> Iterable[Test]:
        """Give what goes with some of the roots and not with all of them."""
        groups = {group.id: group for group in self.sheet.groups}
        for name in _TESTED:
            for base in groups[name].terms:
                term = self.sheet.of_side(base, side)
                goes = tuple(term.iri in self.sheet.serves[root.iri] for root in roots)
                if any(goes) and (len(roots) == 1 or not all(goes)):
                    yield Test(base, term, name, side, goes)

    def _image(self, finding: Finding, candidates: Iterable[Candidate]) -> ImageFinding:
        known = {root.iri for root in self.sheet.roots}
        connections = tuple(
            one for one in self._say.from_(finding.term, "mayCompromise") if one.object.iri in known
        )
        ends = {one.object.iri for one in connections}
        matching = tuple(one.root for one in candidates if one.root.iri in ends)
        return ImageFinding(finding, connections, matching)


def _once(dermatome: Finding) -> Remark:
    label = dermatome.term.label
    return Remark("once", f"{label}: the point where it is tested is on the sheet and counted.")


def _placed(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Put them in order and number them; equal ones share a place."""
    found = sorted(candidates, key=_worth)  # stable: from above, and left before right
    placed: list[Candidate] = []
    for number, one in enumerate(found, 1):
        same = bool(placed) and _worth(placed[-1]) == _worth(one)
        placed.append(replace(one, place=placed[-1].place if same else number))
    return tuple(placed)


def _nearness(one: Place) -> tuple[tuple[int, int], bool, str]:
    level = one.level.notation if one.level else ""
    return in_order(level), not one.in_opening, one.connection.subject.label


def _worth(one: Candidate) -> tuple[int, int, int, int]:
    """Order by findings connected, then by those said definitely, by region, by what is absent."""
    definite = sum(connection.is_definite for _, connection in one.reasons)
    return -len(one.reasons), -definite, -len(one.regional), len(one.absent)

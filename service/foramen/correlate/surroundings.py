"""Give what the graph says beside single roots: regions, conditions, other causes, and limits."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from .model import Cause
from .sheet import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

    from .connecting import Connecting
    from .model import Asked, Connection, Finding

__all__ = ["SPOKEN_OF", "Surroundings"]

_Triple = tuple[str, str, str]
# What leads to a finding, and what a finding leads to.
_TO: Final = ("mayCause", "hasBehaviour", "mayHaveOnset")
_FROM: Final = ("mayReduceSizeOf", "mayIncreaseSizeOf", "mayActBy", "maySuggest")
_WITHOUT_LEVEL: Final = frozenset({"kind", "behaviour", "onset", "history"})
_MIMICKED: Final = ("Radiculopathy", "ForaminalStenosis")
_MIMICS: Final = "mayMimic"
# Which of its statements an answer always repeats; what they say is in the graph.
_LIMITS: Final[tuple[_Triple, ...]] = (
    ("ForaminalStenosis", "mayBeFoundAs", "IncidentalFinding"),
    ("MismatchedImagingAbnormality", "mayBeFoundAs", "IncidentalFinding"),
    ("ClinicalSignificance", "dependsOn", "ImagingClinicalMatch"),
    ("ImagingClinicalMatch", "dependsOn", "ClinicalCorrelation"),
    ("OverFocusOnOneForamen", "mayMiss", "OtherPainDriver"),
    ("NerveRelatedSymptomSource", "mayCause", "Symptom"),
)
_HEDGES: Final = "mayOccurWithout"
_HEDGED: Final = ("ForaminalStenosis", "Pain")
# Which kind of symptom it is when something of a group is not there.
_LACKING: Final = {"muscle": "MuscleWeakness", "area": "Numbness", "dermatome": "Numbness"}
_REVIEW: Final[tuple[_Triple, ...]] = (("EvaluationStep", "reviews", "NonForaminalCause"),)

# The properties that an answer speaks of beside those of single roots.
_FELT: Final = "narrowingMayBeFeltIn"
_UNLIKE: Final = "distinctFrom"
_OF_TRIPLES: Final = tuple(name for _, name, _ in (*_LIMITS, *_REVIEW))
SPOKEN_OF: Final = tuple(
    dict.fromkeys((*_TO, *_FROM, _MIMICS, _HEDGES, _FELT, _UNLIKE, *_OF_TRIPLES))
)


class Surroundings:
    """What an answer says beside its roots."""

    def __init__(self, catalogue: Catalogue, say: Connecting) -> None:
        """Read it once."""
        self._catalogue = catalogue
        self._say = say
        self.limits = say.all(self._known(_LIMITS))
        self.review = say.all(self._known(_REVIEW))
        self._leading = _leading(catalogue)
        self._mimics = [
            term
            for term in catalogue.terms.values()
            if not term.family and self._mimicked(term) and not self._mimics_by_parent(term)
        ]

    def regions(self, asked: Asked) -> tuple[tuple[Finding, tuple[Connection, ...]], ...]:
        """Give, of each body region, the regions of the spine whose narrowing may be felt there."""
        places = [one for one in asked.present if one.group == "place"]
        return tuple((one, self._say.all(self._regional(one))) for one in places)

    def regional(self, root: Term, asked: Asked) -> tuple[tuple[Finding, Connection], ...]:
        """Give the body regions that go with the region of a root."""
        regions = set(root.relations.get(iri("inRegion"), ()))
        return tuple(
            (one, connection)
            for one, connections in self.regions(asked)
            for connection in connections
            if connection.subject.iri in regions
        )

    def conditions(self, asked: Asked) -> tuple[tuple[Finding, tuple[Connection, ...]], ...]:
        """Give what is said of kinds, behaviour and onset, wherever it is."""
        wanted = [one for one in asked.present if one.group in _WITHOUT_LEVEL]
        return tuple((one, self._say.all(self._conditional(one))) for one in wanted)

    def causes(self, asked: Asked) -> tuple[Cause, ...]:
        """Give the causes that may mimic, each with what it is connected with."""
        return tuple(
            Cause(
                term,
                self._say.all(self._of_mimic(term, asked)),
                self._say.all(self._of_examples(term)),
            )
            for term in self._mimics
        )

    def hedges(self, asked: Asked) -> tuple[Connection, ...]:
        """Give why something that is not there excludes nothing."""
        return self._say.all(self._hedging(asked))

    def _known(self, triples: Iterable[_Triple]) -> list[_Triple]:
        return [one for one in triples if self._has(*one)]

    def _has(self, subject: str, name: str, end: str) -> bool:
        term = self._catalogue.terms.get(iri(subject))
        return term is not None and iri(end) in term.relations.get(iri(name), ())

    def _mimicked(self, term: Term) -> list[_Triple]:
        return self._known((term.id, _MIMICS, end) for end in _MIMICKED)

    def _mimics_by_parent(self, term: Term) -> bool:
        """Tell whether it mimics only as a kind of something that does."""
        above = [self._catalogue.terms[one] for one in term.parents]
        return any(self._mimicked(one) for one in above)

    def _of_mimic(self, term: Term, asked: Asked) -> list[_Triple]:
        found = [one.base.id for one in asked.present if one.group == "kind"]
        caused = self._known((term.id, "mayCause", end) for end in found)
        return self._mimicked(term) + caused

    def _of_examples(self, term: Term) -> list[_Triple]:
        below = [self._catalogue.terms[one] for one in self._catalogue.descendants(term.iri)]
        return self._known((one.id, _UNLIKE, end) for one in below for end in _MIMICKED)

    def _hedging(self, asked: Asked) -> list[_Triple]:
        lacking = {_LACKING[one.group] for one in asked.absent if one.group in _LACKING}
        lacking |= {one.base.id for one in asked.absent if one.group == "kind"}
        return self._known((one, _HEDGES, lack) for one in _HEDGED for lack in sorted(lacking))

    def _regional(self, one: Finding) -> list[_Triple]:
        return self._leads(_FELT, one.base) if one.group == "place" else []

    def _conditional(self, one: Finding) -> list[_Triple]:
        if one.group not in _WITHOUT_LEVEL:
            return []
        found = [triple for name in _TO for triple in self._leads(name, one.base)]
        ends = [(name, end) for name in _FROM for end in one.base.relations.get(iri(name), ())]
        terms = self._catalogue.terms
        return found + [(one.base.id, name, terms[end].id) for name, end in ends if end in terms]

    def _leads(self, name: str, end: Term) -> list[_Triple]:
        return [(one, name, end.id) for one in self._leading.get((name, end.iri), ())]


def _leading(catalogue: Catalogue) -> Mapping[tuple[str, str], Sequence[str]]:
    """Give the broadest of what leads to each term: their kinds do as well."""
    found: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in catalogue.terms.values():
        if not term.family:
            for name in (*_TO, _FELT):
                for end in term.relations.get(iri(name), ()):
                    found[name, end].append(term)
    broadest = {}
    for key, terms in found.items():
        leading = {term.iri for term in terms}
        broadest[key] = [
            term.id for term in terms if not leading.intersection(catalogue.ancestors(term.iri))
        ]
    return broadest

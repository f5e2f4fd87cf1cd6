"""Suggest the ICD-10-CM codes that may apply to a narrowed foramen of a text.

A code says level, cause and what there is besides; the words of one sentence are taken to tell
them. What they leave open is said with the code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

from .model import Suggested

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foramen.terminology.applicable import Applicable, ApplicableCode
    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

    from .model import Annotation

__all__ = ["ApplicableCodes"]

_CONTRIBUTORS: Final = str(FORAMEN.hasContributor)
_SIDES: Final = {
    "left": (str(FORAMEN.LeftSide),),
    "right": (str(FORAMEN.RightSide),),
    "both": (str(FORAMEN.LeftSide), str(FORAMEN.RightSide)),
}


class ApplicableCodes:
    """Finds the codes for the annotations of a sentence."""

    def __init__(self, catalogue: Catalogue, applicable: Applicable) -> None:
        self._catalogue = catalogue
        self._applicable = applicable
        self._narrowings = self._kinds("ForaminalStenosis")
        self._causes = self._kinds("Contributor")
        self._presentations = self._kinds("Radiculopathy")

    def __call__(self, one: Annotation, sentence: Sequence[Annotation]) -> Sequence[Suggested]:
        """Give the codes that may apply to one annotation, by all of its sentence."""
        found = [code for code in self._codes(one, sentence) if code.standing != "excluded"]
        return tuple(dict.fromkeys(self._suggested(code, one.term) for code in found))

    def excluded(self, sentence: Sequence[Annotation]) -> frozenset[str]:
        """Give the codes that a note excludes beside what the sentence tells."""
        found = [code for one in sentence for code in self._codes(one, sentence)]
        standing = {code.code for code in found if code.standing != "excluded"}
        return frozenset(code.code for code in found) - standing

    def _codes(self, one: Annotation, sentence: Sequence[Annotation]) -> list[ApplicableCode]:
        level = self._catalogue.get(f"Level_{one.level}") if one.level else None
        told = one.certainty == "present" and one.term.iri in self._narrowings
        if level is None or not told or not self._applicable.is_level(level.iri):
            return []
        causes = list(dict.fromkeys(self._causes_of(one, sentence)))
        presence = {
            certainty: [
                other.term.iri
                for other in sentence
                if other.term.iri in self._presentations and other.certainty == certainty
            ]
            for certainty in ("present", "absent")
        }
        return [
            code
            for side in _SIDES.get(one.side or "", ("",))
            for code in self._applicable.codes(
                level=level.iri,
                side=side,
                causes=causes,
                presentation=presence["present"],
                without=presence["absent"],
            )
        ]

    def _causes_of(self, one: Annotation, sentence: Sequence[Annotation]) -> Iterator[str]:
        """Give what is said to be there at the same level, and what the term itself names."""
        yield from one.term.relations.get(_CONTRIBUTORS, ())
        for other in sentence:
            here = other.level in {None, one.level}
            if here and other.certainty == "present" and other.term.iri in self._causes:
                yield other.term.iri

    def _kinds(self, name: str) -> frozenset[str]:
        term = self._catalogue.get(name)
        below = (term.iri, *self._catalogue.descendants(term.iri)) if term else ()
        return frozenset(below)

    def _suggested(self, code: ApplicableCode, term: Term) -> Suggested:
        condition = f"Only if {', and '.join(code.only_if)}." if code.only_if else ""
        comment = " ".join(filter(None, (condition, code.note)))
        # A code that is mapped too has its label with the mapping.
        mapped = (one.object_label for one in self._catalogue.coded(code.code))
        label = code.label or next(mapped, "")
        return Suggested(code.code, label, code.standing, term.id, None, comment)

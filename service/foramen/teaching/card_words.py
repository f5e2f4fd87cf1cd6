"""Say in which words cards ask; what they ask for, and what is right, is in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CAUTION",
    "CAUTION_ABOUT",
    "COMPLETE",
    "DEFINITION",
    "LEVELS",
    "SKIPPED",
    "TIE",
    "TOLD",
]

DEFINITION: Final = "What is meant by “{term}”?"
COMPLETE: Final = "{{s}} {words} …?"
TIE: Final = "How are {s} and {o} related?"
TOLD: Final = "{{s}} {words} {{o}}."
CAUTION: Final = "What is to be kept in mind {about} {{s}} where there is {{o}}, and why?"

# By relation; two cautions about the same procedure and condition differ in what they bear on.
CAUTION_ABOUT: Final[Mapping[str, str]] = {
    "mayBeDelayedBy": "about the time of",
    "mayBeContraindicatedBy": "in deciding on",
    "attributionArguedAgainstBy": "in deciding on",
    "mayBeLessSuitableIn": "in choosing",
    "mayNeedAlternativeFor": "in planning",
}

# By family and relation. One that only may be so is not asked for where it is so.
LEVELS: Final[Mapping[str, Mapping[str, str]]] = {
    "Foramen": {"transmitsRoot": "Which nerve root leaves by the {term}?"},
    "Level": {
        "hasTraversingRoot": "Which nerve root passes the {term} in the canal and leaves below?"
    },
    "Root": {
        "testedAtKeyPoint": "At which key point is the feeling of the {term} tested?",
        "suppliesKeyMuscle": "By which key muscles is the {term} tested?",
        "mediatesReflex": "Which reflex does the {term} mediate?",
        "mayMediateReflex": "Which reflex may the {term} mediate?",
    },
}
# What places a thing rather than tells of it, and what only repeats a name.
SKIPPED: Final = frozenset(
    {
        "hasLaterality",
        "findingSide",
        "findingLevel",
        "findingRegion",
        "atLevel",
        "inRegion",
        "hasBehaviour",
        "hasAgentCaution",  # a kind of a caution, which cards of cautions ask with its reason
        "concerns",  # a record and what it is about
    }
)

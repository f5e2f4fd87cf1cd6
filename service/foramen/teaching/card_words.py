"""Say in which words cards ask; what they ask for, and what is right, is in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CAUTION", "COMPLETE", "DEFINITION", "LEVELS", "SKIPPED", "TIE", "sentence"]

DEFINITION: Final = "What is meant by “{term}”?"
COMPLETE: Final = "{subject} {words} …?"
TIE: Final = "{subject} and {object}: how are they related?"
CAUTION: Final = "{procedure} and {condition}: what is to be kept in mind, and why?"

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


def sentence(text: str, *, stop: str = ".") -> str:
    """Begin with a capital letter and end with a full stop.

    >>> sentence("disc herniation may narrow the foramen")
    'Disc herniation may narrow the foramen.'
    """
    return f"{text[:1].upper()}{text[1:]}{stop}"

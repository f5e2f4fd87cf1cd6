"""Tell for each term which level, side, region and root it belongs to, as the graph relates it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Term

__all__ = ["PLACES", "Place", "place_of"]

# The relations that say so, the first that a term has.
PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "level": tuple(str(FORAMEN[name]) for name in ("atLevel", "findingLevel")),
    "side": tuple(str(FORAMEN[name]) for name in ("hasLaterality", "findingSide")),
    "region": tuple(str(FORAMEN[name]) for name in ("inRegion", "findingRegion")),
    "root": tuple(str(FORAMEN[name]) for name in ("transmitsRoot", "affectsRoot", "mayCompromise")),
}
# Some level, some side, some root: that says nothing of where.
_VAGUE: Final = frozenset(
    str(FORAMEN[name])
    for name in ("SpinalLevel", "SpinalRegion", "AnatomicalSide", "Laterality", "SpinalNerveRoot")
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term belongs, each as an IRI, or nothing where the graph does not say one thing."""

    level: str = ""
    side: str = ""
    region: str = ""
    root: str = ""


def place_of(term: Term) -> Place:
    """Give the place of a term; more than one end of a relation says nothing."""
    return Place(**{name: _only(term, properties) for name, properties in PLACES.items()})


def _only(term: Term, properties: tuple[str, ...]) -> str:
    for name in properties:
        ends = term.relations.get(name, ())
        if ends:
            return ends[0] if len(ends) == 1 and ends[0] not in _VAGUE else ""
    return ""

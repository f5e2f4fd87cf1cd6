"""Make the parts of a CASE package: document, items, associations, definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias
from uuid import NAMESPACE_URL, uuid5

from foramen.namespaces import FORAMEN

from .release import LICENCE, LICENCE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Item", "Parts", "linked"]

Item: TypeAlias = "dict[str, Any]"

# What each kind of item is called, what it is, and its place among the kinds.
_KINDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "field": ("Field", "A part of the whole that holds topics.", "1"),
    "topic": ("Topic", "Concepts that are taught together.", "1.1"),
    "concept": ("Concept", "What is to be understood.", "1.1.1"),
    "objective": ("Learning objective", "What a learner can do after having learned.", "1.1.1.1"),
    "lesson": ("Lesson", "Concepts that are taught at one time, and what is then reached.", "2"),
}
_LICENCE_TEXT: Final = (
    "Creative Commons Attribution 4.0 International. You may share and adapt it if you name the "
    "Foramen contributors and say what you changed."
)


class Parts:
    """Makes the parts of one package; each was last changed on the day of the dataset."""

    def __init__(self, changed: str, address: str, title: str) -> None:
        """Take the time of the last change, and the address and title of the document."""
        self._changed, self._address, self._title = changed, address, title

    def document(self, description: str, notes: str, version: str) -> Item:
        """Make the document that all items belong to."""
        said = {
            "creator": "The Foramen contributors",
            "title": self._title,
            "description": description,
            "notes": notes,
            "officialSourceURL": self._address,
            "caseVersion": "1.1",
            "language": "en",
            "adoptionStatus": "Draft",
            "licenseURI": linked(LICENCE_NAME, LICENCE),
        }
        return self._named(self._address) | said | ({"version": version} if version else {})

    def item(self, kind: str, iri: str, label: str, text: str, code: str, notes: str) -> Item:
        """Make an item; one without a text of its own is stated by its label."""
        name = _KINDS[kind][0]
        said = {
            "CFItemType": name,
            "CFItemTypeURI": linked(name, _kind_iri(kind)),
            "humanCodingScheme": code,
            "fullStatement": text or label,
            "abbreviatedStatement": label,
            "notes": notes,
            "language": "en",
        }
        return self._named(iri) | {name: value for name, value in said.items() if value}

    def node(self, iri: str, items: Mapping[str, Item]) -> Item:
        """Point to an item, or to the document where no IRI is given."""
        if not iri:
            return linked(self._title, self._address) | {"targetType": "CASE"}
        item = items.get(iri, {})
        title = item.get("abbreviatedStatement") or item.get("fullStatement")
        return linked(title or iri.removeprefix(str(FORAMEN)), iri) | {"targetType": "CASE"}

    def association(self, kind: str, origin: Item, destination: Item, iri: str = "") -> Item:
        """Tie two items; a tie that the graph does not name is named by its ends."""
        ends = " ".join((origin["uri"], kind, destination["uri"]))
        identifier = str(uuid5(NAMESPACE_URL, iri or ends))
        return {
            "identifier": identifier,
            "uri": iri or f"urn:uuid:{identifier}",
            "associationType": kind,
            "originNodeURI": origin,
            "destinationNodeURI": destination,
            "lastChangeDateTime": self._changed,
        }

    def subject(self, iri: str, title: str, description: str, place: int) -> Item:
        """Make a subject, which items are about but do not stand under."""
        return self._named(iri) | {
            "title": title, "hierarchyCode": str(place), "description": description
        }  # fmt: skip

    def definitions(self, kinds: Iterable[str], subjects: Sequence[Item] = ()) -> Item:
        """Say what the types of items, their subjects and the licence are."""
        there = set(kinds)
        licence = {"title": LICENCE_NAME, "licenseText": _LICENCE_TEXT}
        return {
            "CFItemTypes": [
                self._named(_kind_iri(kind))
                | {"title": title, "description": text, "hierarchyCode": code}
                for kind, (title, text, code) in _KINDS.items()
                if title in there
            ],
            **({"CFSubjects": [*subjects]} if subjects else {}),
            "CFLicenses": [self._named(LICENCE) | licence],
        }

    def _named(self, iri: str) -> Item:
        identifier = str(uuid5(NAMESPACE_URL, iri))
        return {"identifier": identifier, "uri": iri, "lastChangeDateTime": self._changed}


def linked(title: str, iri: str) -> Item:
    """Point to a thing by its title and name."""
    return {"title": title, "identifier": str(uuid5(NAMESPACE_URL, iri)), "uri": iri}


def _kind_iri(kind: str) -> str:
    return f"{FORAMEN}teach/item-types#{kind}"

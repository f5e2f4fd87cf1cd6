"""Hold terms, their names, and their mappings to other terminologies, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from foramen.namespaces import FORAMEN, compact

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NAME_KINDS", "Kind", "Mapped", "Name", "NameKind", "Term", "Terminology"]

Kind: TypeAlias = Literal["class", "individual", "property"]
NameKind: TypeAlias = Literal["label", "exact", "abbreviation", "related", "narrow", "broad"]
# In the order in which they win where two terms share a name.
NAME_KINDS: Final[tuple[NameKind, ...]] = (
    "label", "exact", "abbreviation", "related", "narrow", "broad",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """One way to call a term, in English."""

    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Term:
    """A class, individual or relation of the ontology.

    Attributes:
        names: the label first, then every synonym, each text once.
        topic: the part of the field that it belongs to, or nothing.
        family: what it is the member of for one level, root or side (`Foramen`), or nothing.
        notation: its short code within the family (`L4-L5_left`), or nothing.
        parents: the IRIs of the nearest broader classes; of an individual, its classes.
        relations: for each property, the IRIs that the graph leads to, asserted or inferred.
        replaced_by: what to use instead of a deprecated term.
        grouping: whether it only gathers others, so that a question can be asked of them.
        sources: the IRIs of what its definition rests on.
        ordinal: its place among its like, as vertebrae are counted from above, or nothing.
    """

    iri: str
    kind: Kind
    label: str
    definition: str
    names: tuple[Name, ...]
    topic: str
    family: str
    notation: str
    parents: tuple[str, ...]
    relations: Mapping[str, tuple[str, ...]]
    deprecated: bool = False
    replaced_by: str | None = None
    grouping: bool = False
    sources: tuple[str, ...] = ()
    ordinal: int | None = None

    @property
    def id(self) -> str:
        """Give the local name, which is also its code in FHIR and OpenRefine."""
        return self.iri.removeprefix(str(FORAMEN))

    @property
    def curie(self) -> str:
        """Give the prefixed name."""
        return compact(self.iri)


@dataclass(frozen=True, slots=True)
class Terminology:
    """Another terminology that our terms are mapped to.

    Attributes:
        prefix: as in a CURIE, `ICD10CM`.
        namespace: what an IRI of it begins with; the code follows.
        fhir_system: what FHIR calls it.
        oid: its object identifier, or nothing.
        optional: whether its mappings are left out unless whoever runs the service wants them.
    """

    prefix: str
    name: str
    namespace: str
    fhir_system: str
    oid: str
    version: str
    license: str
    license_note: str
    homepage: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Mapped:
    """One mapping: our term, how near, the code elsewhere (an SSSOM mapping).

    Attributes:
        iri: names the mapping itself.
        subject: the IRI of our term.
        predicate: `skos:exactMatch` and so on; broadMatch means that the other is broader.
        object: the CURIE elsewhere, `UBERON:0003673`.
        object_iri: the same as an IRI.
        justification: a CURIE of semapv, such as `semapv:ManualMappingCuration`.
        confidence: from 0 to 1.
        source: the CURIE prefix of the terminology.
        source_version: the release in which code and label were seen.
        comment: what a user should know before relying on it.
    """

    iri: str
    subject: str
    predicate: str
    object: str
    object_iri: str
    object_label: str
    justification: str
    confidence: float
    source: str
    source_version: str
    comment: str = ""

    @property
    def code(self) -> str:
        """Give the bare code elsewhere."""
        return self.object.partition(":")[2]

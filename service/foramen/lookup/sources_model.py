"""Hold sources, the claims of the article and what rests on them, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Link

__all__ = ["Alike", "Answered", "Claim", "Dispute", "Said", "Source", "Tally"]


@dataclass(frozen=True, slots=True)
class Source:
    """A citation: the article, a paper, a page, or a decision of the project.

    Attributes:
        key: what tables cite it by, `ASJ`.
        used: what was used of it, in our words.
        address: where it was read, or nothing.
        evidence: the IRI of its evidence code, or nothing.
    """

    iri: str
    key: str
    title: str
    used: str
    address: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of the article, in our words.

    Attributes:
        id: `PUR03`.
        part_of: the IRI of the source that it is a claim of.
        strength: how firmly the article itself says it.
        note: why no statement says it, where none does.
    """

    iri: str
    id: str
    part_of: str
    section: str
    text: str
    strength: Link | None
    note: str


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as a sentence: who says it, how firmly, and who says otherwise.

    Attributes:
        topic: that of its subject.
        families: what subject and object are members of, one for each level or side; a term of
            no family stands for itself.
        sources: the IRIs of those who say it.
        notes: how a source puts it where it differs, by the IRI of the source.
        disputed: the IRIs of those who say otherwise.
    """

    iri: str
    subject: Link
    relation: Link
    object: Link
    strength: Link | None
    topic: str
    families: tuple[str, str]
    sources: tuple[str, ...]
    notes: Mapping[str, str]
    disputed: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Give it in words."""
        return f"{self.subject.label} {self.relation.label} {self.object.label}"


@dataclass(frozen=True, slots=True)
class Alike:
    """The same said of each member of a family: one of them, and the others."""

    first: Said
    note: str
    others: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A statement, the source that differs from it, and what that one says instead."""

    said: Said
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that people often ask, with its short answer."""

    iri: str
    question: str
    answer: str
    polarity: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """How many statements there are, by strength and by topic; the names in a fixed order."""

    total: int
    by_strength: tuple[tuple[Link, int], ...]
    by_topic: tuple[tuple[str, int], ...]

"""Hold findings, and what the graph connects with them, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from foramen.lookup.model import Statement
    from foramen.terminology.model import Term

__all__ = [
    "SIDES",
    "Answer",
    "Asked",
    "Candidate",
    "Cause",
    "Comparison",
    "Connection",
    "Finding",
    "Group",
    "ImageFinding",
    "Place",
    "Remark",
    "Side",
    "Test",
]

Side: TypeAlias = Literal["", "left", "right"]
SIDES: Final[tuple[Side, ...]] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind that the sheet offers.

    Attributes:
        id: how a program calls it.
        of_root: whether the graph connects what is in it with single roots.
        sections: the findings, by region where there are many.
    """

    id: str
    of_root: bool
    sections: tuple[tuple[str, tuple[Term, ...]], ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Give every finding of the group."""
        return tuple(term for _, terms in self.sections for term in terms)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found, or was looked for and not found.

    Attributes:
        base: the term without a side.
        term: the same of its side, where it has one.
        group: the id of its group.
        words: how it was typed, if it was typed.
    """

    base: Term
    term: Term
    side: Side
    group: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is to be said of the input: about which words, and what."""

    kind: Literal["contradiction", "side", "unread", "uncertain", "conclusion", "once"]
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that was ticked or typed, read.

    Attributes:
        side: as it was chosen.
        present: what was found.
        absent: what was looked for and not found.
        images: what an image shows of a level, which is not counted.
    """

    side: str
    present: tuple[Finding, ...] = ()
    absent: tuple[Finding, ...] = ()
    images: tuple[Finding, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to connect."""
        return not (self.present or self.absent or self.images)


@dataclass(frozen=True, slots=True)
class Connection:
    """One triple of the graph, with who says it, and what is noted of it."""

    subject: Term
    relation: Term
    object: Term
    statements: tuple[Statement, ...]
    notes: tuple[str, ...]

    @property
    def is_definite(self) -> bool:
        """Tell whether a source says it without a hedge."""
        return any(
            one.strength is not None and one.strength.iri.endswith("/Definite")
            for one in self.statements
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a root may be compromised, by which finding, and whether in its own opening."""

    level: Term | None
    connection: Connection
    in_opening: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A root that the graph connects with at least one finding.

    Attributes:
        place: its place in the order; roots of which the same can be said share one.
        reasons: a finding and the connection with it.
        regional: findings of a body region whose spinal region is that of the root.
        elsewhere: findings that the graph connects with other roots and not with this one.
        absent: what was not found although the graph connects it with this root.
        openings: by what the root leaves.
        places: where it may be compromised.
        disorders: what it may be affected in.
    """

    root: Term
    side: Side
    place: int
    reasons: tuple[tuple[Finding, Connection], ...]
    regional: tuple[tuple[Finding, Connection], ...]
    elsewhere: tuple[Finding, ...]
    absent: tuple[tuple[Finding, Connection], ...]
    openings: tuple[Connection, ...]
    places: tuple[Place, ...]
    disorders: tuple[Connection, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """Something that is not yet on the sheet, and with which of the compared roots it goes."""

    base: Term
    term: Term
    group: str
    side: Side
    roots: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What would tell the first roots of a side apart."""

    side: Side
    roots: tuple[Term, ...]
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class ImageFinding:
    """What an image shows, the roots that it may compromise, and which of those are candidates."""

    finding: Finding
    connections: tuple[Connection, ...]
    matching: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause outside the foramen, and why it is named."""

    term: Term
    reasons: tuple[Connection, ...]
    examples: tuple[Connection, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the graph connects with the findings.

    Attributes:
        counted: the findings that the graph connects with single roots.
        unconnected: findings that were counted and that no root is connected with.
        regions: what is said of whole regions of the spine.
        conditions: what is said of kinds, behaviour and onset, without a level.
        hedges: what the graph says about findings that are not there.
        limits: what the article says against reading too much into a narrowed foramen.
        review: what the evaluation is to review.
    """

    asked: Asked
    counted: tuple[Finding, ...]
    unconnected: tuple[Finding, ...]
    candidates: tuple[Candidate, ...]
    comparisons: tuple[Comparison, ...]
    regions: tuple[tuple[Finding, tuple[Connection, ...]], ...]
    conditions: tuple[tuple[Finding, tuple[Connection, ...]], ...]
    images: tuple[ImageFinding, ...]
    causes: tuple[Cause, ...]
    hedges: tuple[Connection, ...]
    limits: tuple[Connection, ...]
    review: tuple[Connection, ...]

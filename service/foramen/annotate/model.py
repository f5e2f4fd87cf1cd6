"""Hold what was found in a text, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from foramen.terminology.model import Term

__all__ = [
    "Annotated",
    "Annotation",
    "Certainty",
    "Concern",
    "Evidence",
    "Side",
    "Suggest",
    "Suggested",
]

Certainty: TypeAlias = Literal["present", "absent", "uncertain"]
Side: TypeAlias = Literal["left", "right", "both"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the text that an annotation rests on: `what` is level, side, severity, certainty."""

    what: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """A code of another terminology that may stand for what was found.

    Attributes:
        code: a CURIE, `MESH:D013130`.
        relation: how it stands to our term: `skos:broadMatch` says that the code is broader. Or
            `applies` and `depends`, of a code for all that the sentence tells: as it stands, or
            only if what the comment says is so.
        term: the local name of our term that it was found by.
        comment: what a user should know before relying on it.
    """

    code: str
    label: str
    relation: str
    term: str
    confidence: float | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One concept that a text speaks of, at one level and side.

    Attributes:
        start: where its words begin, counted in characters (Unicode code points).
        text: those words, always `text[start:end]` of what was given.
        term: the concept at the general grain, `ForaminalStenosis`.
        members: the same at this level and side, where the graph has it; two for both sides.
        level: the spinal level, `L4-L5`, or nothing.
        segment: the root or vertebra, `L5`, or nothing.
        severity: mild, mild-moderate, moderate, moderate-severe, severe, or nothing.
        exiting_roots: the roots that leave by the foramina of this level and side.
        codes: nothing for what is denied.
    """

    start: int
    end: int
    text: str
    term: Term
    members: tuple[Term, ...] = ()
    level: str | None = None
    segment: str | None = None
    side: Side | None = None
    certainty: Certainty = "present"
    severity: str | None = None
    evidence: tuple[Evidence, ...] = ()
    exiting_roots: tuple[Term, ...] = ()
    codes: tuple[Suggested, ...] = ()


@dataclass(frozen=True, slots=True)
class Concern:
    """Words that look like a level but name none; they are reported and never mapped."""

    start: int
    end: int
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """All that was found in one text; `complete` unless there was more than is given."""

    annotations: tuple[Annotation, ...]
    concerns: tuple[Concern, ...]
    complete: bool = True


class Suggest(Protocol):
    """Gives further codes: such as depend on level, side or what else was found."""

    def __call__(self, one: Annotation, sentence: Sequence[Annotation]) -> Sequence[Suggested]:
        """Give the codes for one annotation, by all of its sentence."""

    def excluded(self, sentence: Sequence[Annotation]) -> Set[str]:
        """Give the codes that do not go with what the sentence tells."""

"""Hold what the teaching graph says, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BLOOM", "Competency", "Objective", "Prerequisite", "Topic"]

BLOOM: Final = ("remember", "understand", "apply", "analyze", "evaluate", "create")
"""The levels of Bloom's revised taxonomy, in their order."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of the field that is taught together.

    Attributes:
        key: names it in addresses and on the command line.
        broader: the key of the field that it is a part of; a field has none.
        ordinal: its place in the order of teaching.
        definition: what belongs to it.
        rationale: why it is a topic, and stands there.
    """

    key: str
    label: str
    broader: str
    ordinal: int
    definition: str
    rationale: str

    @property
    def iri(self) -> str:
        """Give the name of the topic in the graph."""
        return f"{FORAMEN}topic_{self.key}"


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """That one concept is to be understood before another.

    Attributes:
        iri: names the record.
        concept: the IRI of what is to be learned.
        needs: the IRI of what comes before.
        rationale: why.
        basis: the IRIs of the claims or citations behind it; there may be none.
    """

    iri: str
    concept: str
    needs: str
    rationale: str
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """One thing that a learner can do after having learned.

    Attributes:
        key: names it for good.
        text: begins with the verb.
        level: one of `BLOOM`.
        topic: the key of its topic.
        concepts: the IRIs of what it is about.
        rationale: why it is worth being able to do.
        basis: the IRIs of the claims or citations behind it; there may be none.
    """

    key: str
    text: str
    verb: str
    level: str
    topic: str
    concepts: tuple[str, ...]
    rationale: str
    basis: tuple[str, ...]

    @property
    def iri(self) -> str:
        """Give the name of the objective in the graph."""
        return f"{FORAMEN}objective_{self.key}"


@dataclass(frozen=True, slots=True)
class Competency:
    """A question that shows whether an objective is met.

    Attributes:
        objective: the key of the objective that it tests.
        question: the name of the question of the library that answers it.
        given: the parameters with which that is asked.
        column: the column of the answer that holds what is expected.
        expects: the IRIs that are the whole answer, written by hand.
        sources: the IRIs of the claims and citations that say so.
    """

    key: str
    text: str
    objective: str
    question: str
    given: Mapping[str, tuple[str, ...]]
    column: str
    expects: tuple[str, ...]
    sources: tuple[str, ...]
    rationale: str

    @property
    def iri(self) -> str:
        """Give the name of the competency question in the graph."""
        return f"{FORAMEN}competency_{self.key}"

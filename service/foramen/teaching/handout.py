"""Hold what a teaching page shows so that it can be taken away whole, in any format that fits.

A page, the interface for programs and the command make one `Handout` of the same answer; the
writers in `foramen.handouts` know nothing of how it came about. What a handout lacks (cards, a
picture) is a format that it is not offered in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foramen.terminology.model import Term

    from .model import Objective, Prerequisite, Topic

__all__ = ["Card", "Cell", "Choice", "Handout", "Lesson", "Outline", "Sheet"]

Cell: TypeAlias = "str | int | None"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.

    Attributes:
        name: short, unique in the handout; a tab of a workbook is called so.
        title: what it shows, as a caption.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One flash card.

    Attributes:
        key: names it for good, so that a later deck renews the card instead of adding one.
        front: what is asked.
        back: the answer.
        strength: how firmly the source says it: definite, may or varies; or nothing.
        sources: what says so, in words with keys (`INT02`).
        topic: the key of the topic.
        address: the local path of the page about it.
    """

    key: str
    front: str
    back: str
    topic: str
    strength: str = ""
    sources: tuple[str, ...] = ()
    address: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One multiple-choice question, a draft for review.

    Attributes:
        key: names it for good.
        stem: the question, hedged where its fact is.
        right: every option that is right; at least one.
        wrong: the options that are not.
        fact: the fact in a sentence, shown as feedback.
        strength: how firmly the source says it.
        sources: the keys of the sources of the fact.
        query: the SPARQL query whose answer is the fact.
        rule: by which rule the wrong options were chosen, in words.
        topic: the key of the topic; `objectives` are keys of objectives, `bloom` a level.
        status: that it is a draft for review, or who accepted it.
    """

    key: str
    stem: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    fact: str
    strength: str
    sources: tuple[str, ...]
    query: str
    rule: str
    topic: str
    objectives: tuple[str, ...] = ()
    bloom: str = ""
    status: str = "draft for review"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson of an outline.

    Attributes:
        number: its place, from 1.
        concepts: the IRIs of what it teaches, in their order.
        objectives: the keys of what comes within reach in it.
    """

    number: int
    name: str
    concepts: tuple[str, ...]
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A part of the curriculum as a structure: what standards for curricula carry.

    Attributes:
        topics: with the fields above them, in the order of teaching.
        concepts: in an order of learning.
        under: the key of the topic of each concept, by its IRI.
        prerequisites: those between the concepts.
        objectives: those of the concepts.
        lessons: those that the concepts are taught in, if it is a plan; each concept is in one.
    """

    topics: tuple[Topic, ...]
    concepts: tuple[Term, ...]
    under: Mapping[str, str]
    prerequisites: tuple[Prerequisite, ...]
    objectives: tuple[Objective, ...]
    lessons: tuple[Lesson, ...] = ()


@dataclass(frozen=True)
class Handout:
    """Everything that a page shows.

    Attributes:
        stem: the name of its files, without suffix.
        title: what it is.
        lead: what to know about it, in a sentence or two.
        address: the path and query of the page that shows it; empty where there is none.
        sheets: its tables; the first is the main one, which a CSV file holds.
        picture: a whole SVG document.
        members: the same for programs, ready to be written as JSON.
        edition: the version of the dataset that it was made from, filled in where it is handed out.
    """

    stem: str
    title: str
    lead: str
    sheets: tuple[Sheet, ...]
    address: str = ""
    cards: tuple[Card, ...] = ()
    choices: tuple[Choice, ...] = ()
    outline: Outline | None = None
    picture: str = ""
    members: Mapping[str, Any] = field(default_factory=dict)
    edition: str = ""

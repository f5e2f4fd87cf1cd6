"""Narrow the question library by topic, by whom a question is for, and by words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rdflib import Literal

from foramen.engine.model import Bindings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from foramen.questions import Question

__all__ = ["READERS", "Choice", "Library", "Wanted", "as_answer", "narrowed", "related", "words_of"]

# How the headers of the question files call those who ask, and how the pages do.
READERS: Final = {
    "clinician": "clinicians",
    "curriculum": "curriculum designers",
    "informatician": "informaticians",
    "patient": "patients",
}
_RELATED: Final = 6


@dataclass(frozen=True)
class Wanted:
    """What a reader narrows the library to; nothing stands for everything."""

    topic: str = ""
    audience: str = ""
    words: str = ""

    def args(self) -> dict[str, str]:
        """Give it as the parameters of the page."""
        given = {"topic": self.topic, "audience": self.audience, "filter": self.words}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many questions it would leave, and what it asks for."""

    name: str
    count: int
    chosen: bool
    args: dict[str, str]


@dataclass(frozen=True)
class Library:
    """The questions that fit, by topic, and what else could be chosen."""

    topics: tuple[tuple[str, tuple[Question, ...]], ...]
    audiences: tuple[Choice, ...]
    all_topics: tuple[Choice, ...]
    total: int

    @property
    def questions(self) -> tuple[Question, ...]:
        """Give the questions in the order of the page."""
        return tuple(question for _, of_topic in self.topics for question in of_topic)


def narrowed(questions: Iterable[Question], wanted: Wanted) -> Library:
    """Find what fits; each facet is counted as if it alone were open."""
    ordered = sorted(questions, key=lambda one: (one.topic, one.summary))
    fitting = [one for one in ordered if _fits(one, wanted)]
    by_topic = groupby(fitting, key=lambda one: one.topic)
    any_audience = [one for one in ordered if _fits(one, replace(wanted, audience=""))]
    any_topic = [one for one in ordered if _fits(one, replace(wanted, topic=""))]
    audiences = Counter(name for one in any_audience for name in one.audience)
    topics = Counter(one.topic for one in any_topic)
    return Library(
        topics=tuple((topic, tuple(of_topic)) for topic, of_topic in by_topic),
        audiences=tuple(
            Choice(
                READERS.get(name, name),
                audiences[name],
                name == wanted.audience,
                replace(wanted, audience="" if name == wanted.audience else name).args(),
            )
            for name in sorted({*audiences, *filter(None, [wanted.audience])})
        ),
        all_topics=tuple(
            Choice(
                name,
                topics[name],
                name == wanted.topic,
                replace(wanted, topic="" if name == wanted.topic else name).args(),
            )
            for name in sorted({*topics, *filter(None, [wanted.topic])})
        ),
        total=len(ordered),
    )


def words_of(question: Question) -> str:
    """Give every word that a question is found by."""
    parameters = (parameter.name for parameter in question.parameters)
    name = question.name.replace("-", " ")
    parts = (question.summary, question.description, question.topic, name)
    return " ".join((*parts, *question.tags, *parameters)).lower()


def related(question: Question, questions: Iterable[Question]) -> tuple[Question, ...]:
    """Give the questions of the same topic that share most tags."""
    others = [one for one in questions if one.topic == question.topic and one is not question]
    tags = set(question.tags)
    return tuple(
        sorted(others, key=lambda one: (-len(tags.intersection(one.tags)), one.summary))[:_RELATED]
    )


def as_answer(questions: Sequence[Question]) -> Bindings:
    """Arrange questions as rows, so that the list can be taken away in every format."""
    return Bindings(
        ("name", "question", "topic", "audience", "tags", "parameters", "description"),
        tuple(
            {
                "name": Literal(one.name),
                "question": Literal(one.summary),
                "topic": Literal(one.topic),
                "audience": Literal(", ".join(one.audience)),
                "tags": Literal(", ".join(one.tags)),
                "parameters": Literal(", ".join(each.name for each in one.parameters)),
                "description": Literal(one.description),
            }
            for one in questions
        ),
    )


def _fits(question: Question, wanted: Wanted) -> bool:
    if wanted.topic and question.topic != wanted.topic:
        return False
    if wanted.audience and wanted.audience not in question.audience:
        return False
    held = words_of(question)
    return all(word in held for word in wanted.words.lower().split())

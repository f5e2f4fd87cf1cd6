"""Make of chosen questions what a page shows and what can be taken away of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from foramen.namespaces import FORAMEN, compact

from .handout import Card, Choice, Handout, Sheet
from .quiz_query import query_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .quiz import Picked, Quiz
    from .quiz_model import Draft

__all__ = ["DRAFT", "quiz_handout", "source_keys", "status_of"]

DRAFT: Final = "draft for review"
LEAD: Final = (
    "Multiple-choice questions drafted from facts. Each is a draft for review: "
    "nobody has checked that it is a good question, and its wrong options are chosen by rule."
)
_COLUMNS: Final = (
    "question", "right answer", "wrong 1", "wrong 2", "wrong 3", "status", "fact", "strength",
    "sources", "rule of the wrong options", "topic", "objectives", "level", "key",
)  # fmt: skip


def quiz_handout(quiz: Quiz, picked: Picked, asked: Mapping[str, str], address: str) -> Handout:
    """Give the handout of some questions.

    Args:
        quiz: where they come from.
        picked: the questions, in the order in which they are shown.
        asked: the filters and the seed, as they were given.
        address: the path and query of the page.
    """
    drafts = picked.drafts
    choices = tuple(_choice(quiz, draft) for draft in drafts)
    rows = tuple(_row(one) for one in choices)
    return Handout(
        stem="quiz",
        title="Quiz drafts",
        lead=LEAD,
        sheets=(Sheet("questions", "Questions, drafted for review", _COLUMNS, rows),),
        address=address,
        cards=tuple(_card(one, draft) for one, draft in zip(choices, drafts, strict=True)),
        choices=choices,
        members={
            "note": LEAD,
            "asked": dict(asked),
            "total": picked.total,
            "left_out": dict(picked.left_out),
            "questions": [
                _member(quiz, draft, one, asked.get("seed", ""))
                for one, draft in zip(choices, drafts, strict=True)
            ],
        },
    )


def status_of(quiz: Quiz, draft: Draft) -> str:
    """Say whether a question is a draft, or who accepted it and when."""
    review = quiz.accepted_by(draft)
    return f"accepted by {review.reviewer}, {review.date}" if review else DRAFT


def source_keys(draft: Draft) -> tuple[str, ...]:
    """Give the keys of the sources of the fact (`INT02`)."""
    return tuple(iri.removeprefix(str(FORAMEN)).partition("_")[2] for iri in draft.fact.sources)


def _choice(quiz: Quiz, draft: Draft) -> Choice:
    words = quiz.wording
    return Choice(
        key=draft.key,
        stem=words.stem(draft),
        right=(words.right(draft),),
        wrong=words.wrong(draft),
        fact=words.fact(draft),
        strength=draft.fact.strength,
        sources=source_keys(draft),
        query=query_of(draft),
        rule=words.rule(draft),
        topic=draft.topic,
        objectives=draft.objectives,
        bloom=draft.template.bloom,
        status=status_of(quiz, draft),
    )


def _row(one: Choice) -> tuple[str, ...]:
    wrong = (*one.wrong, "", "", "")[:3]
    return (
        one.stem, one.right[0], *wrong, one.status, one.fact, one.strength,
        " ".join(one.sources), one.rule, one.topic, " ".join(one.objectives), one.bloom, one.key,
    )  # fmt: skip


def _card(one: Choice, draft: Draft) -> Card:
    """Ask the stem with all options in order of the alphabet, so that none stands out."""
    options = sorted((*one.right, *one.wrong), key=str.casefold)
    return Card(
        key=f"quiz-{one.key}",
        front="\n".join((one.stem, *(f"- {option}" for option in options))),
        back="\n".join((one.right[0], one.fact, f"({one.status})")),
        topic=one.topic,
        strength=one.strength,
        sources=one.sources,
        address=draft.given.removeprefix(str(FORAMEN)),
        tags=("quiz", one.status.partition(" ")[0]),
    )


def _member(quiz: Quiz, draft: Draft, one: Choice, seed: str) -> dict[str, Any]:
    fact = draft.fact
    return {
        "key": one.key,
        "status": one.status,
        "question": one.stem,
        "options": quiz.wording.options(draft, seed),
        "right": one.right[0],
        "wrong": [
            {"text": text, "rule": wrong.rule}
            for text, wrong in zip(one.wrong, draft.wrong, strict=True)
        ],
        "rule": one.rule,
        "fact": one.fact,
        "subject": compact(fact.subject),
        "relation": compact(fact.relation),
        "object": compact(fact.object) if fact.object else None,
        "strength": one.strength,
        "sources": list(one.sources),
        "query": one.query,
        "kind": draft.template.key,
        "topic": one.topic,
        "objectives": list(one.objectives),
        "bloom": one.bloom,
    }

"""Show multiple-choice questions drafted from facts, for review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from flask import Blueprint, request

from foramen.lookup.model import Link
from foramen.namespaces import FORAMEN, compact
from foramen.teaching.backing import STRENGTHS
from foramen.teaching.model import BLOOM
from foramen.teaching.quiz_asked import FILTERS, MOST, STATUSES, USUAL, asked_way, read_wanted
from foramen.teaching.quiz_handout import DRAFT, quiz_handout, source_keys
from foramen.teaching.quiz_wanted import SIDES
from foramen.teaching.scope import scope_of
from foramen.web.parameters import Parameters
from foramen.web.service import service

from .answering import answered, answered_for_programs
from .choosing import way

if TYPE_CHECKING:
    from flask import Response

    from foramen.teaching.handout import Choice, Handout
    from foramen.teaching.quiz import Picked, Quiz
    from foramen.teaching.quiz_model import Draft

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_quiz", __name__)

_WAY: Final = ("to", "known")
_NAMES: Final = (*FILTERS, *_WAY, "number", "seed")
_SIDE_NAMES: Final = dict(zip(SIDES, ("left", "right", "no side at all"), strict=True))
_LONGEST: Final = 200
_DIGITS: Final = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """A question on the page, with links to what it is about and to what says so."""

    choice: Choice
    options: list[str]
    strength: Link
    sources: tuple[Link, ...]
    about: tuple[Link, ...]
    is_draft: bool


@blueprint.get("/teach/quiz")
def quiz() -> Response:
    """Show the page."""
    given = Parameters(request.args, (*_NAMES, "format"))
    picked, handout, asked = _drafted(given)
    questions = service().quiz
    shown = [
        _shown(questions, draft, choice, asked.get("seed", ""))
        for draft, choice in zip(picked.drafts, handout.choices, strict=True)
    ]
    return answered(
        handout,
        given,
        "teach/quiz.html",
        questions=shown,
        picked=picked,
        everything=len(questions.drafts),
        asked=asked,
        fields=_fields(questions),
        topics=questions.curriculum.topics,
        objectives=questions.curriculum.objectives,
        next_seed=_next_seed(asked.get("seed", "")),
        usual=USUAL,
        most=MOST,
    )


@blueprint.get("/api/teach/quiz")
def quiz_for_programs() -> Response:
    """Give the same for programs."""
    return answered_for_programs(_drafted(Parameters(request.args, _NAMES))[1])


def _drafted(given: Parameters) -> tuple[Picked, Handout, dict[str, str]]:
    """Give the questions, what can be taken away of them, and what narrowed the choice."""
    questions = service().quiz
    to, known = way()
    number = given.number("number", USUAL, least=1, most=MOST)
    said = {name: given.text(name, most=_LONGEST) for name in (*FILTERS, "seed")}
    said |= asked_way(to, known) | ({"number": str(number)} if number != USUAL else {})
    asked = {name: said[name] for name in _NAMES if said.get(name)}
    wanted = read_wanted(questions, asked, scope_of(questions.curriculum, to, known))
    picked = questions.choice(wanted, number, asked.get("seed", ""))
    # Not the address of the request: what is asked as a file is the same as the page.
    address = f"/teach/quiz?{urlencode(asked)}".rstrip("?")
    return picked, quiz_handout(questions, picked, asked, address), asked


def _shown(questions: Quiz, draft: Draft, choice: Choice, seed: str) -> Shown:
    terms = questions.catalogue.terms
    kinds = {"may": FORAMEN.May, "varies": FORAMEN.Varies}
    keys = zip(draft.fact.sources, source_keys(draft), strict=True)
    ends = dict.fromkeys((draft.fact.subject, draft.fact.object or draft.fact.subject))
    return Shown(
        choice=choice,
        options=questions.wording.options(draft, seed),
        strength=Link(str(kinds.get(choice.strength, FORAMEN.Definite)), choice.strength),
        sources=tuple(Link(iri, key) for iri, key in keys),
        about=tuple(Link(iri, terms[iri].label) for iri in ends),
        is_draft=choice.status == DRAFT,
    )


def _fields(questions: Quiz) -> tuple[tuple[str, str, list[tuple[str, str]]], ...]:
    """Give the fields of the form that are chosen from a list: name, label, choices."""
    curriculum, terms = questions.curriculum, questions.catalogue.terms
    there = {draft.topic for draft in questions.drafts}
    fields = {curriculum.topics[key].broader for key in there if key}
    topics = [one for one in curriculum.topics.values() if one.key in there | fields]
    relations = sorted(
        {one.relation for one in questions.templates.values() if one.relation},
        key=lambda iri: terms[iri].label,
    )
    named = [(compact(iri).removeprefix("foramen:"), terms[iri].label) for iri in relations]
    return (
        ("topic", "Topic", [(one.key, _indented(one.label, one.broader)) for one in topics]),
        ("bloom", "Level of thinking", [(one, one) for one in BLOOM]),
        ("side", "Side", list(_SIDE_NAMES.items())),
        ("relation", "Relation asked", named),
        ("strength", "Strength of the fact", [(one, one) for one in STRENGTHS]),
        ("status", "Status", [(one, one) for one in STATUSES]),
    )


def _indented(label: str, broader: str) -> str:
    return f"\u2003{label}" if broader else label


def _next_seed(seed: str) -> str:
    """Give a seed that leads to other questions: the next number."""
    counted = seed.isascii() and seed.isdigit() and len(seed) < _DIGITS
    return str(int(seed) + 1) if counted else "1"

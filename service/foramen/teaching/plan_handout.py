"""Write a plan of lessons so that it can be shown and taken away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from .as_json import concept_json, objective_json
from .handout import Handout, Lesson, Sheet
from .members import as_named, as_topic
from .order import fewest
from .outline import outline_of
from .plan import BUDGET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .curriculum import Curriculum
    from .handout import Cell, Outline
    from .plan import Plan

__all__ = ["handout_of"]

_MOST_NAMED: Final = 12
_LEAD: Final = "Lessons within a budget: each concept after what it requires, topics kept together."


def handout_of(plan: Plan, curriculum: Curriculum) -> Handout:
    """Make the handout of a plan; one without targets has nothing to take away."""
    if not plan.targets:
        return Handout("plan", "Plan", _LEAD, (), "/teach/plan")
    return Handout(
        stem="plan",
        title="Plan of lessons",
        lead=_lead(plan),
        sheets=(
            Sheet("concepts", "Concepts in their order", _CONCEPTS, tuple(_concepts(plan))),
            Sheet("lessons", "Lessons", _LESSONS, tuple(_lessons(plan))),
            Sheet("objectives", "What comes within reach", _REACHED, tuple(_reached(plan))),
            Sheet("targets", "What was wanted, by priority", _TARGETS, tuple(_targets(plan))),
        ),
        address=f"/teach/plan?{urlencode(_given(plan))}",
        outline=_outline(plan, curriculum) if plan.units else None,
        members=_members(plan, curriculum),
    )


_CONCEPTS: Final = ("lesson", "place", "concept", "id", "topic", "definition")
_LESSONS: Final = ("lesson", "topics", "new concepts", "objectives", "concepts")
_REACHED: Final = ("lesson", "objective", "text", "level")
_TARGETS: Final = ("priority", "target", "new concepts", "room", "in the plan", "why not")


def _given(plan: Plan) -> list[tuple[str, str]]:
    given = [("target", one.target.key) for one in plan.targets]
    given += [("known", one.key) for one in plan.known]
    if plan.budget != BUDGET:
        given += [("units", str(plan.budget.units)), ("size", str(plan.budget.size))]
    return given


def _lead(plan: Plan) -> str:
    budget, fallen = plan.budget, len(plan.fallen_out)
    lessons = "lesson" if budget.units == 1 else "lessons"
    return (
        f"{len(plan.units)} of {budget.units} {lessons} of at most {budget.size} new concepts: "
        f"{len(plan.concepts)} concepts, {len(plan.objectives)} objectives within reach. "
        f"{fallen} of {len(plan.targets)} targets fell out. {_known(plan)}"
        "What comes before what is a judgement of editors."
    )


def _known(plan: Plan) -> str:
    """Say what is taken as known, since the form that says it is not printed."""
    labels = [one.label for one in plan.known if one.taught]
    rest = len(labels) - _MOST_NAMED
    named = "; ".join(labels[:_MOST_NAMED]) + (f"; and {rest} more" if rest > 0 else "")
    return f"Taken as known, with what it requires: {named}. " if labels else ""


def _concepts(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    place = 0
    for unit in plan.units:
        for topic, terms in unit.parts:
            for term in terms:
                place += 1
                label = topic.label if topic else ""
                yield unit.number, place, term.label, term.curie, label, term.definition


def _lessons(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    for unit in plan.units:
        listed = "; ".join(term.label for term in unit.concepts)
        yield unit.number, unit.name, len(unit.concepts), len(unit.objectives), listed


def _reached(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    for unit in plan.units:
        for one in unit.objectives:
            yield unit.number, one.key, one.text, one.level


def _targets(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    for place, one in enumerate(plan.targets, 1):
        chosen = "no" if one.why else "yes"
        yield place, one.target.label, one.needs, one.left, chosen, one.why


def _outline(plan: Plan, curriculum: Curriculum) -> Outline:
    """Make the outline: lessons, their concepts, and the fewest prerequisites between these."""
    iris = [term.iri for term in plan.concepts]
    least = set(fewest(iris, curriculum.before))
    whole = outline_of(curriculum, iris, plan.objectives)
    needs = (one for iri in iris for one in curriculum.needs.get(iri, ()))
    kept = tuple(one for one in needs if (one.needs, one.concept) in least)
    lessons = tuple(
        Lesson(
            unit.number,
            unit.name,
            tuple(term.iri for term in unit.concepts),
            tuple(one.key for one in unit.objectives),
        )
        for unit in plan.units
    )
    return replace(whole, concepts=plan.concepts, prerequisites=kept, lessons=lessons)


def _members(plan: Plan, curriculum: Curriculum) -> dict[str, Any]:
    catalogue = curriculum.catalogue
    return {
        "budget": {"units": plan.budget.units, "size": plan.budget.size},
        "known": [as_named(one, catalogue) for one in plan.known],
        "targets": [
            {
                **as_named(one.target, catalogue),
                "needs": one.needs,
                "room": one.left,
                "chosen": not one.why,
                "why_not": one.why,
                "near": [concept_json(term) for term in one.target.choices],
            }
            for one in plan.targets
        ],
        "units": [
            {
                "unit": unit.number,
                "name": unit.name,
                "concepts": [
                    {"concept": concept_json(term), "topic": as_topic(topic)}
                    for topic, terms in unit.parts
                    for term in terms
                ],
                "objectives": [objective_json(curriculum, one) for one in unit.objectives],
            }
            for unit in plan.units
        ],
        "concepts": len(plan.concepts),
        "objectives": len(plan.objectives),
        "slack": plan.slack,
    }

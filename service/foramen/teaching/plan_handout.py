"""Write a plan of lessons so that it can be shown and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from .handout import Handout, Outline, Sheet
from .members import as_concept, as_named, as_objective, as_topic
from .order import fewest
from .plan import BUDGET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .curriculum import Curriculum
    from .handout import Cell
    from .plan import Plan

__all__ = ["handout_of"]

_LEAD: Final = "Lessons within a budget: each concept after what it requires, topics kept together."


def handout_of(plan: Plan, curriculum: Curriculum) -> Handout:
    """Make the handout of a plan; one without targets has nothing to take away."""
    if not plan.targets:
        return Handout("plan", "Plan", _LEAD, ())
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
        f"{fallen} of {len(plan.targets)} targets fell out. "
        "What comes before what is a judgement of editors."
    )


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
    ordered = [term.iri for term in plan.concepts]
    least = set(fewest(ordered, curriculum.before))
    keys = {topic.key for topic in plan.topics} | {topic.broader for topic in plan.topics}
    return Outline(
        topics=tuple(topic for key, topic in curriculum.topics.items() if key in keys),
        concepts=plan.concepts,
        under={iri: curriculum.under[iri] for iri in ordered if iri in curriculum.under},
        prerequisites=tuple(
            one
            for iri in ordered
            for one in curriculum.needs.get(iri, ())
            if (one.needs, iri) in least
        ),
        objectives=plan.objectives,
    )


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
                "near": [as_concept(term) for term in one.target.choices],
            }
            for one in plan.targets
        ],
        "units": [
            {
                "unit": unit.number,
                "name": unit.name,
                "concepts": [
                    {"concept": as_concept(term), "topic": as_topic(topic)}
                    for topic, terms in unit.parts
                    for term in terms
                ],
                "objectives": [as_objective(one) for one in unit.objectives],
            }
            for unit in plan.units
        ],
        "concepts": len(plan.concepts),
        "objectives": len(plan.objectives),
        "slack": plan.slack,
    }

"""Show a plan of lessons within a budget that respects prerequisites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.errors import BadRequest
from foramen.teaching.named import TOPIC, Naming, refused
from foramen.teaching.path import MOST_KNOWN
from foramen.teaching.plan import (
    BUDGET,
    MOST_SIZE,
    MOST_TARGETS,
    MOST_UNITS,
    Budget,
    plan_of,
)
from foramen.teaching.plan_handout import handout_of
from foramen.web.negotiation import HTML
from foramen.web.parameters import Parameters
from foramen.web.service import service

from .answering import answered, answered_for_programs

if TYPE_CHECKING:
    from flask import Response

    from foramen.teaching.named import Named
    from foramen.teaching.plan import Plan

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_plan", __name__)

_FIELDS: Final = ("target", "known", "units", "size")
_QUERY: Final = """PREFIX foramen: <https://w3id.org/foramen/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?concept ?conceptLabel ?needs ?needsLabel ?rationale WHERE {{
  VALUES ?concept {{ {concepts} }}
  ?concept rdfs:label ?conceptLabel .
  OPTIONAL {{
    ?node a foramen:Prerequisite ; rdf:subject ?concept ; rdf:object ?needs ;
      foramen:rationale ?rationale .
    ?needs rdfs:label ?needsLabel .
  }}
}}
ORDER BY ?conceptLabel ?needsLabel
"""
# Offered while nothing is chosen; what is not taught here is not offered.
_EXAMPLES: Final = (
    ("Radiculopathy", "ForaminalStenosis"),
    ("topic:foramen-borders", "topic:foramen-contents"),
    ("TransforaminalEpiduralInjection", "topic:surgery", "topic:symptoms"),
)


@blueprint.get("/teach/plan")
def plan() -> Response:
    """Show the lessons and what fell out, or give them as a file."""
    given = Parameters(request.args, (*_FIELDS, "format"))
    found = _found(given)
    curriculum = service().curriculum
    lost = _lost(found)
    response = answered(
        handout_of(found, curriculum), given, "teach/plan.html",
        plan=found,
        lost=lost,
        args=[*_args(found), ("units", found.budget.units), ("size", found.budget.size)],
        most=Budget(MOST_UNITS, MOST_SIZE),
        topics=curriculum.topics.values(),
        prefix=TOPIC,
        terms=curriculum.catalogue.terms,
        query=_query(found),
        examples=() if found.targets else _examples(),
    )  # fmt: skip
    if lost:
        if response.mimetype != HTML:
            refused(lost)
        response.status_code = 404
    return response


@blueprint.get("/api/teach/plan")
def plan_for_programs() -> Response:
    """Give the same for programs."""
    found = _found(Parameters(request.args, _FIELDS))
    if not found.targets:
        raise BadRequest("Say target: for example target=Radiculopathy or target=topic:imaging")
    refused(_lost(found))
    return answered_for_programs(handout_of(found, service().curriculum))


def _found(given: Parameters) -> Plan:
    parts = service()
    naming = Naming(parts.curriculum, parts.search)
    targets = naming.all(request.args.getlist("target"), most=MOST_TARGETS, topics=True)
    known = naming.all(request.args.getlist("known"), most=MOST_KNOWN, topics=True)
    budget = Budget(
        units=given.number("units", BUDGET.units, least=1, most=MOST_UNITS),
        size=given.number("size", BUDGET.size, least=1, most=MOST_SIZE),
    )
    return plan_of(parts.curriculum, targets, known, budget)


def _lost(found: Plan) -> tuple[Named, ...]:
    """Give names without which there is no plan: of what is known, or every target."""
    known = tuple(one for one in found.known if one.unknown)
    targets = tuple(one.target for one in found.targets)
    return known or (targets if all(one.unknown for one in targets) else ())


def _examples() -> list[tuple[Named, ...]]:
    naming = Naming(service().curriculum, service().search)
    some = [naming.all(names, most=MOST_TARGETS, topics=True) for names in _EXAMPLES]
    return [names for names in some if all(one.taught for one in names)]


def _args(found: Plan) -> list[tuple[str, object]]:
    targets = [("target", one.target.key) for one in found.targets]
    return [*targets, *(("known", one.key) for one in found.known)]


def _query(found: Plan) -> str:
    """Give the query for the concepts and all that they directly require, with the reasons."""
    concepts = " ".join(f"<{term.iri}>" for term in found.concepts)
    return _QUERY.format(concepts=concepts) if concepts else ""

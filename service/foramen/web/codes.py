"""Serve `/api/codes`: which ICD-10-CM codes may apply to a narrowed foramen, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, request

from foramen.errors import BadRequest
from foramen.namespaces import FORAMEN

from .description import DISCLAIMER
from .linked import term_ref
from .named import term_named
from .parameters import Parameters
from .service import service

if TYPE_CHECKING:
    from foramen.terminology.applicable import ApplicableCode
    from foramen.terminology.model import Term

__all__ = ["blueprint"]

blueprint: Final = Blueprint("codes", __name__)

_KNOWN: Final = ("foramen", "level", "side", "cause", "with", "without")
_SIDES: Final = {"left": str(FORAMEN.LeftSide), "right": str(FORAMEN.RightSide), "": ""}
_CONDITION: Final = str(FORAMEN.ClinicalCondition)
_MOST_TERMS: Final = 10


@blueprint.get("/api/codes")
def codes() -> Response:
    """Give the codes for one foramen, with what they leave open and their instructions."""
    given = Parameters(request.args, _KNOWN)
    level, side = _where(given)
    conditions = {name: _conditions(given, name) for name in ("cause", "with", "without")}
    found = service().applicable.codes(
        level=level,
        side=side,
        causes=[one.iri for one in conditions["cause"]],
        presentation=[one.iri for one in conditions["with"]],
        without=[one.iri for one in conditions["without"]],
    )
    answer = {
        "level": term_ref(level),
        "side": term_ref(side) if side else None,
        **{name: [term_ref(one.iri) for one in terms] for name, terms in conditions.items()},
        "terminology": "ICD10CM",
        "codes": [_written(one) for one in found],
        "disclaimer": DISCLAIMER,
    }
    text = json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
    return Response(text, mimetype="application/json")


def _where(given: Parameters) -> tuple[str, str]:
    """Read level and side, from a foramen or each by itself."""
    named, level = given.text("foramen"), given.text("level")
    side = _SIDES[given.choice("side", _SIDES, "")]
    if bool(named) == bool(level):
        raise BadRequest("Say foramen=Foramen_L4-L5_left, or level=Level_L4-L5 and side=left.")
    if level:
        iri = term_named(level).iri
        if not service().applicable.is_level(iri):
            raise BadRequest(f"No codes are known for {level!r}: give a level such as Level_L4-L5.")
        return iri, side
    iri, own = service().applicable.at(term_named(named))
    if not iri:
        raise BadRequest(f"{named!r} is no foramen of one level: give one, Foramen_L4-L5_left.")
    if side and own and side != own:
        raise BadRequest(f"{named!r} is not on the {given.text('side')}: leave out side.")
    return iri, own or side


def _conditions(given: Parameters, name: str) -> list[Term]:
    terms = [term_named(text) for text in given.texts(name, most=_MOST_TERMS)]
    for term in terms:
        if _CONDITION not in (term.iri, *service().catalogue.ancestors(term.iri)):
            raise BadRequest(f"{name} is a condition, such as DiscHerniation; {term.id} is none.")
    return terms


def _written(found: ApplicableCode) -> dict[str, Any]:
    instructions = service().applicable.instructions(found.code)
    return {
        "standing": found.standing,
        "code": found.code,
        "label": found.label,
        "strength": term_ref(f"{FORAMEN}{found.strength}"),
        "finding": term_ref(found.finding),
        "cause_kind": term_ref(found.cause_kind) if found.cause_kind else None,
        "only_if": list(found.only_if),
        "leaves_open": list(found.leaves_open),
        "excluded_by": found.excluded_by or None,
        "note": found.note,
        "sources": [term_ref(found.source)],
        "instructions": [
            {"at": one.stands_at, "kind": one.kind, "text": one.text} for one in instructions
        ],
    }

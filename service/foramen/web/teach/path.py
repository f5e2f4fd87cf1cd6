"""Show everything that is needed before a concept, in an order that breaks no prerequisite."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.errors import BadRequest
from foramen.teaching.named import Naming, refused
from foramen.teaching.path import MOST_KNOWN, MOST_WANTED, path_to
from foramen.teaching.path_handout import MOST_DRAWN, drawn, handout_of
from foramen.web.negotiation import HTML
from foramen.web.parameters import Parameters
from foramen.web.presentation import address
from foramen.web.service import service

from .answering import answered, answered_for_programs

if TYPE_CHECKING:
    from flask import Response

    from foramen.pictures.svg import Drawing
    from foramen.teaching.curriculum import Curriculum
    from foramen.teaching.handout import Handout
    from foramen.teaching.path import Path
    from foramen.terminology.model import Term

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_path", __name__)

_FIELDS: Final = ("to", "known")
_QUERY: Final = """PREFIX foramen: <https://w3id.org/foramen/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?concept ?conceptLabel ?topic ?topicLabel WHERE {{
  VALUES ?to {{ {to} }}
  ?to foramen:hasPrerequisite* ?concept .
  ?concept rdfs:label ?conceptLabel ; foramen:taughtUnder ?topic .
  ?topic rdfs:label ?topicLabel ; foramen:ordinal ?place .{known}
}}
ORDER BY ?place ?conceptLabel
"""
_WITHOUT: Final = """
  FILTER NOT EXISTS {{
    VALUES ?known {{ {known} }}
    ?known foramen:hasPrerequisite* ?concept
  }}"""


@blueprint.get("/teach/path")
def path() -> Response:
    """Show the steps as list, map and table, or give them as a file."""
    given = Parameters(request.args, (*_FIELDS, "format"))
    found = _found()
    drawing = drawn(found, address)
    names = (*found.to, *found.known)
    lost = any(one.unknown for one in names)
    response = answered(
        _handout(found, drawing), given, "teach/path.html",
        path=found,
        lost=lost,
        picture=drawing.stacked() if drawing else "",
        most_drawn=MOST_DRAWN,
        query=_query(found),
        args=[(name, one.key) for name in _FIELDS for one in getattr(found, name)],
        terms=service().catalogue.terms,
        furthest=() if found.to else _furthest(service().curriculum),
    )  # fmt: skip
    if lost:
        if response.mimetype != HTML:
            refused(names)
        response.status_code = 404
    return response


@blueprint.get("/api/teach/path")
def path_for_programs() -> Response:
    """Give the same for programs."""
    Parameters(request.args, _FIELDS)
    found = _found()
    if not found.to:
        raise BadRequest("Say to: for example to=Radiculopathy")
    refused((*found.to, *found.known))
    return answered_for_programs(_handout(found, None))


def _found() -> Path:
    parts = service()
    naming = Naming(parts.curriculum, parts.search)
    to = naming.all(request.args.getlist("to"), most=MOST_WANTED, topics=True)
    known = naming.all(request.args.getlist("known"), most=MOST_KNOWN, topics=True)
    return path_to(parts.curriculum, to, known)


def _handout(found: Path, drawing: Drawing | None) -> Handout:
    parts = service()
    return handout_of(
        found, parts.curriculum, drawing, base=request.url_root, version=parts.knowledge.version
    )


def _query(found: Path) -> str:
    """Give the query whose answer is the steps."""
    to, known = (
        " ".join(f"<{iri}>" for iri in dict.fromkeys(iri for one in names for iri in one.taught))
        for names in (found.to, found.known)
    )
    return _QUERY.format(to=to, known=_WITHOUT.format(known=known) if known else "") if to else ""


@lru_cache(maxsize=2)
def _furthest(curriculum: Curriculum) -> tuple[tuple[Term, int], ...]:
    """Give of each topic the concept that needs most before it, with how many that are."""
    found = []
    for members in curriculum.members.values():
        needs = {term.iri: len(curriculum.all_needed([term.iri])) for term in members}
        if members:
            last = max(members, key=lambda term: needs[term.iri])
            found.append((last, needs[last.iri]))
    return tuple(found)

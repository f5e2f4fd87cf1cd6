"""Show what a syllabus covers, what it misses, and where its order breaks a prerequisite."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast

from flask import Blueprint, Response, current_app, request, url_for

from foramen.errors import BadRequest, UnsupportedMediaType
from foramen.teaching.coverage import Coverage
from foramen.teaching.coverage_handout import covered_handout, empty_handout
from foramen.teaching.coverage_query import query_of
from foramen.teaching.syllabus import MOST_CHARACTERS, MOST_LINES
from foramen.teaching.syllabus_files import MOST_BYTES
from foramen.web.parameters import Parameters
from foramen.web.sending import IDLE
from foramen.web.service import service

from .answering import answered, answered_for_programs, page_of
from .syllabus_sent import FIELDS, MOST_SHARED, Asked, from_address, from_body, from_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from werkzeug.local import LocalProxy


__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_coverage", __name__)

_TEMPLATE: Final = "teach/coverage.html"
_SENT: Final = (*FIELDS, "column", "sheet")
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
# Many a proxy refuses longer addresses.
_LONGEST_ADDRESS: Final = 8_000
_AT_ONCE: Final = 20
_EXAMPLE_LINES: Final = 8
# Whoever watches takes each step at once; who takes none must not keep others from watching.
_IDLE_S: Final = 5.0


@blueprint.get("/teach/coverage")
def coverage() -> Response:
    """Show the form, or what a syllabus in the address covers."""
    given = Parameters(request.args, FIELDS)
    asked = from_address(given)
    if not asked.syllabus.items:
        return answered(empty_handout(), given, _TEMPLATE, **_empty(asked))
    return _answer(asked, given)


@blueprint.post("/teach/coverage")
def coverage_of_sent() -> Response:
    """Show what a syllabus covers that is sent and not kept."""
    given = _form()
    return _passing(_answer(from_form(given), given))


@blueprint.post("/teach/coverage/progress")
def coverage_in_steps() -> Response:
    """Tell how far it is after every few lines, then give the page, as lines of JSON."""
    given = _form()
    asked = from_form(given)
    request.environ[IDLE] = _IDLE_S
    return _passing(Response(_steps(asked), mimetype="application/x-ndjson"))


@blueprint.get("/api/teach/coverage")
def coverage_for_programs() -> Response:
    """Give the same for programs, of a syllabus in the address."""
    given = Parameters(request.args, ("text", "include"))
    given.needed("text", "Disc+herniation", most=MOST_BYTES)
    asked = from_address(given)
    if not asked.syllabus.items:
        raise BadRequest("No line of the text names anything: it is empty but for numbers.")
    return answered_for_programs(covered_handout(_found(asked)))


@blueprint.post("/api/teach/coverage")
def coverage_of_sent_for_programs() -> Response:
    """Give the same for programs, of a syllabus that is sent and not kept."""
    return _passing(answered_for_programs(covered_handout(_found(from_body()))))


def _form() -> Parameters:
    Parameters(request.args, ())
    if request.mimetype not in _FORMS:
        raise UnsupportedMediaType(request.mimetype, _FORMS)
    return Parameters(request.form, _SENT)


def _found(asked: Asked) -> Coverage:
    lines = tuple(service().matcher.match(asked.syllabus.items))
    return Coverage(service().curriculum, lines, asked.include)


def _answer(asked: Asked, given: Parameters) -> Response:
    if given.text("format").lower() in {"txt", "text/plain"}:
        response = Response(f"{asked.syllabus.text}\n", mimetype="text/plain")
        response.headers["Content-Disposition"] = 'attachment; filename="syllabus.txt"'
        return response
    found = _found(asked)
    handout = covered_handout(found, _shared(asked))
    return answered(handout, given, _TEMPLATE, **_shown(asked, found))


def _steps(asked: Asked) -> Iterator[str]:
    """Prepare what is needed of the request now: the steps may be taken in any thread."""
    app = cast("LocalProxy[Flask]", current_app)._get_current_object()
    environ, matcher, curriculum = request.environ, service().matcher, service().curriculum
    items = asked.syllabus.items

    def steps() -> Iterator[str]:
        lines = []
        for done, line in enumerate(matcher.match(items), 1):
            lines.append(line)
            if done % _AT_ONCE == 0:
                yield json.dumps({"done": done, "total": len(items)}) + "\n"
        found = Coverage(curriculum, lines, asked.include)
        with app.request_context(environ):
            handout = covered_handout(found, _shared(asked))
            page = page_of(handout, _TEMPLATE, **_shown(asked, found))
        yield json.dumps({"page": page}) + "\n"

    return steps()


def _shared(asked: Asked) -> str:
    """Give the address of the answer, where the syllabus fits into one."""
    if len(asked.syllabus.text) > MOST_SHARED:
        return ""
    address = url_for(".coverage", text=asked.syllabus.text, include=asked.include)
    return address if len(address) <= _LONGEST_ADDRESS else ""


def _shown(asked: Asked, found: Coverage) -> dict[str, Any]:
    return {
        **_empty(asked),
        "found": found,
        "number": found.numbers,
        "terms": service().catalogue.terms,
        "query": query_of(found),
    }


def _empty(asked: Asked) -> dict[str, Any]:
    curriculum = service().curriculum
    fields = [topic for topic in curriculum.topics.values() if not topic.broader]
    return {
        "syllabus": asked.syllabus,
        "include": asked.include,
        "fields": [(field, curriculum.narrower(field.key)) for field in fields],
        "example": _example(),
        "most": {"lines": MOST_LINES, "characters": MOST_CHARACTERS, "shared": MOST_SHARED},
    }


def _example() -> str:
    """Make a syllabus to try it with: what most else needs, the last of it before all other."""
    curriculum = service().curriculum
    needed = sorted(curriculum.order, key=lambda iri: -len(curriculum.leads_to.get(iri, ())))
    chosen = [iri for iri in curriculum.order if iri in needed[:_EXAMPLE_LINES]]
    terms = curriculum.catalogue.terms
    names = [terms[iri].label for iri in chosen if iri in terms]
    return "\n".join([*names[-1:], *names[:-1]])


def _passing(response: Response) -> Response:
    """Let nobody keep an answer to what was sent."""
    response.headers["Cache-Control"] = "no-store"
    return response

"""Turn every exception into one answer: the table of status and title is here, and only here.

Data clients get `application/problem+json` (RFC 9457), people a page, a plain client plain text.
"""

from __future__ import annotations

import json
import logging
import re
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from flask import Response, g, render_template, request
from werkzeug.exceptions import HTTPException

from foramen import errors
from foramen.errors import ForamenError, NotAcceptable

from .front import PROBLEM, TRACE
from .negotiation import HTML, choose
from .ways_on import ways_on

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["STATUSES", "Problem", "register", "wants_page"]

_log: Final = logging.getLogger(__name__)

STATUSES: Final[dict[type[ForamenError], tuple[int, str]]] = {
    errors.QuerySyntaxError: (400, "The query does not parse"),
    errors.UnknownFunction: (400, "The query calls an unknown function"),
    errors.BadParameter: (400, "A parameter does not fit"),
    errors.BadRequest: (400, "The request cannot be read"),
    errors.QueryNotAllowed: (403, "This is not allowed here"),
    errors.UnknownTerm: (404, "There is no such term"),
    errors.UnknownPlace: (404, "There is no foramen at this place"),
    errors.UnknownCode: (404, "No concept is mapped to this code"),
    errors.UnknownTerminology: (404, "Nothing is mapped to this terminology"),
    errors.UnknownTopic: (404, "There is no such topic"),
    errors.UnknownSource: (404, "There is no such source"),
    errors.NotStated: (404, "The graph does not state this"),
    errors.UnknownQuestion: (404, "There is no such question"),
    errors.NotAcceptable: (406, "None of the wanted formats is on offer"),
    errors.QueryTooLarge: (413, "The query is too large"),
    errors.QueryTooComplex: (422, "The query is too complex"),
    errors.AnswerTooLarge: (403, "The answer is too large"),
    errors.UnsupportedMediaType: (415, "The body cannot be read in this form"),
    errors.RequestTooSlow: (408, "The request came too slowly"),
    errors.TooManyRequests: (429, "One client asks too much"),
    errors.QueryOutOfMemory: (507, "The query needs too much memory"),
    errors.EngineMisbehaved: (502, "The query engine answered wrongly"),
    errors.EngineBusy: (503, "Every place is taken"),
    errors.EngineFailure: (503, "The query engine gave no answer"),
    errors.QueryTimeout: (504, "The query took too long"),
    errors.ForamenError: (500, "Something is wrong with the service"),
}
_JSON: Final = "application/problem+json"
_OFFERS: Final = (_JSON, "application/json", HTML, "text/plain")
# Facts that a program or a person can act on; each is an extension member of the problem.
_FACTS: Final = (
    "line", "column", "hint", "limit", "limit_ms", "limit_bytes", "unit", "rule", "retry_after_s",
    "offered", "near", "nearby",
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """One way to fail, as it is told to a client."""

    status: int
    title: str
    detail: str
    kind: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def as_members(self) -> dict[str, Any]:
        """Give the members of the JSON form."""
        kind = f"urn:foramen:problem:{self.kind}" if self.kind else "about:blank"
        return {
            "type": kind,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **self.facts,
        }


def register(app: Flask) -> None:
    """Let the application answer every exception, foreseen or not."""
    app.before_request(_answer_what_was_wrong_before)
    app.register_error_handler(ForamenError, _answer_ours)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_unforeseen)


def _answer_what_was_wrong_before() -> None:
    problem = request.environ.get(PROBLEM)
    if problem is not None:
        raise problem


def _answer_ours(error: ForamenError) -> Response:
    kind = next(kind for kind in type(error).__mro__ if kind in STATUSES)
    status, title = STATUSES[kind]
    if status == 500:
        return _answer_unforeseen(error)
    facts = {name: _plain(getattr(error, name)) for name in _FACTS if hasattr(error, name)}
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind.__name__).lower()
    response = _respond(Problem(status, title, str(error), name, facts))
    if status in {429, 503}:
        response.headers["Retry-After"] = str(getattr(error, "retry_after_s", 5))
    return response


def _answer_http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return Response(error.get_response())  # type: ignore[arg-type]
    response = _respond(Problem(error.code, error.name, error.description or error.name))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _answer_unforeseen(error: Exception) -> Response:
    trace = request.environ.get(TRACE)
    number = trace.id if trace is not None else uuid.uuid4().hex[:12]
    _log.error("unforeseen error %s at %s", number, request.path, exc_info=error)
    detail = "The service failed. Whoever runs it finds the reason in the log under this number."
    facts = {"instance": f"urn:foramen:incident:{number}"}
    return _respond(Problem(500, "The service failed", detail, "internal-error", facts))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def wants_page() -> bool:
    """Tell whether a problem is told to this client as a page."""
    return _media_type() == HTML


def _media_type() -> str:
    try:
        return choose(request.headers.get("Accept"), _OFFERS)
    except NotAcceptable:
        return _JSON


def _respond(problem: Problem) -> Response:
    media_type = _media_type()
    if media_type == HTML:
        query = g.get("query")
        lines = query.splitlines() if query is not None and "line" in problem.facts else []
        page = render_template(
            "problem.html", problem=problem, query=query, lines=lines, ways=ways_on(problem)
        )
        return Response(page, problem.status)
    if media_type == "text/plain":
        return Response(
            f"{problem.title}\n\n{problem.detail}\n", problem.status, mimetype=media_type
        )
    content = json.dumps(problem.as_members(), ensure_ascii=False, indent=2) + "\n"
    return Response(content, problem.status, mimetype=media_type)

"""Serve FHIR terminology below `/fhir/r4` and `/fhir/r5`; every error is an OperationOutcome."""

from __future__ import annotations

import json
import logging
import re
import uuid
from typing import TYPE_CHECKING, Any, Final, NoReturn

from flask import (
    Blueprint,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import HTTPException

from foramen.errors import FhirRefused, ForamenError, NotAcceptable
from foramen.fhir.content import resources
from foramen.fhir.dialects import DIALECTS
from foramen.fhir.issues import outcome_of, refused
from foramen.fhir.server import Answer, Request, Server
from foramen.resources import version as software_version

from .description import DISCLAIMER
from .front import TRACE
from .negotiation import HTML, choose
from .problems import STATUSES
from .service import service

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from foramen.fhir.elements import Json

__all__ = ["blueprint"]

_log: Final = logging.getLogger(__name__)
blueprint: Final = Blueprint("fhir", __name__)

_FHIR: Final = "application/fhir+json"
_OFFERS: Final = (_FHIR, "application/json", "application/json+fhir", "text/json")
_FORM: Final = "application/x-www-form-urlencoded"
_NAMES: Final = {"json", *_OFFERS}
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_UNKNOWN_DATE: Final = "2026-01-01"
# What HTTP calls it, and what FHIR calls it.
_CODES: Final = {
    404: "not-found", 405: "not-supported", 406: "not-supported", 413: "too-long",
    415: "not-supported", 429: "throttled", 500: "exception", 503: "transient", 504: "timeout",
}  # fmt: skip


@blueprint.get("/fhir")
def about() -> str:
    """Show where the servers are, and what can be asked."""
    servers = {name: _server(name) for name in DIALECTS}
    return render_template("fhir.html", servers=servers)


@blueprint.route("/fhir/<any(r4, r5):name>", methods=_METHODS)
@blueprint.route("/fhir/<any(r4, r5):name>/<path:path>", methods=_METHODS)
def answer(name: str, path: str = "") -> Response | str:
    """Answer anything below the address of a server."""
    if not path and request.method == "GET" and _wants_page():
        return about()
    media_type = _media_type(name)
    server = _server(name)
    method = "GET" if request.method == "HEAD" else request.method
    query, body = _sent(name, method)
    asked = Request(
        method=method,
        path=tuple(path.split("/")) if path else (),
        query=tuple(query),
        body=body,
        languages=request.headers.get("Accept-Language", ""),
        base=f"{request.url_root}fhir/{name}",
    )
    return _written(server.answer(asked), media_type, name)


@blueprint.get("/fhir/<any(CodeSystem, ValueSet):kind>/<name>")
def canonical(kind: str, name: str) -> ResponseReturnValue:
    """Lead from the canonical address of a resource, which names no version, to the newest."""
    return redirect(url_for("fhir.answer", name="r5", path=f"{kind}/{name}"), 303)


@blueprint.route("/fhir/<path:path>", methods=_METHODS)
def nowhere(path: str) -> NoReturn:
    """Say that there is no such FHIR version."""
    said = f"There is no FHIR server at /fhir/{path[:100]}: choose /fhir/r4 or /fhir/r5."
    raise refused(404, "not-found", said)


def _server(name: str) -> Server:
    """Give the server of a FHIR version; all are made when one is first asked for."""
    servers: dict[str, Server] | None = current_app.extensions.get("foramen.fhir")
    if servers is None:
        servers = current_app.extensions["foramen.fhir"] = _make_servers()
    return servers[name]


def _make_servers() -> dict[str, Server]:
    knowledge = service().knowledge
    found = _DATE.search(knowledge.version_iri)
    date = found.group() if found else _UNKNOWN_DATE
    content = resources(service().catalogue, knowledge.version, date)
    facts = {"version": software_version(), "date": date, "disclaimer": DISCLAIMER}
    return {name: Server(content, dialect, **facts) for name, dialect in DIALECTS.items()}


def _wants_page() -> bool:
    if "_format" in request.args:
        return request.args["_format"] in {"html", HTML}
    try:
        return choose(request.headers.get("Accept"), (_FHIR, HTML)) == HTML
    except NotAcceptable:
        return False


def _media_type(name: str) -> str:
    """Choose the media type of the answer.

    Raises:
        FhirRefused: nothing that is wanted can be given.
    """
    wanted = request.args.get("_format")
    if wanted is not None:
        plain = wanted.replace(" ", "+").partition(";")[0].strip().lower()
        if plain not in _NAMES:
            raise refused(406, "not-supported", f"_format is json, not {wanted[:60]}.")
        return _FHIR if plain == "json" else plain
    _require_version(request.headers.get("Accept", ""), name, 406)
    try:
        return choose(request.headers.get("Accept"), _OFFERS)
    except NotAcceptable:
        if HTML in request.headers.get("Accept", ""):
            return "application/json"
        said = f"Only JSON is on offer: {', '.join(_OFFERS)}."
        raise refused(406, "not-supported", said) from None


def _require_version(header: str, name: str, status: int) -> None:
    """Refuse a client that speaks of another FHIR version than the address does."""
    named = re.search(r"fhirVersion\s*=\s*\"?([0-9.]{1,10})", header)
    mime = DIALECTS[name].mime
    if named and not f"{named.group(1)}.".startswith(f"{mime}."):
        said = f"At /fhir/{name} FHIR {mime} is spoken, not {named.group(1)}."
        raise refused(status, "not-supported", said)


def _sent(name: str, method: str) -> tuple[list[tuple[str, str]], Any]:
    """Give query and body.

    Raises:
        FhirRefused: the body is not JSON, or not even said to be.
    """
    query = list(request.args.items(multi=True))
    if method != "POST":
        return query, None
    kind = request.mimetype
    if kind == _FORM:
        return [*query, *request.form.items(multi=True)], None
    content = request.get_data()
    if not content.strip():
        return query, None
    if kind not in _OFFERS:
        said = f"Send {_FHIR}, not {kind[:60] or 'a body without Content-Type'}."
        raise refused(415, "not-supported", said)
    _require_version(request.headers.get("Content-Type", ""), name, 415)
    return query, _read_json(content)


def _read_json(content: bytes) -> Any:
    """Read the body.

    Raises:
        FhirRefused: it is no JSON; the place is named.
    """
    try:
        text = content.decode("utf-8-sig")
        read = json.loads(text, parse_constant=_refuse_constant)
        if "\\u" in text:
            json.dumps(read, ensure_ascii=False).encode()
    except UnicodeError:
        raise refused(400, "structure", "The body must be whole UTF-8.") from None
    except json.JSONDecodeError as problem:
        said = (
            f"The body is no JSON: {problem.msg} at line {problem.lineno}, column {problem.colno}."
        )
        raise refused(400, "structure", said) from None
    except RecursionError:
        raise refused(400, "structure", "The body is nested too deeply.") from None
    except ValueError:
        raise refused(400, "structure", "The body holds a number of too many digits.") from None
    return read


def _refuse_constant(name: str) -> NoReturn:
    raise refused(400, "structure", f"The body is no JSON: {name} is no JSON number.")


def _written(made: Answer, media_type: str, name: str) -> Response:
    content = json.dumps(made.resource, ensure_ascii=False, indent=_indent()) + "\n"
    response = Response(content, made.status)
    version = f"; fhirVersion={DIALECTS[name].mime}" if media_type == _FHIR else ""
    response.headers["Content-Type"] = f"{media_type}{version}; charset=utf-8"
    if made.allow:
        response.headers["Allow"] = ", ".join((*made.allow, "OPTIONS"))
    return response


def _indent() -> int | None:
    return 2 if request.args.get("_pretty") == "true" else None


@blueprint.after_request
def _vary(response: Response) -> Response:
    """Say that the answer depends on the languages."""
    response.headers["Vary"] = "Accept, Accept-Encoding, Accept-Language"
    return response


@blueprint.errorhandler(FhirRefused)
def _answer_refused(problem: FhirRefused) -> Response:
    return _outcome(problem.status, outcome_of(problem.issues))


@blueprint.errorhandler(RecursionError)
def _answer_too_deep(_: RecursionError) -> Response:
    return _answer_refused(refused(400, "structure", "The request is nested too deeply."))


@blueprint.errorhandler(ForamenError)
def _answer_ours(problem: ForamenError) -> Response:
    kind = next(kind for kind in type(problem).__mro__ if kind in STATUSES)
    status, _ = STATUSES[kind]
    if status == 500:
        return _answer_unforeseen(problem)
    response = _answer_refused(refused(status, _CODES.get(status, "processing"), str(problem)))
    if status in {429, 503}:
        response.headers["Retry-After"] = str(getattr(problem, "retry_after_s", 5))
    return response


@blueprint.errorhandler(HTTPException)
def _answer_http(problem: HTTPException) -> Response:
    status = problem.code or 500
    if status < 400:
        return Response(problem.get_response())  # type: ignore[arg-type]
    said = problem.description or problem.name
    return _answer_refused(refused(status, _CODES.get(status, "processing"), said))


@blueprint.errorhandler(Exception)
def _answer_unforeseen(problem: Exception) -> Response:
    trace = request.environ.get(TRACE)
    number = trace.id if trace is not None else uuid.uuid4().hex[:12]
    _log.error("unforeseen error %s at %s", number, request.path, exc_info=problem)
    said = f"The service failed. Whoever runs it finds the reason in the log under {number}."
    return _answer_refused(refused(500, "exception", said))


def _outcome(status: int, outcome: Json) -> Response:
    content = json.dumps(outcome, ensure_ascii=False, indent=2) + "\n"
    return Response(content, status, mimetype=_FHIR)

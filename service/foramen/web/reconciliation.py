"""Serve the W3C Reconciliation API below `/reconcile`, which OpenRefine speaks.

Version 0.2 answers at `/reconcile`, the draft of 1.0 at `/reconcile/1.0`; both are written from the
same candidates. JSONP is not offered: every address allows requests from anywhere.
"""

from __future__ import annotations

import json
from difflib import get_close_matches
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for

from foramen.errors import BadRequest, UnknownTerm, UnsupportedMediaType
from foramen.reconcile import manifest, reading, writing
from foramen.reconcile.reconciliation import Reconciliation
from foramen.resources import version

from .parameters import Parameters
from .service import service

if TYPE_CHECKING:
    from collections.abc import Callable

    from foramen.reconcile.model import Query
    from foramen.terminology.model import Term

__all__ = ["blueprint"]

blueprint: Final = Blueprint("reconciliation", __name__, url_prefix="/reconcile")

_KEPT: Final = "foramen.reconciliation"
_making: Final = Lock()
_KINDS: Final = ("entity", "type", "property")
_FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = "application/json"
_SUGGESTED: Final = 10
_MOST_SUGGESTED: Final = 100
_MOST_OFFSET: Final = 100_000
# What the widgets of OpenRefine send along out of habit; none of it changes our answer.
_HABITS: Final = frozenset(
    ("advanced", "exact", "filter", "format", "key", "lang", "output", "prefixed", "scoring",
     "spell", "stemmed", "type", "type_strict")
)  # fmt: skip
_SHOWN: Final = ("abbreviation", "synonym", "level", "side", "root", "broader")
# A preview is shown in a frame of another site; it holds no script and no form.
_IN_FRAMES: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors *"
)


@blueprint.get("")
def manifest_or_batch() -> Response:
    """Give the manifest, or answer a batch of queries or an extension sent in the address."""
    if "callback" in request.args:
        raise BadRequest("JSONP is not offered: ask without callback; any origin may (CORS).")
    if not request.args:
        return _answer(manifest.manifest_0_2(_reconciliation(), *_addresses()))
    return _asked(Parameters(request.args, ("queries", "extend")))


@blueprint.post("")
def batch() -> Response:
    """Answer a batch of queries, or an extension, sent as a form."""
    if request.mimetype not in {_FORM, "multipart/form-data"}:
        raise UnsupportedMediaType(request.mimetype, [_FORM])
    return _asked(Parameters(request.form, ("queries", "extend")))


@blueprint.get("/suggest/<kind>")
def suggest(kind: str) -> Response:
    """Suggest entities, types or properties, for version 0.2."""
    return _suggested(kind, "cursor", _HABITS)


@blueprint.get("/flyout/<kind>")
def flyout(kind: str) -> Response:
    """Give a few lines of HTML about what was suggested."""
    _require_known(kind)
    given = Parameters(request.args, ("id", *_HABITS)).needed("id", "ForaminalStenosis")
    name, text = _attribute(given) if kind == "property" else _entity_or_type(given)
    html = render_template("reconcile_flyout.html", name=name, text=text)
    return _answer({"id": given, "html": html})


@blueprint.get("/preview")
def preview() -> Response:
    """Show an entity in the frame of a client, for version 0.2."""
    return _preview()


@blueprint.get("/properties")
def propose() -> Response:
    """Propose properties for a type, for version 0.2."""
    return _proposed()


@blueprint.get("/1.0")
def manifest_1_0() -> Response:
    """Give the manifest of the draft of version 1.0."""
    Parameters(request.args, ())
    return _answer(manifest.manifest_1_0(_reconciliation(), *_addresses()))


@blueprint.post("/1.0/match")
def match_1_0() -> Response:
    """Answer a batch of queries sent as JSON."""
    queries = reading.read_queries_1_0(_body())
    match = _remembered(_reconciliation().match)
    return _answer(writing.results_1_0([match(query) for query in queries]))


@blueprint.get("/1.0/suggest/<kind>")
def suggest_1_0(kind: str) -> Response:
    """Suggest entities, types or properties, for the draft of version 1.0."""
    return _suggested(kind, "offset", frozenset())


@blueprint.get("/1.0/preview")
def preview_1_0() -> Response:
    """Show an entity in the frame of a client, for the draft of version 1.0."""
    return _preview()


@blueprint.post("/1.0/extend")
def extend_1_0() -> Response:
    """Give properties of entities, asked for as JSON."""
    wanted = reading.read_extension(_body(), "the body")
    return _answer(writing.table_1_0(_reconciliation().extend(wanted)))


@blueprint.get("/1.0/extend/propose")
def propose_1_0() -> Response:
    """Propose properties for a type, for the draft of version 1.0."""
    return _proposed()


def _reconciliation() -> Reconciliation:
    """Give the service over the catalogue of this application, made when first asked for."""
    kept = current_app.extensions
    if _KEPT not in kept:
        with _making:
            if _KEPT not in kept:
                kept[_KEPT] = Reconciliation(service().search)
    made: Reconciliation = kept[_KEPT]
    return made


def _asked(given: Parameters) -> Response:
    most = service().settings.max_upload_bytes
    queries, extension = given.text("queries", most=most), given.text("extend", most=most)
    if bool(queries) == bool(extension):
        raise BadRequest("Send either queries or extend: a JSON object.")
    reconciliation = _reconciliation()
    if extension:
        wanted = reading.read_extension(extension, "extend")
        return _answer(writing.table_0_2(reconciliation.extend(wanted)))
    match = _remembered(reconciliation.match)
    asked = reading.read_queries_0_2(queries)
    return _answer(writing.results_0_2({key: match(query) for key, query in asked.items()}))


def _remembered(match: Callable[[Query], Any]) -> Callable[[Query], Any]:
    """Answer a query that a batch repeats only once: columns repeat their values."""
    known: dict[Query, Any] = {}

    def remembered(query: Query) -> Any:
        if query not in known:
            known[query] = match(query)
        return known[query]

    return remembered


def _suggested(kind: str, skip: str, habits: frozenset[str]) -> Response:
    _require_known(kind)
    given = Parameters(request.args, {"prefix", "limit", skip, *habits})
    prefix = given.text("prefix", most=500)
    limit = given.number("limit", _SUGGESTED, least=1, most=_MOST_SUGGESTED)
    offset = given.number(skip, 0, most=_MOST_OFFSET)
    suggester = _reconciliation().suggest
    suggestions = {
        "entity": suggester.entity,
        "type": suggester.type,
        "property": suggester.property,
    }[kind](prefix, limit, offset)
    return _answer(writing.suggested(suggestions, kind=kind))


def _require_known(kind: str) -> None:
    if kind not in _KINDS:
        abort(404, f"There is nothing here for {kind!r}, only for {', '.join(_KINDS)}.")


def _proposed() -> Response:
    given = Parameters(request.args, ("type", "limit"))
    type_ = given.text("type")
    limit = given.number("limit", 0, most=1000)
    return _answer(writing.proposal(type_, limit, _reconciliation().propose(type_, limit)))


def _preview() -> Response:
    given = Parameters(request.args, ("id",)).needed("id", "Foramen_L4-L5_left")
    reconciliation = _reconciliation()
    term = _entity(given)
    attributes = reconciliation.attributes
    facts = [
        (attributes.all[name].name, [value.text for value in attributes.values(term, name)])
        for name in _SHOWN
    ]
    codes = [mapping.object for mapping in reconciliation.catalogue.of(term.iri)]
    page = render_template("reconcile_preview.html", term=term, facts=facts, codes=codes)
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = _IN_FRAMES
    # Not kept by the front: an answer of 304 would tell the browser the policy of all other pages.
    response.headers["Cache-Control"] = "max-age=300"
    return response


def _entity(given: str) -> Term:
    reconciliation = _reconciliation()
    term = reconciliation.entities.get(given)
    if term is None:
        near = reconciliation.suggest.entity(given, 3, 0)
        raise UnknownTerm(given, [one.id for one in near])
    return term


def _attribute(given: str) -> tuple[str, str]:
    """Give the name and the description of a property."""
    known = _reconciliation().attributes.all
    if given not in known:
        raise UnknownTerm(given, get_close_matches(given, known, n=3))
    return known[given].name, known[given].description


def _entity_or_type(given: str) -> tuple[str, str]:
    """Give the name and the definition of an entity or type; topics have no definition."""
    types = _reconciliation().entities.types
    if given in types and _reconciliation().entities.get(given) is None:
        return types[given].name, ""
    term = _entity(given)
    return term.label, term.definition


def _body() -> str:
    if request.mimetype != _JSON:
        raise UnsupportedMediaType(request.mimetype, [_JSON])
    try:
        return request.get_data().decode()
    except UnicodeDecodeError:
        raise BadRequest("The body is not UTF-8.") from None


def _addresses() -> tuple[str, str, str]:
    """Give the address of the application, of its picture, and the version of the software."""
    logo = url_for("static", filename="foramen.svg", _external=True)
    return request.url_root.rstrip("/"), logo, version()


def _answer(content: dict[str, Any]) -> Response:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
    response = Response(text, mimetype=_JSON)
    response.headers["Content-Language"] = "en"
    return response

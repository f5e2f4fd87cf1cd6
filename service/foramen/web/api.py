"""Serve the look-up interface below `/api/`: terms, codes, search, relations.

Everything is JSON, and JSON-LD by the context that it names.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import NotFound

from foramen.endpoint import DISCLAIMER
from foramen.errors import BadRequest
from foramen.terminology.places import place_of
from foramen.terminology.search import LONGEST_QUERY

from .linked import CONTEXT, DEFAULT_FIELDS, FIELDS, mapping_json, term_json, term_ref
from .named import term_named
from .paging import MOST, PAGING, Page
from .parameters import Parameters
from .relations import stated
from .service import service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from foramen.terminology.model import Term
    from foramen.terminology.search_model import Hit

__all__ = ["blueprint"]

blueprint: Final = Blueprint("api", __name__, url_prefix="/api")

# The graph is asked for the relations of each term.
_MOST_WITH_RELATIONS: Final = 100
_KINDS: Final = ("class", "individual", "property")
_PLACES: Final = {
    "level": "Level_{0}", "side": "{1}Side", "region": "{1}Region", "root": "Root_{0}",
}  # fmt: skip
_FILTERS: Final = ("kind", "topic", "family", *_PLACES, "below")


def _answer(content: Mapping[str, Any]) -> Response:
    whole = {"@context": url_for("api.context", _external=True), **content}
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    return Response(text + "\n", mimetype="application/json")


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Give the JSON-LD context of every answer here."""
    Parameters(request.args, ())
    text = json.dumps({"@context": CONTEXT}, ensure_ascii=False, indent=1) + "\n"
    return Response(text, mimetype="application/ld+json")


@blueprint.get("/terms")
def terms() -> Response:
    """List terms, by kind, topic, family, level, side, root, or below a term."""
    parameters = Parameters(request.args, (*PAGING, *_FILTERS, "fields"))
    fields = _fields(parameters, ("label", "kind"))
    page = Page(parameters, most=_MOST_WITH_RELATIONS if "relations" in fields else MOST)
    fits = _filter(parameters)
    found = [term for term in _below(parameters) if fits(term)]
    listed = [term_json(term, fields) for term in page.of(found)]
    return _answer({**page.members(len(found)), "terms": listed})


@blueprint.get("/terms/<path:name>")
def term(name: str) -> Response:
    """Give one term, by its local name, CURIE, IRI, label or synonym."""
    fields = _fields(Parameters(request.args, ("fields",)), DEFAULT_FIELDS)
    return _answer({**term_json(term_named(name), fields), "disclaimer": DISCLAIMER})


@blueprint.get("/resolve")
def resolve() -> Response:
    """Give our terms for a code of another terminology, in any form."""
    parameters = Parameters(request.args, ("code",))
    code = parameters.needed("code", "ICD10CM:M99.73")
    found = service().codes.find(code)
    return _answer(
        {
            "code": found[0].object,
            "iri": found[0].object_iri,
            "label": found[0].object_label,
            "matches": [{"term": term_ref(one.subject), **mapping_json(one)} for one in found],
        }
    )


@blueprint.get("/search")
def search() -> Response:
    """Find terms by words, best first."""
    names = ("kind", "topic", "family", "level", "side")
    parameters = Parameters(request.args, (*PAGING, *names, "q", "exact"))
    page = Page(parameters)
    words = parameters.needed("q", "foraminal+stenosis", most=LONGEST_QUERY)
    chosen = {name: parameters.texts(name) for name in names}
    found = service().search.find(
        words,
        limit=page.limit,
        offset=page.offset,
        exact=parameters.flag("exact"),
        kinds=chosen["kind"],
        topics=chosen["topic"],
        families=chosen["family"],
        levels=chosen["level"],
        sides=chosen["side"],
    )
    hits = [_hit(one) for one in found.hits]
    facets = {name: dict(counts) for name, counts in found.facets.items()}
    return _answer({**page.members(found.total), "hits": hits, "facets": facets})


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.term.id,
        "iri": hit.term.iri,
        "label": hit.term.label,
        "definition": hit.term.definition,
        "kind": hit.term.kind,
        "score": round(hit.score, 4),
        "matched": hit.name,
        "matched_by": hit.kind,
    }


@blueprint.get("/relations")
def relations() -> Response:
    """List relations between terms, each with its strength and sources."""
    parameters = Parameters(request.args, (*PAGING, "subject", "property", "object"))
    page = Page(parameters)
    wanted = {key: _named(parameters, key) for key in ("subject", "property", "object")}
    rows, total = stated(wanted, page)
    return _answer({**page.members(total), "relations": rows})


@blueprint.get("/<path:name>")
def nothing_here(name: str) -> Response:
    """Say so, rather than look for a term of that name."""
    raise NotFound(f"There is no interface /api/{name}. /api lists those that there are.")


def _named(parameters: Parameters, key: str) -> str | None:
    given = parameters.text(key)
    return term_named(given).iri if given else None


def _fields(parameters: Parameters, default: tuple[str, ...]) -> tuple[str, ...]:
    """Read which fields are wanted; `all` is every one.

    Raises:
        BadRequest: there is no such field.
    """
    wanted = parameters.texts("fields")
    if wanted == ["all"]:
        return tuple(FIELDS)
    for name in wanted:
        if name not in FIELDS and name not in {"id", "iri"}:
            raise BadRequest(f"There is no field {name!r}. Fields: all, {', '.join(FIELDS)}.")
    return tuple(wanted) or default


def _below(parameters: Parameters) -> Iterable[Term]:
    catalogue = service().catalogue
    top = parameters.text("below")
    if not top:
        return catalogue.terms.values()
    return (catalogue.terms[iri] for iri in catalogue.descendants(term_named(top).iri))


def _place(name: str, value: str) -> str:
    """Find a level, side, region or root, also by its short name: `L4-L5`, `left`, `L4`."""
    short = _PLACES[name].format(value, value.capitalize())
    return (service().catalogue.get(short) or term_named(value)).iri


def _filter(parameters: Parameters) -> Callable[[Term], bool]:
    """Make the test that a term must pass."""
    kind = parameters.choice("kind", ("", *_KINDS), "")
    plain = {name: value for name in ("topic", "family") if (value := parameters.text(name))}
    places = {name: _place(name, text) for name in _PLACES if (text := parameters.text(name))}

    def fits(term: Term) -> bool:
        if kind and term.kind != kind:
            return False
        if any(getattr(term, name) != value for name, value in plain.items()):
            return False
        return not places or all(
            getattr(place_of(term), name) == value for name, value in places.items()
        )

    return fits

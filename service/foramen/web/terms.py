"""Serve a page, or a graph, at the local path of every IRI, so that our IRIs resolve here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, g, redirect, render_template, request

from foramen.engine.model import Graph
from foramen.engine.results import GRAPHS, write_answer
from foramen.errors import BadRequest, UnknownTerm
from foramen.lookup.concepts import description_query
from foramen.lookup.released import Released
from foramen.namespaces import FORAMEN, compact
from foramen.terminology.choosing import MATCHES

from .mapping_pages import notices, ordered, rows
from .negotiation import choose_output, written_response
from .presentation import address
from .service import service

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from flask.typing import ResponseReturnValue

    from foramen.lookup.model import RelationGroup

__all__ = ["blueprint"]

blueprint: Final = Blueprint("terms", __name__)

_MAPPED: Final = "owl:annotatedSource"
_SUFFIXES: Final = {"html", *(entry.extension for entry in GRAPHS)}
_OTHER_FORMS: Final = re.compile(r"(?:foramen[:_]|https?:/{1,2}w3id\.org/foramen/)")


@blueprint.get("/<path:name>")
def term(name: str) -> ResponseReturnValue:
    """Describe one of our terms; by suffix (`.ttl`) in the format of that file.

    Other forms of the name (`foramen:X`, `foramen_X`, the whole IRI) lead to its one address.
    """
    try:
        iri, suffix = _resolved(name)
    except UnknownTerm:
        plain = _OTHER_FORMS.sub("", name, count=1)
        if plain in {"", name}:
            raise
        iri, suffix = _resolved(plain)
        query = request.query_string.decode("latin-1")
        target = f"{address(iri)}.{suffix}" if suffix else address(iri)
        return redirect(f"{target}?{query}" if query else target, 301)
    return _described(iri, named=suffix)


def _resolved(name: str) -> tuple[str, str | None]:
    """Give the IRI of one of our terms, and the suffix that the name has beside it."""
    resolve = service().concepts.resolve
    try:
        return resolve(f"{FORAMEN}{name}"), None
    except UnknownTerm:
        stem, _, suffix = name.rpartition(".")
        if not stem or suffix not in _SUFFIXES:
            raise
    return resolve(f"{FORAMEN}{stem}"), suffix


@blueprint.get("/term")
def find() -> ResponseReturnValue:
    """Find a term by any of its names; one of ours is described at its own address."""
    name = request.args.get("name", "").strip()
    if not name:
        raise BadRequest("Say which term: /term?name=foraminal+stenosis")
    iri = service().concepts.resolve(name)
    # The namespace itself has no address of its own: it would lead here again.
    if iri.startswith(FORAMEN) and iri != str(FORAMEN):
        return redirect(address(iri), 303)
    return _described(iri)


def _others(groups: Iterable[RelationGroup], shown: Collection[str]) -> list[RelationGroup]:
    """Leave out what the table of mappings shows already."""
    return [group for group in groups if compact(group.property.iri) not in shown]


def _described(iri: str, *, named: str | None = None) -> Response:
    parts = service()
    g.described = iri
    output = choose_output(GRAPHS, named=named or request.args.get("format"), html="first")
    query = description_query(iri)
    if output.format is None:
        concept = parts.concepts.describe(f"<{iri}>")
        mapped = ordered(parts.catalogue.of(iri))
        page = render_template(
            "term.html",
            concept=concept,
            query=query,
            formats=GRAPHS,
            mapped=rows(mapped),
            outgoing=_others(concept.outgoing, MATCHES if mapped else ()),
            incoming=_others(concept.incoming, (_MAPPED,) if mapped else ()),
            notices=notices(mapped),
        )
        return Response(page)
    graph = parts.engine.answer(parts.engine.guard.check(query))
    if isinstance(graph, Graph):
        graph = Released(parts.knowledge).with_digits(graph)
    content = "".join(write_answer(graph, output.format.media_type)).encode()
    return written_response(content, output, iri.rpartition("/")[2])

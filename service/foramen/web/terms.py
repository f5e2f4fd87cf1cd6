"""Serve a page, or a graph, at the local path of every IRI, so that our IRIs resolve here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, g, redirect, request

from foramen.engine.model import Graph
from foramen.engine.results import GRAPHS, Format, write_answer
from foramen.errors import BadRequest, NotAcceptable, UnknownTerm
from foramen.lookup.concepts import description_query
from foramen.lookup.released import Released
from foramen.namespaces import FORAMEN

from .description import DISCLAIMER
from .negotiation import choose_output, written_response
from .presentation import address
from .service import service
from .term_cautions import cautions_table
from .term_figures import neighbours
from .term_files import CSV, FORMATS, MARKDOWN, note, table
from .term_page import tell, term_page

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

__all__ = ["blueprint"]

blueprint: Final = Blueprint("terms", __name__)

_FORMATS: Final = (*GRAPHS, *FORMATS)
_SUFFIXES: Final = {"html", *(entry.extension for entry in _FORMATS)}
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
    if (iri := f"{FORAMEN}{name}") in service().catalogue.terms:
        return iri, None
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


def _described(iri: str, *, named: str | None = None) -> ResponseReturnValue:
    parts = service()
    g.described = iri
    part = request.args.get("part")
    if part is not None:
        return _cautions(iri, part)
    output = choose_output(_FORMATS, named=named or request.args.get("format"), html="first")
    if output.format is None:
        return Response(term_page(iri))
    if output.format in FORMATS:
        content = _file(iri, output.format)
    else:
        graph = parts.engine.answer(parts.engine.guard.check(description_query(iri)))
        if isinstance(graph, Graph):
            graph = Released(parts.knowledge).with_digits(graph)
        content = "".join(write_answer(graph, output.format.media_type))
    return written_response(content.encode(), output, iri.rpartition("/")[2])


def _cautions(iri: str, part: str) -> ResponseReturnValue:
    """Give the one part of a page that is had by itself."""
    if part != "cautions":
        raise BadRequest(f"part is cautions, not {part!r}; without it the whole term is given.")
    output = choose_output((CSV,), named=request.args.get("format"), html="last")
    if output.format is None:
        return redirect(f"{address(iri)}#cautions", 303)
    content = cautions_table(tell(iri, whole=True)).encode()
    return written_response(content, output, f"{iri.rpartition('/')[2]}-cautions")


def _file(iri: str, form: Format) -> str:
    if form is CSV:
        return table(tell(iri, whole=True))
    told = tell(iri, whole=False)
    if form is MARKDOWN:
        return note(told, request.base_url)
    drawing = neighbours(told.term, told.relations) if told.term else None
    if drawing is None:
        raise NotAcceptable(entry.names[0] for entry in _FORMATS if entry is not form)
    foot = (f"Foramen {service().knowledge.version}, CC BY 4.0", "For education; no advice")
    return drawing.file(request.url_root, described=f"{drawing.title}. {DISCLAIMER}", foot=foot)

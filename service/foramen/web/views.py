"""Serve the vocabulary as SKOS and as OBO, and searches in the form of OLS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, current_app, redirect, request, url_for

from foramen.engine.results import GRAPHS, Format, write_answer
from foramen.errors import BadRequest
from foramen.terminology.obo import obo_lines
from foramen.terminology.obograph import obo_graph
from foramen.terminology.skos import skos_graph

from .negotiation import Output, choose_output, written_response
from .ols import answer
from .parameters import Parameters
from .service import service

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

__all__ = ["blueprint"]

blueprint: Final = Blueprint("views", __name__)

_SKOS: Final = tuple(entry for entry in GRAPHS if entry.extension in {"ttl", "nt", "jsonld", "rdf"})
_OBO: Final = Format(("obo",), "text/obo", (), "obo")
_OBO_GRAPH: Final = Format(("json",), "application/json", (), "json")


@blueprint.get("/skos")
def skos() -> ResponseReturnValue:
    """Give the concept scheme, which has this name; people get the page of the files."""
    parameters = Parameters(request.args, ("format",))
    output = choose_output(_SKOS, named=parameters.text("format"), html="last")
    return redirect(url_for("dumps.downloads"), 303) if output.format is None else _skos(output)


@blueprint.get("/skos.<suffix>")
def skos_file(suffix: str) -> Response:
    """Give the concept scheme as a file."""
    Parameters(request.args, ())
    for entry in _SKOS:
        if suffix == entry.extension:
            return _skos(Output(entry.media_type, entry))
    ends = ", ".join(entry.extension for entry in _SKOS)
    raise BadRequest(f"There is no file skos.{suffix}. It may end in {ends}.")


@blueprint.get("/foramen.obo")
def obo() -> Response:
    """Give the classes and relations in the format of OBO."""
    return _file(_OBO, "foramen", _obo)


@blueprint.get("/foramen.json")
def graph() -> Response:
    """Give the same as an OBO graph."""
    return _file(_OBO_GRAPH, "foramen", _graph)


@blueprint.get("/api/ols/search")
@blueprint.get("/ols/api/search")
def ols_search() -> Response:
    """Answer a search as OLS does; its clients add `/api/search` to an address that they are given.

    So theirs is `/ols`, and the other address lies beside the rest of the interfaces.
    """
    text = json.dumps(answer(request.args), ensure_ascii=False, indent=1) + "\n"
    return Response(text, mimetype="application/json")


def _file(entry: Format, name: str, write: Callable[[], bytes]) -> Response:
    Parameters(request.args, ())
    return _kept(Output(entry.media_type, entry), name, write)


def _skos(output: Output) -> Response:
    def write() -> bytes:
        knowledge = service().knowledge
        scheme = skos_graph(service().catalogue, knowledge.version, knowledge.version_iri)
        return "".join(write_answer(scheme, output.media_type)).encode()

    return _kept(output, "foramen-skos", write)


def _obo() -> bytes:
    return "".join(obo_lines(service().catalogue, service().knowledge.version_iri)).encode()


def _graph() -> bytes:
    found = obo_graph(service().catalogue, service().knowledge.version_iri)
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _kept(output: Output, name: str, write: Callable[[], bytes]) -> Response:
    """Write a file once in each process: it takes up to a second, and never changes."""
    files: dict[tuple[str, str], bytes] = current_app.extensions.setdefault("foramen.views", {})
    key = name, output.media_type
    if key not in files:
        files[key] = write()
    return written_response(files[key], output, name)

"""Serve what describes the dataset: `/.well-known/void`, `/dataset` (DCAT), `/prefixes`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, redirect, render_template, request, url_for
from rdflib import Literal, URIRef

from foramen.distributions import ONTOLOGY
from foramen.engine.model import make_graph
from foramen.engine.results import GRAPHS, Format, write_answer
from foramen.namespaces import FORAMEN, PREFIXES, RDF, SH, XSD

from .description import dcat_record, void_description
from .negotiation import choose_output, written_response
from .service import service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.typing import ResponseReturnValue

    from foramen.engine.model import Graph, Triple
    from foramen.knowledge import Knowledge

__all__ = ["blueprint"]

blueprint: Final = Blueprint("metadata", __name__)

_CONTEXT: Final = Format(("jsonld", "json-ld"), "application/ld+json", (), "jsonld")
_MAP: Final = Format(("json",), "application/json", (), "json")
_QUERY_LINES: Final = Format(("sparql", "text", "txt"), "text/plain", (), "rq")
_DECLARED: Final = tuple(entry for entry in GRAPHS if entry.media_type != _CONTEXT.media_type)


@blueprint.get("/.well-known/void")
def void() -> ResponseReturnValue:
    """Give the VoID description."""
    return _described(void_description, "void")


@blueprint.get("/dataset")
def dataset() -> ResponseReturnValue:
    """Give the catalogue record; people get the page of the files."""
    return _described(dcat_record, "dataset")


def _described(make: Callable[[Knowledge, str], Graph], name: str) -> ResponseReturnValue:
    output = choose_output(GRAPHS, named=request.args.get("format"), html="last")
    if output.format is None:
        return redirect(url_for("dumps.downloads"), 303)
    graph = make(service().knowledge, request.url_root)
    content = "".join(write_answer(graph, output.format.media_type)).encode()
    return written_response(content, output, name)


@blueprint.get("/prefixes")
def prefixes() -> Response:
    """Give the prefixes: as a table, a JSON-LD context, a map, SHACL, or lines of a query."""
    formats = (_CONTEXT, _MAP, _QUERY_LINES, *_DECLARED)
    output = choose_output(formats, named=request.args.get("format"), html="first")
    if output.format is None:
        page = render_template("prefixes.html", prefixes=PREFIXES, formats=formats)
        return Response(page)
    if output.format is _CONTEXT:
        content = _dumped({"@context": {name: _term(iri) for name, iri in PREFIXES.items()}})
    elif output.format is _MAP:
        content = _dumped(dict(PREFIXES))
    elif output.format is _QUERY_LINES:
        content = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    else:
        content = "".join(write_answer(make_graph(_declarations()), output.format.media_type))
    return written_response(content.encode(), output, "prefixes")


def _term(namespace: str) -> object:
    """Say that a term is a prefix, where JSON-LD 1.1 would not take it for one by its end."""
    return namespace if namespace[-1] in "/#:?[]@" else {"@id": namespace, "@prefix": True}


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _declarations() -> Iterator[Triple]:
    for prefix, namespace in PREFIXES.items():
        node = FORAMEN[f"prefix_{prefix}"]
        yield URIRef(ONTOLOGY), SH.declare, node
        yield node, RDF.type, SH.PrefixDeclaration
        yield node, SH.prefix, Literal(prefix)
        yield node, SH.namespace, Literal(namespace, datatype=XSD.anyURI)

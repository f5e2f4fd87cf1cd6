"""Serve `/sparql`: the protocol for programs, a form and a table for people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, g, render_template, request

from foramen.engine.results import BINDINGS, GRAPHS, formats_for, write_answer
from foramen.namespaces import FORAMEN, RDFS

from .description import service_description
from .explain import explained_answer
from .negotiation import choose_output, written_response
from .presentation import table
from .protocol import read_sparql_request
from .requests_log import QUERY
from .service import service

if TYPE_CHECKING:
    from .protocol import SparqlRequest

__all__ = ["blueprint"]

blueprint: Final = Blueprint("sparql", __name__)

_EXAMPLE: Final = f"""PREFIX foramen: <{FORAMEN}>
PREFIX rdfs: <{RDFS}>
SELECT ?foramen ?foramenLabel ?root ?rootLabel WHERE {{
  ?foramen foramen:transmitsRoot ?root ;
    rdfs:label ?foramenLabel .
  ?root rdfs:label ?rootLabel .
}}
ORDER BY ?foramenLabel
LIMIT 50
"""


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query, or describe the endpoint where there is none."""
    asked = read_sparql_request(request)
    if asked.query is None:
        return _endpoint(asked)
    g.query = request.environ[QUERY] = asked.query
    engine = service().engine
    checked = engine.guard.check(
        asked.query, default_graphs=asked.default_graphs, named_graphs=asked.named_graphs
    )
    checked = replace(checked, time_limit_ms=asked.time_limit_ms)
    if asked.explain:
        return explained_answer(checked, asked.format)
    formats = formats_for(checked)
    output = choose_output(formats, named=asked.format, html="last")
    if output.format is None:
        shown = table(engine.answer(checked))
        response = Response(
            render_template("sparql.html", query=asked.query, formats=formats, table=shown)
        )
    else:
        written = engine.write(checked, output.format.media_type)
        response = written_response(written, output, "answer")
    if checked.is_volatile:
        response.headers["Cache-Control"] = "no-store"
    return response


def _endpoint(asked: SparqlRequest) -> Response:
    output = choose_output(GRAPHS, named=asked.format, html="last")
    if output.format is None:
        return Response(render_template("sparql.html", query=_EXAMPLE, formats=BINDINGS))
    graph = service_description(service().knowledge, request.base_url, service().settings)
    content = "".join(write_answer(graph, output.format.media_type)).encode()
    return written_response(content, output, "service-description")

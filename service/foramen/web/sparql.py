"""Serve `/sparql`: the protocol for programs, a form and a table for people."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, g, render_template, request

from foramen.engine.model import Bindings
from foramen.engine.results import BINDINGS, GRAPHS, formats_for, write_answer
from foramen.errors import BadRequest, UnknownQuestion
from foramen.namespaces import FORAMEN, RDFS
from foramen.pictures.bars import bars_of, draw_bars

from .answering import account_of
from .description import service_description
from .explain import explained_answer
from .negotiation import choose_output, written_response
from .presentation import by_topic
from .protocol import read_sparql_request
from .requests_log import QUERY
from .service import service
from .snippets import snippets_for

if TYPE_CHECKING:
    from foramen.engine.model import CheckedQuery
    from foramen.engine.results import Format
    from foramen.questions import Question

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
_LONGEST_SHARED: Final = 4_000


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
        response = Response(_answer_page(asked, checked, formats))
    else:
        written = engine.write(checked, output.format.media_type)
        response = written_response(written, output, "answer")
    if checked.is_volatile:
        response.headers["Cache-Control"] = "no-store"
    return response


def _answer_page(asked: SparqlRequest, checked: CheckedQuery, formats: tuple[Format, ...]) -> str:
    """Show an answer below the editor, or alone where `view=answer`."""
    alone = _chosen("view", "answer")
    account = account_of(service().engine, checked, service().settings)
    bars = None
    if isinstance(account.answer, Bindings):
        bars = bars_of(account.answer, service().concepts.names.label)
    fields = _fields(asked)
    shared = f"{request.base_url}?{urlencode([*fields, ('format', 'html')])}"
    as_table = next((entry for entry in formats if entry.extension == "csv"), formats[0])
    return render_template(
        "sparql/answer.html" if alone else "sparql.html",
        query=checked.text,
        formats=formats,
        account=account,
        chart=draw_bars(bars, prefix="chart").inline() if bars else None,
        names=_chosen("names", "both"),
        fields=fields,
        shared=shared,
        is_long=len(shared) > _LONGEST_SHARED,
        snippets=snippets_for(request.base_url, fields, as_table, posts=True),
    )


def _fields(asked: SparqlRequest) -> list[tuple[str, str]]:
    """Give what the answer depends on, as parameters."""
    graphs = [("default-graph-uri", graph) for graph in asked.default_graphs]
    graphs += [("named-graph-uri", graph) for graph in asked.named_graphs]
    time = [("timeout", f"{asked.time_limit_ms}ms")] if asked.time_limit_ms else []
    return [("query", asked.query or ""), *graphs, *time]


def _chosen(parameter: str, choice: str) -> bool:
    """Tell whether a parameter of the pages has its one value."""
    value = request.args.get(parameter, "")
    if value not in {"", choice}:
        raise BadRequest(f"{parameter} can be {choice}, or be left out; not {value!r}.")
    return value == choice


def _endpoint(asked: SparqlRequest) -> Response:
    output = choose_output(GRAPHS, named=asked.format, html="last")
    if output.format is None:
        example = _example(request.args.get("example", ""))
        page = render_template(
            "sparql.html",
            query=example.text if example else _EXAMPLE,
            formats=BINDINGS,
            example=example,
            topics=by_topic(service().questions.values()),
        )
        return Response(page)
    graph = service_description(service().knowledge, request.base_url, service().settings)
    content = "".join(write_answer(graph, output.format.media_type)).encode()
    return written_response(content, output, "service-description")


def _example(name: str) -> Question | None:
    library = service().questions
    if name and name not in library:
        raise UnknownQuestion(name, get_close_matches(name, library, n=3))
    return library.get(name)

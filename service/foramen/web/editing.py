"""Serve what the SPARQL editor asks while one types: what the graph holds, what is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, request

from foramen.engine.trial import fault_of
from foramen.errors import BadRequest
from foramen.terminology.advice import advise

from .parameters import Parameters
from .protocol import read_sparql_request
from .service import service

if TYPE_CHECKING:
    from foramen.engine.trial import Fault
    from foramen.terminology.advice import Advice

__all__ = ["blueprint"]

blueprint: Final = Blueprint("editing", __name__)


@blueprint.get("/sparql/schema.json")
def schema() -> Response:
    """Give which class has which property, most used first; kept once it was asked for."""
    Parameters(request.args, ())
    return Response(service().schema, mimetype="application/json")


@blueprint.route("/sparql/check", methods=["GET", "POST"])
def check() -> Response:
    """Say what is wrong with a query, and what is probably not meant, without running it."""
    asked = read_sparql_request(request)
    if asked.query is None:
        raise BadRequest("Say query: for example query=ASK {}")
    parts = service()
    graphs = parts.knowledge.graphs
    fault = fault_of(
        parts.engine,
        asked.query,
        min(graphs, key=lambda graph: graphs[graph], default=""),
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )
    advice: tuple[Advice, ...] = ()
    if fault is None:
        advice = advise(asked.query, parts.engine, parts.catalogue, parts.concepts.names)
    said = {"ok": fault is None, "remarks": [*_remarks(fault, advice)]}
    response = Response(json.dumps(said, ensure_ascii=False) + "\n", mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"  # what one types is worth no room
    return response


def _remarks(fault: Fault | None, advice: tuple[Advice, ...]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if fault is not None:
        found.append(
            {"kind": "error", "line": fault.line, "column": fault.column, "text": fault.text}
        )
    found += [
        {
            "kind": "advice", "line": one.line, "column": one.column,
            "length": one.length, "text": one.text,
        }
        for one in advice
    ]  # fmt: skip
    return found

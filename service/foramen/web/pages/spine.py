"""Show the spine, and everything that bears on one of its foramina, alone or beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from flask import Blueprint, Response, redirect, render_template, request, url_for

from foramen.engine.results import BINDINGS, GRAPHS, write_answer
from foramen.lookup.level_query import level_graph_query, level_query
from foramen.lookup.levels_query import LEVELS_QUERY
from foramen.terminology.level_address import find_spot, read_spot
from foramen.web.level_files import compared_rows, level_rows
from foramen.web.level_page import Comparison, LevelPage, figure_of
from foramen.web.level_view import link_of
from foramen.web.negotiation import choose_output, written_response
from foramen.web.parameters import Parameters
from foramen.web.service import service

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from foramen.engine.model import Answer
    from foramen.terminology.level_address import Spot
    from foramen.web.negotiation import Output

__all__ = ["blueprint"]

blueprint: Final = Blueprint("spine", __name__)


@blueprint.get("/spine/")
def spine() -> Response:
    """Show the whole spine: a figure, and the same as a table."""
    Parameters(request.args, ("format",)).text("format")
    output = choose_output(BINDINGS, named=request.args.get("format"), html="first")
    if output.format is not None:
        return _file(_asked(LEVELS_QUERY), output, "spine")
    page = render_template(
        "spine.html", column=service().column, figure=figure_of(), query=LEVELS_QUERY
    )
    return Response(page)


@blueprint.get("/spine/compare")
def compare() -> ResponseReturnValue:
    """Lead to the comparison of two foramina, each named like `L4-L5-left`."""
    parameters = Parameters(request.args, ("a", "b"))
    first = read_spot(service().column, parameters.needed("a", "L4-L5-left"))
    second = read_spot(service().column, parameters.needed("b", "L5-S1-left"))
    return redirect(_address(first, {"with": second.name}), 303)


@blueprint.get("/spine/<level>/<side>")
def level(level: str, side: str) -> ResponseReturnValue:
    """Show what bears on the foramen of a level and side; `with=` lays another beside it."""
    parameters = Parameters(request.args, ("with", "format"))
    spot = find_spot(service().column, level, side)
    if (level, side) != (spot.level.key, spot.side):
        return redirect(_address(spot, request.args.to_dict()), 301)
    other = parameters.text("with")
    if other:
        return _compared(spot, read_spot(service().column, other))
    output = choose_output((*BINDINGS, *GRAPHS), named=request.args.get("format"), html="first")
    page = LevelPage(spot)
    if output.format in GRAPHS:
        return _file(_asked(level_graph_query(spot.opening.iri)), output, spot.name)
    if output.format is not None:
        return _file(level_rows(page.facts, page.mapped), output, spot.name)
    query = level_query(spot.opening.iri)
    text = render_template(
        "spine/level.html", page=page, query=query, column=service().column, link_of=link_of
    )
    return Response(text)


def _compared(first: Spot, second: Spot) -> Response:
    output = choose_output(BINDINGS, named=request.args.get("format"), html="first")
    page = Comparison(first, second)
    if output.format is not None:
        return _file(compared_rows(page.rows), output, f"{first.name}-and-{second.name}")
    queries = [level_query(spot.opening.iri) for spot in (first, second)]
    text = render_template("spine/compare.html", page=page, queries=queries, link_of=link_of)
    return Response(text)


def _address(spot: Spot, args: dict[str, str]) -> str:
    return url_for(
        "spine.level", level=spot.level.key, side=spot.side, **cast("dict[str, Any]", args)
    )


def _asked(query: str) -> Answer:
    engine = service().engine
    return engine.answer(engine.guard.check(query))


def _file(answer: Answer, output: Output, name: str) -> Response:
    content = "".join(write_answer(answer, output.media_type)).encode()
    return written_response(content, output, name)

"""Serve the figures as SVG files: whole by themselves, with their licence and what they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, request

from foramen.errors import BadRequest
from foramen.pictures.body import draw_body
from foramen.pictures.spine import draw_spine
from foramen.terminology.column import SIDES
from foramen.web.description import DISCLAIMER
from foramen.web.parameters import Parameters
from foramen.web.presentation import address
from foramen.web.service import service
from foramen.web.spine_addresses import spine_address

if TYPE_CHECKING:
    from foramen.pictures.svg import Drawing

__all__ = ["blueprint"]

blueprint: Final = Blueprint("figures", __name__)

_MOST_ROOTS: Final = 12


@blueprint.get("/spine/picture.svg")
def spine() -> Response:
    """Give the spine, one foramen of it chosen where level and side are given."""
    parameters = Parameters(request.args, ("level", "side"))
    levels = {level.key: level for level in service().column.levels}
    key = parameters.choice("level", ("", *levels), "")
    side = parameters.choice("side", ("", *SIDES), "")
    if bool(key) != bool(side):
        raise BadRequest("Give level and side together, for example level=L4-L5&side=left")
    chosen = levels[key].foramina.get(side) if key else None
    drawing = draw_spine(
        service().column,
        address=spine_address,
        chosen=chosen.iri if chosen else "",
        swap=False,
    )
    return _file(drawing, "-".join(filter(None, ("spine", key, side))))


@blueprint.get("/spine/body.svg")
def body() -> Response:
    """Give the body, with the skin of the given roots, and in dashes that of others."""
    parameters = Parameters(request.args, ("root", "passing"))
    roots, passing = (
        [_root(name) for name in parameters.texts(given, most=_MOST_ROOTS)]
        for given in ("root", "passing")
    )
    drawing = draw_body(service().column, address=address, lit=roots, passing=passing)
    return _file(drawing, "-".join(["body", *(root.rpartition("/")[2] for root in roots)]))


def _root(name: str) -> str:
    term = service().catalogue.get(name)
    if term is None or not service().column.root(term.iri):
        raise BadRequest(f"{name!r} is no nerve root here. Give root=Root_L4_left or root=Root_C8")
    return term.iri


def _file(drawing: Drawing, name: str) -> Response:
    version = service().knowledge.version
    content = drawing.file(
        request.url_root,
        described=f"{drawing.title} {DISCLAIMER}",
        foot=(f"Foramen {version}, CC BY 4.0", "For education; not medical advice"),
    )
    response = Response(content, mimetype="image/svg+xml")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.svg"'
    return response

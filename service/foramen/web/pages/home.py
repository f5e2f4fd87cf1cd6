"""Serve the home page."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template
from markupsafe import Markup

from foramen.pictures.spine import draw_spine
from foramen.web.presentation import by_topic
from foramen.web.service import service
from foramen.web.spine_addresses import spine_address

__all__ = ["blueprint"]

blueprint: Final = Blueprint("home", __name__)

_FEATURED: Final = "featured"
_SAMPLE: Final = "SELECT * FROM <{}> WHERE {{ ?subject ?predicate ?object }} LIMIT 100"
_TO_TRY: Final = ("C7/T1", "foraminotomy", "sciatica", "UBERON:0009632")


@blueprint.get("/")
def home() -> str:
    """Say what this is, how much there is of it, and where each kind of reader begins."""
    column = service().column
    featured = by_topic(
        question for question in service().questions.values() if _FEATURED in question.tags
    )
    picture = draw_spine(column, address=spine_address, swap=False).inline()
    return render_template(
        "home.html",
        column=column,
        foramina=sum(len(level.foramina) for level in column.levels),
        picture=Markup(picture),  # noqa: S704 - written by xml.etree, which escapes
        featured=featured,
        total=len(service().questions),
        sample=_SAMPLE,
        to_try=_TO_TRY,
    )

"""Let people walk the terms: by kind, by part, by topic, by letter."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template

__all__ = ["blueprint"]

blueprint: Final = Blueprint("browse", __name__)


@blueprint.get("/browse/")
def kinds() -> str:
    """Let people walk the terms: by kind, by part, by topic, by letter."""
    return render_template("browse.html")

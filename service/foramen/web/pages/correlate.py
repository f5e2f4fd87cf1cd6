"""Tell which roots, foramina and other causes the graph connects with findings."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template

__all__ = ["blueprint"]

blueprint: Final = Blueprint("correlate", __name__)


@blueprint.get("/correlate")
def correlate() -> str:
    """Tell which roots, foramina and other causes the graph connects with findings."""
    return render_template("correlate.html")

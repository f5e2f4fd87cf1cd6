"""Say how the graph is made, what it may be used for, and what changed."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template

__all__ = ["blueprint"]

blueprint: Final = Blueprint("about", __name__)


@blueprint.get("/about")
def about() -> str:
    """Say how the graph is made, what it may be used for, and what changed."""
    return render_template("about.html")

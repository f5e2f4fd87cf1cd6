"""Search the terms, and suggest them while a name is typed."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template

__all__ = ["blueprint"]

blueprint: Final = Blueprint("search", __name__)


@blueprint.get("/search")
def search() -> str:
    """Show what a search finds."""
    return render_template("search.html")


@blueprint.get("/search/suggest")
def suggest() -> str:
    """Give options of a list, as HTML for the script of the pages."""
    return ""

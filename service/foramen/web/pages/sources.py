"""Show each source with what rests on it, and each claim with the statements that carry it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template

__all__ = ["blueprint"]

blueprint: Final = Blueprint("sources", __name__)


@blueprint.get("/sources/")
def sources() -> str:
    """Show each source with what rests on it, and each claim with the statements that carry it."""
    return render_template("sources.html")

"""Show the spine, and everything that bears on one of its levels."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template

__all__ = ["blueprint"]

blueprint: Final = Blueprint("spine", __name__)


@blueprint.get("/spine/")
def spine() -> str:
    """Show the spine, and everything that bears on one of its levels."""
    return render_template("spine.html")

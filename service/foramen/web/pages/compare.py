"""Lay two concepts beside one another."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template

__all__ = ["blueprint"]

blueprint: Final = Blueprint("compare", __name__)


@blueprint.get("/compare")
def compare() -> str:
    """Lay two concepts beside one another."""
    return render_template("compare.html")

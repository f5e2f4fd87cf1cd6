"""Serve `/api/annotate`: free text in, concepts with level, side and certainty out."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

__all__ = ["blueprint"]

blueprint: Final = Blueprint("annotation", __name__)

"""Serve the look-up interface below `/api/`: terms, codes, search, relations."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

__all__ = ["blueprint"]

blueprint: Final = Blueprint("api", __name__)

"""Serve the whole vocabulary as SKOS, as OBO Graph JSON, and as OLS answers a search."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

__all__ = ["blueprint"]

blueprint: Final = Blueprint("views", __name__)

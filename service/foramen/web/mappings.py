"""Serve the mappings below `/mappings/`: pages, SSSOM, JSON, RDF."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

__all__ = ["blueprint"]

blueprint: Final = Blueprint("mappings", __name__)

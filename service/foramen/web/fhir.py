"""Serve FHIR terminology below `/fhir/r4` and `/fhir/r5`."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

__all__ = ["blueprint"]

blueprint: Final = Blueprint("fhir", __name__)

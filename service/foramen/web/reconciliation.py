"""Serve the W3C Reconciliation API below `/reconcile`, which OpenRefine speaks."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

__all__ = ["blueprint"]

blueprint: Final = Blueprint("reconciliation", __name__)

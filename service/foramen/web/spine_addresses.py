"""Tell where openings of the spine lead: foramina to the page of their level and side."""

from __future__ import annotations

from flask import url_for

from .presentation import address
from .service import service

__all__ = ["spine_address"]


def spine_address(iri: str) -> str:
    """Give the address of the page about an opening by which a root leaves."""
    found = service().column.foramen(iri)
    if found is None:
        return address(iri)
    level, opening = found
    return f"{url_for('spine.spine')}{level.key}/{opening.side}"

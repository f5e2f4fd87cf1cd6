"""Write the picture of a handout: the SVG document that the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foramen.teaching.handout import Handout

__all__ = ["written"]


def written(handout: Handout) -> bytes:
    """Write the picture as it is."""
    return f"{handout.picture.rstrip()}\n".encode()

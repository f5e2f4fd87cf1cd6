"""Write handouts in the formats that the tools of teachers read.

Each format is one module. `FORMATS` lists them in the order in which they are offered; `offered`
says which of them a handout has the parts for, `write` writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .formats import FORMATS, HandoutFormat, named, offered
from .linked_data import embedded, other_form
from .release import absolute

if TYPE_CHECKING:
    from foramen.teaching.handout import Handout

__all__ = [
    "FORMATS", "HandoutFormat", "absolute", "embedded", "named", "offered", "other_form", "write",
]  # fmt: skip


def write(handout: Handout, form: HandoutFormat) -> bytes:
    """Write a handout; the same handout gives the same bytes."""
    return form.write(handout)

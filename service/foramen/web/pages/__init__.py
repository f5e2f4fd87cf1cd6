"""Serve the pages that people read; each module is one page and the addresses below it.

A page is whole without a script. What it shows is in the graph, and it says by which query.
"""

from __future__ import annotations

from typing import Final

from . import about, browse, compare, correlate, figures, home, search, sources, spine

__all__ = ["BLUEPRINTS"]

BLUEPRINTS: Final = tuple(
    page.blueprint
    for page in (home, figures, spine, correlate, browse, search, compare, sources, about)
)

"""Serve the pages for those who plan teaching; each module is one page and its interface.

A page shows a `Handout`: what stands on it is what its files hold, and what `/api/teach/...` gives.
"""

from __future__ import annotations

from typing import Final

from . import cards, coverage, objectives, path, plan, quiz, sheets, topics

__all__ = ["BLUEPRINTS"]

BLUEPRINTS: Final = tuple(
    page.blueprint for page in (topics, objectives, path, plan, coverage, quiz, cards, sheets)
)

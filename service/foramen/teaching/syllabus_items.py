"""Take off a line of a syllabus what orders it, so that what it names is left.

>>> item_of("3. Week 2: Borders of the foramen"), item_of("## Lecture 4 - Roots"), item_of("// x")
('Borders of the foramen', 'Roots', '')
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["item_of"]

_HIDDEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_COMMENT: Final = re.compile(r"//|<!--")
# Lines of Markdown that part what is above from what is below, and the border below a table's head.
_RULE: Final = re.compile(r"[\s|:=*_.\-]+")
_UNITS: Final = (
    "week|wk|lecture|session|module|unit|chapter|part|lesson|topic|day|class|block|section|seminar|"
    "workshop|lab|practical|tutorial|station|talk|slide|theme|hour|term|step|item|no|nr"
)
_COUNT: Final = r"(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|[A-Za-z])"
_TIME: Final = r"\d{1,2}[:.h]\d{2}(?:\s?[ap]m)?\b"
# Each is tried at the beginning of what is left, again and again.
_BEGINNINGS: Final = (
    re.compile(r"#{1,6}\s+"),
    # The private signs are the bullets of word processors, as they come out of a PDF; so is "o ".
    re.compile(
        "(?:[>*+\\-\u2010-\u2015\u2022\u2023\u2043\u25a0-\u25ff\u00b7\u00bb\u203a\u2192\u2713\u2714\u27a2"
        "\uf0a7\uf0b7\uf0d8\uf0fc]+|o)\\s+"
    ),
    re.compile(r"\[[ xX]?\]\s+"),
    re.compile(rf"(?:{_TIME})(?:\s?[-\u2013]\s?{_TIME})?(?:\s?h)?(?:\s*[:\-\u2013|])?(?:\s+|$)"),
    re.compile(r"(?:\d{1,3}\.)+\d{0,3}\)?\s+|\d{1,3}(?:\.\d{1,3})*[):]\s*(?=\D)"),
    re.compile(rf"\({_COUNT}\)\s*|(?:[a-zA-Z]|[ivx]{{2,5}}|[IVX]{{2,5}})[.)]\s+"),
    re.compile(r"(?:week|wk)s?\.?\s*\d{1,2}(?:\s?[-\u2013&+]\s?\d{1,2})?(?!\S)\s*", re.IGNORECASE),
    re.compile(
        rf"(?:{_UNITS})\.?\s*#?\s*{_COUNT}(?:\s?[-/\u2013&+]\s?\d{{1,3}})?"
        r"(?:\s*[:.)\-\u2013\u2014|]+(?=\s|$)|:|\s*$)\s*",
        re.IGNORECASE,
    ),
)
_MOST_ROUNDS: Final = 6


def item_of(line: str) -> str:
    """Give what a line names; nothing where it is empty, a comment, or only orders others."""
    text = _HIDDEN.sub("", line).strip()
    if _COMMENT.match(text) or _RULE.fullmatch(text):
        return ""
    text = _cells(text)
    for _ in range(_MOST_ROUNDS):
        before = text
        for beginning in _BEGINNINGS:
            text = text[found.end() :] if (found := beginning.match(text)) else text
        if text == before:
            break
    text = text.strip(" \t*_#|.,;:")
    return text if any(sign.isalpha() for sign in text) else ""


def _cells(text: str) -> str:
    """Part cells of a pasted table by semicolons, without those that only number it."""
    parts = text.strip("|").split("|") if text.startswith("|") else text.split("\t")
    cells = [" ".join(part.split()) for part in parts]
    return "; ".join(cell for cell in cells if any(sign.isalpha() for sign in cell)) or text.strip()

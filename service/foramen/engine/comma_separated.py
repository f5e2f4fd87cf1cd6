"""Write rows as CSV, as SPARQL 1.1 Query Results CSV asks (with the quotes of RFC 4180).

Oxigraph's own writer leaves an IRI without quotes also where it holds a comma, which then parts
it into two cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CSV", "line"]

CSV: Final = "text/csv"
_QUOTED: Final = re.compile(r'[",\r\n]')


def line(cells: Iterable[str]) -> str:
    r"""Write one line, of names or of what the terms of a row say.

    >>> line(["x:y,z", 'a "b" c', ""])
    '"x:y,z","a ""b"" c",\r\n'
    """
    return ",".join(map(_cell, cells)) + "\r\n"


def _cell(text: str) -> str:
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text

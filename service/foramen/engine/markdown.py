"""Write rows as a table of Markdown (the pipe tables of GitHub), one line a row.

An IRI stands as code, shortened where a prefix fits, and a text stands as it reads: whatever
Markdown would take for a mark of its own is escaped. Types and languages are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import rdflib
from rdflib import URIRef

from foramen.namespaces import compact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .model import Term

__all__ = ["MARKDOWN", "escaped", "head", "line"]

MARKDOWN: Final = "text/markdown"
_MARKS: Final = re.compile(r"[\\`*_\[\]<>|&~]")
_ENDS: Final = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def head(variables: Sequence[str]) -> str:
    r"""Write the two lines that begin a table.

    >>> head(["root", "rootLabel"])
    '| root | rootLabel |\n| --- | --- |\n'
    """
    names = [escaped(name) for name in variables]
    return _joined(names) + _joined(["---"] * max(1, len(names)))


def line(variables: Sequence[str], row: Mapping[str, Term]) -> str:
    r"""Write one row.

    >>> line(["a", "b"], {"b": rdflib.Literal("x | y")})
    '|  | x \\| y |\n'
    """
    return _joined([_cell(row.get(name)) for name in variables])


def _joined(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, URIRef):
        # Code has no escapes but that of the bar, which ends a cell wherever it stands.
        return f"`{compact(str(term)).replace('|', chr(92) + '|')}`"
    return escaped(str(term) if isinstance(term, rdflib.Literal) else f"_:{term}")


def escaped(text: str) -> str:
    """Keep words from being read as marks of Markdown, or of HTML in it; a line break is a tag."""
    return _ENDS.sub("<br>", _MARKS.sub(lambda found: f"\\{found[0]}", text))

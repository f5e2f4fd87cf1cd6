"""Decide whether two answers are the same.

Blank nodes may be called anything, but one node must stay one node. Numbers and booleans are the
same where type and value are: `1.0` is `1.00`. All else must be equal sign by sign.
"""

from __future__ import annotations

import re
import struct
from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Row", "same_in_order", "same_rows"]

Row: TypeAlias = "tuple[Any, ...]"

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_DECIMAL: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DOUBLE: Final = re.compile(r"[+-]?((\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|INF)|NaN")
_WHOLE: Final = {
    f"{_XSD}{name}"
    for name in (
        "integer", "nonPositiveInteger", "negativeInteger", "nonNegativeInteger",
        "positiveInteger", "long", "int", "short", "byte", "unsignedLong", "unsignedInt",
        "unsignedShort", "unsignedByte",
    )
}  # fmt: skip
_ROUNDS: Final = 8


def same_rows(expected: Sequence[Row], actual: Sequence[Row]) -> bool:
    """Compare rows in any order, each as often as it occurs."""
    mine, theirs = _coloured(expected), _coloured(actual)
    if Counter(colour for colour, _ in mine) != Counter(colour for colour, _ in theirs):
        return False
    by_colour = defaultdict(list)
    for colour, row in theirs:
        by_colour[colour].append(row)
    # The rows with the fewest partners first, so that a wrong choice shows early.
    mine.sort(key=lambda coloured: (len(by_colour[coloured[0]]), coloured[0]))
    return _matched(mine, by_colour, {}, {})


def same_in_order(expected: Sequence[Row], actual: Sequence[Row]) -> bool:
    """Compare rows one by one."""
    forth: dict[Any, Any] = {}
    back: dict[Any, Any] = {}
    return len(expected) == len(actual) and all(
        _key(mine) == _key(theirs) and _unify(mine, theirs, forth, back) is not None
        for mine, theirs in zip(expected, actual, strict=True)
    )


def _coloured(rows: Sequence[Row]) -> list[tuple[str, Row]]:
    """Give each row a mark that does not depend on what its blank nodes are called."""
    colours: dict[Any, str] = {}
    marks = [repr(_key(row)) for row in rows]
    for _ in range(_ROUNDS):
        seen = defaultdict(list)
        for mark, row in zip(marks, rows, strict=True):
            for place, term in enumerate(row):
                if isinstance(term, ox.BlankNode):
                    seen[term].append(f"{place}{mark}")
        colours = {term: str(hash(tuple(sorted(places)))) for term, places in seen.items()}
        marks = [repr([colours.get(term, _term_key(term)) for term in row]) for row in rows]
    return list(zip(marks, rows, strict=True))


def _matched(
    mine: list[tuple[str, Row]],
    theirs: dict[str, list[Row]],
    forth: dict[Any, Any],
    back: dict[Any, Any],
) -> bool:
    if not mine:
        return True
    (colour, row), rest = mine[0], mine[1:]
    partners = theirs[colour]
    for number, partner in enumerate(partners):
        added = _unify(row, partner, forth, back)
        if added is None:
            continue
        without = {**theirs, colour: partners[:number] + partners[number + 1 :]}
        if _matched(rest, without, forth, back):
            return True
        for term in added:
            del back[forth.pop(term)]
        if not any(isinstance(term, ox.BlankNode) for term in row):
            return False  # every partner of a row without blank nodes is as good as the first
    return False


def _unify(mine: Row, theirs: Row, forth: dict[Any, Any], back: dict[Any, Any]) -> list[Any] | None:
    """Let the blank nodes of two rows stand for each other; None where they already do not."""
    added: list[Any] = []
    for one, other in zip(mine, theirs, strict=True):
        if not isinstance(one, ox.BlankNode):
            continue
        if one not in forth and other not in back:
            forth[one] = other
            back[other] = one
            added.append(one)
        elif forth.get(one) != other or back.get(other) != one:
            for term in added:
                del back[forth.pop(term)]
            return None
    return added


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(_term_key(term) for term in row)


def _term_key(term: Any) -> tuple[str, ...]:
    if term is None:
        return ("unbound",)
    if isinstance(term, ox.BlankNode):
        return ("blank",)
    if isinstance(term, ox.NamedNode):
        return ("iri", term.value)
    if not isinstance(term, ox.Literal):
        raise TypeError(f"{term} is no term of RDF 1.1.")
    datatype = term.datatype.value
    return ("literal", _value(term.value, datatype), datatype, (term.language or "").lower())


def _value(text: str, datatype: str) -> str:
    """Write a number or a boolean as all that mean the same are written."""
    if datatype in _WHOLE and re.fullmatch(r"[+-]?\d+", text):
        return str(int(text))
    if datatype == f"{_XSD}decimal" and _DECIMAL.fullmatch(text):
        return str(Decimal(text).normalize() + 0)
    if datatype == f"{_XSD}double" and _DOUBLE.fullmatch(text):
        return repr(float(text))
    if datatype == f"{_XSD}float" and _DOUBLE.fullmatch(text):
        return repr(struct.unpack("f", struct.pack("f", float(text)))[0])
    if datatype == f"{_XSD}boolean":
        return {"1": "true", "0": "false"}.get(text, text)
    return text

"""Write what was found in a text, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from foramen.terminology.model import Term

    from .model import Annotated, Annotation, Concern, Suggested

__all__ = ["COLUMNS", "as_members", "csv_line", "csv_rows"]

COLUMNS: Final = (
    "row", "id", "start", "end", "text", "term", "label", "members", "level", "segment", "side",
    "certainty", "severity", "exiting_roots", "codes", "concern",
)  # fmt: skip
# A spreadsheet reads a cell that begins so as a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_members(annotated: Annotated) -> dict[str, Any]:
    """Give the members of the JSON form."""
    return {
        "annotations": [_annotation(one) for one in annotated.annotations],
        "concerns": [_concern(one) for one in annotated.concerns],
        "complete": annotated.complete,
    }


def csv_rows(annotated: Annotated, row: str = "", name: str = "") -> Iterator[tuple[str, ...]]:
    """Give a row of a table for each annotation and each concern.

    Args:
        annotated: what was found in one text.
        row: the row that the text came from.
        name: what the text is called where it came from.
    """
    for one in annotated.annotations:
        yield (
            row, name, str(one.start), str(one.end), one.text, one.term.id, one.term.label,
            _ids(one.members), one.level or "", one.segment or "", one.side or "", one.certainty,
            one.severity or "", _ids(one.exiting_roots),
            " ".join(code.code for code in one.codes), "",
        )  # fmt: skip
    for concern in annotated.concerns:
        place = (row, name, str(concern.start), str(concern.end), concern.text)
        yield (*place, *[""] * (len(COLUMNS) - len(place) - 1), concern.message)


def csv_line(cells: Sequence[str]) -> str:
    r"""Write one row so that no spreadsheet takes a cell for a formula.

    >>> csv_line(["=1+1", "a,b"])
    '\'=1+1,"a,b"\r\n'
    """
    out = io.StringIO()
    csv.writer(out).writerow([f"'{one}" if one.startswith(_FORMULA) else one for one in cells])
    return out.getvalue()


def _annotation(one: Annotation) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "term": _term(one.term),
        "members": [_term(term) for term in one.members],
        "level": one.level,
        "segment": one.segment,
        "side": one.side,
        "certainty": one.certainty,
        "severity": one.severity,
        "exiting_roots": [_term(term) for term in one.exiting_roots],
        "evidence": [
            {"what": seen.what, "start": seen.start, "end": seen.end, "text": seen.text}
            for seen in one.evidence
        ],
        "codes": [_code(code) for code in one.codes],
    }


def _term(term: Term) -> dict[str, str]:
    return {"id": term.id, "label": term.label, "iri": term.iri}


def _code(one: Suggested) -> dict[str, Any]:
    return {
        "code": one.code,
        "label": one.label,
        "relation": one.relation,
        "confidence": one.confidence,
        "term": one.term,
        "comment": one.comment,
    }


def _concern(one: Concern) -> dict[str, Any]:
    return {"start": one.start, "end": one.end, "text": one.text, "message": one.message}


def _ids(terms: Iterable[Term]) -> str:
    return " ".join(term.id for term in terms)

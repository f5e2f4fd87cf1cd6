"""Write an answer for programs, spreadsheets and documents."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any, Final

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foramen.lookup.model import Link
    from foramen.terminology.model import Term

    from .model import Answer, Candidate, Comparison, Connection, Finding

__all__ = ["COLUMNS", "NOTE", "as_csv", "as_markdown", "as_members"]

NOTE: Final = (
    "The order of the roots is a count of the findings that the graph connects with each. It is no "
    "diagnosis. What the graph does not connect may still belong together."
)
COLUMNS: Final = (
    "place", "root", "connected", "counted", "finding", "standing", "relation", "strength",
    "sources",
)  # fmt: skip
# What Markdown, or HTML in it, takes for more than text.
_MARKS: Final = re.compile(r"([\\`*_\[\]<>|#])")
_ESCAPED: Final = r"\\\1"
# A spreadsheet reads a cell that begins so as a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_members(answer: Answer) -> dict[str, Any]:
    """Give the members of the JSON form."""
    asked = answer.asked
    return {
        "side": asked.side,
        "present": [_finding(one) for one in asked.present],
        "absent": [_finding(one) for one in asked.absent],
        "remarks": [{"kind": one.kind, "text": one.text} for one in asked.remarks],
        "counted": len(answer.counted),
        "roots": [_root(one) for one in answer.candidates],
        "tell_apart": [test for one in answer.comparisons for test in _tests(one)],
        "regions": _by_finding(answer.regions),
        "conditions": _by_finding(answer.conditions),
        "images": [
            {
                **_finding(one.finding),
                "connections": [_connection(each) for each in one.connections],
                "matching": [root.id for root in one.matching],
            }
            for one in answer.images
        ],
        "causes": [
            {
                "cause": _term(one.term),
                "reasons": [_connection(each) for each in one.reasons],
                "examples": [_connection(each) for each in one.examples],
            }
            for one in answer.causes
        ],
        "hedges": [_connection(one) for one in answer.hedges],
        "limits": [_connection(one) for one in (*answer.limits, *answer.review)],
        "note": NOTE,
    }


def as_csv(answer: Answer) -> str:
    """Write a row for each root and finding."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in _rows(answer):
        writer.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row)
    return out.getvalue()


def as_markdown(answer: Answer, disclaimer: str) -> str:
    """Write the same as a document."""
    lines = ["# Findings and roots", "", f"{disclaimer} {NOTE}", ""]
    lines += [f"- {one.term.label}" for one in answer.asked.present]
    lines += [f"- {one.term.label}: normal" for one in answer.asked.absent]
    lines += [f"- {one.finding.term.label}: on an image" for one in answer.images]
    lines += [f"- {_MARKS.sub(_ESCAPED, one.text)}" for one in answer.asked.remarks]
    lines += ["", _line(COLUMNS), _line("---" for _ in COLUMNS)]
    lines += [_line(row) for row in _rows(answer)]
    lines += ["", "## Other causes", ""]
    lines += [f"- {_sentence(one)}" for cause in answer.causes for one in cause.reasons]
    lines += ["", "## Limits", ""]
    lines += [f"- {_sentence(one)}" for one in (*answer.limits, *answer.review)]
    return "\n".join(lines) + "\n"


def _rows(answer: Answer) -> Iterator[tuple[str, ...]]:
    for one in answer.candidates:
        start = (str(one.place), one.root.label, str(len(one.reasons)), str(len(answer.counted)))
        for finding, connection in one.reasons:
            yield (*start, finding.term.label, "connected", *_said(connection))
        for finding, connection in one.regional:
            yield (*start, finding.term.label, "connected by region", *_said(connection))
        for finding, connection in one.absent:
            yield (*start, finding.term.label, "connected, and normal", *_said(connection))
        for finding in one.elsewhere:
            yield (*start, finding.term.label, "not connected by the graph", "", "", "")


def _said(one: Connection) -> tuple[str, str, str]:
    strengths = [said.strength.label for said in one.statements if said.strength]
    sources = [source.label for said in one.statements for source in said.sources]
    return one.relation.label, "; ".join(dict.fromkeys(strengths)), "; ".join(sources)


def _sentence(one: Connection) -> str:
    _, strength, sources = _said(one)
    return f"{one.subject.label} {one.relation.label} {one.object.label} ({strength}; {sources})"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _root(one: Candidate) -> dict[str, Any]:
    return {
        "place": one.place,
        "root": _term(one.root),
        "side": one.side,
        "connected": len(one.reasons),
        "reasons": [_connection(each) for _, each in one.reasons],
        "regional": [_connection(each) for _, each in one.regional],
        "not_connected": [_term(each.term) for each in one.elsewhere],
        "absent": [_connection(each) for _, each in one.absent],
        "openings": [_connection(each) for each in one.openings],
        "places": [
            {"level": _term(each.level) if each.level else None, **_connection(each.connection)}
            for each in one.places
        ],
        "disorders": [_connection(each) for each in one.disorders],
    }


def _tests(comparison: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "finding": _term(test.term),
            "roots": [
                root.id for root, goes in zip(comparison.roots, test.roots, strict=True) if goes
            ],
        }
        for test in comparison.tests
    ]


def _by_finding(
    found: Iterable[tuple[Finding, tuple[Connection, ...]]],
) -> list[dict[str, Any]]:
    return [
        {**_finding(one), "connections": [_connection(each) for each in connections]}
        for one, connections in found
    ]


def _finding(one: Finding) -> dict[str, Any]:
    return {**_term(one.term), "group": one.group, "side": one.side, "words": one.words}


def _connection(one: Connection) -> dict[str, Any]:
    return {
        "subject": _term(one.subject),
        "relation": _term(one.relation),
        "object": _term(one.object),
        "notes": list(one.notes),
        "statements": [
            {
                "statement": said.iri,
                "inferred": said.inferred,
                "strength": _link(said.strength) if said.strength else None,
                "sources": [_link(source) for source in said.sources],
            }
            for said in one.statements
        ],
    }


def _term(term: Term) -> dict[str, str]:
    return {"id": term.id, "label": term.label, "iri": term.iri}


def _link(link: Link) -> dict[str, str]:
    return {"id": link.iri.removeprefix(FORAMEN), "label": link.label, "iri": link.iri}

"""Write a comparison as a table (CSV) and as a note (Markdown)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from foramen.namespaces import compact

from .description import DISCLAIMER
from .service import service
from .term_files import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .compared import Compared, Found, Leg, Row

__all__ = ["note", "table"]

_COLUMNS: Final = (
    "direction", "property", "property_label", "other", "other_label", "told_of", "strength_a",
    "strength_b",
)  # fmt: skip


def table(one: Compared) -> str:
    """Write one row for each term that one of the two, or both, are related to."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for row in one.rows:
        for told_of, founds in (("both", row.both), ("a", row.only_left), ("b", row.only_right)):
            writer.writerows(_row(row, told_of, found) for found in founds)
    return out.getvalue()


def _row(row: Row, told_of: str, found: Found) -> list[str]:
    return [
        "in" if row.incoming else "out",
        compact(row.property.iri),
        row.property.label,
        compact(found.target.iri),
        found.target.label,
        told_of,
        found.left.label if found.left else "",
        found.right.label if found.right else "",
    ]


def note(one: Compared, address: str) -> str:
    """Write both terms, a table of their relations, and how they are connected."""
    return "\n".join(_lines(one, address)) + "\n"


def _lines(one: Compared, address: str) -> Iterator[str]:
    left, right = escaped(one.left.label), escaped(one.right.label)
    yield f"# {left} and {right}"
    yield ""
    for term in (one.left, one.right):
        yield f"- **{escaped(term.label)}** (`{term.curie}`): {escaped(term.definition)}"
    if one.common:
        yield f"- Both are: {escaped('; '.join(kind.label for kind in one.common))}"
    yield ""
    yield f"| relation | both | only {_cell(left)} | only {_cell(right)} |"
    yield "| --- | --- | --- | --- |"
    for row in one.rows:
        words = f"what {row.words} it" if row.incoming else row.words
        cells = (_founds(row.both), _founds(row.only_left), _founds(row.only_right))
        yield f"| {escaped(words)} | {' | '.join(cells)} |"
    yield ""
    if one.ways:
        yield "## How they are connected"
        yield ""
        for way in one.ways:
            yield f"- {'; '.join(_step(leg) for leg in way)}"
        yield ""
    yield f"Foramen {service().knowledge.version}, read at <{address}>. CC BY 4.0."
    yield ""
    yield f"*{DISCLAIMER}*"


def _cell(text: str) -> str:
    return text.replace("|", "\\|") if "\\|" not in text else text


def _founds(founds: tuple[Found, ...]) -> str:
    return "; ".join(escaped(_with_strength(one)) for one in founds)


def _with_strength(found: Found) -> str:
    strengths = dict.fromkeys(link.label for link in (found.left, found.right) if link)
    return f"{found.target.label} ({', '.join(strengths)})" if strengths else found.target.label


def _step(leg: Leg) -> str:
    strengths = dict.fromkeys(one.strength.label for one in leg.statements if one.strength)
    hedge = f" ({', '.join(strengths)})" if strengths else ""
    return escaped(f"{leg.subject.label} {leg.words} {leg.object.label}{hedge}")

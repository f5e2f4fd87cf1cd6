"""Read a sheet of findings from a request and let it be answered; one correlation is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from flask import current_app

from foramen.annotate.annotator import Annotator
from foramen.correlate.asking import ask
from foramen.correlate.correlation import PROPERTIES, Correlation
from foramen.correlate.reading import Spoken, read
from foramen.lookup.statements import Statements

from .service import service

if TYPE_CHECKING:
    from foramen.correlate.model import Answer
    from foramen.correlate.reading import Typed

    from .parameters import Parameters

__all__ = ["FIELDS", "answered", "correlation", "statements"]

FIELDS: Final = ("side", "finding", "absent", "text")
SIDES: Final = ("", "left", "right", "both")
MOST_FINDINGS: Final = 100
MOST_CHARACTERS: Final = 1_000


def answered(given: Parameters) -> Answer:
    """Answer the sheet that the parameters of a request describe.

    Raises:
        BadRequest: a parameter does not fit, or a finding is none of the sheet.
    """
    side = given.choice("side", SIDES, "")
    text = given.text("text", most=MOST_CHARACTERS)
    found = correlation()
    typed = _typed(text)
    asked = ask(
        found.sheet,
        side,
        given.texts("finding", most=MOST_FINDINGS),
        given.texts("absent", most=MOST_FINDINGS),
        typed=(typed.present, typed.absent, typed.remarks) if typed else ((), (), ()),
    )
    return found.answer(asked)


def correlation() -> Correlation:
    """Give the correlation of this application, made when first asked for."""
    known = current_app.extensions
    if "foramen.correlation" not in known:
        known["foramen.correlation"] = Correlation(service().catalogue, statements())
    return cast("Correlation", known["foramen.correlation"])


def statements() -> Statements:
    """Give the statements that answers rest on, read when first asked for."""
    known = current_app.extensions
    if "foramen.correlation.statements" not in known:
        parts = service()
        read_once = Statements(parts.engine, parts.concepts.link, PROPERTIES)
        known["foramen.correlation.statements"] = read_once
    return cast("Statements", known["foramen.correlation.statements"])


def _typed(text: str) -> Typed | None:
    if not text:
        return None
    known = current_app.extensions
    if "foramen.correlation.annotator" not in known:
        known["foramen.correlation.annotator"] = Annotator(service().catalogue)
    annotator = cast("Annotator", known["foramen.correlation.annotator"])
    spoken = [
        Spoken(one.start, one.end, one.term, one.members, one.segment, one.side, one.certainty)
        for one in annotator.annotate(text).annotations
    ]
    return read(correlation().sheet, text, spoken)

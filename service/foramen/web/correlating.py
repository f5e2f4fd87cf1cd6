"""Read a sheet of findings from a request and let it be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.correlate.asking import ask
from foramen.correlate.reading import Spoken, read

from .service import service

if TYPE_CHECKING:
    from foramen.correlate.model import Answer
    from foramen.correlate.reading import Typed

    from .parameters import Parameters

__all__ = ["FIELDS", "answered"]

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
    found = service().correlation
    typed = _typed(text)
    asked = ask(
        found.sheet,
        side,
        given.texts("finding", most=MOST_FINDINGS),
        given.texts("absent", most=MOST_FINDINGS),
        typed=(typed.present, typed.absent, typed.remarks) if typed else ((), (), ()),
    )
    return found.answer(asked)


def _typed(text: str) -> Typed | None:
    if not text:
        return None
    parts = service()
    spoken = [
        Spoken(one.start, one.end, one.term, one.members, one.segment, one.side, one.certainty)
        for one in parts.annotator.annotate(text).annotations
    ]
    return read(parts.correlation.sheet, text, spoken)

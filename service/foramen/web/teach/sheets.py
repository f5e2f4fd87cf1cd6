"""Show tables to study from: levels and roots, cautions, comparisons, glossaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.errors import BadRequest
from foramen.teaching.sheets import COMPARED, SHEETS, study_sheet, usual_sheet
from foramen.web.named import term_named
from foramen.web.parameters import Parameters
from foramen.web.service import service

from .answering import answered, answered_for_programs
from .choosing import CHOOSING, chosen, cited, offered_choices

if TYPE_CHECKING:
    from flask import Response

    from foramen.teaching.sheets import StudySheet
    from foramen.terminology.model import Term

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_sheets", __name__)

_FIELDS: Final = ("sheet", *CHOOSING, *COMPARED)
# A page of more is of no use to a reader; the files hold all.
_MOST_SHOWN: Final = 150
# Offered while nothing is chosen; what a graph has not is not offered.
_EXAMPLES: Final = (
    ("SelectiveNerveRootBlock", "TransforaminalEpiduralInjection"),
    ("ForaminalStenosis", "CentralCanalStenosis"),
    ("MRI", "CT", "Radiography"),
    ("DiscHerniation", "Osteophyte"),
    ("Level_L4-L5", "Level_L5-S1"),
)


@blueprint.get("/teach/sheets")
def sheets() -> Response:
    """Show a sheet, or give it as a file."""
    given = Parameters(request.args, (*_FIELDS, "format"))
    sheet = _sheet(given)
    rows = sheet.table.rows[:_MOST_SHOWN] if sheet.table else ()
    return answered(
        sheet.handout(), given, "teach/sheets.html",
        sheet=sheet,
        rows=rows,
        cited=cited(source for row in rows for source in row.sources),
        sheets=SHEETS,
        compared=COMPARED,
        wanted={name: given.text(name) for name in COMPARED},
        **offered_choices(sheet.chosen),
        examples=_examples(),
    )  # fmt: skip


@blueprint.get("/api/teach/sheets")
def sheets_for_programs() -> Response:
    """Give the same for programs."""
    sheet = _sheet(Parameters(request.args, _FIELDS))
    if sheet.table is None:
        raise BadRequest(f"Say a and b: for example {_example_address()}.")
    return answered_for_programs(sheet.handout())


def _sheet(given: Parameters) -> StudySheet:
    names = [text for name in COMPARED if (text := given.text(name))]
    terms = {term.iri: term for term in map(term_named, names)}
    compared, which = tuple(terms.values()), chosen(given)
    name = given.choice("sheet", SHEETS, usual_sheet(which, compared))
    return study_sheet(service().study, name, which, compared)


def _example_address() -> str:
    return "&".join(f"{name}={one}" for name, one in zip(COMPARED, _EXAMPLES[0], strict=False))


def _examples() -> list[list[Term]]:
    known = service().catalogue
    found = [[known.get(name) for name in names] for names in _EXAMPLES]
    return [[term for term in terms if term] for terms in found if all(terms)]

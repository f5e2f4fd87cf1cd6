"""The command that answers like the page `/teach/sheets`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from foramen.cli.parts import pass_parts
from foramen.errors import BadRequest
from foramen.teaching.named import Naming, refused
from foramen.teaching.sheets import COMPARED, SHEETS, study_sheet, usual_sheet
from foramen.teaching.study import Study
from foramen.terminology.search import Search

from .choosing import chosen, with_choice
from .output import handed_out, with_output

if TYPE_CHECKING:
    from pathlib import Path

    from foramen.cli.parts import Parts
    from foramen.terminology.model import Term

__all__ = ["COMMANDS"]


@click.command()
@click.option("--sheet", type=click.Choice([*SHEETS]), default=None, help="Which one.")
@with_choice
@click.option("--compare", multiple=True, help="What to lay side by side: two or three times.")
@with_output
@pass_parts
def sheets(
    parts: Parts,
    sheet: str | None,
    topic: str,
    to: tuple[str, ...],
    known: tuple[str, ...],
    compare: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Make a study sheet: levels and roots, cautions, concepts side by side, a glossary.

    \b
    Examples:
      foramen teach sheets
      foramen teach sheets --sheet compare --compare MRI --compare CT --format markdown
      foramen teach sheets --sheet glossary --topic narrowing --format xlsx --output narrowing.xlsx
    """
    terms = _terms(parts, compare)
    which = chosen(parts, topic, to, known)
    name = sheet or usual_sheet(which, terms)
    if name == "compare" and not 1 < len(terms) <= len(COMPARED):
        raise BadRequest(f"Give --compare two to {len(COMPARED)} times, each time another concept.")
    study = Study.read(parts.knowledge, parts.curriculum)
    handed_out(study_sheet(study, name, which, terms).handout(), form, output)


def _terms(parts: Parts, names: tuple[str, ...]) -> tuple[Term, ...]:
    naming = Naming(parts.curriculum, Search(parts.catalogue))
    found = [naming.find(name) for name in names]
    refused(found)
    return tuple({one.term.iri: one.term for one in found if one.term}.values())


COMMANDS: Final = (sheets,)

"""The command that answers like the page `/teach/coverage`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.progress import track

from foramen.annotate.annotator import Annotator
from foramen.cli.parts import pass_parts
from foramen.cli.terminal import console
from foramen.errors import BadRequest
from foramen.teaching.coverage import Coverage
from foramen.teaching.coverage_handout import covered_handout
from foramen.teaching.matching import Matcher
from foramen.teaching.syllabus_files import MOST_BYTES, of_file
from foramen.terminology.search import Search

from .output import handed_out, with_output

if TYPE_CHECKING:
    from foramen.cli.parts import Parts

__all__ = ["COMMANDS"]


@click.command()
@click.argument("file")
@click.option("--column", default="", help="Of a table: the heading of the column, or its number.")
@click.option(
    "--sheet", default="", help="Of a workbook: the sheet; else that of which most is known."
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    help="A topic that the syllabus is meant to cover; may be given again. Else all are.",
)
@with_output
@pass_parts
def coverage(
    parts: Parts,
    file: str,
    column: str,
    sheet: str,
    topics: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Say what a syllabus covers, what it misses, and where its order breaks a prerequisite.

    FILE is a text (a line an item), CSV or XLSX; - reads standard input.

    \b
    Examples:
      foramen teach coverage syllabus.txt
      foramen teach coverage plan.xlsx --column Topic --format csv --output coverage.csv
    """
    curriculum = parts.curriculum
    unknown = [key for key in topics if key not in curriculum.topics]
    if unknown:
        raise BadRequest(f"There is no topic {unknown[0]!r}: see `foramen teach topics`.")
    content = _content(file)
    matcher = Matcher(curriculum, Annotator(parts.catalogue), Search(parts.catalogue))
    syllabus = of_file(content, file, matcher.knows, column=column, sheet=sheet)
    if not syllabus.items:
        raise BadRequest("There is no line to check in the syllabus.")
    screen = console(stderr=True)
    lines = list(
        track(
            matcher.match(syllabus.items),
            "Reading lines",
            total=len(syllabus.items),
            console=screen,
            disable=not screen.is_terminal,
            transient=True,
        )
    )
    if syllabus.source:
        click.echo(f"Read: {syllabus.source}", err=True)
    handed_out(covered_handout(Coverage(curriculum, lines, topics)), form, output)


def _content(file: str) -> bytes:
    """Read a file, or a little more than one may have: a device or a pipe may have no end."""
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as problem:
        raise BadRequest(f"{file!r} cannot be read: {problem.strerror}.") from problem


COMMANDS: Final = (coverage,)

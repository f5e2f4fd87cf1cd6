"""The command that reads free text: annotate."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, BinaryIO

import click
from rich import box
from rich.table import Table
from rich.text import Text

from foramen.annotate.annotator import Annotator
from foramen.annotate.batch import as_csv, as_ndjson
from foramen.annotate.coding import ApplicableCodes
from foramen.annotate.tables import read_table
from foramen.annotate.written import COLUMNS, as_members, csv_line, csv_rows
from foramen.errors import BadRequest
from foramen.terminology.applicable import Applicable

from .parts import Parts, pass_parts
from .terminal import console

if TYPE_CHECKING:
    from foramen.annotate.model import Annotated

__all__ = ["COMMANDS"]

_HEADINGS = ("words", "concept", "level", "side", "certainty", "severity", "exiting root")


@click.command()
@click.argument("text", required=False)
@click.option(
    "--file",
    "source",
    type=click.File("rb"),
    help="Read the text from a file; - for standard input.",
)
@click.option("--table", is_flag=True, help="The input is a table as CSV, with a text in each row.")
@click.option("--column", default="", help="The heading of its column of texts; else `text`.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print it; a table as CSV is answered with a line of JSON a row, or as CSV.",
)
@pass_parts
def annotate(
    parts: Parts, text: str | None, source: BinaryIO | None, table: bool, column: str,
    form: str,
) -> None:  # fmt: skip
    """Find the concepts, levels and sides that a report speaks of, and what it denies or doubts.

    TEXT is the text itself; without it, --file or standard input is read.

    \b
    Examples:
      foramen annotate "severe left L4-5 foraminal narrowing"
      foramen annotate --table --format csv --file reports.csv
    """
    if text is not None and (source is not None or table):
        raise click.UsageError("Give a text, or a file, but not both.")
    if column and not table:
        raise click.UsageError("--column belongs to --table.")
    # The input first: what is wrong with it need not wait for the dataset.
    if table:
        rows = read_table(_read(source), column)
        for piece in (as_csv if form == "csv" else as_ndjson)(_annotator(parts), rows):
            click.echo(piece, nl=False)
        return
    given = _decoded(_read(source)) if text is None else text
    _show(_annotator(parts).annotate(given), form)


def _annotator(parts: Parts) -> Annotator:
    codes = Applicable.read(parts.knowledge, parts.catalogue)
    return Annotator(parts.catalogue, ApplicableCodes(parts.catalogue, codes))


def _read(source: BinaryIO | None) -> bytes:
    return (sys.stdin.buffer if source is None else source).read()


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRequest("The text is not UTF-8.") from None


def _show(found: Annotated, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(as_members(found), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo("".join(map(csv_line, (COLUMNS, *csv_rows(found)))), nl=False)
    else:
        _show_table(found)


def _show_table(found: Annotated) -> None:
    screen = console()
    rows = Table(*_HEADINGS, box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for one in found.annotations:
        terms = one.members or (one.term,)
        rows.add_row(
            Text(" ".join(one.text.split())),
            Text(", ".join(term.label for term in terms)),
            one.level or one.segment or "",
            one.side or "",
            one.certainty,
            one.severity or "",
            Text(", ".join(root.label for root in one.exiting_roots)),
        )
    if found.annotations:
        screen.print(rows)
    else:
        screen.print("Nothing that the graph knows.")
    for concern in found.concerns:
        screen.print(Text(f"Not mapped: {concern.text}: {concern.message}"))
    if not found.complete:
        screen.print("There is more than is shown here.")


COMMANDS = (annotate,)

"""Print a handout, or write it to a file, in the format that was asked for."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich import box
from rich.table import Table
from rich.text import Text

from foramen.cli.parts import Parts
from foramen.cli.terminal import console
from foramen.distributions import version_label
from foramen.errors import BadRequest
from foramen.handouts import FORMATS, named, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from foramen.teaching.handout import Handout, Sheet

__all__ = ["TABLE", "handed_out", "with_output"]

TABLE: Final = "table"


def with_output(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--format` and `--output`, as `form` and `output`."""
    command = click.option(
        "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file."
    )(command)
    return click.option(
        "--format",
        "form",
        type=click.Choice([TABLE, *(form.name for form in FORMATS)]),
        default=TABLE,
        show_default=True,
        help="How to write it; not every answer has every format.",
    )(command)


def handed_out(handout: Handout, form: str, output: Path | None) -> None:
    """Show a handout on the terminal, or write it as a format, to a file or standard output.

    Raises:
        NotAcceptable: the handout has no such format.
        BadRequest: the file cannot be written, or the format is not one that a terminal shows.
    """
    if form == TABLE and output is None:
        for sheet in handout.sheets:
            _show(sheet)
        return
    wanted = named("markdown" if form == TABLE else form, handout)
    if output is None and not wanted.is_text and shown_on_terminal():
        file = f"{handout.stem}.{wanted.extension}"
        raise BadRequest(f"{wanted.label} is no text: name a file, as in --output {file}.")
    content = write(replace(handout, edition=_edition()), wanted)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as problem:
        told = f"{str(output)!r} cannot be written: {problem.strerror}."
        raise BadRequest(told) from problem


def shown_on_terminal() -> bool:
    """Tell whether what is printed goes to a terminal."""
    return sys.stdout.isatty()


def _edition() -> str:
    parts = click.get_current_context().find_object(Parts)
    return version_label(parts.knowledge.version_iri) if parts else ""


def _show(sheet: Sheet) -> None:
    shown = Table(
        *sheet.columns, title=sheet.title, title_justify="left", box=box.SIMPLE_HEAD,
        pad_edge=False, show_edge=False,
    )  # fmt: skip
    for row in sheet.rows:
        shown.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console().print(shown)

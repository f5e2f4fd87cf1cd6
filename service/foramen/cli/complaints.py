"""Say on stderr what went wrong, where, and how to mend it."""

from __future__ import annotations

import os
import re
import sys
import traceback
from typing import TYPE_CHECKING

from rich.text import Text

from foramen.errors import SourceErrors

from .terminal import console

if TYPE_CHECKING:
    import click

    from foramen.errors import ForamenError

__all__ = ["pointer", "show_error", "show_fault", "show_missing_extra", "show_usage_error"]


def show_error(error: ForamenError) -> None:
    """Print an error with its mend, and the notes that were added to it, such as the place."""
    findings = error.findings if isinstance(error, SourceErrors) else (error,)
    for finding in findings:
        _complain(str(finding))
    if len(findings) > 1:
        _complain(f"{len(findings)} places of the sources are wrong.")
    for note in getattr(error, "__notes__", ()):
        console(stderr=True).print(Text(note))


def pointer(text: str, line: int, column: int, file: str = "") -> str:
    """Give the line of a query with a caret below the place, both numbers counted from 1."""
    lines = re.split(r"\r\n|\r|\n", text.rstrip("\r\n"))  # as the place was counted
    number = min(max(line, 1), len(lines))
    margin = f"{file}:{number} | " if file else f"  {number} | "
    shown = lines[number - 1].replace("\t", " ")
    place = min(max(column, 1), len(shown) + 1)
    return f"{margin}{shown}\n{' ' * (len(margin) + place - 1)}^"


def show_usage_error(error: click.ClickException) -> None:
    """Print what is wrong with the command line and where its help is."""
    _complain(error.format_message())
    context = getattr(error, "ctx", None)
    if context is not None:
        console(stderr=True).print(Text(f"Type: {context.command_path} --help"))


def show_missing_extra(module: str, extra: str) -> None:
    """Print what to install for a command that needs more than the service does."""
    _complain(
        f"This command needs {module}, which an installation that only serves goes without. "
        f"Type: pip install 'foramen[{extra}]'"
    )


def show_fault(error: Exception) -> None:
    """Print a fault of Foramen itself; the traceback only where FORAMEN_DEBUG is set."""
    _complain(f"Something broke that should not: {type(error).__name__}: {error}")
    if os.environ.get("FORAMEN_DEBUG"):
        sys.stderr.write("".join(traceback.format_exception(error)))
    else:
        console(stderr=True).print(
            Text("Please report it with the output of the same command under FORAMEN_DEBUG=1.")
        )


def _complain(sentence: str) -> None:
    line = Text.assemble("foramen: ", ("error: ", "bold red"), sentence)
    console(stderr=True).print(line, soft_wrap=True)

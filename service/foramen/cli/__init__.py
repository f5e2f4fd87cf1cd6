"""The `foramen` command: wire the parts together, hand them the arguments, show what comes back.

Exit status: 0 fine; 1 something was found (a check fails, a table is not in canonical form);
2 the command or its input is wrong; 3 a fault of Foramen itself.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from foramen import resources
from foramen.errors import EngineFailure, ForamenError, Inconsistent, ShapesViolated

from . import agents, annotating, asking, complaints, explaining, keeping, loading, mapping, teach
from .parts import Parts

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["commands", "main", "run"]

FINE, FOUND, WRONG, FAULT, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 130, 141

# The modules that only some commands need, and the extra that brings them.
EXTRAS = {"mcp": "mcp", "nmo_python": "build", "owlready2": "check", "pyshacl": "check"}


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(resources.version(), prog_name="foramen", message="%(prog)s %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """Ask, check and serve the knowledge graph of the neural foramen.

    \b
    Examples:
      foramen questions
      foramen describe Foramen_L4-L5_left
      foramen serve --port 8001

    Exit status: 0 fine, 1 something was found, 2 the command or its input is wrong, 3 a fault of
    Foramen itself.
    """
    context.obj = Parts()
    context.call_on_close(context.obj.close)


for _module in (agents, annotating, asking, explaining, keeping, loading, mapping, teach):
    for _command in _module.COMMANDS:
        commands.add_command(_command)


def main() -> None:
    """Run the command line and exit with the status that says who is at fault."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status; whatever goes wrong is said on stderr."""
    try:
        status = commands.main([*arguments], prog_name="foramen", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # as with `foramen ask ... | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001  the last resort: said in words, never hidden
        return _explain(error)
    return status if isinstance(status, int) else FINE


def _explain(error: Exception) -> int:
    if isinstance(error, click.Abort):
        return INTERRUPTED
    if isinstance(error, click.ClickException):
        complaints.show_usage_error(error)
        return WRONG
    if isinstance(error, ModuleNotFoundError) and error.name in EXTRAS:
        complaints.show_missing_extra(error.name, EXTRAS[error.name])
        return WRONG
    if not isinstance(error, ForamenError):
        complaints.show_fault(error)
        return FAULT
    complaints.show_error(error)
    if isinstance(error, Inconsistent | ShapesViolated):
        return FOUND
    return FAULT if isinstance(error, EngineFailure) else WRONG

"""The command that answers like the page `/teach/plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import click

__all__ = ["COMMANDS"]

COMMANDS: Final[tuple[click.Command, ...]] = ()

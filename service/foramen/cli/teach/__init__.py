"""The commands for those who plan teaching: `foramen teach ...`; each module is one or a few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from . import cards, coverage, path, plan, quiz, sheets, topics

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["COMMANDS", "teach"]

_MODULES: Final[tuple[ModuleType, ...]] = (
    topics, path, plan, coverage, quiz, cards, sheets,
)  # fmt: skip


@click.group()
def teach() -> None:
    """Plan teaching: topics, paths, coverage, plans, quiz drafts, cards and sheets.

    \b
    Examples:
      foramen teach topics
      foramen teach topics --format csv --output topics.csv
    """


for _module in _MODULES:
    for _command in _module.COMMANDS:
        teach.add_command(_command)

COMMANDS: Final = (teach,)

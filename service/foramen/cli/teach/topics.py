"""The command that lists what there is to teach: topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from foramen.cli.parts import pass_parts
from foramen.teaching.handout import Handout, Sheet

from .output import handed_out, with_output

if TYPE_CHECKING:
    from pathlib import Path

    from foramen.cli.parts import Parts

__all__ = ["COMMANDS"]


@click.command()
@with_output
@pass_parts
def topics(parts: Parts, form: str, output: Path | None) -> None:
    """List the topics in the order of teaching."""
    curriculum = parts.curriculum
    rows = tuple((topic.key, topic.label) for topic in curriculum.topics.values())
    sheet = Sheet("topics", "Topics", ("topic", "label"), rows)
    handed_out(Handout("topics", "Topics", "In the order of teaching.", (sheet,)), form, output)


COMMANDS: Final = (topics,)

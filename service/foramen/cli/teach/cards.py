"""The command that answers like the page `/teach/cards`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from foramen.cli.parts import pass_parts
from foramen.teaching.backing import STRENGTHS
from foramen.teaching.card_handout import deck_of, read_wanted
from foramen.teaching.cards import KINDS
from foramen.teaching.study import Study

from .choosing import chosen, with_choice
from .output import handed_out, with_output

if TYPE_CHECKING:
    from pathlib import Path

    from foramen.cli.parts import Parts

__all__ = ["COMMANDS"]


@click.command()
@with_choice
@click.option("--kind", type=click.Choice([*KINDS]), default=None, help="What the cards ask.")
@click.option("--level", default="", help="A spinal level or a root: L4/5, C8.")
@click.option("--relation", default="", help="The relation that is asked: mayNarrow.")
@click.option("--strength", type=click.Choice(STRENGTHS), help="How firmly the fact is said.")
@with_output
@pass_parts
def cards(
    parts: Parts,
    /,
    topic: str,
    to: tuple[str, ...],
    known: tuple[str, ...],
    form: str,
    output: Path | None,
    **given: str | None,
) -> None:
    """Make flash cards: one fact a card, as its sources say it.

    Anki renews the cards that it has when it takes in a later deck.

    \b
    Examples:
      foramen teach cards --topic roots
      foramen teach cards --to radiculopathy --format anki --output radiculopathy.apkg
    """
    study = Study.read(parts.knowledge, parts.curriculum)
    wanted = read_wanted(study, {name: value or "" for name, value in given.items()})
    deck = deck_of(study, chosen(parts, topic, to, known), wanted)
    handed_out(deck.handout(), form, output)


COMMANDS: Final = (cards,)

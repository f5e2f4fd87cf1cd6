"""The command that answers like the page `/teach/cards`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from foramen.cli.parts import pass_parts
from foramen.teaching.card_handout import deck_of
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
@with_output
@pass_parts
def cards(
    parts: Parts,
    topic: str,
    to: tuple[str, ...],
    known: tuple[str, ...],
    kind: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Make flash cards: one fact a card, as its sources say it.

    Anki renews the cards that it has when it takes in a later deck.

    \b
    Examples:
      foramen teach cards --topic roots
      foramen teach cards --to radiculopathy --format anki --output radiculopathy.apkg
    """
    study = Study.read(parts.knowledge, parts.curriculum)
    deck = deck_of(study, chosen(parts, topic, to, known), kind or "")
    handed_out(deck.handout(), form, output)


COMMANDS: Final = (cards,)

"""The command that answers like the page `/teach/quiz`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from foramen.cli.parts import pass_parts
from foramen.teaching.backing import STRENGTHS
from foramen.teaching.model import BLOOM
from foramen.teaching.quiz_asked import MOST, STATUSES, USUAL, asked_way, read_wanted
from foramen.teaching.quiz_handout import quiz_handout
from foramen.teaching.quiz_wanted import SIDES
from foramen.teaching.scope import scope_of

from .choosing import way, with_way
from .output import handed_out, with_output

if TYPE_CHECKING:
    from pathlib import Path

    from foramen.cli.parts import Parts

__all__ = ["COMMANDS"]


@click.command()
@click.option("--topic", default="", help="A topic or a field, by its key.")
@with_way
@click.option("--objective", default="", help="A learning objective, by its key.")
@click.option("--bloom", type=click.Choice(BLOOM), help="The level of thinking.")
@click.option("--level", default="", help="A spinal level or a root: L4/5, C8.")
@click.option("--side", type=click.Choice(SIDES), help="The side that a question is about.")
@click.option("--relation", default="", help="The relation that is asked: hasExitingRoot.")
@click.option("--kind", default="", help="The kind of question: root-at-level.")
@click.option("--strength", type=click.Choice(STRENGTHS), help="How firmly the fact is said.")
@click.option("--status", type=click.Choice(STATUSES), help="Drafts, or accepted questions.")
@click.option("--number", type=click.IntRange(1, MOST), default=USUAL, show_default=True)
@click.option("--seed", default="", help="Other words here, other questions.")
@with_output
@pass_parts
def quiz(
    parts: Parts,
    /,
    form: str,
    output: Path | None,
    number: int,
    to: tuple[str, ...],
    known: tuple[str, ...],
    **given: str | None,
) -> None:
    """Draft multiple-choice questions from facts, for review.

    \b
    Examples:
      foramen teach quiz --topic roots --number 20
      foramen teach quiz --level C8 --format moodle --output roots.xml
      foramen teach quiz --to radiculopathy --known "topic:roots" --side left
    """
    wanted_way = way(parts, to, known)
    asked = {name: value for name, value in given.items() if value} | asked_way(*wanted_way)
    questions = parts.quiz
    wanted = read_wanted(questions, asked, scope_of(questions.curriculum, *wanted_way))
    picked = questions.choice(wanted, number, asked.get("seed", ""))
    if number != USUAL:
        asked["number"] = str(number)
    handed_out(quiz_handout(questions, picked, asked, ""), form, output)


COMMANDS: Final[tuple[click.Command, ...]] = (quiz,)

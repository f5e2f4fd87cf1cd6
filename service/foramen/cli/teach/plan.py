"""The command that answers like the page `/teach/plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from foramen.cli.parts import pass_parts
from foramen.teaching.named import Naming, refused
from foramen.teaching.path import MOST_KNOWN
from foramen.teaching.plan import BUDGET, MOST_SIZE, MOST_TARGETS, MOST_UNITS, Budget, plan_of
from foramen.teaching.plan_handout import handout_of
from foramen.terminology.search import Search

from .output import handed_out, with_output

if TYPE_CHECKING:
    from pathlib import Path

    from foramen.cli.parts import Parts

__all__ = ["COMMANDS"]


@click.command()
@click.option(
    "--target",
    multiple=True,
    required=True,
    help="A concept or a topic, by name or topic:KEY; the most wanted first; may come twice.",
)
@click.option("--known", multiple=True, help="A concept or topic that is known; may come twice.")
@click.option(
    "--units",
    type=click.IntRange(1, MOST_UNITS),
    default=BUDGET.units,
    show_default=True,
    help="How many lessons there are.",
)
@click.option(
    "--size",
    type=click.IntRange(1, MOST_SIZE),
    default=BUDGET.size,
    show_default=True,
    help="How many new concepts a lesson may have.",
)
@with_output
@pass_parts
def plan(
    parts: Parts,
    target: tuple[str, ...],
    known: tuple[str, ...],
    units: int,
    size: int,
    form: str,
    output: Path | None,
) -> None:
    """Lay out lessons within a budget, each concept after what it requires; tell what falls out.

    Targets are taken by priority, each with all that it requires. One that does not fit falls
    out, and a smaller one behind it may still fit.

    \b
    Examples:
      foramen teach plan --target radiculopathy --target topic:surgery --units 8
      foramen teach plan --target topic:imaging --units 12 --size 8 --format markdown -o plan.md
    """
    curriculum = parts.curriculum
    naming = Naming(curriculum, Search(parts.catalogue))
    targets = naming.all(target, most=MOST_TARGETS, topics=True)
    start = naming.all(known, most=MOST_KNOWN, topics=True)
    refused(start)
    if all(one.unknown for one in targets):
        refused(targets)
    found = plan_of(curriculum, targets, start, Budget(units, size))
    handed_out(handout_of(found, curriculum), form, output)


COMMANDS: Final = (plan,)

"""The command that answers like the page `/teach/path`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from foramen.cli.parts import pass_parts
from foramen.namespaces import FORAMEN
from foramen.teaching.named import Naming, refused
from foramen.teaching.path import MOST_KNOWN, MOST_WANTED, path_to
from foramen.teaching.path_handout import drawn, handout_of
from foramen.terminology.search import Search

from .output import handed_out, with_output

if TYPE_CHECKING:
    from pathlib import Path

    from foramen.cli.parts import Parts

__all__ = ["COMMANDS"]


@click.command()
@click.option("--to", multiple=True, required=True, help="What is to be learned; may come twice.")
@click.option("--known", multiple=True, help="What the learner knows already; may come twice.")
@with_output
@pass_parts
def path(
    parts: Parts, to: tuple[str, ...], known: tuple[str, ...], form: str, output: Path | None
) -> None:
    """Tell everything that is needed before some concepts, each after what it needs.

    A concept is named by its name, CURIE, label or synonym, a topic by label or topic:KEY. Whoever
    knows a concept knows all that it requires.

    \b
    Examples:
      foramen teach path --to radiculopathy
      foramen teach path --to radiculopathy --known "intervertebral foramen" --format svg -o way.svg
    """
    curriculum = parts.curriculum
    naming = Naming(curriculum, Search(parts.catalogue))
    wanted, start = (
        naming.all(to, most=MOST_WANTED, topics=True),
        naming.all(known, most=MOST_KNOWN, topics=True),
    )
    refused((*wanted, *start))
    found = path_to(curriculum, wanted, start)
    drawing = drawn(found, lambda iri: f"/{iri.removeprefix(FORAMEN)}")
    version = parts.knowledge.version
    handout = handout_of(found, curriculum, drawing, base=str(FORAMEN), version=version)
    handed_out(handout, form, output)


COMMANDS: Final = (path,)

"""The commands that answer like the pages about topics and objectives: topics, objectives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from foramen.cli.parts import pass_parts
from foramen.errors import UnknownTerm
from foramen.teaching.model import BLOOM
from foramen.teaching.topic_handouts import every_topic, one_topic, some_objectives

from .output import TABLE, handed_out, with_output

if TYPE_CHECKING:
    from pathlib import Path

    from foramen.cli.parts import Parts

__all__ = ["COMMANDS"]


@click.command()
@click.argument("key", metavar="[KEY]", default="")
@with_output
@pass_parts
def topics(parts: Parts, key: str, form: str, output: Path | None) -> None:
    """List the topics in the order of teaching, or what is taught in the topic KEY.

    \b
    Examples:
      foramen teach topics
      foramen teach topics roots
      foramen teach topics roots --format markdown --output roots.md
    """
    curriculum = parts.curriculum
    handout = one_topic(curriculum, key) if key else every_topic(curriculum)
    if not key and form == TABLE and output is None:  # a terminal has no room for all concepts
        handout = replace(handout, sheets=handout.sheets[:1])
    handed_out(handout, form, output)


@click.command()
@click.option("--topic", default="", metavar="KEY", help="Of this topic, or of this field.")
@click.option("--level", type=click.Choice(BLOOM), help="Of this level of Bloom's taxonomy.")
@click.option("--about", default="", metavar="TERM", help="About this concept.")
@with_output
@pass_parts
def objectives(
    parts: Parts, topic: str, level: str | None, about: str, form: str, output: Path | None
) -> None:
    """List the learning objectives, all or those that fit every choice.

    TERM is an IRI, a name, a label or a synonym.

    \b
    Examples:
      foramen teach objectives --topic roots --level apply
      foramen teach objectives --about "nerve root" --format csv
    """
    iri = _named(parts, about) if about else ""
    handout = some_objectives(parts.curriculum, topic=topic, level=level or "", about=iri)
    handed_out(handout, form, output)


def _named(parts: Parts, name: str) -> str:
    """Find a concept; only words need the engine.

    Raises:
        UnknownTerm: nothing that could be taught is called so.
    """
    known = parts.catalogue.get(name) or parts.catalogue.terms.get(parts.concepts.resolve(name))
    if known is None:
        raise UnknownTerm(name, ())
    return known.iri


COMMANDS: Final = (topics, objectives)

"""Give commands the options that choose concepts: a topic, a path, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from foramen.teaching.chosen import choose
from foramen.teaching.named import Naming, refused
from foramen.teaching.path import MOST_KNOWN, MOST_WANTED
from foramen.terminology.search import Search

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from foramen.cli.parts import Parts
    from foramen.teaching.chosen import Chosen
    from foramen.teaching.named import Named

__all__ = ["chosen", "way", "with_choice", "with_way"]


def with_choice(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--topic`, `--to` and `--known`."""
    topic = click.option("--topic", default="", help="Only of this topic or field, by its key.")
    return topic(with_way(command))


def with_way(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--to` and `--known`."""
    for option in (
        click.option("--known", multiple=True, help="What the learner knows; may come twice."),
        click.option("--to", multiple=True, help="Only what is needed for this; may come twice."),
    ):
        command = option(command)
    return command


def chosen(parts: Parts, topic: str, to: tuple[str, ...], known: tuple[str, ...]) -> Chosen:
    """Give what the options name.

    Raises:
        BadRequest: there is no such topic, or a name stands for several things.
        UnknownTerm: nothing is called so.
    """
    return choose(parts.curriculum, topic, *way(parts, to, known))


def way(
    parts: Parts, to: tuple[str, ...], known: tuple[str, ...]
) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """Give what the options `--to` and `--known` name.

    Raises:
        BadRequest: a name stands for several things.
        UnknownTerm: nothing is called so.
    """
    if not (to or known):
        return (), ()  # to find names takes an index, which is made of all of them
    naming = Naming(parts.curriculum, Search(parts.catalogue))
    wanted, start = (
        naming.all(to, most=MOST_WANTED, topics=True),
        naming.all(known, most=MOST_KNOWN, topics=True),
    )
    refused((*wanted, *start))
    return wanted, start

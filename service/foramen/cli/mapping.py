"""The command that shows what is not mapped to other terminologies: gaps."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from foramen.terminology.catalogue import Catalogue
from foramen.terminology.coverage import coverage, group_of, unmapped

from .parts import Parts, pass_parts
from .terminal import console

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

__all__ = ["COMMANDS"]


@click.command()
@click.option("--group", "groups", multiple=True, help="List the terms of this group; repeatable.")
@click.option("--target", help="List the terms that lack a code of this terminology.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "tsv"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
@pass_parts
def gaps(parts: Parts, groups: tuple[str, ...], target: str | None, form: str) -> None:
    r"""Show what is not mapped to other terminologies.

    Without a choice it counts, for each family of terms and each topic, how many terms have a
    mapping to which terminology, and how many have none. With one it lists the terms that have
    none. What is ready to be requested elsewhere stands in ontology/mappings/requests.tsv.

    \b
    Examples:
      foramen gaps
      foramen gaps --target UBERON --group Nerve
      foramen gaps --group pathology --format tsv
    """
    catalogue = Catalogue.read(parts.knowledge)
    counted = coverage(catalogue)
    _require(groups, {one.group for one in counted}, "--group")
    prefix = (target or "").upper()
    _require([prefix] if prefix else [], catalogue.terminologies, "--target")
    if groups or prefix:
        terms = unmapped(catalogue, groups, prefix)
        rows = [(group_of(term), term.id, term.label) for term in terms]
        _print(("group", "term", "label"), rows, form)
        return
    targets = [name for name in catalogue.terminologies if any(one.mapped[name] for one in counted)]
    lines = (
        (one.group, one.terms, one.unmapped, *(one.mapped[name] for name in targets))
        for one in counted
    )
    _print(("group", "terms", "none", *targets), lines, form)


def _require(asked: Iterable[str], known: Collection[str], option: str) -> None:
    """Make sure that what was asked for is there."""
    for name in asked:
        if name not in known:
            near = get_close_matches(name, known, n=3, cutoff=0.3) or sorted(known)
            message = f"'{name}' is not one of them; near are {', '.join(near)}"
            raise click.BadParameter(message, param_hint=option)


def _print(head: Sequence[str], rows: Iterable[Sequence[object]], form: str) -> None:
    if form == "tsv":
        for line in _lines(head, rows):
            click.echo(line)
        return
    table = Table(box=None, header_style="bold")
    for name in head:
        is_word = name in {"group", "term", "label"}
        table.add_column(name, justify="left" if is_word else "right", overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell) if cell != 0 else "·") for cell in row))
    console().print(table)


def _lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield "\t".join(head)
    for row in rows:
        yield "\t".join(map(str, row))


COMMANDS = (gaps,)

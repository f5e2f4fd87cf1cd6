"""The command that shows what is not mapped to other terminologies: gaps."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from foramen.terminology.coverage import Coverage, coverage, uncovered

from .parts import Parts, pass_parts
from .terminal import console

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

__all__ = ["COMMANDS"]


@click.command()
@click.option(
    "--by",
    type=click.Choice(["topic", "family"]),
    default="topic",
    show_default=True,
    help="Group the terms by this.",
)
@click.option("--group", default="", help="List the terms of this group that lack a code.")
@click.option("--target", default="", help="List the terms that lack a code of this terminology.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "tsv"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
@pass_parts
def gaps(parts: Parts, by: str, group: str, target: str, form: str) -> None:
    """Show what is not mapped to other terminologies.

    Without a choice it counts, for each group of terms, how many have a mapping of their own to
    which terminology, and how many have none, not even by a broader term. With one it lists the
    terms that have none of their own. What is ready to be requested elsewhere stands in
    ontology/mappings/requests.tsv.

    \b
    Examples:
      foramen gaps
      foramen gaps --target UBERON --by family --group Nerve
      foramen gaps --group pathology --format tsv
    """
    catalogue = parts.catalogue
    counted = coverage(catalogue, by)
    _require(group, {one.group for one in counted}, "--group")
    prefix = target.upper()
    _require(prefix, catalogue.terminologies, "--target")
    if group or prefix:
        rows = [
            (getattr(term, by), term.id, term.label, "yes" if through else "no")
            for term, through in uncovered(catalogue, prefix, by, group)
        ]
        _print(("group", "term", "label", "by a broader term"), rows, form)
        return
    targets = sorted({one.target for one in counted if one.target})
    lines = [
        (
            name,
            whole.terms,
            whole.mapped,
            whole.through,
            whole.missing,
            *(of[target].mapped for target in targets),
        )
        for name, of in _by_group(counted).items()
        for whole in [of[""]]
    ]
    heads = ("group", "terms", "own", "by a broader term", "none", *targets)
    _print(heads, lines, form)


def _by_group(counted: Iterable[Coverage]) -> Mapping[str, Mapping[str, Coverage]]:
    groups: dict[str, dict[str, Coverage]] = {}
    for one in counted:
        groups.setdefault(one.group, {})[one.target] = one
    return groups


def _require(name: str, known: Collection[str], option: str) -> None:
    """Make sure that what was asked for is there; nothing asks for nothing."""
    if name and name not in known:
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

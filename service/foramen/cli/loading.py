"""The command that puts the dataset into a store on another machine."""

from __future__ import annotations

import gzip
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from foramen.engine import is_address
from foramen.engine.loading import PIECE_TRIPLES, Loader, quads
from foramen.errors import BadSetting, EngineFailure, EngineMisbehaved, QueryTimeout

from . import complaints
from .parts import pass_parts
from .terminal import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from foramen.engine.loading import Loaded

    from .parts import Parts

__all__ = ["COMMANDS"]

_FOUND, _WRONG = 1, 2


@click.command()
@click.option(
    "--piece",
    type=click.IntRange(min=1),
    default=PIECE_TRIPLES,
    show_default=True,
    help="How many triples go into one request.",
)
@click.option(
    "--nquads",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a file for the store's own bulk loader instead; .gz is compressed.",
)
@pass_parts
def load(parts: Parts, piece: int, nquads: Path | None) -> int:
    """Put the dataset into the store that FORAMEN_ENGINE names.

    Readers see the old version until the new one is whole. What an interrupted load has sent is
    not sent again. Where all is there already, it is counted and left alone.

    FORAMEN_ENGINE_UPDATE says where the store takes SPARQL Update; with FORAMEN_ENGINE_STORE the
    triples go through the Graph Store Protocol, which is faster at most stores.

    Exit status 1 where the store then holds other numbers of triples than it was sent.

    \b
    Examples:
      foramen load
      foramen load --nquads foramen.nq.gz
    """
    if nquads is not None:
        return _write(parts, nquads)
    if not is_address(parts.settings.engine):
        raise BadSetting(
            "engine", parts.settings.engine, "say at which address the store answers queries"
        )
    loader = Loader(parts.settings, parts.knowledge, piece)
    started = time.monotonic()
    try:
        with _progress() as progress:
            loaded = loader.load(progress)
    except (EngineFailure, QueryTimeout) as error:
        if not isinstance(error, EngineMisbehaved):
            error.add_note("Type foramen load again: it goes on where it stopped.")
        complaints.show_error(error)
        return _FOUND if isinstance(error, EngineMisbehaved) else _WRONG
    finally:
        loader.close()
    _show(parts.knowledge.version, loaded, time.monotonic() - started)
    return 0


def _write(parts: Parts, path: Path) -> int:
    number = 0
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8", newline="\n") as file:
        for line in quads(parts.knowledge):
            file.write(line)
            number += 1
    console().print(Text(f"Wrote {number:,} quads to {path}"))
    return 0


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Yield what the loader tells how far each graph is; plain lines off a terminal."""
    screen = console(stderr=True)
    columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=screen, disable=not screen.is_terminal) as bars:
        tasks = {}

        def report(graph: str, there: int, wanted: int) -> None:
            name = graph.rpartition("/")[2]
            if graph not in tasks:
                tasks[graph] = bars.add_task(name, total=wanted)
            bars.update(tasks[graph], completed=there)
            if there == wanted and not screen.is_terminal:
                screen.print(Text(f"{wanted:10,}  {name}"))

        yield report


def _show(version: str, loaded: Loaded, seconds: float) -> None:
    screen = console()
    total = sum(loaded.graphs.values())
    if not loaded.sent and not loaded.found:
        screen.print(Text(f"The store holds foramen {version} already: {total:,} triples"))
        return
    screen.print(
        Text(
            f"Loaded foramen {version}: {total:,} triples in {len(loaded.graphs)} graphs, "
            f"counted, in {seconds:.1f} s"
        )
    )
    if loaded.found:
        screen.print(Text(f"{loaded.found:,} were there from an earlier load.", style="dim"))


COMMANDS = (load,)

"""Hold the figures that were promised against those reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .figures import Target, median, ratio, short
from .servers import OURS
from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .http_section import Bursts
    from .isolation_section import Attack, Isolation
    from .startup_section import Startup

__all__ = ["http_targets", "isolation_targets", "startup_targets", "target_table"]

_AT = 8  # connections
_WANTED = (
    ("look-up", "evaluated", "rdflib-endpoint", 2.0),
    ("look-up", "evaluated", "Jena", 1.0),
    ("look-up", "repeated", "Oxigraph server", 1.0),
    ("join", "repeated", "Oxigraph server", 1.0),
    ("1,000 rows", "repeated", "Oxigraph server", 1.0),
    ("1,000 rows", "evaluated", "rdflib-endpoint", 30.0),
    ("1,000 rows", "evaluated", "Jena", 4.0),
    ("1,000 rows", "evaluated", "Oxigraph server", 2.0),
)


def http_targets(results: Sequence[Bursts]) -> list[Target]:
    """Compare throughput at 8 connections."""
    rates = {
        (each.kind, each.mode, each.server): each.middle("rate")
        for each in results
        if each.connections == _AT
    }
    return [
        Target(
            f"{kind}, {mode}: ours to {peer}",
            ratio(rates.get((kind, mode, OURS)), rates.get((kind, mode, peer))),
            wanted,
            "times",
        )
        for kind, mode, peer, wanted in _WANTED
    ]


def isolation_targets(isolation: Isolation, attack: Attack | None) -> list[Target]:
    """Compare what isolation costs, and look-ups beside heavy queries."""
    targets = [Target("isolation, added to a look-up", isolation.cost_ms, 0.3, "ms", at_most=True)]
    if attack is not None:
        targets.append(
            Target(
                "slowest look-up beside a heavy query on every engine process",
                attack.slowest_ms,
                attack.time_limit_ms + 1000,
                "ms",
                at_most=True,
            )
        )
    return targets


def startup_targets(startup: Startup) -> list[Target]:
    """Compare start-up and build."""
    return [
        Target("start-up to first answer", median(startup.first_answer), 3.0, "s", at_most=True),
        Target("build of the dataset", median(startup.build), 15.0, "s", at_most=True),
    ]


def target_table(targets: Sequence[Target]) -> Table:
    """Show every target and whether it was reached."""
    rows = [
        (
            target.what,
            f"at {'most' if target.at_most else 'least'} {short(target.wanted)} {target.unit}",
            f"{short(target.reached)} {target.unit}" if target.reached is not None else "-",
            target.verdict,
        )
        for target in targets
    ]
    return Table(
        "Targets",
        ("figure", "wanted", "measured", "verdict"),
        tuple(rows),
        f"Medians of one run; requests a second at {_AT} connections.",
    )

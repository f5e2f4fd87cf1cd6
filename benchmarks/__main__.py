"""Run the benchmark: `python -m benchmarks`, with `--help` for what may be chosen."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from rich.console import Console

from . import peers
from .folders import CACHE, HERE, RESULTS
from .run import SECTIONS, Run, summarise
from .tables import markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tables import Table

_SIZES: Final = (100_000, 1_000_000, 10_000_000)


def main() -> None:
    """Run the chosen sections, show and write their tables, figures and plots."""
    chosen = _arguments()
    # Whoever ends the run ends the servers that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    CACHE.mkdir(exist_ok=True)
    shutil.rmtree(RESULTS, ignore_errors=True)  # so that it holds one run
    RESULTS.mkdir()
    console = Console(stderr=True)
    console.print("Installing the peers (once) ...", style="dim")
    sizes = tuple(sorted(chosen.sizes)) or (_SIZES[:1] if chosen.quick else _SIZES)
    rounds = chosen.rounds or (1 if chosen.quick else 5)
    run = Run(chosen.quick, rounds, sizes, chosen.load_minutes, console, peers.peers_python())
    run.raw["machine"] = _machine()
    try:
        for name, section in SECTIONS.items():
            if not chosen.only or name in chosen.only:
                section(run)
    finally:  # a section that breaks must not take the figures of the others with it
        _write(run, summarise(run), record=chosen.record)


def _write(run: Run, summary: Sequence[Table], *, record: bool) -> None:
    """Write raw figures, report and plots."""
    raw = RESULTS / "figures.json"
    raw.write_text(json.dumps(run.raw, indent=1), "utf-8")
    report = RESULTS / "RESULTS.md"
    report.write_text(_report(run, summary), "utf-8")
    subprocess.run([str(run.python), str(HERE / "plot.py"), str(raw), str(RESULTS)], check=True)
    if record:
        shutil.copyfile(report, HERE / "RESULTS.md")
    written = ", ".join(sorted(path.name for path in RESULTS.iterdir()))
    run.say(f"Written to {RESULTS.relative_to(HERE.parent)}/: {written}")


def _report(run: Run, summary: Sequence[Table]) -> str:
    machine = run.raw["machine"]
    return "\n".join(
        [
            "# Results",
            "",
            "Written by `make bench` (README.md says what each figure means); only figures of one "
            f"run compare. {machine['cores']} cores, Python {machine['python']}, "
            f"{machine['system']}; load average as it began: {machine['load']}."
            + (" A quick run: too short to rely on." if run.quick else f" {run.rounds} rounds."),
            "",
            markdown([*summary, *(table for table in run.tables if table not in summary)]),
        ]
    )


def _machine() -> dict[str, object]:
    return {
        "load": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.system(),
        "versions": (HERE / "peers.txt").read_text("utf-8").split("\n")[1:-1],
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure Foramen beside other engines and servers, all in one run.",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=list(SECTIONS),
        default=[],
        help="run this section (again for more)",
    )
    parser.add_argument("--quick", action="store_true", help="few and short rounds: a trial")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[], metavar="TRIPLES",
        help="the sizes of the grown graphs (100000 1000000 10000000)",
    )  # fmt: skip
    parser.add_argument("--rounds", type=int, metavar="N", help="read each figure N times (5)")
    parser.add_argument(
        "--load-minutes", type=float, default=3.0, metavar="N",
        help="leave out an engine that would load a graph for longer (3)",
    )  # fmt: skip
    parser.add_argument(
        "--record", action="store_true", help="keep the tables as benchmarks/RESULTS.md"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

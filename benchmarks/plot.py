"""Draw the figures of a run: `python plot.py figures.json FOLDER`, by the peers' Python."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt

COLOURS = {
    "ours": "#0b6e4f",
    "ours, in process": "#6cc3a0",
    "ours, access log on": "#6cc3a0",
    "oxrdflib": "#c77c11",
    "Oxigraph server": "#c77c11",
    "rdflib": "#8a3ffc",
    "rdflib-endpoint": "#8a3ffc",
    "rdflib-endpoint on Oxigraph": "#c9a6ff",
    "Owlready2": "#3b6fb6",
    "Jena": "#3b6fb6",
}


def main() -> None:
    """Draw what the file of figures holds."""
    figures = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    folder = Path(sys.argv[2])
    mpl.rcParams["svg.hashsalt"] = "foramen"
    if "engine" in figures:
        _growth(figures["engine"], folder / "engine.svg")
    if "http" in figures:
        _rates(figures["http"]["loads"], folder / "http.svg")


def _growth(engine: dict, output: Path) -> None:
    """Draw time and memory against size."""
    sizes = {load["data"]: load["triples"] for load in engine["loads"]}
    sizes = {name: size for name, size in sizes.items() if name not in {"project", "Brick"}}
    queries = ["look-up", "join-of-six", "text-in-labels", "not-exists"]
    drawing, axes = plt.subplots(2, 3, figsize=(12, 7))
    for axis, what in zip(axes.flat, ("seconds", "memory_mb"), strict=False):
        _lines(axis, engine["loads"], sizes, what)
        axis.set_title("load, seconds" if what == "seconds" else "memory, MB")
    for axis, query in zip(list(axes.flat)[2:], queries, strict=True):
        own = [cell for cell in engine["queries"] if cell["query"] == query]
        _lines(axis, own, sizes, "median_ms")
        axis.set_title(f"{query}, ms")
    _save(drawing, output)


def _lines(axis: plt.Axes, items: list[dict], sizes: dict[str, int], what: str) -> None:
    for name in dict.fromkeys(item["engine"] for item in items):
        points = sorted(
            (sizes[item["data"]], item[what])
            for item in items
            if item["engine"] == name and item["data"] in sizes and item[what] is not None
        )
        if points:
            axis.plot(*zip(*points, strict=True), marker="o", label=name, color=COLOURS[name])
    axis.set_xscale("log")
    axis.set_yscale("log")
    axis.set_xlabel("triples")
    axis.grid(visible=True, alpha=0.3)


def _rates(loads: list[dict], output: Path) -> None:
    """Draw requests a second against connections."""
    kinds = list(dict.fromkeys((load["kind"], load["mode"]) for load in loads))
    drawing, axes = plt.subplots(2, 3, figsize=(12, 7))
    for axis, (kind, mode) in zip(axes.T.flat, kinds, strict=False):
        own = [load for load in loads if (load["kind"], load["mode"]) == (kind, mode)]
        for name in dict.fromkeys(load["server"] for load in own):
            points = [
                (load["connections"], _middle(load["bursts"]))
                for load in own
                if load["server"] == name and load["bursts"] and not load["problem"]
            ]
            if points:
                axis.plot(
                    *zip(*points, strict=True), marker="o", label=name, color=COLOURS.get(name)
                )
        axis.set_title(f"{kind}, {mode}")
        axis.set_xscale("log", base=2)
        axis.set_yscale("log")
        axis.set_xlabel("connections")
        axis.set_ylabel("requests a second")
        axis.grid(visible=True, alpha=0.3)
    _save(drawing, output)


def _middle(bursts: list[dict]) -> float:
    return statistics.median(each["requests"] / each["seconds"] for each in bursts)


def _save(drawing: plt.Figure, output: Path) -> None:
    # One legend below, in the order of the first chart that shows all.
    shown = {}
    for axis in drawing.axes:
        for line, label in zip(*axis.get_legend_handles_labels(), strict=True):
            shown.setdefault(label, line)
    drawing.legend(shown.values(), shown.keys(), loc="lower center", ncols=6, frameon=False)
    drawing.tight_layout(rect=(0, 0.05, 1, 1))
    drawing.savefig(output, metadata={"Date": None})
    plt.close(drawing)


if __name__ == "__main__":
    main()

"""Prepare the graphs to be asked: as N-Triples for peers, as a built dataset for ours."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .folders import CACHE, DATASET
from .grow import grow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Data", "brick", "grown", "project"]

GRAPHS: Final = "https://w3id.org/foramen/graph/"


@dataclass(frozen=True)
class Data:
    """One graph: its name, N-Triples file, the dataset folder that holds the same, its size."""

    name: str
    file: Path
    dataset: Path
    triples: int


def project() -> Data:
    """Give the project's default graph, and its dataset as it was built."""
    manifest = json.loads((DATASET / "manifest.json").read_text("utf-8"))
    file = _folder(manifest) / "project.nt"
    if not file.is_file():
        _merge([_graph_file(graph) for graph in manifest["default_graphs"]], file)
    return Data("project", file, DATASET, _lines(file))


def grown(triples: int) -> Data:
    """Give the project's graph grown to so many triples; derivations are left out.

    They are its largest part, and with them the smallest size would hold no second spine.
    """
    manifest = json.loads((DATASET / "manifest.json").read_text("utf-8"))
    folder = _folder(manifest)
    base = folder / "base.nt"
    if not base.is_file():
        kept = [graph for graph in manifest["default_graphs"] if not graph.endswith("/derivations")]
        _merge([_graph_file(graph) for graph in kept], base)
    dataset = folder / f"grown-{triples}"
    file = dataset / "graphs" / "grown.nt"
    if not (dataset / "manifest.json").is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        _describe(dataset, "grown", grow(base, triples, file))
    return Data(_size_name(triples), file, dataset, _count(dataset))


def brick(turtle: Path) -> Data:
    """Give the Brick ontology from an installed package, without what it imports."""
    import pyoxigraph

    name = hashlib.sha256(turtle.read_bytes()).hexdigest()[:12]
    dataset = CACHE / f"brick-{name}"
    file = dataset / "graphs" / "brick.nt"
    if not (dataset / "manifest.json").is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        # Blank nodes get one name each here, so that every engine loads the same.
        triples = pyoxigraph.parse(path=turtle, format=pyoxigraph.RdfFormat.TURTLE)
        imports = pyoxigraph.NamedNode("http://www.w3.org/2002/07/owl#imports")
        pyoxigraph.serialize(
            # Owlready2 would fetch these from the net.
            (quad.triple for quad in triples if quad.predicate != imports),
            file,
            format=pyoxigraph.RdfFormat.N_TRIPLES,
        )
        _merge([file], file)
        _describe(dataset, "brick", _lines(file))
    return Data("Brick", file, dataset, _count(dataset))


def _folder(manifest: dict[str, object]) -> Path:
    folder = CACHE / f"graphs-{str(manifest['sources_digest'])[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _graph_file(graph: str) -> Path:
    return DATASET / "graphs" / f"{graph.removeprefix(GRAPHS)}.nt"


def _merge(files: Iterable[Path], output: Path) -> None:
    lines: set[str] = set()
    for file in files:
        with file.open(encoding="utf-8") as triples:
            lines.update(line for line in triples if line.strip() and not line.startswith("#"))
    partial = output.with_suffix(".part")
    partial.write_text("".join(sorted(lines)), "utf-8")
    partial.replace(output)


def _describe(dataset: Path, name: str, triples: int) -> None:
    """Write the manifest of a dataset of one graph, last: a folder without it is begun anew."""
    manifest = {
        "version": "0",
        "version_iri": f"{GRAPHS}{name}",
        "sources_digest": name,
        "graphs": {f"{GRAPHS}{name}": triples},
        "default_graphs": [f"{GRAPHS}{name}"],
        "counts": {},
    }
    for suffix in ("ttl", "owl", "ofn"):
        (dataset / f"foramen.{suffix}").touch()
    (dataset / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def _count(dataset: Path) -> int:
    graphs: dict[str, int] = json.loads((dataset / "manifest.json").read_text("utf-8"))["graphs"]
    return sum(graphs.values())


def _lines(file: Path) -> int:
    with file.open("rb") as content:
        return sum(1 for _ in content)


def _size_name(triples: int) -> str:
    """Write a size as people say it.

    >>> _size_name(100_000), _size_name(10_000_000), _size_name(1234)
    ('100 k', '10 M', '1234')
    """
    for unit, name in ((1_000_000, "M"), (1_000, "k")):
        if triples % unit == 0:
            return f"{triples // unit} {name}"
    return str(triples)

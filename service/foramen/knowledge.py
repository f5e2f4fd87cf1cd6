"""Hold the built dataset as a read-only value: where it lies, its version, graphs and counts."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .errors import DatasetMissing, StaleDataset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Knowledge", "graph_file", "load_knowledge", "require_current", "sources_digest"]

_SOURCE_FOLDERS = ("ontology", "shapes", "queries")
_COMPILER = Path(__file__).parent / "compiler"


@dataclass(frozen=True)
class Knowledge:
    """A built dataset, described by its manifest.

    Attributes:
        optional: the names of the optional tables that it was built with.
    """

    directory: Path
    version: str
    version_iri: str
    sources_digest: str
    graphs: Mapping[str, int]
    default_graphs: tuple[str, ...]
    counts: Mapping[str, int]
    optional: tuple[str, ...] = ()

    def graph_file(self, graph: str) -> Path:
        """Give the N-Triples file of one graph, by its IRI."""
        return graph_file(self.directory, graph)

    def quads(self) -> Iterator[str]:
        """Yield every line of every graph as N-Quads, graph by graph."""
        for graph in sorted(self.graphs):
            with self.graph_file(graph).open(encoding="utf-8") as lines:
                for line in lines:
                    yield f"{line.rstrip().removesuffix('.')}<{graph}> .\n"

    def ontology(self, suffix: str) -> Path:
        """Give the file of the OWL ontology alone, by its suffix: ttl, owl or ofn."""
        return self.directory / f"foramen.{suffix.removeprefix('.')}"


def graph_file(directory: Path, graph: str) -> Path:
    """Give the place of a graph in the folder of a dataset.

    Blank nodes belong to their file: no graph of the dataset shares one with another.
    """
    return directory / "graphs" / f"{graph.rpartition('/')[2]}.nt"


def load_knowledge(directory: Path) -> Knowledge:
    """Read the manifest of a built dataset; the quads are left to the engine.

    Raises:
        DatasetMissing: there is no whole dataset in the folder.
    """
    try:
        manifest: dict[str, Any] = json.loads((directory / "manifest.json").read_text("utf-8"))
        knowledge = Knowledge(
            directory=directory,
            version=str(manifest["version"]),
            version_iri=str(manifest["version_iri"]),
            sources_digest=str(manifest["sources_digest"]),
            graphs=MappingProxyType(dict(manifest["graphs"])),
            default_graphs=tuple(manifest["default_graphs"]),
            counts=MappingProxyType(dict(manifest["counts"])),
            optional=tuple(manifest.get("optional", ())),
        )
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise DatasetMissing(directory) from problem
    if not all(knowledge.graph_file(graph).is_file() for graph in knowledge.graphs):
        raise DatasetMissing(directory)
    return knowledge


def sources_digest(root: Path) -> str:
    """Give the SHA-256 of all source files below the root and of the compiler, with their names."""
    digest = hashlib.sha256()
    named = [(path.relative_to(root).as_posix(), path) for path in _source_files(root)]
    named += [(f"compiler/{path.name}", path) for path in sorted(_COMPILER.glob("*.py"))]
    for name, path in named:
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def require_current(knowledge: Knowledge, root: Path) -> None:
    """Make sure that the dataset was built from the sources below the root.

    Raises:
        StaleDataset: it was built from others.
    """
    digest = sources_digest(root)
    if digest != knowledge.sources_digest:
        raise StaleDataset(knowledge.directory, knowledge.sources_digest, digest)


def _source_files(root: Path) -> Iterator[Path]:
    """List what the dataset is made of; manuals and hidden files do not count."""
    for folder in _SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
            if path.is_file() and not hidden and path.suffix != ".md":
                yield path

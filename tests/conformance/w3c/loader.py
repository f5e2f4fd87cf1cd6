"""Write the graphs of a case as a built dataset, and change them as an update says."""

from __future__ import annotations

import json
import os
import resource
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from foramen.knowledge import graph_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["DEFAULT", "is_valid", "no_network", "store_of", "updated", "write_dataset"]

# Where the triples of a case's default graph lie, since a built dataset has only named graphs.
DEFAULT: Final = "urn:x-foramen-conformance:default"


def write_dataset(directory: Path, graphs: Mapping[str, str]) -> None:
    """Write graphs, given as N-Triples, as `foramen build` leaves them; DEFAULT is the default.

    Raises:
        ValueError: two graphs would have the same file.
    """
    files = {iri: graph_file(directory, iri) for iri in graphs}
    if len(set(files.values())) != len(files):
        raise ValueError(f"The names of these graphs end alike: {', '.join(sorted(graphs))}")
    for iri, path in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(graphs[iri], "utf-8")
    manifest = {
        "version": "0.0.0",
        "version_iri": "https://w3id.org/foramen/0.0.0",
        "sources_digest": "0" * 64,
        "graphs": {iri: len(set(graphs[iri].splitlines())) for iri in sorted(graphs)},
        "default_graphs": [DEFAULT] if DEFAULT in graphs else [],
        "counts": {"classes": 0, "statements": 0, "inferred": 0, "questions": 0},
    }
    (directory / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def store_of(graphs: Mapping[str, str]) -> ox.Store:
    """Give the graphs as the engine's library holds them, with a default graph of its own."""
    store = ox.Store()
    for iri, content in graphs.items():
        into = ox.DefaultGraph() if iri == DEFAULT else ox.NamedNode(iri)
        if iri != DEFAULT:
            store.add_graph(into)
        store.load(content, format=ox.RdfFormat.N_TRIPLES, to_graph=into)
    return store


def updated(graphs: Mapping[str, str], text: str, base: str) -> dict[str, str]:
    """Give the graphs as they are after an update.

    The service has no update; this is the engine's library alone, and what it leaves is then
    loaded into the service and asked for.

    Raises:
        SyntaxError: the update does not parse.
        RuntimeError: it cannot be done.
    """
    store = store_of(graphs)
    with no_network():
        store.update(text, base_iri=base)
    after = {DEFAULT: ""} | {graph.value: "" for graph in store.named_graphs()}
    for quad in store:
        iri = DEFAULT if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
        after[iri] += f"{quad.triple} .\n"
    return after


def is_valid(text: str, base: str, *, update: bool) -> bool:
    """Tell whether the engine's library can parse a text.

    It parses an update only to run it, so that is what happens, to an empty store.
    """
    try:
        with no_network():
            if update:
                ox.Store().update(text, base_iri=base)
            else:
                ox.Store().query(text, base_iri=base)
    except SyntaxError:
        return False
    except (OSError, RuntimeError):
        return True  # it was read, and then there was no graph to drop and nothing to load from
    return True


@contextmanager
def no_network() -> Iterator[None]:
    """Let nothing be opened: what LOAD or SERVICE names cannot be reached."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

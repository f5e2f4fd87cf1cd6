"""Say under which names the dataset lies in a store on another machine.

Stores differ in what their default graph is, so ours is a graph with a name, which nobody can ask
for by that name. What is being loaded lies under other names until it is whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, GRAPH

if TYPE_CHECKING:
    from foramen.knowledge import Knowledge

__all__ = [
    "CONTROL",
    "DEFAULT_GRAPH",
    "HAS_GRAPH",
    "HOLDS",
    "STAGES",
    "VERSION",
    "control_triples",
    "digest_query",
    "staging_graph",
]

DEFAULT_GRAPH: Final = str(GRAPH["default"])
# A graph that tells which dataset is held, and which graphs of another are being loaded.
CONTROL: Final = str(FORAMEN["loading"])
HOLDS: Final = f"{CONTROL}#holds"
VERSION: Final = f"{CONTROL}#version"
HAS_GRAPH: Final = f"{CONTROL}#hasGraph"
STAGES: Final = f"{CONTROL}#stages"


def staging_graph(knowledge: Knowledge, graph: str) -> str:
    """Name the graph that takes in one graph of the dataset until all are whole."""
    return f"{CONTROL}/{knowledge.sources_digest[:12]}/{graph.rpartition('/')[2]}"


def digest_query() -> str:
    """Ask which dataset is held."""
    return (
        "SELECT ?digest ?version WHERE { "
        f"GRAPH <{CONTROL}> {{ <{DEFAULT_GRAPH}> <{HOLDS}> ?digest ; <{VERSION}> ?version }} }}"
    )


def control_triples(knowledge: Knowledge) -> str:
    """Give what the control graph says of a dataset that is held."""
    about = f'<{DEFAULT_GRAPH}> <{HOLDS}> "{knowledge.sources_digest}" .\n'
    about += f'<{DEFAULT_GRAPH}> <{VERSION}> "{knowledge.version}" .\n'
    graphs = sorted([DEFAULT_GRAPH, *knowledge.graphs])
    return about + "".join(f"<{DEFAULT_GRAPH}> <{HAS_GRAPH}> <{graph}> .\n" for graph in graphs)

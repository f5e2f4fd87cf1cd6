"""List the files that a dataset is handed out as: the record of the dataset and the service agree.

Each file lies at the IRI of what it holds plus a suffix: `graph/asserted` as Turtle is
`graph/asserted.ttl`, and of one version `graph/asserted/2026-11-23.ttl`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from .namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "DATASET",
    "ENDPOINT",
    "MEDIA_TYPES",
    "ONTOLOGY",
    "Distribution",
    "distributions",
    "version_label",
]

DATASET: Final = str(FORAMEN.dataset)
ONTOLOGY: Final = str(FORAMEN.ontology)
ENDPOINT: Final = FORAMEN.sparql

MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ttl": "text/turtle",
        "nt": "application/n-triples",
        "jsonld": "application/ld+json",
        "rdf": "application/rdf+xml",
        "owl": "application/rdf+xml",
        "ofn": "text/owl-functional",
        "nq": "application/n-quads",
        "trig": "application/trig",
    }
)
_OF_ONTOLOGY: Final = ("ttl", "owl", "nt", "jsonld", "ofn")
_OF_DATASET: Final = ("nq", "trig")
_OF_GRAPH: Final = ("nt", "ttl", "jsonld", "rdf", "nq")


@dataclass(frozen=True)
class Distribution:
    """One file: what it holds, by its IRI, and how it is written."""

    of: str
    suffix: str

    @property
    def media_type(self) -> str:
        """Say how it is written."""
        return MEDIA_TYPES[self.suffix]

    @property
    def path(self) -> str:
        """Give its place below the namespace, and so below the service."""
        return f"{self.of.removeprefix(FORAMEN)}.{self.suffix}"

    @property
    def file_name(self) -> str:
        """Call the file so that it is known by its name alone."""
        return f"foramen-{self.of.rpartition('/')[2]}.{self.suffix}"


def distributions(graphs: Iterable[str]) -> Iterator[Distribution]:
    """Give every file: of the ontology, of the whole dataset, of each graph by its IRI."""
    for of, suffixes in ((ONTOLOGY, _OF_ONTOLOGY), (DATASET, _OF_DATASET)):
        yield from (Distribution(of, suffix) for suffix in suffixes)
    for graph in sorted(graphs):
        yield from (Distribution(graph, suffix) for suffix in _OF_GRAPH)


def version_label(version_iri: str) -> str:
    """Give what a version is called, without what it is a version of."""
    return version_iri.rpartition("/")[2]

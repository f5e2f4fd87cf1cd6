"""Run the cases of the service description, which the suite states in words only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from .outcome import Outcome
from .rdf import RDF, SD, Triples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .client import Client

__all__ = ["EXPECTED", "GROUP", "run_description"]

GROUP: Final = "service description"
EXPECTED: Final = 3
_FORMATS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
# Property, class that has it, class of its value: section 3 of the recommendation.
_SCHEMA: Final = {
    "endpoint": ("Service", ""),
    "feature": ("Service", ""),
    "defaultEntailmentRegime": ("Service", ""),
    "entailmentRegime": ("NamedGraph", ""),
    "defaultSupportedEntailmentProfile": ("Service", ""),
    "supportedEntailmentProfile": ("NamedGraph", ""),
    "extensionFunction": ("Service", "Function"),
    "extensionAggregate": ("Service", "Aggregate"),
    "languageExtension": ("Service", ""),
    "supportedLanguage": ("Service", ""),
    "propertyFeature": ("Service", ""),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "resultFormat": ("Service", ""),
    "inputFormat": ("Service", ""),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", ""),
    "graph": ("NamedGraph", "Graph"),
}
_CLASSES: Final = {
    "Service", "Feature", "Language", "Function", "Aggregate", "EntailmentRegime",
    "EntailmentProfile", "GraphCollection", "Dataset", "Graph", "NamedGraph",
}  # fmt: skip
_KINDS_OF: Final = {"GraphCollection": {"GraphCollection", "Dataset"}}


def run_description(client: Client) -> Iterator[Outcome]:
    """Ask the endpoint what it is, as RDF, without a query."""
    reply = client.send("GET", "/sparql", headers={"Accept": "text/turtle, application/rdf+xml"})
    fault, triples = None, Triples(())
    try:
        triples = Triples(ox.parse(reply.body, format=_FORMATS[reply.media_type]))
    except (KeyError, SyntaxError) as problem:
        fault = f"{problem}: {reply}"
    if reply.status != 200 or not triples.all:
        fault = fault or f"no description: {reply}"
    yield Outcome.of("service-description/returns-rdf", GROUP, fault)
    endpoints = [value.value for _, name, value in triples.all if name.value == f"{SD}endpoint"]
    fault = None
    if endpoints != [client.endpoint]:
        fault = f"expected {client.endpoint}, got {endpoints}"
    yield Outcome.of("service-description/has-endpoint-triple", GROUP, fault)
    faults = list(_faults(triples))
    yield Outcome.of(
        "service-description/conforms-to-schema", GROUP, "; ".join(faults) if faults else None
    )


def _faults(triples: Triples) -> Iterator[str]:
    """Find what the vocabulary does not allow, and what a description cannot be without."""
    services = triples.subjects(f"{RDF}type", ox.NamedNode(f"{SD}Service"))
    if len(services) != 1:
        yield f"{len(services)} services are described"
    for subject, predicate, object_ in triples.all:
        name = predicate.value.removeprefix(SD)
        if predicate.value == f"{RDF}type":
            kind = object_.value.removeprefix(SD)
            if kind != object_.value and kind not in _CLASSES:
                yield f"there is no sd:{kind}"
        elif name != predicate.value:
            if name not in _SCHEMA:
                yield f"there is no sd:{name}"
                continue
            for term, kind in zip((subject, object_), _SCHEMA[name], strict=True):
                yield from _faults_of(triples, term, kind, name)


def _faults_of(triples: Triples, term: object, kind: str, name: str) -> Iterator[str]:
    if not kind:
        if isinstance(term, ox.Literal):
            yield f"sd:{name} has the text {term} where an IRI belongs"
        return
    allowed = {f"{SD}{one}" for one in _KINDS_OF.get(kind, {kind})}
    if allowed.isdisjoint(found.value for found in triples.objects(term, f"{RDF}type")):
        yield f"sd:{name}: {term} is not said to be an sd:{kind}"

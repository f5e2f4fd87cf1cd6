"""Read what the release files say of each subject, without an engine."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

import rdflib

from foramen.engine.model import Graph
from foramen.engine.received import GRAPH_TYPE, read_answer
from foramen.namespaces import GRAPH

if TYPE_CHECKING:
    from foramen.engine.model import Term
    from foramen.knowledge import Knowledge

__all__ = ["Facts", "read_facts"]

Facts: TypeAlias = "dict[str, list[Term]]"
"""The values of one subject, by property."""


def read_facts(knowledge: Knowledge, *graphs: str) -> dict[str, Facts]:
    """Read graphs, by their short names; one that the dataset has not says nothing.

    Returns:
        What is said of each subject that has an IRI; of any other subject, nothing.
    """
    said: dict[str, Facts] = defaultdict(lambda: defaultdict(list))
    for name in graphs:
        if str(GRAPH[name]) not in knowledge.graphs:
            continue
        answer = read_answer(knowledge.graph_file(str(GRAPH[name])).read_bytes(), GRAPH_TYPE)
        for subject, predicate, value in answer.triples if isinstance(answer, Graph) else ():
            if isinstance(subject, rdflib.URIRef):
                said[str(subject)][str(predicate)].append(value)
    return said

"""Where sources on anatomy differ, the graph says so beside the statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib.namespace import DCTERMS

from foramen.compiler.statements import statement_iri
from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from foramen.compiler.built import Built

# A source that agrees only in part is a note; one that says otherwise disputes.
DIFFERING = [
    ("Root_C6", "mayMediateReflex", "Reflex_Biceps", "LEX"),
    ("Root_L3", "mayMediateReflex", "Reflex_Patellar", "HARR"),
    ("Root_L3", "mayMediateReflex", "Reflex_Patellar", "MAGEE"),
    ("Root_L5", "mayMediateReflex", "Reflex_MedialHamstring", "HARR"),
    ("Root_L5", "mayMediateReflex", "Reflex_MedialHamstring", "MAGEE"),
    ("Root_C2", "exitsThrough", "NervePassage_C2", "FORM"),
    ("Dermatome_S4", "hasKeySensoryPoint", "KeyPoint_S4-S5", "KENH"),
    ("Dermatome_T12", "hasKeySensoryPoint", "KeyPoint_T12", "MEDT"),
]
MEDIUM = [
    ("Root_L3", "mayMediateReflex", "Reflex_Patellar"),
    ("Root_L5", "mayMediateReflex", "Reflex_MedialHamstring"),
    ("Dermatome_T7", "hasKeySensoryPoint", "KeyPoint_T7"),
    ("Root_Co1", "exitsThrough", "SacralHiatus"),
]


@pytest.mark.parametrize(("subject", "relation", "value", "source"), DIFFERING)
def test_the_source_that_differs_is_named(
    built: Built, subject: str, relation: str, value: str, source: str
) -> None:
    graph = built.graph("statements")
    statement = statement_iri(FORAMEN[subject], FORAMEN[relation], FORAMEN[value])
    evidence = set(graph.objects(statement, FORAMEN.hasEvidence))
    speaking = {
        node
        for node in evidence
        if (node, FORAMEN.note, None) in graph
        and (
            (node, DCTERMS.source, FORAMEN[f"source_{source}"]) in graph
            or any(source in str(note) for note in graph.objects(node, FORAMEN.note))
        )
    }
    assert speaking, f"say in ontology/disputes/anatomy.tsv what {source} says instead"


@pytest.mark.parametrize(("subject", "relation", "value"), MEDIUM)
def test_what_sources_agree_on_less_is_of_medium_confidence(
    built: Built, subject: str, relation: str, value: str
) -> None:
    graph = built.graph("statements")
    statement = statement_iri(FORAMEN[subject], FORAMEN[relation], FORAMEN[value])
    levels = {
        str(level)
        for evidence in graph.objects(statement, FORAMEN.hasEvidence)
        for level in graph.objects(evidence, FORAMEN.confidence)
    }
    assert levels == {"medium"}

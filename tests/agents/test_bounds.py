"""What bounds a query of the tool, and which forms of a code are understood, without a process."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from foramen.agents.finding import CatalogueCodes
from foramen.agents.parts import Parts
from foramen.agents.rows import rows_of
from foramen.engine.guard import Guard
from foramen.engine.model import Bindings
from foramen.errors import QuerySyntaxError, UnknownCode
from foramen.settings import Settings
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.model import Mapped, Terminology

if TYPE_CHECKING:
    from foramen.engine.model import CheckedQuery


@dataclass
class Recorder:
    """An engine that notes what it is asked, and knows nothing."""

    refuses: str = "nothing"
    asked: list[CheckedQuery] = field(default_factory=list)
    guard: Guard = field(default_factory=lambda: Guard.of(Settings(), {}))

    def answer(self, query: CheckedQuery) -> Bindings:
        self.asked.append(query)
        if self.refuses in query.text:
            raise QuerySyntaxError(len(query.text), 1, "No.")
        return Bindings(("s",), ())


def parts_of(engine: Recorder, catalogue: Catalogue | None = None) -> Parts:
    concepts = cast("Any", SimpleNamespace())
    knowledge = cast("Any", SimpleNamespace(default_graphs=()))
    held = catalogue or Catalogue([])
    return Parts(knowledge, cast("Any", engine), {}, concepts, lambda: held)


def test_a_query_has_ten_seconds() -> None:
    engine = Recorder()
    rows_of(parts_of(engine), "SELECT * WHERE { ?s ?p ?o }")
    rows_of(parts_of(engine), "CONSTRUCT WHERE { ?s ?p ?o }")
    rows_of(parts_of(engine), "SELECT * WHERE { ?s ?p ?o } LIMIT 3")
    assert [query.time_limit_ms for query in engine.asked] == [10_000] * 3


def test_a_query_without_a_limit_gets_one_row_more_than_is_given() -> None:
    engine = Recorder()
    for query in (
        "SELECT * WHERE { ?s ?p ?o } # the end",
        "SELECT * WHERE { ?s ?p 'LIMIT' }",
        "SELECT * WHERE { ?s ?p ?o } LIMIT 5",
        "SELECT * WHERE { ?s ?p ?o } VALUES ?s { <urn:a> }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
    ):
        rows_of(parts_of(engine), query)
    assert [query.text.endswith("\nLIMIT 51") for query in engine.asked] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_what_is_wrong_is_told_of_the_query_as_it_was_sent() -> None:
    query = "SELECT * WHERE { ?s ?p ?o }"
    with pytest.raises(QuerySyntaxError) as refused:
        rows_of(parts_of(Recorder(refuses="SELECT")), query)
    assert refused.value.line == len(query)


CODED = Mapped(
    iri="https://w3id.org/foramen/mapping_1",
    subject="https://w3id.org/foramen/Term",
    predicate="skos:broadMatch",
    object="ICD10CM:M99.73",
    object_iri="http://purl.bioontology.org/ontology/ICD10CM/M99.73",
    object_label="a code",
    justification="semapv:ManualMappingCuration",
    confidence=0.8,
    source="ICD10CM",
    source_version="2026",
)
CLASSIFICATION = Terminology(
    prefix="ICD10CM",
    name="A classification",
    namespace="http://purl.bioontology.org/ontology/ICD10CM/",
    fhir_system="http://hl7.org/fhir/sid/icd-10-cm",
    oid="2.16.840.1.113883.6.90",
    version="2026",
    license="",
    license_note="",
    homepage="",
)


@pytest.mark.parametrize(
    "code",
    [
        "ICD10CM:M99.73",
        "icd10cm:M99.73",
        " ICD10CM:m99.73 ",
        "http://purl.bioontology.org/ontology/ICD10CM/M99.73",
        "<http://purl.bioontology.org/ontology/ICD10CM/M99.73>",
        "urn:oid:2.16.840.1.113883.6.90|M99.73",
        "2.16.840.1.113883.6.90|M99.73",
        "http://hl7.org/fhir/sid/icd-10-cm|M99.73",
        "ICD10CM|M99.73",
    ],
)
def test_a_code_is_found_in_each_of_its_forms(code: str) -> None:
    catalogue = Catalogue([], [CODED], [CLASSIFICATION])
    assert list(CatalogueCodes(parts_of(Recorder(), catalogue)).find(code)) == [CODED]


def test_a_code_of_another_system_is_another_code() -> None:
    catalogue = Catalogue([], [CODED], [CLASSIFICATION])
    with pytest.raises(UnknownCode) as unknown:
        CatalogueCodes(parts_of(Recorder(), catalogue)).find("2.16.840.1.113883.6.96|M99.73")
    assert unknown.value.near == ()

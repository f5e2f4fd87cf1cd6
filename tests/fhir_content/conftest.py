"""Give tests the resources of the real graph, and mapping sets that were written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foramen.fhir.content import resources
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.model import Mapped, Terminology
from foramen.terminology.sssom import MappingSet, read_tsv

HERE = Path(__file__).parent
FORAMEN = "https://w3id.org/foramen/"
DATE = "2026-11-23"


@pytest.fixture(scope="session")
def catalogue(real_catalogue: Catalogue) -> Catalogue:
    """All terms of the real dataset, with six mappings written by hand in place of its own."""
    terms = real_catalogue.terms.values()
    return Catalogue(terms, MAPPED, TERMINOLOGIES)


@pytest.fixture(scope="session")
def made(catalogue: Catalogue) -> dict[tuple[str, str], dict[str, Any]]:
    """Every resource, by its type and id."""
    return {
        (one["resourceType"], one["id"]): one for one in resources(catalogue, "2026-11-23", DATE)
    }


@pytest.fixture(scope="session")
def system(made: dict[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    """The code system of all terms."""
    return made["CodeSystem", "foramen"]


@pytest.fixture(scope="session")
def concepts(system: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Its concepts, by code."""
    return {concept["code"]: concept for concept in system["concept"]}


@pytest.fixture(scope="session")
def terminologies() -> tuple[Terminology, ...]:
    """Four terminologies: with and without a name in FHIR, with and without a prefix in codes."""
    return TERMINOLOGIES


@pytest.fixture(scope="session", params=["predicates.sssom.tsv", "slots.sssom.tsv"])
def by_hand(request: pytest.FixtureRequest) -> MappingSet:
    """A table written by hand: one with every predicate, one with every slot."""
    return read_tsv((HERE / request.param).read_text("utf-8"))


def _terminology(prefix: str, name: str, namespace: str, system: str, version: str) -> Terminology:
    return Terminology(prefix, name, namespace, system, "", version, "", f"Of {name}.", "")


_UBERON = "http://purl.obolibrary.org/obo/UBERON_"
_HP = "http://purl.obolibrary.org/obo/HP_"
_ICD = "http://purl.bioontology.org/ontology/ICD10CM/"
_RADLEX = "http://radlex.org/RID/"
TERMINOLOGIES = (
    _terminology("UBERON", "Uberon", _UBERON, "", "2026-04-01"),
    _terminology(
        "HP", "Human Phenotype Ontology", _HP, "http://human-phenotype-ontology.org", "2026-06-23"
    ),
    _terminology("ICD10CM", "ICD-10-CM", _ICD, "http://hl7.org/fhir/sid/icd-10-cm", "2026"),
    _terminology("RADLEX", "RadLex", _RADLEX, "http://radlex.org", "2017-01 snapshot"),
)


def _mapped(subject: str, predicate: str, target: str, label: str, comment: str = "") -> Mapped:
    one = next(one for one in TERMINOLOGIES if target.startswith(f"{one.prefix}:"))
    local = target.partition(":")[2]
    return Mapped(
        iri=f"{FORAMEN}mapping_{subject}-{one.prefix}-{local}",
        subject=FORAMEN + subject,
        predicate=f"skos:{predicate}Match",
        object=target,
        object_iri=one.namespace + local,
        object_label=label,
        justification="semapv:ManualMappingCuration",
        confidence=0.9,
        source=one.prefix,
        source_version=one.version,
        comment=comment,
    )


MAPPED = (
    _mapped("IntervertebralForamen", "exact", "RADLEX:RID7885", "intervertebral foramen"),
    _mapped("CervicalForamen", "close", "RADLEX:RID28725", "cervical intervertebral foramina",
            "There it is the set of them."),
    _mapped("IntervertebralForamen", "broad", "UBERON:0010276", "space in vertebral column"),
    _mapped("SuperiorNotch", "narrow", "UBERON:1200255",
            "superior vertebral notch of first cervical vertebra"),
    _mapped("ForaminalStenosis", "related", "HP:0003416", "Spinal canal stenosis"),
    _mapped("ForaminalStenosis_L4-L5_left", "broad", "ICD10CM:M99.73",
            "Connective tissue and disc stenosis of intervertebral foramina of lumbar region"),
)  # fmt: skip

"""Give the tests of mappings an application whose terms and mappings are written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foramen.settings import Settings
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.model import Mapped, Name, Term, Terminology
from foramen.web import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.questions import Question

F = "https://w3id.org/foramen/"
SPACES = {
    "UBERON": "http://purl.obolibrary.org/obo/UBERON_",
    "ICD10CM": "http://purl.bioontology.org/ontology/ICD10CM/",
    "LOCAL": "https://example.org/",
}


def term(local, label, topic, *, family="", parents=(), names=()):
    """Make a class."""
    return Term(
        iri=F + local,
        kind="class",
        label=label,
        definition="",
        names=(Name(label, "label"), *(Name(name, "exact") for name in names)),
        topic=topic,
        family=family,
        notation="",
        parents=tuple(F + parent for parent in parents),
        relations={},
    )


def mapped(subject, predicate, code, label, confidence, comment=""):
    """Make a mapping."""
    prefix, _, local = code.partition(":")
    return Mapped(
        iri=f"{F}mapping_{subject}_{local}",
        subject=F + subject,
        predicate=f"skos:{predicate}Match",
        object=code,
        object_iri=SPACES[prefix] + local,
        object_label=label,
        justification="semapv:ManualMappingCuration",
        confidence=confidence,
        source=prefix,
        source_version="2026-04-01",
        comment=comment,
    )


def terminology(prefix, name, note, license_=""):
    """Make a terminology."""
    return Terminology(
        prefix=prefix, name=name, namespace=SPACES[prefix], fhir_system="", oid="",
        version="2026-04-01", license=license_, license_note=note, homepage="",
    )  # fmt: skip


@pytest.fixture(scope="session")
def hand_made() -> Catalogue:
    """Five terms, six mappings to three terminologies."""
    return Catalogue(
        [
            term("Region", "region", "anatomy"),
            term("Foramen_A", "A foramen", "anatomy", family="Foramen", parents=["Region"]),
            term("Foramen_B", "B foramen", "anatomy", family="Foramen", names=["opening two"]),
            term("Narrowing", "narrowing", "pathology"),
            term("Surgery", "surgery", "procedures"),
        ],
        [
            mapped("Region", "exact", "UBERON:0000001", "region of the spine", 0.95),
            mapped("Foramen_B", "close", "UBERON:0000002", "second hole", 0.8, "The set of them."),
            mapped("Narrowing", "broad", "ICD10CM:M99.7", "Stenosis <of> foramina", 0.9),
            mapped("Narrowing", "narrow", "ICD10CM:M99.73", "Stenosis, lumbar", 0.85),
            mapped("Narrowing", "related", "UBERON:0000003", "", 0.5),
            mapped("Narrowing", "exact", "LOCAL:N1", "narrow", 1.0),
        ],
        [
            terminology("UBERON", "Uber-anatomy ontology", "Free with attribution.", "https://x/"),
            terminology("ICD10CM", "Clinical modification", "A work of the US government."),
            terminology("LOCAL", "A list of ours", "Ask us."),
        ],
    )


@pytest.fixture(scope="session")
def small(
    knowledge: Knowledge,
    oxigraph: Engine,
    questions: tuple[Question, ...],
    hand_made: Catalogue,
) -> FlaskClient:
    """A client of an application with these mappings."""
    app = create_app(knowledge, oxigraph, questions, Settings(request_log="off"))
    app.extensions["foramen"].__dict__["catalogue"] = hand_made
    return app.test_client()

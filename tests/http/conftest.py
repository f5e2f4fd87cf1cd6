"""Give the tests of files and descriptions a dataset with all its files, written by hand."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from foramen.knowledge import load_knowledge
from foramen.settings import Settings
from foramen.web import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.questions import Question

F = "https://w3id.org/foramen/"
ONTOLOGY = f"""\
@prefix foramen: <{F}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<{F}ontology> a owl:Ontology ; owl:versionIRI <{F}ontology/2026-01-02> .
foramen:Foramen_L4-L5_left a owl:Class ; foramen:heightInMillimetres "19.50"^^xsd:decimal ;
  owl:equivalentClass _:other .
_:other a owl:Class .
"""
ABOUT = f"""\
<{F}dataset> <http://purl.org/dc/terms/title> "A dataset"@en .
<{F}dataset> <http://rdfs.org/ns/void#dataDump> <{F}dataset.nq> .
<{F}dataset> <http://rdfs.org/ns/void#subset> <{F}default-graph> .
<{F}dataset> <http://www.w3.org/ns/dcat#distribution> <{F}dataset.nq> .
<{F}dataset.nq> <http://www.w3.org/ns/dcat#downloadURL> <{F}dataset.nq> .
<{F}default-graph> <http://rdfs.org/ns/void#classPartition> <{F}class-partition-x> .
<{F}class-partition-x> <http://rdfs.org/ns/void#class> <{F}Statement> .
<{F}elsewhere> <http://purl.org/dc/terms/title> "Not of the dataset"@en .
"""


@pytest.fixture(scope="session")
def released(mini_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The mini dataset with its OWL files and a description of itself."""
    directory = tmp_path_factory.mktemp("released") / "dataset"
    shutil.copytree(mini_directory, directory)
    (directory / "foramen.ttl").write_text(ONTOLOGY, "utf-8")
    (directory / "foramen.owl").write_text("<rdf:RDF/>", "utf-8")
    (directory / "foramen.ofn").write_text("Ontology()", "utf-8")
    (directory / "graphs" / "about.nt").write_text(ABOUT, "utf-8")
    manifest = json.loads((directory / "manifest.json").read_text("utf-8"))
    manifest["version_iri"] = f"{F}ontology/2026-01-02"
    manifest["graphs"][f"{F}graph/about"] = ABOUT.count("\n")
    (directory / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return load_knowledge(directory)


@pytest.fixture(scope="session")
def reader(released: Knowledge, oxigraph: Engine, questions: tuple[Question, ...]) -> FlaskClient:
    """A client of a service that has all its files."""
    settings = Settings(query_time_limit_ms=12_345, requests_per_client=0)
    return create_app(released, oxigraph, questions, settings).test_client()

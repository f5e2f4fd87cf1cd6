"""A dataset of a few facts and a library of two questions: enough for every command."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from foramen import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FACTS = """\
@prefix foramen: <https://w3id.org/foramen/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

foramen:Foramen_L4-L5 a owl:Class ; rdfs:label "L4-L5 foramen"@en ;
  rdfs:subClassOf foramen:LumbarForamen ; foramen:transmitsRoot foramen:Root_L4 .
foramen:Foramen_L5-S1 a owl:Class ; rdfs:label "L5-S1 foramen"@en ;
  rdfs:subClassOf foramen:LumbarForamen ; foramen:transmitsRoot foramen:Root_L5 .
foramen:LumbarForamen a owl:Class ; rdfs:label "lumbar foramen"@en ;
  skos:altLabel "lumbar neural foramen"@en ; skos:definition "A foramen of the lumbar spine."@en .
foramen:Root_L4 a owl:Class ; rdfs:label "L4 root"@en .
foramen:Root_L5 a owl:Class ; rdfs:label "L5 root"@en .
foramen:transmitsRoot a owl:ObjectProperty ; rdfs:label "transmits root"@en .
"""

WHICH_ROOT = """\
#+ summary: Which root exits through a foramen?
#+ description: The root that leaves the canal there.
#+ audience: informatician
#+ tags: anatomy, root
#+ parameters:
#+   - foramen (iri): an intervertebral foramen
PREFIX foramen: <https://w3id.org/foramen/>
SELECT ?foramen ?root WHERE {
  VALUES ?foramen { foramen:Foramen_L4-L5 }
  ?foramen foramen:transmitsRoot ?root .
}
"""

IS_CLASS = """\
#+ summary: Is a term a class?
#+ description: Yes or no.
#+ audience: informatician
#+ tags: ontology
#+ parameters:
#+   - term (iri): any term
PREFIX foramen: <https://w3id.org/foramen/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
ASK {
  VALUES ?term { foramen:Root_L4 }
  ?term a owl:Class .
}
"""


@dataclass(frozen=True)
class Ran:
    """What one run of the command gave."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def small_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sources")
    for folder in ("ontology", "shapes", "queries/anatomy", "queries/ontology"):
        (root / folder).mkdir(parents=True)
    (root / "queries/anatomy/which-root-exits.rq").write_text(WHICH_ROOT, "utf-8")
    (root / "queries/ontology/is-a-term-a-class.rq").write_text(IS_CLASS, "utf-8")
    return root


@pytest.fixture(scope="session")
def small_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from rdflib import Graph

    directory = tmp_path_factory.mktemp("dataset")
    name = "https://w3id.org/foramen/graph/asserted"
    facts = Graph().parse(data=FACTS, format="turtle")
    lines = [" ".join(term.n3() for term in triple) + " .\n" for triple in sorted(facts)]
    (directory / "graphs").mkdir()
    (directory / "graphs" / "asserted.nt").write_text("".join(lines), "utf-8")
    manifest = {
        "version": "9.9.9",
        "version_iri": "https://w3id.org/foramen/9.9.9",
        "sources_digest": "0" * 64,
        "graphs": {name: len(facts)},
        "default_graphs": [name],
        "counts": {"classes": 5, "statements": 2, "inferred": 0},
    }
    (directory / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return directory


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, small_sources: Path, small_dataset: Path) -> None:
    monkeypatch.setenv("FORAMEN_SOURCES", str(small_sources))
    monkeypatch.setenv("FORAMEN_DATASET", str(small_dataset))
    monkeypatch.delenv("FORAMEN_DEBUG", raising=False)


@pytest.fixture
def foramen(
    small: None, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Run the command in this process; the keyword `typed` is its standard input."""

    def run(*arguments: str, typed: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        status = cli.run(arguments)
        captured = capfd.readouterr()
        return Ran(status, captured.out, captured.err)

    return run

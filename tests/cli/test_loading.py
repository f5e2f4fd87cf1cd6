"""`load`: what it prints, and with which status it ends."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from ports import free_port
from stores import BadStore, oxigraph_server, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TRIPLES = 18  # of the small dataset, all in one graph that is the default graph as well


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with oxigraph_server() as server:
        for name, value in server.addresses.environment.items():
            monkeypatch.setenv(name, value)
        yield


def test_a_load_says_what_it_did(foramen: Callable, store: None) -> None:
    ran = foramen("load")
    assert ran.status == 0, ran.err
    assert ran.out.startswith(f"Loaded foramen 9.9.9: {2 * TRIPLES} triples in 2 graphs")


def test_progress_off_a_terminal_is_one_line_a_graph(foramen: Callable, store: None) -> None:
    # Older versions of rich end with an empty line.
    lines = [line.split() for line in foramen("load").err.strip().splitlines()]
    assert lines == [[str(TRIPLES), "asserted"], [str(TRIPLES), "default"]]


def test_a_second_load_says_that_it_is_there(foramen: Callable, store: None) -> None:
    foramen("load")
    ran = foramen("load")
    assert (ran.status, ran.err.strip()) == (0, "")
    assert ran.out.startswith("The store holds foramen 9.9.9 already")


def test_questions_are_answered_from_the_store(foramen: Callable, store: None) -> None:
    assert foramen("ask", "which-root-exits").status != 0, "nothing is loaded yet"
    foramen("load")
    assert "foramen:Root_L4" in foramen("ask", "which-root-exits").out


def test_an_engine_of_our_own_needs_no_load(foramen: Callable) -> None:
    ran = foramen("load")
    assert ran.status == 2
    assert "at which address" in ran.err


def test_a_store_that_is_not_there_is_named(
    foramen: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setenv("FORAMEN_ENGINE", f"http://127.0.0.1:{port}/query")
    monkeypatch.setenv("FORAMEN_ENGINE_PASSWORD", "sesame")
    ran = foramen("load")
    assert ran.status == 2
    assert f"127.0.0.1:{port}" in ran.err
    assert "it goes on where it stopped" in ran.err
    assert "sesame" not in ran.err


def test_a_store_that_talks_nonsense_is_something_found(
    foramen: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reply("<html>", "text/html")
    store = BadStore(lambda _, connection: connection.sendall(page))
    monkeypatch.setenv("FORAMEN_ENGINE", store.address)
    ran = foramen("load")
    store.close()
    assert ran.status == 1
    assert "foramen: error:" in ran.err


@pytest.mark.parametrize("name", ["all.nq", "all.nq.gz"])
def test_a_file_for_bulk_loaders_is_written(foramen: Callable, tmp_path: Path, name: str) -> None:
    ran = foramen("load", "--nquads", str(tmp_path / name))
    assert ran.status == 0
    opened = gzip.open if name.endswith(".gz") else open
    with opened(tmp_path / name, "rt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    assert all(line.endswith("> .") for line in lines)
    graphs = [line.split()[-2] for line in lines]
    assert graphs.count("<https://w3id.org/foramen/graph/asserted>") == TRIPLES
    assert graphs.count("<https://w3id.org/foramen/graph/default>") == TRIPLES
    assert f"Wrote {len(lines)} quads" in ran.out

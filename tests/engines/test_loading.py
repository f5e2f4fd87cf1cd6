"""A load is whole or not seen, goes on where it stopped, and notices what a store got wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from stores import CountingProxy, OxigraphServer, oxigraph_server, plain_environment

import foramen
from foramen.engine import ask, open_engine
from foramen.engine.loading import Loader, quads
from foramen.engine.placement import CONTROL, DEFAULT_GRAPH, STAGES
from foramen.errors import BadSetting, EngineFailure, EngineMisbehaved
from foramen.knowledge import Knowledge, load_knowledge
from foramen.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH = "https://w3id.org/foramen/graph/"
COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
FORAMEN = [sys.executable, "-c", "from foramen.cli import main; main()"]


@pytest.fixture
def server() -> Iterator[OxigraphServer]:
    with oxigraph_server() as started:
        yield started


@pytest.fixture
def proxy(server: OxigraphServer) -> Iterator[CountingProxy]:
    opened = CountingProxy(server.addresses)
    yield opened
    opened.close()


def load(proxy: CountingProxy, knowledge: Knowledge, piece: int = 10, **settings: str) -> Loader:
    loader = Loader(Settings(**(proxy.addresses.settings | settings)), knowledge, piece)
    try:
        return loader.load(lambda *_: None)
    finally:
        loader.close()


def held(server: OxigraphServer) -> dict[str, int]:
    """Count what lies in the store, by graph, past every layer of ours."""
    request = urllib.request.Request(
        f"{server.addresses.base}/query",
        urllib.parse.urlencode({"query": COUNTS}).encode(),
        {"Accept": "text/csv"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        lines = answer.read().decode().split()[1:]
    return {graph: int(count) for graph, count in (line.rsplit(",", 1) for line in lines)}


def update(server: OxigraphServer, text: str) -> None:
    request = urllib.request.Request(
        f"{server.addresses.base}/update",
        text.encode(),
        {"Content-Type": "application/sparql-update"},
    )
    urllib.request.urlopen(request, timeout=20).close()


def test_every_graph_arrives_and_nothing_else(server, proxy, knowledge) -> None:
    loaded = load(proxy, knowledge)
    there = held(server)
    assert there.pop(CONTROL) == 3 + len(knowledge.graphs)
    # No triple of the mini dataset is in two graphs of its default graph.
    merged = sum(knowledge.graphs[graph] for graph in knowledge.default_graphs)
    assert there == {**knowledge.graphs, DEFAULT_GRAPH: merged} == loaded.graphs
    assert loaded.sent == sum(there.values())


@pytest.mark.parametrize("way", ["graph store", "update"])
def test_pieces_go_the_way_that_the_settings_name(proxy, knowledge, way) -> None:
    load(proxy, knowledge, **({} if way == "graph store" else {"engine_store": ""}))
    pieces = sum(text.startswith("INSERT DATA { GRAPH <https://w3id.org/foramen/loading/")
                 for text in proxy.updates)  # fmt: skip
    assert (proxy.sent > 0, pieces > 0) == (way == "graph store", way == "update")


def test_what_is_there_is_counted_and_left_alone(proxy, knowledge) -> None:
    load(proxy, knowledge)
    proxy.forget()
    again = load(proxy, knowledge, engine_update="", engine_store="")
    assert (again.sent, again.found) == (0, 0)
    assert set(proxy.requests) == {"/query"}


def test_what_was_tampered_with_is_put_right(server, proxy, knowledge) -> None:
    load(proxy, knowledge)
    update(server, f"INSERT DATA {{ GRAPH <{GRAPH}asserted> {{ <urn:a> <urn:b> <urn:c> }} }}")
    assert load(proxy, knowledge).sent > 0
    assert held(server)[f"{GRAPH}asserted"] == knowledge.graphs[f"{GRAPH}asserted"]


def test_a_graph_of_blank_nodes_goes_in_one_piece(server, proxy, knowledge, tmp_path) -> None:
    with_nodes = copied(knowledge, tmp_path)
    lines = "".join(f"_:n{i} <urn:next> _:n{i + 1} .\n" for i in range(40))
    grow(with_nodes, "axioms", lines)
    load(proxy, load_knowledge(with_nodes), piece=7)
    assert held(server)[f"{GRAPH}axioms"] == 40
    text = "SELECT * FROM <graph/axioms> { ?a <urn:next>/<urn:next> ?c }"
    engine = open_engine(Settings(**proxy.addresses.settings), load_knowledge(with_nodes))
    assert len(ask(engine, text).rows) == 39
    engine.close()


def copied(knowledge: Knowledge, directory: Path) -> Path:
    return Path(shutil.copytree(knowledge.directory, directory / "dataset"))


def grow(directory: Path, name: str, lines: str, digest: str = "1" * 64) -> None:
    """Put other content into a graph, and make it another dataset."""
    (directory / "graphs" / f"{name}.nt").write_text(lines, "utf-8")
    manifest = json.loads((directory / "manifest.json").read_text("utf-8"))
    manifest["graphs"][f"{GRAPH}{name}"] = lines.count("\n")
    manifest["sources_digest"] = digest
    (directory / "manifest.json").write_text(json.dumps(manifest), "utf-8")


# -- interrupted -----------------------------------------------------------------------------------


def start_load(proxy: CountingProxy, dataset: Path) -> subprocess.Popen[bytes]:
    environment = plain_environment() | proxy.addresses.environment
    environment |= {"FORAMEN_DATASET": str(dataset)}
    environment["PYTHONPATH"] = str(Path(foramen.__file__).parents[1])
    return subprocess.Popen(
        [*FORAMEN, "load", "--piece", "5"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_a_killed_load_sends_only_what_is_missing(server, proxy, knowledge) -> None:
    proxy.hold = 6  # the sixth piece is on its way and does not arrive
    with start_load(proxy, knowledge.directory) as process:
        assert proxy.is_held.wait(60)
        os.kill(process.pid, signal.SIGKILL)
    proxy.let_go()
    sizes = [*knowledge.graphs.values(), sum(knowledge.graphs[g] for g in knowledge.default_graphs)]
    pieces = sum(-(-size // 5) for size in sizes)
    assert pieces > 12, "the dataset is too small for this test"
    assert all(graph.startswith(CONTROL) for graph in held(server)), "a reader saw a part"
    proxy.forget()
    with start_load(proxy, knowledge.directory) as process:
        told, _ = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert proxy.sent == pieces - 5
    # Of `about` its 2 triples, of `annotations` four pieces of 5.
    assert b"22 were there from an earlier load" in told
    assert {graph: n for graph, n in held(server).items() if graph in knowledge.graphs} == dict(
        knowledge.graphs
    )


def test_half_a_piece_is_thrown_away(server, proxy, knowledge) -> None:
    """Some stores keep what came before the connection broke."""
    staged = f"{CONTROL}/{knowledge.sources_digest[:12]}/asserted"
    first = knowledge.graph_file(f"{GRAPH}asserted").read_text("utf-8").splitlines()[:3]
    update(server, f"INSERT DATA {{ GRAPH <{staged}> {{ {' '.join(first)} }} }}")
    load(proxy, knowledge, piece=5)
    assert held(server)[f"{GRAPH}asserted"] == knowledge.graphs[f"{GRAPH}asserted"]


def test_a_version_takes_the_place_of_another_in_one_request(
    server, proxy, knowledge, tmp_path
) -> None:
    load(proxy, knowledge)
    given_up = f"{CONTROL}/0123456789ab/asserted"
    update(server, f"INSERT DATA {{ GRAPH <{given_up}> {{ <urn:a> a <urn:b> }} }}")
    update(server, f"INSERT DATA {{ GRAPH <{CONTROL}> {{ <{CONTROL}> <{STAGES}> <{given_up}> }} }}")
    update(server, "INSERT DATA { GRAPH <urn:foreign> { <urn:a> a <urn:b> } }")
    directory = copied(knowledge, tmp_path)
    grow(directory, "inferred", "<urn:a> <urn:b> <urn:new> .\n")
    newer = load_knowledge(directory)
    gone = f"{GRAPH}about" if f"{GRAPH}about" in newer.graphs else max(newer.graphs)
    newer = replace(
        newer,
        graphs={graph: n for graph, n in newer.graphs.items() if graph != gone},
        default_graphs=tuple(graph for graph in newer.default_graphs if graph != gone),
    )
    proxy.forget()
    load(proxy, newer)
    moves = [text for text in proxy.updates if "MOVE" in text]
    assert len(moves) == 1
    assert moves[0].count("MOVE") == len(newer.graphs) + 1
    there = held(server)
    assert there.pop("urn:foreign") == 1, "what is not ours is left alone"
    assert set(there) == {CONTROL, DEFAULT_GRAPH, *newer.graphs}
    old = open_engine(Settings(**proxy.addresses.settings), knowledge)
    with pytest.raises(EngineFailure, match="another dataset"):
        old.require_ready()
    old.close()


def test_a_store_that_loses_triples_is_found_out_and_readers_keep_the_old(
    server, proxy, knowledge, tmp_path
) -> None:
    load(proxy, knowledge)
    before = held(server)
    directory = copied(knowledge, tmp_path)
    # The same triple twice: sent as two, kept as one.
    grow(directory, "inferred", "<urn:a> <urn:b> <urn:c> .\n" * 2)
    with pytest.raises(EngineMisbehaved, match="holds 1 triples"):
        load(proxy, load_knowledge(directory))
    after = held(server)
    assert {graph: after[graph] for graph in before if graph != CONTROL} == {
        graph: n for graph, n in before.items() if graph != CONTROL
    }


def test_without_an_update_address_it_says_what_is_missing(proxy, knowledge) -> None:
    with pytest.raises(BadSetting, match="engine_update"):
        load(proxy, knowledge, engine_update="")


def test_the_file_for_bulk_loaders_holds_the_same(server, proxy, knowledge) -> None:
    content = "".join(quads(knowledge)).encode()
    request = urllib.request.Request(
        f"{server.addresses.base}/store", content, {"Content-Type": "application/n-quads"}
    )
    urllib.request.urlopen(request, timeout=20).close()
    engine = open_engine(Settings(**proxy.addresses.settings), knowledge)
    engine.require_ready()
    engine.close()
    assert load(proxy, knowledge, engine_update="").sent == 0


# -- the store goes and comes back -----------------------------------------------------------------


def test_a_killed_store_is_missed_and_found_again(knowledge, tmp_path) -> None:
    with oxigraph_server(tmp_path / "store") as server:
        settings = Settings(**server.addresses.settings)
        Loader(settings, knowledge).load(lambda *_: None)
        engine = open_engine(settings, knowledge)
        text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        before = ask(engine, text)
        server.kill()
        for _ in range(3):
            with pytest.raises(EngineFailure, match=str(server.port)):
                ask(engine, text)
        server.start()
        for _ in range(200):
            try:
                assert ask(engine, text) == before
                break
            except EngineFailure:
                time.sleep(0.05)
        else:
            pytest.fail("the store is back and was not asked within 10 s")
        engine.close()

"""The benchmark's own arithmetic; what it measures has no right answer to test."""

import doctest
import itertools
import json
from pathlib import Path

import pytest
from benchmarks import data, engine_section, figures, http_section, library, load, runner, tables
from benchmarks.engine_section import Cell, Loaded
from benchmarks.grow import grow, spine_template, spines
from benchmarks.load import Burst

NS = "https://w3id.org/foramen/"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
SUBJECT = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#subject>"
BASE = (
    f'<{NS}Foramen_L4-L5> {LABEL} "L4/5 foramen"@en .\n'
    f"<{NS}Foramen_L4-L5> <{NS}transmitsRoot> <{NS}Root_L4> .\n"
    f'<{NS}Root_L4> {LABEL} "L4 root"@en .\n'
    f"<{NS}Root_L4> <{NS}isA> <{NS}SpinalNerveRoot> .\n"
    f"<{NS}st_1> {SUBJECT} <{NS}Root_L4> .\n"
    f"<{NS}SpinalNerveRoot> <{NS}inRegion> <{NS}Spine> .\n"
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.nt"
    path.write_text(BASE, "utf-8")
    return path


@pytest.mark.parametrize("module", [data, figures, runner], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_hold(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


def test_a_copy_has_names_of_its_own_for_its_things_and_shares_the_rest():
    foramen, root, statement = spine_template(BASE.splitlines(keepends=True))
    assert foramen.replace("\0", "7") == (
        f'<{NS}spine-7/Foramen_L4-L5> {LABEL} "L4/5 foramen, spine 7"@en .\n'
        f"<{NS}spine-7/Foramen_L4-L5> <{NS}transmitsRoot> <{NS}spine-7/Root_L4> .\n"
    )
    assert f"<{NS}spine-7/Root_L4> <{NS}isA> <{NS}SpinalNerveRoot> .\n" in root.replace("\0", "7")
    assert statement.replace("\0", "7") == f"<{NS}spine-7/st_1> {SUBJECT} <{NS}spine-7/Root_L4> .\n"


def test_a_grown_graph_has_as_many_different_triples_as_were_asked_for(base, tmp_path):
    output = tmp_path / "grown.nt"
    assert grow(base, 1_003, output) == 1_003
    lines = output.read_text("utf-8").splitlines(keepends=True)
    assert len(set(lines)) == 1_003
    assert lines[:6] == BASE.splitlines(keepends=True)


def test_growing_twice_writes_the_same_bytes(base, tmp_path):
    first, second = tmp_path / "first.nt", tmp_path / "second.nt"
    grow(base, 500, first)
    grow(base, 500, second)
    assert first.read_bytes() == second.read_bytes()


def test_another_seed_leaves_out_other_things():
    template = [f"{letter}\0\n" for letter in "abcdefghij"]
    one, two = (list(itertools.islice(spines(template, seed), 500)) for seed in (1, 2))
    assert one != two


def test_a_graph_is_never_cut_below_its_base(base, tmp_path):
    assert grow(base, 2, tmp_path / "small.nt") == 6


def test_the_line_that_wrk_prints_becomes_figures():
    text = (
        "Running 2s test @ http://127.0.0.1:1\n  1 threads and 8 connections\n"
        'FIGURES {"requests": 4000, "seconds": 2.0, "p50_ms": 1.5, "p99_ms": 9.0, '
        '"max_ms": 20.0, "failed": 0, "broken": 2}\n'
    )
    burst = load.parse_wrk(text)
    assert burst.rate == 2000.0
    assert (burst.p50_ms, burst.p99_ms, burst.failed, burst.broken) == (1.5, 9.0, 0, 2)


def test_wrk_that_reached_no_server_is_no_figure():
    with pytest.raises(ValueError, match="unable to connect"):
        load.parse_wrk("unable to connect to 127.0.0.1:1 Connection refused\n")


PLAN = engine_section.Plan(
    rounds=1, query_limit_s=1.0, load_limit_s=100.0, library_limit_s=1.0, memory_mb=lambda: 600.0
)


def graph(folder: Path) -> data.Data:
    return data.Data("1 M", folder / "graph.nt", folder, 1_000_000)


def bursts(*rates: int, failed: int = 0) -> http_section.Bursts:
    held = http_section.Bursts("ours", "look-up", "evaluated", 8)
    for rate in rates:
        http_section._add(held, Burst(rate, 1.0, 1.0, 2.0, 3.0, failed=failed))
    return held


def test_a_server_is_shown_by_the_median_of_its_rounds():
    assert bursts(100, 900, 300).middle("rate") == 300.0


def test_a_server_that_failed_requests_has_no_figure():
    held = bursts(100, failed=3)
    assert held.middle("rate") is None
    assert held.problem == "3 failed, 0 broken of 100"


def cell(engine: str, digest: str, rows: int = 1) -> Cell:
    return Cell("project", "q", engine, of_library=False, ms=[1.0], rows=rows, digest=digest)


def test_an_answer_that_most_engines_do_not_give_is_wrong():
    cells = [cell("ours", "a"), cell("rdflib", "a"), cell("Owlready2", "b")]
    engine_section._judge(cells, only_count=False)
    assert [each.problem for each in cells] == ["", "", "wrong"]
    assert cells[2].median_ms is None


def test_engines_over_one_library_have_one_vote_and_rdflib_decides():
    cells = [cell("ours", "a"), cell("oxrdflib", "a"), cell("rdflib", "b")]
    engine_section._judge(cells, only_count=False)
    assert [each.problem for each in cells] == ["wrong", "wrong", ""]


def test_where_any_rows_will_do_only_their_number_is_compared():
    cells = [cell("ours", "a", 1000), cell("rdflib", "b", 1000), cell("Owlready2", "c", 999)]
    engine_section._judge(cells, only_count=True)
    assert [each.problem for each in cells] == ["", "", "wrong"]


@pytest.mark.parametrize(
    ("seconds", "reason"),
    [
        (2.0, ""),
        (20.0, "skipped: would take 200 s"),
        (None, "skipped: the smaller graph was not loaded"),
    ],
    ids=["fits", "too long", "failed before"],
)
def test_the_time_to_load_is_foretold_from_the_smaller_graph(tmp_path, seconds, reason):
    earlier = [
        Loaded("100 k", 100_000, "rdflib", seconds, 50.0),
        Loaded("100 k", 100_000, "ours", 1.0, 50.0),
    ]
    assert engine_section._reason_to_skip(graph(tmp_path), "rdflib", PLAN, earlier) == reason


def test_a_graph_that_would_not_fit_into_memory_is_not_loaded(tmp_path):
    earlier = [Loaded("100 k", 100_000, "rdflib", 1.0, 70.0)]
    reason = engine_section._reason_to_skip(graph(tmp_path), "rdflib", PLAN, earlier)
    assert reason == "skipped: would take 700 MB"


def test_a_target_that_was_not_measured_is_not_called_reached():
    assert figures.Target("look-ups", None, 2.0, "times").verdict == "not measured"


def test_a_ratio_with_a_peer_that_has_no_figure_is_none():
    assert figures.ratio(5.0, None) is None
    assert figures.ratio(5.0, 0.0) is None


def test_a_table_is_written_as_markdown():
    table = tables.Table("Rates", ("server", "8"), (("ours", "a|b"),), "A note.")
    assert tables.markdown([table]) == (
        "## Rates\n\nA note.\n\n| server | 8 |\n| --- | --- |\n| ours | a\\|b |\n"
    )


def test_every_query_of_the_benchmark_is_found_and_says_how_it_is_compared():
    queries = library.heavier("foramen") + library.heavier("brick")
    assert len(queries) == 21
    compared = {query.name: query.compare for query in library.heavier("foramen")}
    assert {name for name, how in compared.items() if how == "rows"} == {"thousand-rows"}
    assert {name for name, how in compared.items() if how == "nothing"} == {"describe"}


def test_a_dataset_of_one_graph_is_described_as_the_service_reads_it(tmp_path):
    data._describe(tmp_path, "grown", 12)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert manifest["graphs"] == {"https://w3id.org/foramen/graph/grown": 12}
    assert manifest["default_graphs"] == ["https://w3id.org/foramen/graph/grown"]

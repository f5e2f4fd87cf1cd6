import json

import pytest

from foramen.errors import DatasetMissing, StaleDataset
from foramen.knowledge import load_knowledge, require_current, sources_digest


def test_the_manifest_is_read(knowledge, mini_directory):
    assert knowledge.version == "0.0.1"
    asserted = "https://w3id.org/foramen/graph/asserted"
    assert knowledge.graph_file(asserted) == mini_directory / "graphs" / "asserted.nt"
    quads = list(knowledge.quads())
    assert len(quads) == sum(knowledge.graphs.values())
    assert quads[0].endswith(" <https://w3id.org/foramen/graph/about> .\n")
    assert knowledge.ontology("ttl") == knowledge.ontology(".ttl") == mini_directory / "foramen.ttl"
    assert "https://w3id.org/foramen/graph/axioms" in knowledge.graphs
    assert "https://w3id.org/foramen/graph/axioms" not in knowledge.default_graphs


def test_a_missing_dataset_names_the_command_that_builds_it(tmp_path):
    with pytest.raises(DatasetMissing, match="foramen build"):
        load_knowledge(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}'])
def test_half_a_manifest_is_no_dataset(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(DatasetMissing):
        load_knowledge(tmp_path)


def test_a_manifest_without_quads_is_no_dataset(tmp_path, mini_directory):
    manifest = json.loads((mini_directory / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(DatasetMissing):
        load_knowledge(tmp_path)


@pytest.fixture
def sources(tmp_path):
    for name in ("ontology/terms/a.tsv", "shapes/b.ttl", "queries/c/d.rq", "queries/README.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


@pytest.mark.parametrize("name", ["ontology/terms/a.tsv", "shapes/b.ttl", "queries/c/d.rq"])
def test_the_digest_changes_with_a_source(sources, name):
    before = sources_digest(sources)
    (sources / name).write_text("other")
    assert sources_digest(sources) != before


def test_the_digest_changes_when_a_file_is_renamed(sources):
    before = sources_digest(sources)
    (sources / "shapes/b.ttl").rename(sources / "shapes/c.ttl")
    assert sources_digest(sources) != before


def test_manuals_and_hidden_files_do_not_make_a_dataset_stale(sources):
    before = sources_digest(sources)
    (sources / "queries/README.md").write_text("other")
    (sources / "ontology/.draft.tsv").write_text("x")
    assert sources_digest(sources) == before


def test_a_dataset_of_other_sources_is_stale(knowledge, sources):
    with pytest.raises(StaleDataset, match="foramen build"):
        require_current(knowledge, sources)

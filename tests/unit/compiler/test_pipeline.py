"""A build replaces its own files and nothing else, and writes nothing where a source is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foramen.compiler.pipeline import build
from foramen.errors import BadSetting, SourceError, SourceErrors

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = """\
#+ summary: Which?
#+ description: It.
#+ audience: informatician
#+ tags: x

SELECT ?s WHERE {
  ?s ?p ?o .
  FITLER(?s)
}
"""
FILES = {"graphs", "foramen.ofn", "foramen.owl", "foramen.ttl", "manifest.json"}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("output")


def test_what_else_lies_in_the_output_folder_is_left_alone(small_sources, output):
    (output / "thesis.txt").write_text("years of work", "utf-8")
    (output / "graphs").mkdir()
    for name in ("asserted", "forgotten"):
        (output / "graphs" / f"{name}.nt").write_text("old", "utf-8")
    build(small_sources(), output)
    assert names(output) == {*FILES, "thesis.txt"}
    assert (output / "thesis.txt").read_text("utf-8") == "years of work"
    assert (output / "graphs" / "asserted.nt").read_text("utf-8") != "old"
    assert not (output / "graphs" / "forgotten.nt").exists()


def test_the_working_folder_and_a_link_can_be_built_into(small_sources, output, monkeypatch):
    from pathlib import Path

    (output / "real").mkdir()
    (output / "link").symlink_to("real")
    sources = small_sources()
    build(sources, output / "link")
    assert names(output / "real") == FILES
    monkeypatch.chdir(output / "real")
    build(sources, Path())
    assert names(output / "real") == FILES


def test_a_folder_that_cannot_be_written_is_said(small_sources, output):
    (output / "file").write_text("", "utf-8")
    with pytest.raises(BadSetting, match=r"file/x.*cannot be written"):
        build(small_sources(), output / "file" / "x")


def test_a_question_that_does_not_parse_is_named_and_nothing_is_written(small_sources, output):
    sources = small_sources()
    path = sources / "queries/topic/which-one.rq"
    path.parent.mkdir()
    path.write_text(QUESTION, "utf-8")
    with pytest.raises(SourceErrors) as caught:
        build(sources, output / "new")
    (fault,) = caught.value.findings
    assert (fault.file, fault.row) == ("queries/topic/which-one.rq", 8)
    assert names(output) == set()


def test_a_shape_that_does_not_parse_is_named_and_nothing_is_written(small_sources, output):
    sources = small_sources()
    (sources / "shapes/x.ttl").write_text("oops .\n", "utf-8")
    with pytest.raises(SourceError, match=r"shapes/x\.ttl, row 1: the Turtle does not parse"):
        build(sources, output / "new")
    assert names(output) == set()

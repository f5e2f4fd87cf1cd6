"""`foramen annotate`: a text of the line, of a file, of standard input, or a table."""

from __future__ import annotations

import csv
import io
import json
import sys

import pytest

from foramen import cli
from foramen.cli.parts import Parts

TEXT = "severe left L4-5 foraminal narrowing, no L4-L6"


@pytest.fixture
def foramen(built, capfd, monkeypatch):
    monkeypatch.setenv("FORAMEN_DATASET", str(built.directory))
    monkeypatch.delenv("FORAMEN_DEBUG", raising=False)

    def run(*arguments, typed=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        status = cli.run(["annotate", *arguments])
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return run


def test_a_text_gives_a_table(foramen):
    status, out, _ = foramen(TEXT)
    assert status == 0
    assert "left L4/5 foraminal stenosis" in out
    assert "left L4 nerve root" in out
    assert "Not mapped: L4-L6" in out


@pytest.fixture
def read_already(monkeypatch, real_catalogue):
    """The terms, which take a second to read: the test above has each command read them itself."""
    monkeypatch.setattr(Parts, "catalogue", real_catalogue)


@pytest.mark.usefixtures("read_already")
def test_json_and_csv_hold_the_same(foramen):
    found = json.loads(foramen(TEXT, "--format", "json")[1])
    rows = list(csv.DictReader(io.StringIO(foramen(TEXT, "--format", "csv")[1])))
    assert [one["term"]["id"] for one in found["annotations"]] == ["ForaminalStenosis"]
    assert [row["term"] for row in rows] == ["ForaminalStenosis", ""]
    assert rows[0]["level"] == found["annotations"][0]["level"] == "L4-L5"
    assert rows[1]["concern"] == found["concerns"][0]["message"]


@pytest.mark.usefixtures("read_already")
def test_a_file_and_standard_input_are_read(foramen, tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(TEXT, "utf-8")
    by_file = foramen("--file", str(file), "--format", "json")
    by_input = foramen("--format", "json", typed=TEXT.encode())
    assert by_file == by_input
    assert by_file[0] == 0


@pytest.mark.usefixtures("read_already")
def test_a_table_gives_lines(foramen, tmp_path):
    file = tmp_path / "reports.csv"
    file.write_text("nr,report\n1,NFS L4-5\n", "utf-8")
    _, out, _ = foramen("--table", "--file", str(file), "--column", "report")
    assert [min(json.loads(line)) for line in out.splitlines()] == [
        "annotations", "progress", "end",
    ]  # fmt: skip
    _, out, _ = foramen("--table", "--file", str(file), "--column", "report", "--format", "csv")
    assert out.splitlines()[-1].startswith("end,")


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("x", "--table"), b"", "not both"),
        (("--column", "x"), b"", "--column belongs to --table"),
        (("--table",), b"id\n1\n", "no column 'text'"),
        ((), b"\xff", "not UTF-8"),
        (("--file", "missing.txt"), b"", "missing.txt"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_before_the_dataset_is_read(
    foramen, monkeypatch, arguments, typed, said
):
    monkeypatch.delattr(Parts, "catalogue")
    status, out, err = foramen(*arguments, typed=typed)
    assert (status, out) == (2, "")
    assert said in " ".join(err.split())

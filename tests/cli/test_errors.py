"""Exit status and words: who is at fault, and what to do next."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from foramen import cli
from foramen.cli import complaints
from foramen.cli.parts import Parts
from foramen.errors import (
    DatasetMissing,
    EngineFailure,
    ForamenError,
    Inconsistent,
    SourceError,
    SourceErrors,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch, foramen: Callable) -> Callable:
    """Let the question library break with the given error."""

    def run(error: Exception) -> object:
        def broken(self: Parts) -> None:
            raise error

        monkeypatch.setattr(Parts, "questions", property(broken))
        return foramen("questions")

    return run


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DatasetMissing("nowhere"), 2),
        (SourceErrors([SourceError("a.tsv", 3, "label", "It is empty.", "Fill it.")]), 2),
        (Inconsistent(["foramen:X"]), 1),
        (EngineFailure("it stopped"), 3),
        (RuntimeError("nobody thought of this"), 3),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_the_exit_status_says_who_is_at_fault(
    breaking: Callable, error: ForamenError, status: int
) -> None:
    ran = breaking(error)
    assert ran.status == status
    assert ran.out == ""
    assert ran.err.startswith("foramen: error: ")


def test_each_wrong_place_of_the_sources_has_its_line(breaking: Callable) -> None:
    faults = [SourceError(f"{name}.tsv", 3, "label", "It is empty.", "Fill it.") for name in "ab"]
    lines = breaking(SourceErrors(faults)).err.splitlines()
    assert lines[0] == "foramen: error: a.tsv, row 3, column label: It is empty. Fill it."
    assert lines[-1] == "foramen: error: 2 places of the sources are wrong."


def test_a_fault_shows_no_traceback_but_says_how_to_get_one(breaking: Callable) -> None:
    ran = breaking(RuntimeError("nobody thought of this"))
    assert "Traceback" not in ran.err
    assert "FORAMEN_DEBUG=1" in ran.err


def test_a_fault_shows_its_traceback_when_asked(
    breaking: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORAMEN_DEBUG", "1")
    assert "Traceback (most recent call last)" in breaking(RuntimeError("oh")).err


def test_a_missing_extra_says_what_to_install(breaking: Callable) -> None:
    ran = breaking(ModuleNotFoundError("No module named 'pyshacl'", name="pyshacl"))
    assert ran.status == 2
    assert "pip install 'foramen[check]'" in ran.err


def test_any_other_missing_module_is_a_fault(breaking: Callable) -> None:
    assert breaking(ModuleNotFoundError("No module named 'x'", name="x")).status == 3


def test_a_missing_dataset_names_the_command_that_makes_it(
    foramen: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FORAMEN_DATASET", str(tmp_path))
    ran = foramen("query", "--text", "ASK {}")
    assert ran.status == 2
    assert "foramen build" in ran.err


def test_a_bad_setting_is_named(foramen: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORAMEN_PORT", "eighty")
    ran = foramen("query", "--text", "ASK {}")
    assert ran.status == 2
    assert "eighty" in ran.err


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("ask", "--nonsense"), ("serve", "--port", "x")]
)
def test_a_wrong_command_line_points_to_the_help(
    foramen: Callable, arguments: tuple[str, ...]
) -> None:
    ran = foramen(*arguments)
    assert ran.status == 2
    assert ran.err.startswith("foramen: error: ")
    assert "--help" in ran.err.splitlines()[-1]


def test_a_reader_that_stops_reading_is_no_fault(
    foramen: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(self: Parts) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(Parts, "questions", property(closed))
    monkeypatch.setattr(cli.os, "dup2", lambda *_: None)
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    ran = foramen("questions")
    assert (ran.status, ran.err) == (141, "")


def test_an_interrupted_command_ends_quietly(
    foramen: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: Parts) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Parts, "questions", property(interrupted))
    ran = foramen("questions")
    assert ran.status == 130
    assert ran.err.strip() == ""


@pytest.mark.parametrize(
    ("line", "column", "pointed"),
    [(1, 1, "A"), (2, 3, "C"), (2, 99, ""), (99, 1, "B")],
)
def test_a_pointer_stands_below_its_place_or_at_the_end(
    line: int, column: int, pointed: str
) -> None:
    shown, caret = complaints.pointer("A\nB C", line, column).splitlines()
    place = caret.index("^")
    assert shown[place : place + 1] == pointed


def test_a_pointer_counts_lines_as_the_place_does() -> None:
    shown, _ = complaints.pointer("A\x0b\u2028B\nC D", 2, 3).split("\n")
    assert shown.endswith("C D")

"""`gaps`: what is not mapped, counted or listed."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from foramen.cli.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from foramen.knowledge import Knowledge
    from foramen.terminology.catalogue import Catalogue


@pytest.fixture
def small_dataset(built: Knowledge) -> Path:
    """The real dataset, in place of the small one of the other commands."""
    return built.directory


def test_gaps_counts_each_group_and_terminology(foramen: Callable) -> None:
    ran = foramen("gaps", "--by", "family", "--format", "tsv")
    assert ran.status == 0, ran.err
    rows = {row["group"]: row for row in csv.DictReader(ran.out.splitlines(), delimiter="\t")}
    assert len(rows) >= 25
    nerve = rows["Nerve"]
    # The three of Co1 have a code by a broader term alone.
    assert (nerve["terms"], nerve["own"], nerve["by a broader term"]) == ("93", "90", "3")
    assert (nerve["none"], nerve["RADLEX"]) == ("0", "90")
    assert rows["Dermatome"]["UBERON"] == "0"


@pytest.fixture
def read_already(monkeypatch: pytest.MonkeyPatch, real_catalogue: Catalogue) -> None:
    """The terms, which take a second to read: the test above has the command read them itself."""
    monkeypatch.setattr(Parts, "catalogue", real_catalogue)


@pytest.mark.usefixtures("read_already")
def test_gaps_lists_what_lacks_a_code(foramen: Callable) -> None:
    ran = foramen(
        "gaps", "--by", "family", "--target", "uberon", "--group", "Vertebra", "--format", "tsv"
    )
    assert ran.out.splitlines() == [
        "group\tterm\tlabel\tby a broader term",
        "Vertebra\tVertebra_Co1\tCo1 vertebra\tyes",
        "Vertebra\tVertebra_S5\tS5 vertebra\tyes",
    ]


@pytest.mark.usefixtures("read_already")
def test_gaps_shows_a_table_without_a_format(foramen: Callable) -> None:
    out = foramen("gaps").out
    assert "group" in out.splitlines()[0]
    assert any(line.split()[:5] == ["grading", "33", "·", "·", "33"] for line in out.splitlines())


@pytest.mark.usefixtures("read_already")
@pytest.mark.parametrize(
    ("option", "name", "near"),
    [("--group", "Vertebr", "Vertebra"), ("--target", "UBERO", "UBERON")],
)
def test_an_unknown_group_or_target_is_refused_with_one_that_is_near(
    foramen: Callable, option: str, name: str, near: str
) -> None:
    ran = foramen("gaps", "--by", "family", option, name)
    assert ran.status == 2
    assert near in ran.err

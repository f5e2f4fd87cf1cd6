"""No released name vanishes or changes its kind, and every term is in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foramen.compiler.ledger import LEDGER, append_new_names, check_ledger, current_names

if TYPE_CHECKING:
    from pathlib import Path

    from foramen.compiler.built import Built


@pytest.fixture
def folder(tmp_path: Path, built: Built) -> Path:
    """A folder whose ledger holds every name of the dataset."""
    (tmp_path / "ontology").mkdir()
    append_new_names(built, tmp_path, "0.1.0")
    return tmp_path


def test_the_ledger_of_the_project_is_whole(built: Built, sources: Path) -> None:
    findings = list(check_ledger(built, sources))
    assert findings == [], "type: foramen build && python -m foramen.compiler.ledger"


def test_the_ledger_holds_classes_properties_and_individuals(built: Built) -> None:
    kinds = current_names(built)
    assert kinds["Foramen_L4-L5_left"] == "class"
    assert kinds["transmitsRoot"] == "property"
    assert kinds["abbreviation"] == "property"
    assert kinds["LeeLumbar2010"] == "individual"
    assert kinds["Statement"] == "class"
    assert kinds["strength"] == "property"
    assert kinds["Definite"] == "individual"


def test_records_are_no_terms(built: Built) -> None:
    kinds = ("st_", "inf_", "rule_", "evidence_", "count_", "claim_", "source_", "question_")
    assert [name for name in current_names(built) if name.startswith(kinds)] == []


def test_a_full_ledger_has_no_findings_and_gets_no_rows(folder: Path, built: Built) -> None:
    assert list(check_ledger(built, folder)) == []
    before = (folder / LEDGER).read_text("utf-8")
    assert append_new_names(built, folder, "0.2.0") == ()
    assert (folder / LEDGER).read_text("utf-8") == before


@pytest.mark.parametrize(
    ("old", "new", "name", "message"),
    [
        ("\nPedicle\tclass\t0.1.0", "", "Pedicle", "not in the ledger"),
        (
            "\nPedicle\tclass\t",
            "\nPediculus\tclass\t0.1.0\nPedicle\tclass\t",
            "Pediculus",
            "A released class is gone",
        ),
        (
            "\nPedicle\tclass\t",
            "\nPedicle\tproperty\t",
            "Pedicle",
            "released as a property and is now a class",
        ),
    ],
)
def test_what_is_amiss_is_found(
    folder: Path, built: Built, old: str, new: str, name: str, message: str
) -> None:
    path = folder / LEDGER
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    (finding,) = check_ledger(built, folder)
    assert finding.focus == f"https://w3id.org/foramen/{name}"
    assert message in finding.message


def test_new_names_come_after_the_old_ones(folder: Path, built: Built) -> None:
    path = folder / LEDGER
    path.write_text("name\tkind\tsince\nZygapophysis\tclass\t0.0.1\n", "utf-8")
    new = append_new_names(built, folder, "0.2.0")
    lines = path.read_text("utf-8").splitlines()
    assert lines[1] == "Zygapophysis\tclass\t0.0.1"
    assert lines[2] == f"{new[0]}\t{current_names(built)[new[0]]}\t0.2.0"
    assert list(new) == sorted(new)

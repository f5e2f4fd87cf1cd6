"""Every claim is used, every statement has its source, and the check finds where it is not so."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from foramen.compiler.built import Built
from foramen.compiler.traceability import NOT_MODELLED, check_traceability, not_modelled
from foramen.knowledge import load_knowledge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PREFIXES = {
    "foramen:": "https://w3id.org/foramen/",
    "rdf:": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcterms:": "http://purl.org/dc/terms/",
    "prov:": "http://www.w3.org/ns/prov#",
}
SOUND = """\
sources foramen:claim_INT01 rdf:type foramen:ArticleClaim
sources foramen:source_BOOK rdf:type foramen:Citation
statements foramen:st_1 rdf:type foramen:Statement
statements foramen:st_1 rdf:subject foramen:A
statements foramen:st_1 rdf:predicate foramen:p
statements foramen:st_1 rdf:object foramen:B
statements foramen:st_1 foramen:strength foramen:May
statements foramen:st_1 dcterms:source foramen:claim_INT01
derivations foramen:inf_1 rdf:type foramen:InferredStatement
derivations foramen:inf_1 rdf:subject foramen:A
derivations foramen:inf_1 rdf:predicate foramen:q
derivations foramen:inf_1 rdf:object foramen:B
derivations foramen:inf_1 foramen:strength foramen:May
derivations foramen:inf_1 foramen:rule foramen:rule_property
derivations foramen:inf_1 dcterms:source foramen:claim_INT01
derivations foramen:inf_1 prov:wasDerivedFrom foramen:st_1
inferred foramen:A foramen:q foramen:B"""


@pytest.fixture
def findings(tmp_path: Path) -> Callable[..., list[str]]:
    """Check a small dataset, changed as told, with the given rows of not-modelled."""

    def check(*changes: tuple[str, str], rows: tuple[str, ...] = ()) -> list[str]:
        text = SOUND
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        write_dataset(tmp_path, text)
        table = tmp_path / NOT_MODELLED
        table.parent.mkdir(exist_ok=True)
        table.write_text("".join(f"{row}\n" for row in ("claim\treason", *rows)), "utf-8")
        built = Built(load_knowledge(tmp_path))
        return [finding.message for finding in check_traceability(built, tmp_path)]

    return check


def write_dataset(folder: Path, text: str) -> None:
    graphs = defaultdict(list)
    for line in filter(None, text.splitlines()):
        graph, *terms = line.split(" ")
        graphs[graph].append(" ".join(f"<{expand(name)}>" for name in terms) + " .\n")
    (folder / "graphs").mkdir(exist_ok=True)
    for graph, lines in graphs.items():
        (folder / "graphs" / f"{graph}.nt").write_text("".join(sorted(lines)), "utf-8")
    manifest = {
        "version": "1",
        "version_iri": "urn:v",
        "sources_digest": "0",
        "graphs": {f"https://w3id.org/foramen/graph/{name}": len(graphs[name]) for name in graphs},
        "default_graphs": [],
        "counts": {},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def expand(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix + colon] + local


# -- the ontology ---------------------------------------------------------------------------------


def test_all_130_claims_of_the_article_are_there(built: Built, sources: Path) -> None:
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    claims = {
        s for s, p, o in built.triples("sources") if p == kind and o.endswith("/ArticleClaim")
    }
    assert len(claims) == 130
    assert len(not_modelled(sources)) <= 6


# -- the check ------------------------------------------------------------------------------------


def test_a_sound_dataset_has_no_findings(findings: Callable[..., list[str]]) -> None:
    assert findings() == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("claim_INT01", "source_BOOK", "No statement cites the claim INT01"),
        (
            "statements foramen:st_1 dcterms:source foramen:claim_INT01\n",
            "",
            "A p B: no source says so",
        ),
        ("statements foramen:st_1 foramen:strength foramen:May\n", "", "needs one strength"),
        (
            "st_1 dcterms:source foramen:claim_INT01",
            "st_1 dcterms:source foramen:claim_ZZZ99",
            "claim_ZZZ99",
        ),
        (
            "prov:wasDerivedFrom foramen:st_1",
            "prov:wasDerivedFrom foramen:inf_1",
            "do not lead down to statements",
        ),
        (
            "prov:wasDerivedFrom foramen:st_1",
            "prov:wasDerivedFrom foramen:st_9",
            "do not lead down to statements",
        ),
        ("inf_1 foramen:strength foramen:May", "inf_1 foramen:strength foramen:Definite", "firmer"),
        ("inf_1 foramen:rule foramen:rule_property\n", "inf_1 rdf:x foramen:y\n", "lacks the rule"),
        (
            "inferred foramen:A foramen:q foramen:B",
            "inferred foramen:A foramen:q foramen:C",
            "A q C is inferred without a record",
        ),
    ],
)
def test_a_gap_is_found(
    findings: Callable[..., list[str]], old: str, new: str, message: str
) -> None:
    changes = [(old, new)]
    if old == "claim_INT01":
        changes = [("dcterms:source foramen:claim_INT01", "dcterms:source foramen:source_BOOK")]
    found = findings(*changes)
    assert any(message in one for one in found), found


def test_a_claim_may_be_left_out_with_a_reason(findings: Callable[..., list[str]]) -> None:
    unused = ("dcterms:source foramen:claim_INT01", "dcterms:source foramen:source_BOOK")
    assert findings(unused, rows=("INT01\tIt repeats what INT02 says.",)) == []
    (message,) = findings(unused, rows=("INT01\t",))
    assert "No statement cites" in message


def test_a_claim_is_not_both_modelled_and_left_out(findings: Callable[..., list[str]]) -> None:
    (message,) = findings(rows=("INT01\tNot needed.",))
    assert "is modelled after all" in message


def test_no_more_than_six_claims_are_left_out(findings: Callable[..., list[str]]) -> None:
    (message,) = findings(rows=tuple(f"XYZ0{number}\tNot needed." for number in range(7)))
    assert "7 claims are left out" in message


def test_a_disputed_statement_needs_no_source_of_its_own(
    findings: Callable[..., list[str]],
) -> None:
    disputed = (
        "\ninferred",
        "\nstatements foramen:st_2 rdf:type foramen:Statement"
        "\nstatements foramen:st_2 rdf:subject foramen:A"
        "\nstatements foramen:st_2 rdf:predicate foramen:p"
        "\nstatements foramen:st_2 rdf:object foramen:C"
        "\nstatements foramen:st_2 foramen:disputedBy foramen:source_BOOK\ninferred",
    )
    assert findings(disputed) == []

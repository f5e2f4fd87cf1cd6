"""What is mapped is counted by group and terminology; what is not is listed."""

from __future__ import annotations

from dataclasses import replace

from foramen.namespaces import FORAMEN
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.coverage import coverage, uncovered
from foramen.terminology.model import Kind, Mapped, Name, Term, Terminology


def term(name: str, topic: str, family: str = "", kind: Kind = "class", old: bool = False) -> Term:
    iri = f"{FORAMEN}{name}"
    return Term(iri, kind, name, "", (Name(name, "label"),), topic, family, "", (), {}, old)


def mapped(name: str, prefix: str) -> Mapped:
    iri = f"{FORAMEN}{name}"
    return Mapped(
        f"{iri}-{prefix}", iri, "skos:exactMatch", f"{prefix}:1", "", "", "", 1, prefix, ""
    )


CATALOGUE = Catalogue(
    [
        term("Disc", "anatomy"),
        term("Cord", "anatomy"),
        term("Nerve_L4", "anatomy", "Nerve"),
        term("bounds", "anatomy", kind="property"),
        term("Gone", "anatomy", old=True),
        term("Nowhere", ""),
    ],
    [mapped("Disc", "A"), mapped("Disc", "B"), mapped("Nerve_L4", "B")],
    [Terminology(prefix, prefix, "", "", "", "", "", "", "") for prefix in "AB"],
)
BELOW = Catalogue(
    [
        term("Disc", "anatomy"),
        replace(term("Disc_L4", "anatomy"), parents=(f"{FORAMEN}Disc",)),
        term("Cord", "anatomy"),
    ],
    [mapped("Disc", "A")],
)


def test_terms_are_counted_by_topic_without_relations_and_old_terms() -> None:
    found = [(one.group, one.target, one.terms, one.mapped) for one in coverage(CATALOGUE)]
    assert found == [("anatomy", "", 3, 2), ("anatomy", "A", 3, 1), ("anatomy", "B", 3, 2)]


def test_terms_are_counted_by_family() -> None:
    found = [(one.group, one.target, one.mapped) for one in coverage(CATALOGUE, "family")]
    assert found == [("Nerve", "", 1), ("Nerve", "A", 0), ("Nerve", "B", 1)]


def test_what_lies_below_a_mapped_term_is_reached_through_it() -> None:
    (all_of_it, *_) = coverage(BELOW)
    assert (all_of_it.mapped, all_of_it.through, all_of_it.missing) == (1, 1, 1)
    assert [(one.id, through) for one, through in uncovered(BELOW)] == [
        ("Cord", False),
        ("Disc_L4", True),
    ]


def test_what_lacks_a_code_is_listed_for_any_or_for_one_terminology() -> None:
    assert [one.id for one, _ in uncovered(CATALOGUE)] == ["Cord"]
    assert [one.id for one, _ in uncovered(CATALOGUE, "A")] == ["Cord", "Nerve_L4"]
    assert [one.id for one, _ in uncovered(CATALOGUE, "A", "family", "Nerve")] == ["Nerve_L4"]

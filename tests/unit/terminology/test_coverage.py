"""What is mapped is counted by group and terminology; what is not is listed."""

from __future__ import annotations

from foramen.namespaces import FORAMEN
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.coverage import coverage, unmapped
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


def test_terms_are_counted_by_family_or_topic_without_relations_and_old_terms() -> None:
    found = [(one.group, one.terms, one.unmapped, dict(one.mapped)) for one in coverage(CATALOGUE)]
    assert found == [
        ("Nerve", 1, 0, {"A": 0, "B": 1}),
        ("anatomy", 2, 1, {"A": 1, "B": 1}),
        ("other", 1, 1, {"A": 0, "B": 0}),
    ]


def test_what_lacks_a_code_is_listed_for_any_or_for_one_terminology() -> None:
    assert [one.id for one in unmapped(CATALOGUE)] == ["Cord", "Nowhere"]
    assert [one.id for one in unmapped(CATALOGUE, target="A")] == ["Nerve_L4", "Cord", "Nowhere"]
    assert [one.id for one in unmapped(CATALOGUE, ["anatomy"], "B")] == ["Cord"]

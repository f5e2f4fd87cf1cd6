"""What follows follows by the rules, by the shortest way, and with the weakest strength."""

from __future__ import annotations

import pytest
from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS
from tests.unit.compiler.conftest import CLAIMS, DEFINITIONS, PROPERTIES, TERMS

from foramen.compiler.assemble import assemble
from foramen.compiler.pipeline import complete
from foramen.compiler.view import broader_classes, view
from foramen.errors import Inconsistent
from foramen.namespaces import FORAMEN, PROV

SUB = str(RDFS.subClassOf)
THINGS = TERMS + "".join(
    f"{name}\t{name.lower()}\t{parent}\tA thing.\tBOOK\t\t\n"
    for name, parent in [
        ("Lump", "ClinicalCondition"),
        ("BigLump", "Lump"),
        ("Hole", "AnatomicalSpace"),
        ("SmallHole", "Hole"),
        ("Nerve", "AnatomicalStructure"),
        ("LeftNerve", "Nerve"),
        ("Trouble", "ClinicalCondition"),
    ]
)
RELATIONS = PROPERTIES + "".join(
    f"{name}\t{name.lower()}\t\t\t\t\tA relation.\tBOOK\n" for name in ("presses", "lets", "hurts")
)
SAID = CLAIMS + (
    "BigLump\tpresses\tSmallHole\tdefinite\tBOOK\t\n"
    "Hole\tlets\tNerve\tdefinite\tBOOK\t\n"
    "SmallHole\tlets\tLeftNerve\tvaries\tBOOK\t\n"
)
CHAINS = "property\tfirst\tsecond\treading\tsource\nhurts\tpresses\tlets\tIt hurts.\tINT01\n"
DEFINED = f"{DEFINITIONS}Trouble\tClinicalCondition\thurts\tNerve\t\t\tBOOK\n"


@pytest.fixture
def tables() -> dict[str, str]:
    return {
        "terms/x": THINGS,
        "properties/x": RELATIONS,
        "claims/x": SAID,
        "chains": CHAINS,
        "definitions/x": DEFINED,
    }


def record(graphs, subject, predicate, value):
    found = {
        s
        for s, p, o in graphs["derivations"]
        if p == RDF.subject and o == subject
        if (s, RDF.predicate, predicate) in graphs["derivations"]
        and (s, RDF.object, value) in graphs["derivations"]
    }
    assert len(found) == 1
    return found.pop()


def test_a_chain_gives_the_nearest_end_alone_and_a_definition_its_class(small_sources, tables):
    root = small_sources(**tables)
    graphs = complete(assemble(root), root)
    assert (FORAMEN.BigLump, FORAMEN.hurts, FORAMEN.LeftNerve) in graphs["inferred"]
    assert (FORAMEN.BigLump, FORAMEN.hurts, FORAMEN.Nerve) not in graphs["inferred"]
    assert (FORAMEN.BigLump, FORAMEN.hurts, FORAMEN.Nerve) in graphs["entailed"]
    assert (FORAMEN.BigLump, RDFS.subClassOf, FORAMEN.Trouble) in graphs["inferred"]


def test_an_inferred_record_has_rule_premises_sources_and_the_weakest_strength(
    small_sources, tables
):
    root = small_sources(**tables)
    graphs = complete(assemble(root), root)
    node = record(graphs, FORAMEN.BigLump, FORAMEN.hurts, FORAMEN.LeftNerve)
    facts = {(p, o) for s, p, o in graphs["derivations"] if s == node}
    assert (FORAMEN.rule, FORAMEN["rule_hurts-presses-lets"]) in facts
    assert (FORAMEN.strength, FORAMEN.Varies) in facts
    assert {o for p, o in facts if p == DCTERMS.source} == {
        FORAMEN.source_BOOK,
        FORAMEN.claim_INT01,
    }
    assert len([o for p, o in facts if p == PROV.wasDerivedFrom]) == 2


def test_what_two_disjoint_classes_share_is_refused(small_sources, tables):
    both = "class\tparent\tsource\nLeftNerve\tLump\tBOOK\n"
    apart = "class\tother\tsource\nNerve\tLump\tBOOK\n"
    root = small_sources(**tables, **{"parents/x": both, "disjoint/x": apart})
    with pytest.raises(Inconsistent) as caught:
        complete(assemble(root), root)
    assert str(FORAMEN.LeftNerve) in caught.value.classes
    assert str(FORAMEN.Nerve) not in caught.value.classes


def test_the_view_keeps_the_narrowest_ends():
    facts = {
        ("a", SUB, "b"),
        ("b", SUB, "c"),
        ("a", SUB, "c"),
        ("x", "p", "a"),
        ("x", "p", "b"),
        ("x", "q", "c"),
    }
    assert view(facts, broader_classes(facts)) == {
        ("a", SUB, "b"),
        ("b", SUB, "c"),
        ("x", "p", "a"),
        ("x", "q", "c"),
    }


def test_classes_that_are_each_a_kind_of_the_other_are_not_broader():
    facts = {("a", SUB, "b"), ("b", SUB, "a"), ("a", SUB, "c"), ("b", SUB, "c")}
    assert broader_classes(facts) == {"a": {"c"}, "b": {"c"}}
    assert ("x", "p", str(URIRef("b"))) in view({*facts, ("x", "p", "b")}, broader_classes(facts))


def test_an_end_that_is_the_subject_hides_the_broader_ends_and_is_not_shown():
    facts = {("a", SUB, "b"), ("a", "p", "a"), ("a", "p", "b"), ("a", "p", "c")}
    assert view(facts, broader_classes(facts)) == {("a", SUB, "b"), ("a", "p", "c")}

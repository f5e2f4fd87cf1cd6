"""What a term has from broader ones, where it stands, and how two terms are connected."""

import pytest

from foramen.namespaces import FORAMEN
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.connections import Connections
from foramen.terminology.model import Name, Term
from foramen.terminology.neighbourhood import Neighbourhood, natural


def iri(name):
    return f"{FORAMEN}{name}"


def term(name, *parents, kind="class", grouping=False, family="", **relations):
    return Term(
        iri=iri(name),
        kind=kind,
        label=name.lower(),
        definition="",
        names=(Name(name.lower(), "label"),),
        topic="",
        family=family,
        notation="",
        parents=tuple(map(iri, parents)),
        relations={iri(key): tuple(map(iri, ends)) for key, ends in relations.items()},
        grouping=grouping,
    )


CATALOGUE = Catalogue(
    [
        term("Thing"),
        term("Space", "Thing"),
        term("Sided", "Thing", grouping=True),
        term("Opening", "Space", transmits=["Vessel"], boundedBy=["Pedicle"]),
        term("Opening_L4", "Opening", boundedAbove=["Pedicle"], boundedBy=["Pedicle"],
             transmits=["Vessel", "Root"]),
        term("Opening_L4_left", "Opening_L4", "Sided", transmits=["Vessel", "Root"],
             boundedBy=["Pedicle"], boundedAbove=["Pedicle"]),
        term("Vessel", "Thing"),
        term("Root", "Thing", partOf=["Nerve"]),
        term("Nerve", "Thing", hasPart=["Fibre"], partOf=["System"]),
        term("Fibre", "Thing"),
        term("System", "Thing"),
        term("Pedicle", "Thing", partOf=["Vertebra"]),
        term("Vertebra", "Thing"),
        term("Finding", "Thing", narrows=["Opening_L4"], mayCause=["Pain"]),
        term("Procedure", "Thing", reduces=["Pain"], distinctFrom=["Space"]),
        term("Pain", "Thing"),
        term("Alone"),
        term("boundedBy", kind="property"),
        term("boundedAbove", "boundedBy", kind="property"),
        *(term(name, kind="property") for name in (
            "transmits", "partOf", "hasPart", "narrows", "mayCause", "reduces", "distinctFrom",
        )),
    ]
)  # fmt: skip
NEAR = Neighbourhood(CATALOGUE)
FOUND = Connections(CATALOGUE, NEAR)


def names(iris):
    return [one.removeprefix(str(FORAMEN)) for one in iris]


def test_a_relation_comes_from_the_broadest_term_that_has_it():
    left = iri("Opening_L4_left")
    assert NEAR.origin(left, iri("transmits"), iri("Vessel")) == iri("Opening")
    assert NEAR.origin(left, iri("transmits"), iri("Root")) == iri("Opening_L4")
    assert NEAR.origin(iri("Opening"), iri("transmits"), iri("Vessel")) is None


def test_a_relation_is_repeated_where_a_narrower_one_says_the_same():
    left = iri("Opening_L4_left")
    assert NEAR.is_repeated(left, iri("boundedBy"), iri("Pedicle"))
    assert not NEAR.is_repeated(left, iri("boundedAbove"), iri("Pedicle"))
    assert not NEAR.is_repeated(iri("Opening"), iri("boundedBy"), iri("Pedicle"))


def test_relations_are_known_from_their_other_end():
    found = NEAR.incoming(iri("Root"))
    assert {name: names(ones) for name, ones in found.items()} == {
        iri("transmits"): ["Opening_L4", "Opening_L4_left"]
    }
    assert NEAR.incoming(iri("Alone")) == {}


def test_the_ways_up_leave_out_what_only_gathers():
    (path,) = NEAR.paths(iri("Opening_L4_left"))
    assert names(path) == ["Thing", "Space", "Opening", "Opening_L4", "Opening_L4_left"]
    assert names(NEAR.gatherings(iri("Opening_L4_left"))) == ["Sided"]


def test_the_nearest_kind_in_common_is_found_also_where_one_is_a_kind_of_the_other():
    assert names(NEAR.common(iri("Opening_L4_left"), iri("Opening"))) == ["Opening"]
    assert names(NEAR.common(iri("Opening"), iri("Pedicle"))) == ["Thing"]
    assert NEAR.common(iri("Opening"), iri("Alone")) == ()


def test_wholes_and_parts_are_told_from_both_ends():
    assert names(NEAR.parts(iri("Nerve"))) == ["Fibre", "Root"]
    assert names(NEAR.wholes(iri("Fibre"))) == ["Nerve"]
    assert names(NEAR.wholes(iri("Nerve"))) == ["System"]
    assert NEAR.parts(iri("Alone")) == ()


def test_names_are_sorted_as_the_spine_goes():
    given = ["L5 root", "T10 root", "C8 root", "S1 root", "T2 root", "L1 root"]
    assert sorted(given, key=natural) == [
        "C8 root", "T2 root", "T10 root", "L1 root", "L5 root", "S1 root",
    ]  # fmt: skip


def steps(way):
    return [(*names([step.subject, step.relation, step.object]), step.forward) for step in way]


def test_the_shortest_way_between_two_terms_goes_along_and_against_relations():
    (way,) = FOUND.between(iri("Finding"), iri("Procedure"))
    assert steps(way) == [
        ("Finding", "mayCause", "Pain", True),
        ("Procedure", "reduces", "Pain", False),
    ]


def test_a_direct_relation_is_the_only_way():
    (way,) = FOUND.between(iri("Opening_L4"), iri("Finding"))
    assert steps(way) == [("Finding", "narrows", "Opening_L4", False)]


def test_being_told_apart_is_no_way():
    for way in FOUND.between(iri("Procedure"), iri("Space")):
        assert "distinctFrom" not in {step[1] for step in steps(way)}


@pytest.mark.parametrize(
    ("one", "other"), [("Finding", "Alone"), ("Finding", "Finding"), ("Finding", "Nothing")]
)
def test_where_there_is_no_way_none_is_given(one, other):
    assert FOUND.between(iri(one), iri(other)) == ()


def test_no_way_leads_through_what_everything_is_tied_to():
    hub = term("Hub", "Thing")
    spokes = [term(f"Spoke{number}", mayCause=["Hub"]) for number in range(100)]
    catalogue = Catalogue([*CATALOGUE.terms.values(), hub, *spokes])
    found = Connections(catalogue, Neighbourhood(catalogue))
    assert found.between(iri("Spoke1"), iri("Spoke2")) == ()
    assert len(found.between(iri("Spoke1"), iri("Hub"))) == 1

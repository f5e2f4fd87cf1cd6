"""Nothing that could be right is a wrong option: each rule has a case that fails without it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foramen.lookup.stated import Record
from foramen.namespaces import FORAMEN
from foramen.teaching.quiz_model import Template
from foramen.teaching.quiz_truth import Truth
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.model import Name, Term


def iri(name: str) -> str:
    return str(FORAMEN[name])


def term(
    name: str, *parents: str, kind="class", names=(), family="", notation="", **relations: str
):
    """A term; a relation leads to names, `root="C8 C7"`."""
    said = {iri(one): tuple(map(iri, ends.split())) for one, ends in relations.items()}
    labels = (Name(name, "label"), *(Name(text, "exact") for text in names))
    return Term(
        iri(name), kind, name, f"Definition of {name}.", labels, "", "", "",
        tuple(map(iri, parents)), said,
    )  # fmt: skip


class Said:
    """Statements in place of those of a dataset: (subject, relation, object, disputed)."""

    def __init__(self, *edges: tuple[str, str, str, bool]) -> None:
        self._edges = edges

    def records(self, subject: str):
        return {
            (iri(relation), iri(end)): [Record(f"{start} {relation} {end}", False, "", ())]
            for start, relation, end, _ in self._edges
            if iri(start) == subject
        }

    def disputes(self, record: Record):
        disputed = {f"{s} {r} {e}" for s, r, e, said_otherwise in self._edges if said_otherwise}
        return [("source", "note")] if record.iri in disputed else []


TERMS = (
    term("serves", "mayServe", kind="property"),
    term("mayServe", kind="property"),
    term("servesFirmly", "serves", kind="property"),
    term("alsoServes", kind="property"),
    term("touches", kind="property"),
    term("faces", kind="property"),
    term("Root"),
    term("LowRoot", "Root", serves="LowSkin"),
    term("L4", "LowRoot", serves="Shin", servesFirmly="Calf", mayServe="Knee", alsoServes="Ankle",
         touches="Hip", faces="Back"),
    term("L4left", "L4", serves="ShinLeft"),
    term("L5", "LowRoot", serves="Foot"),
    term("Skin"),
    term("LowSkin", "Skin", names=("skin below",)),
    term("Shin", "LowSkin", names=("front of the leg",)),
    term("ShinLeft", "Shin"),
    term("ShinFront", "Shin"),
    term("Calf", "Skin"), term("Knee", "Skin"), term("Ankle", "Skin"), term("Hip", "Skin"),
    term("Heel", "Skin"), term("Back", "Skin", touches="L4"), term("Foot", "LowSkin"),
    term("Thigh", "Skin"), term("Toe", "Foot"),
    term("SameShin", "Skin", names=("Front of the leg",)),
    term("Arm", "Skin"), term("Hand", "Arm"), term("Neck", "Skin"),
)  # fmt: skip
ASKED = Template(
    "skin-of-root", iri("serves"), "object", "concept", "Which?", "", "It.", "", ("pool",),
    False, "remember", {"kinRelation": (iri("alsoServes"),), "neverWrong": (iri("Arm"),)},
)  # fmt: skip


def truth(*said: tuple[str, str, str, bool], terms=TERMS) -> Truth:
    return Truth(Catalogue(terms), Said(*said))


def barred(template: Template = ASKED, given="L4", answer="Shin", **more) -> set[str]:
    found = truth(("L4", "mayServe", "Heel", True), **more).barred(
        template, iri(given), iri(answer)
    )
    return {one.removeprefix(str(FORAMEN)) for one in found}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Shin", "it is the answer"),
        ("L4", "it is what is asked about"),
        ("Calf", "a narrower relation says it"),
        ("Knee", "a broader relation says it: it may be so"),
        ("Ankle", "a kin relation says it"),
        ("Heel", "a statement alone says it, and another source disputes it"),
        ("LowSkin", "it is right in general, and the answer is a kind of it"),
        ("Skin", "whatever is right is a kind of it"),
        ("ShinFront", "it is a kind of the answer"),
        ("ShinLeft", "it is right for one side, and a kind of the answer"),
        ("SameShin", "it shares a name with the answer"),
        ("Arm", "the template keeps it away"),
        ("Hand", "the template keeps what it is a kind of away"),
    ],
)
def test_what_could_be_right_is_barred(name: str, why: str):
    assert name in barred(), why


@pytest.mark.parametrize("name", ["Foot", "Thigh", "Toe", "Hip", "Back", "Neck"])
def test_what_is_excluded_by_the_answer_is_free(name: str):
    """LowSkin is right in general; that Foot is a LowSkin too makes it no answer, L4 has Shin."""
    assert name not in barred()


def test_what_is_right_in_general_alone_bars_all_its_kinds():
    """That one of its kinds serves a narrower one (L4left) tells nothing of L4 as a whole."""
    plain = tuple(replace(one, relations={}) if one.label == "L4" else one for one in TERMS)
    found = truth(terms=plain).barred(ASKED, iri("L4"), iri("LowSkin"))
    assert {iri(name) for name in ("LowSkin", "Shin", "Foot", "Toe")} <= found


def test_kinds_of_another_right_answer_are_barred_where_a_source_states_that():
    """A source says Calf of L4: that some CalfLeft is right elsewhere frees no CalfFront."""
    more = (*TERMS, term("CalfFront", "Calf"), term("CalfBack", "Calf"))
    terms = tuple(
        replace(one, relations={**one.relations, iri("serves"): (iri("Shin"), iri("CalfBack"))})
        if one.label == "L4" else one
        for one in more
    )  # fmt: skip
    said = truth(("L4", "servesFirmly", "Calf", False), terms=terms)
    assert iri("CalfFront") in said.barred(ASKED, iri("L4"), iri("Shin"))
    assert iri("CalfFront") not in truth(terms=terms).barred(ASKED, iri("L4"), iri("Shin"))


def test_a_term_that_replaced_the_answer_is_barred():
    terms = tuple(
        replace(one, replaced_by=iri("Thigh")) if one.label == "Shin" else one for one in TERMS
    )
    assert "Thigh" in barred(terms=terms)


def test_what_is_only_unstated_must_have_no_tie_at_all():
    unstated = replace(ASKED, stated=True)
    assert {"Hip", "Back"} <= barred(unstated), "one is touched, the other touches"
    assert "Thigh" not in barred(unstated)


def test_what_the_opposite_relation_leads_to_is_free():
    facing = replace(ASKED, stated=True, terms={"contrastRelation": (iri("faces"),)})
    assert "Back" not in barred(facing)
    both = tuple(
        replace(one, relations={**one.relations, iri("serves"): (iri("Shin"), iri("Back"))})
        if one.label == "L4" else one
        for one in TERMS
    )  # fmt: skip
    assert "Back" in barred(facing, terms=both), "unless it is right as well"


def test_asked_from_the_other_end_what_serves_a_kind_beside_is_free():
    """L5 serves a LowSkin, but that is Foot: asked whose Shin is, L5 is wrong, LowRoot is not."""
    whose = replace(ASKED, asks="subject")
    found = barred(whose, given="Shin", answer="L4")
    assert "L5" not in found
    assert {"L4", "LowRoot", "L4left", "Root"} <= found


def test_a_fact_that_a_source_disputes_and_what_follows_from_it_is_not_asked():
    known = truth(("L4", "mayServe", "Heel", True))
    assert known.is_disputed(iri("L4"), iri("mayServe"), iri("Heel"))
    assert not known.is_disputed(iri("L4"), iri("mayServe"), iri("Knee"))
    finding = term("Finding", compromises="L4", weakens="Heel")
    follows = Truth(Catalogue((*TERMS, finding)), Said(("L4", "mayServe", "Heel", True)))
    assert follows.is_disputed(iri("Finding"), iri("weakens"), iri("Heel"))

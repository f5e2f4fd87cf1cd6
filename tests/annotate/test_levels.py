"""Every level in every spelling; spans; and what is no level."""

from __future__ import annotations

from itertools import pairwise

import pytest

from foramen.annotate.levels import LEVELS, mentions
from foramen.annotate.tokens import tokens

SPINE = [*(f"C{n}" for n in range(2, 8)), *(f"T{n}" for n in range(1, 13))]
SPINE += [*(f"L{n}" for n in range(1, 6)), "S1"]
PAIRS = list(pairwise(SPINE))


def read(text):
    return [(one.levels, one.segments, bool(one.problem)) for one in mentions(tokens(text))]


def levels(text):
    return [level for one in mentions(tokens(text)) for level in one.levels]


def test_there_are_23_levels():
    assert [f"{upper}-{lower}" for upper, lower in PAIRS] == list(LEVELS)
    assert len(LEVELS) == 23


@pytest.mark.parametrize(("upper", "lower"), PAIRS)
@pytest.mark.parametrize(
    "spelling",
    ["{u}-{l}", "{u}/{l}", "{u}-{n}", "{u}/{n}", "{u} - {l}", "{u} / {n}", "{u}\u2013{l}",
     "{u}\u2013{n}", "{u}\u2011{l}", "{u} \u2014 {l}", "{u}{l}"],
)  # fmt: skip
def test_every_spelling_of_every_level(upper, lower, spelling):
    name = spelling.format(u=upper, l=lower, n=lower[1:])
    for text in (name, name.lower(), f"at {name}.", f"({name})", f"{name}:"):
        assert levels(text) == [f"{upper}-{lower}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L3-S1", ["L3-L4", "L4-L5", "L5-S1"]),
        ("L5-S1", ["L5-S1"]),
        ("L3 through S1", ["L3-L4", "L4-L5", "L5-S1"]),
        ("L2 to L4", ["L2-L3", "L3-L4"]),
        ("L3-4 through L5-S1", ["L3-L4", "L4-L5", "L5-S1"]),
        ("C4-7", ["C4-C5", "C5-C6", "C6-C7"]),
        ("C6-T2", ["C6-C7", "C7-T1", "T1-T2"]),
        ("T11-L1", ["T11-T12", "T12-L1"]),
        ("L3/4/5", ["L3-L4", "L4-L5"]),
        ("L4-5-S1", ["L4-L5", "L5-S1"]),
        ("L3-4/L4-5", ["L3-L4", "L4-L5"]),
        ("L3-4, 4-5 and 5-1", ["L3-L4", "L4-L5", "L5-S1"]),
        ("L3-4 and 4-5", ["L3-L4", "L4-L5"]),
        ("L45", ["L4-L5"]),
        ("L51 and C56", ["L5-S1", "C5-C6"]),
        ("L5-1", ["L5-S1"]),
        ("C7-1", ["C7-T1"]),
        ("Th11/12", ["T11-T12"]),
        ("D5-6", ["T5-T6"]),
        ("L 4-5", ["L4-L5"]),
        ("L L4-5", ["L4-L5"]),
    ],
)
def test_spans_lists_and_short_forms(text, expected):
    assert levels(text) == expected


@pytest.mark.parametrize(
    "text", ["L4-L6", "C9", "L6", "T13", "L5-L4", "C8-T1", "L0-1", "S1-S2", "C1-2", "L4-6", "S9"]
)
def test_what_is_no_level_is_reported_and_not_mapped(text):
    ((found, segments, problem),) = read(text)
    assert (found, segments) == ((), ())
    assert problem


def test_a_span_keeps_the_levels_that_there_are():
    assert read("C1-C4") == [(("C2-C3", "C3-C4"), (), True)]


@pytest.mark.parametrize("text", ["L4", "S1", "C8", "T12", "l5"])
def test_a_single_vertebra_or_root_is_no_level(text):
    assert read(text) == [((), (text.upper(),), False)]


@pytest.mark.parametrize(
    "text",
    ["T2-weighted images", "T1 and T2 weighted sequences", "T1 signal", "C", "L", "4-5 mm",
     "vitamin", "L-4", "3-4", "C1234567", "B12"],
)  # fmt: skip
def test_what_only_looks_like_one_is_left_alone(text):
    assert [one for one in read(text) if one[0]] == []
    if text.startswith("T"):
        assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("L4-5 mm", [("L4",)]), ("L4 - 5 mm protrusion", [("L4",)]), ("L4-5.5 cm", [("L4",)])],
)
def test_a_measure_is_no_second_vertebra(text, expected):
    assert [one.segments for one in mentions(tokens(text))] == expected

"""Variants of the spine, and tests that bear the name of a limb, are read as what they are.

The sentences are made up, and what they say was written down before they were read by a program.
"""

from __future__ import annotations

import pytest

CONJOINED = "ConjoinedNerveRoot"
TRANSITIONAL = "LumbosacralTransitionalVertebra"

VARIANTS = [
    ("Conjoined L5/S1 root.",
     {(CONJOINED, "L5-S1", "-", "present"), ("SpinalNerveRoot", "L5-S1", "-", "present")}),
    ("Left conjoined nerve root at L5-S1.", {(CONJOINED, "L5-S1", "left", "present")}),
    ("No conjoined nerve root.", {(CONJOINED, "-", "-", "absent")}),
    ("Partial sacralization of L5.", {(TRANSITIONAL, "L5", "-", "present")}),
    ("LSTV.", {(TRANSITIONAL, "-", "-", "present")}),
    # A test that is negative denies no leg, and is itself no finding.
    ("Negative straight leg raise on the left.", set()),
    ("No pain on straight leg raising.", {("Pain", "-", "-", "absent")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), VARIANTS)
def test_a_variant_or_test_is_read_as_what_it_is(said, text, expected):
    assert said(text) == expected


def test_a_sacralized_vertebra_is_given_no_code_of_the_usual_one(annotator):
    (found,) = annotator.annotate("Sacralization of L5.").annotations
    assert found.members == ()
    assert "FMA:13076" not in {code.code for code in found.codes}

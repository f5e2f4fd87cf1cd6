"""The folding of words: what people write differently and mean alike."""

import pytest

from foramen.terminology.words import content, fold, folded_text, places


@pytest.mark.parametrize(
    "written",
    ["L4-5", "L4/5", "L4-L5", "L4/L5", "L4 / L5", "l4\u20135", "L4\u2011L5", "L4L5", "L4 L5", "L45",
     "L 4-5", "lumbar 4/5", "L4\\5"],
)  # fmt: skip
def test_every_spelling_of_a_level_is_one_word(written):
    assert fold(written) == ("l4~l5",)


@pytest.mark.parametrize(
    ("written", "word"),
    [("C7-T1", "c7~t1"), ("C7/1", "c7~t1"), ("T12-L1", "t12~l1"), ("T12/1", "t12~l1"),
     ("L5-S1", "l5~s1"), ("L5/1", "l5~s1"), ("Th5-6", "t5~t6"), ("T9-10", "t9~t10")],
)  # fmt: skip
def test_a_level_between_regions_is_understood(written, word):
    assert fold(written) == (word,)


@pytest.mark.parametrize(
    ("written", "words"),
    [("C5-7", ("c5", "c7")), ("L3-S1", ("l3", "s1")), ("T12", ("t12",)), ("C8", ("c8",))],
)
def test_what_is_no_level_stays_apart(written, words):
    assert fold(written) == words


@pytest.mark.parametrize("written", ["left C6 root", "lt C6 root", "Lt. C6 root", "l C6 root"])
def test_sides_may_be_short(written):
    assert fold(written) == ("left", "c6", "root")


@pytest.mark.parametrize(
    ("one", "other"),
    [("tendon reflexes", "tendon reflex"), ("ventral rami", "ventral ramus"),
     ("foramina", "foramen"), ("stenoses", "stenosis"), ("ganglia", "ganglion"),
     ("discs", "disk"), ("radiculopathies", "radiculopathy"), ("ligamenta flava",
      "ligamentum flavum"), ("vertebrae", "vertebra"), ("DRGs", "DRG"), ("biopsies", "biopsy")],
)  # fmt: skip
def test_plural_is_singular(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("british", "american"),
    [("oedema", "edema"), ("haemophilia", "hemophilia"), ("anaesthetic", "anesthetic"),
     ("behaviour", "behavior"), ("tumour", "tumor"), ("centre", "center"),
     ("paraesthesia", "paresthesia"), ("stabilisation", "stabilization"), ("disk", "disc")],
)  # fmt: skip
def test_british_is_american(british, american):
    assert fold(british) == fold(american)


def test_an_ordinal_before_a_region_is_a_segment():
    assert fold("fifth lumbar vertebra") == fold("L5 vertebra") == fold("5th lumbar vertebra")


def test_an_abbreviation_that_ends_in_s_keeps_it():
    assert folded_text("NFS") != folded_text("NF") == folded_text("NFs")


def test_one_letter_is_only_a_letter():
    assert fold("l") == ("l",)


def test_places_are_levels_and_sides():
    assert places(fold("left L4-5 foramen of the L5 root")) == {"left", "l4~l5", "l5"}


def test_words_that_say_nothing_do_not_tell_names_apart():
    assert content(fold("stenosis of the foramen")) == content(fold("foramen stenosis"))
    assert content(fold("of the")) == ("of", "the")


@pytest.mark.parametrize("text", ["", "   ", "\x00", "---", "💥", "\ud800", "ﷺ" * 50, "-" * 500])
def test_any_text_can_be_folded(text):
    assert all(fold(text))

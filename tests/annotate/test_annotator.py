"""What is found in a text: where it stands, at which side, how certain; whatever the text is."""

from __future__ import annotations

import itertools
import random

import pytest

from foramen.annotate.annotator import MOST_ANNOTATIONS, MOST_CHARACTERS, Annotator
from foramen.annotate.model import Suggested
from foramen.errors import BadRequest
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.model import Mapped

STENOSIS = "ForaminalStenosis"


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("left", "left"), ("Left-sided", "left"), ("lt.", "left"), ("lt", "left"), ("L", "left"),
        ("right", "right"), ("right-sided", "right"), ("rt.", "right"), ("R", "right"),
        ("bilateral", "both"), ("bilat.", "both"), ("b/l", "both"), ("B/L", "both"),
        ("left and right", "both"), ("R>L", "both"), ("right greater than left", "both"),
        ("left > right", "both"),
    ],
)  # fmt: skip
def test_every_word_of_a_side_ahead_of_its_finding(said, words, side):
    assert said(f"{words} L4-5 foraminal stenosis") == {(STENOSIS, "L4-L5", side, "present")}


@pytest.mark.parametrize(
    ("words", "side"),
    [("on the left", "left"), ("to the right", "right"), ("bilaterally", "both"),
     ("on both sides", "both"), (", right greater than left", "both"), (", R>L", "both")],
)  # fmt: skip
def test_every_word_of_a_side_behind_it(said, words, side):
    assert said(f"foraminal stenosis at L4-5 {words}") == {(STENOSIS, "L4-L5", side, "present")}


def test_handedness_is_no_side(said):
    assert said("Right-handed patient with foraminal stenosis.") == {
        (STENOSIS, "-", "-", "present")
    }


@pytest.mark.parametrize(
    "text",
    ["No {}.", "Without {}.", "No evidence of {}.", "Negative for {}.", "Denies {}.",
     "{} is not seen.", "{} is absent.", "Free of {}.", "{}: none.", "Absence of {}.",
     "There is no significant {}.", "{} has resolved.", "{} is no longer present."],
)  # fmt: skip
def test_denial(said, text):
    assert said(text.format("foraminal stenosis")) == {(STENOSIS, "-", "-", "absent")}


@pytest.mark.parametrize(
    "text",
    ["Possible {}.", "Probable {}.", "Likely {}.", "Suspected {}.", "? {}", "?{}", "{}?",
     "Rule out {}.", "r/o {}", "{} cannot be excluded.", "There may be {}.", "{} is suspected.",
     "Concern for {}.", "Cannot exclude {}.", "{} versus artefact.", "Is there {}?",
     "Findings suggest {}."],
)  # fmt: skip
def test_doubt(said, text):
    assert said(text.format("foraminal stenosis")) == {(STENOSIS, "-", "-", "uncertain")}


@pytest.mark.parametrize(
    "text",
    ["No change in {}.", "No interval change in the {}.", "Not only {} but also pain.",
     "No progression of {}.", "{} is not significantly changed.", "No more than mild {}.",
     "No doubt {}.", "{} is unchanged without contrast."],
)  # fmt: skip
def test_what_sounds_like_denial_denies_nothing(said, text):
    assert (STENOSIS, "-", "-", "present") in said(text.format("foraminal stenosis"))


@pytest.mark.parametrize(
    "text",
    ["No canal stenosis, but {}.", "No canal stenosis; {}.", "No canal stenosis. {}.",
     "No canal stenosis; however, {}.", "No canal stenosis, mild {}.",
     "The canal is patent, and there is {}.", "No disc bulge although {} is seen."],
)  # fmt: skip
def test_denial_ends_with_its_clause(said, text):
    assert (STENOSIS, "-", "-", "present") in said(text.format("foraminal stenosis"))


@pytest.mark.parametrize(
    "text",
    ["The neural foramina are patent.", "Foramina widely patent.", "Neural foramina are preserved.",
     "The neural foramina are adequately patent.", "The foramina are not narrowed.",
     "Unremarkable neural foramina.", "Normal neuroforamina.", "Open foramina."],
)  # fmt: skip
def test_an_open_foramen_denies_stenosis(said, text):
    assert said(text) == {(STENOSIS, "-", "-", "absent")}


def test_a_foramen_that_is_not_patent_is_narrow(said):
    assert said("The left L4-5 foramen is not patent.") == {(STENOSIS, "L4-L5", "left", "present")}


@pytest.mark.parametrize(
    ("words", "severity"),
    [("mild", "mild"), ("minimal", "mild"), ("slight", "mild"), ("moderate", "moderate"),
     ("severe", "severe"), ("marked", "severe"), ("advanced", "severe"), ("high-grade", "severe"),
     ("mild to moderate", "mild-moderate"), ("mild-to-moderate", "mild-moderate"),
     ("moderate to severe", "moderate-severe"), ("moderately severe", "moderate-severe"),
     ("", None), ("chronic", None)],
)  # fmt: skip
def test_every_word_of_severity(annotator, words, severity):
    (one,) = annotator.annotate(f"{words} foraminal stenosis").annotations
    assert one.severity == severity


@pytest.mark.parametrize(
    "words",
    ["foraminal stenosis", "foraminal narrowing", "foraminal encroachment", "foraminal effacement",
     "foraminal compromise", "neural foraminal stenosis", "neuroforaminal narrowing",
     "neuro-foraminal stenosis", "narrowing of the foramen", "stenosis of the neural foramina",
     "narrowed neural foramen", "NFS", "NF stenosis", "FORAMINAL STENOSIS", "foraminal stenoses"],
)  # fmt: skip
def test_every_way_to_say_foraminal_stenosis(said, words):
    assert said(words) == {(STENOSIS, "-", "-", "present")}


def test_abbreviations_need_their_capitals(said):
    assert said("nfs and nf and ivf") == set()
    assert said("IVF was planned.") == set()
    assert said("left L4-5 IVF") == {("IntervertebralForamen", "L4-L5", "left", "present")}


def test_british_and_american_spelling_are_one(said):
    assert said("L4-5 disk herniation") == said("L4-5 disc herniation")
    assert said("paraesthesia") == said("paresthesia") == {("Tingling", "-", "-", "present")}


def test_the_class_at_level_and_side_and_the_exiting_root(annotator):
    (one,) = annotator.annotate("severe left L4-5 foraminal narrowing").annotations
    assert [term.id for term in one.members] == ["ForaminalStenosis_L4-L5_left"]
    assert [term.id for term in one.exiting_roots] == ["Root_L4_left"]
    (one,) = annotator.annotate("NFS C5/6 bilat.").annotations
    assert [term.id for term in one.members] == [
        "ForaminalStenosis_C5-C6_left",
        "ForaminalStenosis_C5-C6_right",
    ]
    assert [term.id for term in one.exiting_roots] == ["Root_C6_left", "Root_C6_right"]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("left L4 root", ["Root_L4_left"]),
        ("right S1 radiculopathy", ["Radiculopathy_S1_right"]),
        ("C8 nerve root", ["Root_C8"]),
        ("L4/5 disc", ["Disc_L4-L5"]),
        ("right L5-S1 facet joint", ["FacetJoint_L5-S1_right"]),
        ("left C7-T1 neural foramen", ["Foramen_C7-T1_left"]),
        ("L3-4 central disc protrusion", ["CentralDiscHerniation_L3-L4"]),
        ("left far lateral disc herniation at L2-3", ["FarLateralDiscHerniation_L2-L3_left"]),
        ("left L4-5 bony foraminal stenosis", ["ForaminalStenosis_L4-L5_left"]),
        ("cervical foraminal stenosis at L4-5", []),
    ],
)
def test_the_members_of_families(annotator, text, members):
    found = annotator.annotate(text).annotations
    assert [term.id for one in found for term in one.members] == members


def test_foraminal_stenosis_at_the_l4_level_is_at_no_disc_level(said):
    assert said("foraminal stenosis at the L4 level") == {(STENOSIS, "-", "-", "present")}


def test_what_names_no_level_is_told_and_never_mapped(annotator):
    found = annotator.annotate("Left L4-L6 foraminal stenosis")
    (one,) = found.annotations
    assert (one.level, one.members) == (None, ())
    (concern,) = found.concerns
    assert (concern.start, concern.end, concern.text) == (5, 10, "L4-L6")
    assert "no L6" in concern.message


def test_what_names_no_level_is_given_no_other(said):
    assert said("NFS C5/6 bilat., no canal stenosis at L4-L6") == {
        (STENOSIS, "C5-C6", "both", "present"),
        ("CentralCanalStenosis", "-", "-", "absent"),
    }
    assert said("L4-5: Disc bulge.\nL4-L6: Foraminal stenosis.") == {
        ("DiscBulge", "L4-L5", "-", "present"),
        (STENOSIS, "-", "-", "present"),
    }


def test_a_heading_holds_until_the_next(said):
    text = "L4-5: Disc bulge. Left foraminal stenosis.\nL5-S1: Unremarkable foramina.\n\nPain."
    assert said(text) == {
        ("DiscBulge", "L4-L5", "-", "present"),
        (STENOSIS, "L4-L5", "left", "present"),
        (STENOSIS, "L5-S1", "-", "absent"),
        ("Pain", "-", "-", "present"),
    }


AWKWARD = [
    "\U0001f600 left L4\u20135 foraminal stenosis \U0001f9b4",
    "na\u0308i\u0308ve: severe fora\u0301minal, but right C5/6 foraminal narrowing",
    "First line.\r\nleft L4-5 foraminal\r\nstenosis.\r\n\r\nNo disc bulge.",
    "\u200bright\u00a0L5\u2011S1\u00a0NF\u00a0stenosis\u200b",
    "\ufeffIMPRESSION:\tSEVERE LEFT L4-5 FORAMINAL STENOSIS",
    "L4-5:\x00foraminal stenosis\x00, \x07 left",
    "\u06f4-\u06f5 foraminal stenosis \u0661",
    "\u0130stanbul \u1e9e\ufb03 foraminal stenosis",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_offsets_are_exact_in_any_text(annotator, text):
    found = annotator.annotate(text)
    assert found.annotations
    for one in itertools.chain(found.annotations, *(a.evidence for a in found.annotations)):
        assert text[one.start : one.end] == one.text
        assert one.text


def test_the_same_text_has_the_same_answer(annotator, catalogue):
    text = "Mild left and moderate right foraminal narrowing at C5-6 and C6-7, no disc bulge."
    assert annotator.annotate(text) == annotator.annotate(text)
    assert Annotator(catalogue).annotate(text) == annotator.annotate(text)


@pytest.mark.parametrize("unit", ["", " ", "\n", "\0", ".", "?!", "()", "L", "L4-", "-5"])
def test_nothing_is_found_in_nothing(annotator, unit):
    found = annotator.annotate(unit * 100)
    assert found.annotations == ()


@pytest.mark.parametrize(
    "unit",
    ["L", "no ", "foraminal stenosis ", "left, ", "L4-5, ", "- ", "(", "\0", "? ", "foramen ",
     "narrowing of foramen foramen ", "mild left ", "possible stenosis, mild left at L4-5 and "],
)  # fmt: skip
def test_a_hostile_text_is_read_to_its_end(annotator, unit):
    found = annotator.annotate((unit * MOST_CHARACTERS)[:MOST_CHARACTERS])
    assert len(found.annotations) <= MOST_ANNOTATIONS
    assert len(found.concerns) <= MOST_ANNOTATIONS


def test_a_text_that_says_too_much_is_said_to_be_cut(annotator):
    found = annotator.annotate("foraminal stenosis. " * 2_400)
    assert len(found.annotations) == MOST_ANNOTATIONS
    assert not found.complete


def test_a_text_that_is_too_long_is_refused(annotator):
    with pytest.raises(BadRequest, match="50,000 characters"):
        annotator.annotate("L" * 1_000_000)


def test_half_a_character_is_refused(annotator):
    with pytest.raises(BadRequest, match="half of a character"):
        annotator.annotate("foraminal \ud83d stenosis")


def test_codes_come_from_the_mappings_and_from_what_is_plugged_in(catalogue):
    stenosis = catalogue.get(STENOSIS)
    mapped = Mapped(
        "urn:m", stenosis.iri, "skos:broadMatch", "X:1", "urn:x:1", "wider", "semapv:Manual",
        0.9, "X", "1",
    )  # fmt: skip
    given = Catalogue(catalogue.terms.values(), [mapped])
    seen = []

    class Suggest:
        def __call__(self, one, sentence):
            seen.append((one.level, len(sentence)))
            return [
                Suggested("Y:2", "at this level", "applies", STENOSIS),
                Suggested("Y:3", "not beside this", "applies", STENOSIS),
            ]

        def excluded(self, sentence):
            return {"Y:3"}

    annotator = Annotator(given, Suggest())
    (one,) = annotator.annotate("left L4-5 foraminal stenosis").annotations
    assert [(code.code, code.term) for code in one.codes] == [("Y:2", STENOSIS), ("X:1", STENOSIS)]
    assert seen == [("L4-L5", 1)]
    (denied,) = annotator.annotate("no L4-5 foraminal stenosis").annotations
    assert denied.codes == ()


WORDS = [
    "foraminal", "foramen", "foramina", "canal", "stenosis", "narrowing", "narrowed", "patent",
    "disc", "bulge", "protrusion", "facet", "hypertrophy", "root", "compression", "left",
    "right", "bilateral", "mild", "severe", "no", "not", "without", "possible", "may", "?",
    "but", ";", ",", ".", ":", "-", "/", "and", "or", "with", "causing", "from", "is", "are",
    "the", "of", "at", "L4-5", "C5/6", "L3-S1", "L5", "L4-L6", "NFS", "radiculopathy", "none",
    "either", "both", "elsewhere", "except", "otherwise", "versus", "unlikely", "4-5", "to",
    "through", "\n", "\n\n", "😀", "(", ")", "R", ">", "L", "xyz",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_any_order_of_the_words_is_read_with_exact_offsets(annotator, seed):
    chance = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    for _ in range(60):
        text = " ".join(chance.choices(WORDS, k=chance.randrange(2, 40)))
        found = annotator.annotate(text)
        assert found == annotator.annotate(text)
        for one in found.annotations:
            assert text[one.start : one.end] == one.text
            assert one.start < one.end
            for seen in one.evidence:
                assert text[seen.start : seen.end] == seen.text
        for concern in found.concerns:
            assert text[concern.start : concern.end] == concern.text

"""What reports leave out, share and name by habit is read as a person reads it.

The sentences are made up, and what they say was written down before they were read by a program.
"""

from __future__ import annotations

import pytest

STENOSIS = "ForaminalStenosis"

HABITS = [
    # What a sentence leaves out, it has from the one before.
    ("Left: severe foraminal stenosis C6/7. Right: none.",
     {(STENOSIS, "C6-C7", "left", "present"), (STENOSIS, "C6-C7", "right", "absent")}),
    ("Neural foramina:\nC3-4: mild left.\nC4-5: severe bilateral.\nC5-6: none.",
     {(STENOSIS, "C3-C4", "left", "present"), (STENOSIS, "C4-C5", "both", "present"),
      (STENOSIS, "C5-C6", "-", "absent")}),
    ("Foramina: mild left at L4-5, severe bilateral at L5-S1.",
     {(STENOSIS, "L4-L5", "left", "present"), (STENOSIS, "L5-S1", "both", "present")}),
    ("Left foramen at C5/6 not well seen; stenosis there cannot be ruled out.",
     {(STENOSIS, "C5-C6", "left", "uncertain")}),
    # A level goes on within a paragraph, and not to the next item of a list.
    ("Disc bulge C3-4. Neural foramina patent.",
     {("DiscBulge", "C3-C4", "-", "present"), (STENOSIS, "C3-C4", "-", "absent")}),
    ("1. Left L4-5 foraminal stenosis.\n2. Facet arthropathy.",
     {(STENOSIS, "L4-L5", "left", "present"), ("FacetArthropathy", "-", "-", "present")}),
    ("1. Left L4-5 foraminal stenosis. 2. Facet arthropathy.",
     {(STENOSIS, "L4-L5", "left", "present"), ("FacetArthropathy", "-", "-", "present")}),
    ("Disc bulge at L4-5. The remaining levels are normal. No foraminal stenosis.",
     {("DiscBulge", "L4-L5", "-", "present"), (STENOSIS, "-", "-", "absent")}),
    # Several values for one word.
    ("Right foraminal encroachment at L3-L4 and L4-L5, moderate and severe respectively.",
     {(STENOSIS, "L3-L4", "right", "present"), (STENOSIS, "L4-L5", "right", "present")}),
    ("The left neural foramen is mildly and the right moderately narrowed at C5-6.",
     {(STENOSIS, "C5-C6", "left", "present"), (STENOSIS, "C5-C6", "right", "present")}),
    ("Mild left and severe right C5-C6 foraminal stenosis.",
     {(STENOSIS, "C5-C6", "left", "present"), (STENOSIS, "C5-C6", "right", "present")}),
    # An exception, and what is said of it.
    ("The neural foramina are patent except at L5-S1, where there is severe left narrowing.",
     {(STENOSIS, "-", "-", "absent"), (STENOSIS, "L5-S1", "left", "present")}),
    ("Foramina are patent except the left L4-5 foramen, which is mildly narrowed.",
     {(STENOSIS, "-", "-", "absent"), (STENOSIS, "L4-L5", "left", "present")}),
    # A word before the name chooses a kind.
    ("Severe multilevel cervical neural foraminal narrowing.",
     {("CervicalForaminalStenosis", "-", "-", "present")}),
    ("No recurrent foraminal narrowing.", {("RecurrentForaminalStenosis", "-", "-", "absent")}),
    ("Degenerative foraminal narrowing at L4-5.",
     {("DegenerativeForaminalStenosis", "L4-L5", "-", "present")}),
    ("The lumbar foramina are patent.", {(STENOSIS, "-", "-", "absent")}),
    ("Disc herniation in the left C5-6 foramen.",
     {("ForaminalDiscHerniation", "C5-C6", "left", "present")}),
    # What one finding does to another has its own side.
    ("Disc extrusion on the left at L4-5 compressing the right L4 root.",
     {("DiscHerniation", "L4-L5", "left", "present"),
      ("NerveRootCompression", "L4-L5", "right", "present")}),
    # Other holes, other fat, and changes over time.
    ("The foramen magnum is normal and the foramina transversaria are intact.", set()),
    ("Patent foramen ovale.", set()),
    ("Left foraminal stenosis with effacement of the perineural fat.",
     {(STENOSIS, "-", "left", "present")}),
    ("No significant interval increase in the L4-5 disc bulge.",
     {("DiscBulge", "L4-L5", "-", "present")}),
    ("Disc bulge at L4-5, and a superimposed protrusion cannot be excluded.",
     {("DiscBulge", "L4-L5", "-", "present"), ("DiscHerniation", "L4-L5", "-", "uncertain")}),
    ("Myofascial pain rather than radiculopathy.",
     {("MyofascialPain", "-", "-", "present"), ("Radiculopathy", "-", "-", "absent")}),
    ("R/O lumbar radiculopathy.", {("LumbarRadiculopathy", "-", "-", "uncertain")}),
    # Names of reports.
    ("Grade 1 anterolisthesis at L4-5.", {("Spondylolisthesis", "L4-L5", "-", "present")}),
    ("DDD at C5-6.", {("DegenerativeChange", "C5-C6", "-", "present")}),
]  # fmt: skip

LIMBS = [
    ("Left arm tingling.", {("Tingling", "left", "present")}),
    ("Neck pain and paresthesias in the right hand.",
     {("Pain", "-", "present"), ("Tingling", "right", "present")}),
    ("Low back pain radiating down the left leg with numbness in the foot.",
     {("RadiatingPain", "left", "present"), ("Numbness", "-", "present")}),
    ("Shooting pain in the right arm, pins and needles in the thumb.",
     {("RadiatingPain", "right", "present"), ("Tingling", "-", "present")}),
    ("Bilateral leg weakness and numbness.",
     {("MuscleWeakness", "both", "present"), ("Numbness", "both", "present")}),
    ("Not only numbness but also weakness of the right hand.",
     {("Numbness", "right", "present"), ("MuscleWeakness", "right", "present")}),
    ("Numbness and tingling of the left thumb.",
     {("Numbness", "left", "present"), ("Tingling", "left", "present")}),
    ("Numbness in both feet, no weakness.",
     {("Numbness", "both", "present"), ("MuscleWeakness", "-", "absent")}),
    ("Pinched nerve in the neck, left.", {("Radiculopathy", "left", "present")}),
    ("Absent left ankle jerk, sensation intact.", {("ReflexChange", "left", "present")}),
    ("Reduced right biceps reflex.", {("ReflexChange", "right", "present")}),
    ("Diminished pinprick sensation in the left L5 dermatome.",
     {("SensoryLoss", "left", "present")}),
    ("Reflexes are symmetric.", set()),
]  # fmt: skip


def conditions(catalogue, annotator, text):
    root = catalogue.get("ClinicalCondition").iri
    kept = set(catalogue.descendants(root))
    return [one for one in annotator.annotate(text).annotations if one.term.iri in kept]


@pytest.mark.parametrize(("text", "expected"), HABITS)
def test_a_habit_of_reports(catalogue, annotator, text, expected):
    found = conditions(catalogue, annotator, text)
    assert {
        (one.term.id, one.level or "-", one.side or "-", one.certainty) for one in found
    } == expected


@pytest.mark.parametrize(("text", "expected"), LIMBS)
def test_what_is_felt_has_the_side_of_its_limb(catalogue, annotator, text, expected):
    found = conditions(catalogue, annotator, text)
    assert {(one.term.id, one.side or "-", one.certainty) for one in found} == expected


def test_levels_in_turn_have_their_own_severity(annotator):
    text = "Foraminal stenosis at L3-L4 and L4-L5, moderate and severe respectively."
    found = {one.level: one.severity for one in annotator.annotate(text).annotations}
    assert found == {"L3-L4": "moderate", "L4-L5": "severe"}

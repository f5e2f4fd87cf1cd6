"""What is typed is read as it is meant: which finding, which side, there or not."""

import pytest

TEXTS = {
    "weak left triceps, reduced triceps reflex": (
        "+KeyMuscle_ElbowExtensors_left +MuscleWeakness +Reflex_Triceps_left"
    ),
    "Left ankle dorsiflexors weak, no loss of the patellar reflex": (
        "+KeyMuscle_AnkleDorsiflexors_left +MuscleWeakness -Reflex_Patellar_left"
    ),
    "no numbness of the thumb but numb little finger": "-KeyPoint_C6 +KeyPoint_C8 +Numbness",
    "no numbness of the thumb, middle finger or little finger": (
        "-KeyPoint_C6 -KeyPoint_C7 -KeyPoint_C8"
    ),
    "biceps, triceps and brachioradialis reflexes normal": (
        "-Reflex_Biceps -Reflex_Triceps -Reflex_Brachioradialis"
    ),
    "weak biceps on the right": "+KeyMuscle_ElbowFlexors_right +MuscleWeakness",
    "knee and ankle jerks absent on the left": "+Reflex_Patellar_left +Reflex_Achilles_left",
    "absent Achilles reflex on the right": "+Reflex_Achilles_right",
    "EHL strong": "-KeyMuscle_LongToeExtensors",
    "dorsiflexion 4/5, EHL 5/5": "+KeyMuscle_AnkleDorsiflexors -KeyMuscle_LongToeExtensors",
    "triceps weak on the left and wrist extensors weak on the right": (
        "+KeyMuscle_ElbowExtensors_left +KeyMuscle_WristExtensors_right +MuscleWeakness"
    ),
    "bilateral weakness of hip flexors": (
        "+KeyMuscle_HipFlexors_left +KeyMuscle_HipFlexors_right +MuscleWeakness"
    ),
    "right L5 dermatome numb": "+Dermatome_L5_right +Numbness",
    "L4 dermatome intact": "-Dermatome_L4",
    "paraesthesia in the left hand": "+Tingling +Hand",
    "pain in the left buttock and leg, no weakness": "+Pain +Buttock +Leg -MuscleWeakness",
    "worse on bending backward, relieved by bending forward": "+SpinalExtension +SpinalFlexion",
    "sudden onset, changes with posture": "+AcuteOnset +DynamicBehaviour",
    "left medial malleolus": "+KeyPoint_L4_left",
    "MRI: left L4/5 foraminal stenosis": "+ForaminalStenosis_L4-L5_left",
    "Achilles reflex not tested": "",
    "possible weakness of the wrist extensors": "",
    "left L5 radiculopathy": "",
    "she feels unwell": "",
    # A brisk reflex is no lower one, whatever else is said of it.
    "brisk knee jerks on both sides": "",
    "increased left patellar reflex, weak left quadriceps": (
        "+KeyMuscle_KneeExtensors_left +MuscleWeakness"
    ),
    "hyperreflexia": "",
    "right ankle jerk 3+, left ankle jerk 1+": "+Reflex_Achilles_left",
    "knee jerk 2+": "-Reflex_Patellar",
    "EHL 5/5, dorsiflexion 4+/5": "-KeyMuscle_LongToeExtensors +KeyMuscle_AnkleDorsiflexors",
    "left ankle jerk absent, could not rise on toes": "+Reflex_Achilles_left",
    "no absent ankle jerk": "-Reflex_Achilles",
    "weak left little finger abductors": "+KeyMuscle_LittleFingerAbductors_left +MuscleWeakness",
    "numb dorsum of the right foot": "+KeyPoint_L5_right +Numbness",
    "": "",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_as_it_is_meant(read_text, text):
    typed = read_text(text)
    found = [f"+{one.term.id}" for one in typed.present]
    found += [f"-{one.term.id}" for one in typed.absent]
    assert set(found) == set(TEXTS[text].split())


def test_every_text_is_asked():
    assert len(TEXTS) == 35


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Achilles reflex not tested", "uncertain", "“Achilles reflex” was not tested"),
        ("possible weakness of the wrist extensors", "uncertain", "“wrist extensors” is in doubt"),
        ("left L5 radiculopathy", "conclusion", "“radiculopathy” is known to the graph"),
        ("weak triceps; he juggles", "unread", "Nothing was recognised in “he juggles”."),
        ("weak triceps, he juggles", "unread", "Nothing was recognised in “he juggles”."),
        ("weak deltoid", "unread", "Of “weak deltoid” only “weak” was recognised."),
        ("all reflexes normal", "unread", "Nothing was recognised in “all reflexes normal”."),
        ("brisk knee jerk", "uncertain", "“knee jerk” is said to be raised"),
        ("hyperreflexia", "uncertain", "“hyperreflexia” names no reflex of the sheet"),
    ],
)
def test_what_is_not_counted_is_said(read_text, text, kind, words):
    [remark] = read_text(text).remarks
    assert remark.kind == kind
    assert remark.text.startswith(words)


@pytest.mark.parametrize("text", ["no weakness", "pain in the left hand", "left arm numb", "pain"])
def test_what_is_read_as_a_whole_is_not_remarked_on(read_text, text):
    assert not read_text(text).remarks


@pytest.mark.parametrize("group", ["muscle", "reflex"])
def test_a_muscle_or_reflex_is_read_by_its_own_label(correlation, read_text, group):
    [terms] = [one.terms for one in correlation.sheet.groups if one.id == group]
    assert len(terms) == {"muscle": 10, "reflex": 6}[group]
    for term in terms:
        typed = read_text(f"{term.label} reduced")
        assert [one.term.id for one in typed.present] == [term.id]


def test_a_finding_that_is_said_to_be_there_and_normal_is_not_counted(answer):
    found = answer("left", ["KeyMuscle_ElbowFlexors"], ["KeyMuscle_ElbowFlexors"])
    assert not found.candidates
    assert [(one.kind, one.text) for one in found.asked.remarks] == [
        (
            "contradiction",
            "left elbow flexors is said to be found and to be normal: not counted.",
        )
    ]


def test_the_one_side_that_is_said_is_taken_for_what_has_none(answer):
    found = answer("", ["Reflex_Triceps_left", "KeyMuscle_ElbowExtensors"])
    assert [one.root.id for one in found.candidates] == ["Root_C7_left"]
    assert [one.kind for one in found.asked.remarks] == ["side"]


def test_a_side_in_the_name_goes_before_the_chosen_one(answer):
    found = answer("left", ["Reflex_Triceps_right"])
    assert [one.root.id for one in found.candidates] == ["Root_C7_right"]

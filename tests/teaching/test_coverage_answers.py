"""Whole answers, written by hand from the tables of the ontology, are met.

Each folder `syllabus...` holds `syllabus.txt` and, in tables, what is found in it: `covered`
(concept, lines), `missing` (concept, needs, how: directly or further), `repeats` (concept, lines),
`order` (concept, line, needed by, in line), `unmatched` (line), `in-part` (line, what of it
is not recognised and says something), `untaught` (topic), `shares`
(topic, how many of its concepts are taught and how many not, where some are taught), and `nearest`
(line, the term that is offered first for it).
"""

import csv
from pathlib import Path

import pytest

FOLDERS = sorted(Path(__file__).parent.glob("syllabus*"))


def rows(folder, name):
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return sorted(tuple(row) for row in list(csv.reader(file, delimiter="\t"))[1:] if row)


def numbers(lines):
    return ",".join(map(str, lines))


def found(members):
    """Give what was found, as the tables say it."""
    return {
        "covered": [(one["concept"]["id"], numbers(one["lines"])) for one in members["covered"]],
        "missing": [
            (gap["concept"]["id"], one["id"], how)
            for gap in members["missing"]
            for how, name in (("directly", "needs"), ("further", "further"))
            for one in gap[name]
        ],
        "repeats": [(one["concept"]["id"], numbers(one["lines"])) for one in members["repeats"]],
        "order": [
            (one["concept"]["id"], str(one["line"]), by["concept"]["id"], str(by["line"]))
            for one in members["order"]
            for by in one["before"]
        ],
        "unmatched": [
            (str(line["line"]),)
            for line in members["lines"]
            if not line["concepts"] and not line["topics"]
        ],
        "in-part": [
            (str(line["line"]), one["words"])
            for line in members["lines"]
            for one in line["unrecognised"]
        ],
        "untaught": [(one["topic"],) for one in members["topics"] if not one["covered"]],
        "shares": [
            (one["topic"], str(len(one["covered"])), str(len(one["missing"])))
            for one in members["topics"]
            if one["covered"]
        ],
    }


@pytest.fixture(scope="module")
def answers(served):
    return {
        folder: served.post(
            "/api/teach/coverage",
            data=(folder / "syllabus.txt").read_bytes(),
            content_type="text/plain",
        ).get_json()
        for folder in FOLDERS
    }


def test_there_is_an_answer_to_meet():
    assert len(FOLDERS) >= 1
    assert all(rows(folder, "covered") for folder in FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize(
    "part", ["covered", "missing", "repeats", "order", "unmatched", "in-part", "untaught", "shares"]
)
def test_the_answer_is_that_which_was_written_by_hand(answers, folder, part):
    assert sorted(found(answers[folder])[part]) == rows(folder, part)


def test_a_misspelt_line_is_offered_the_term_that_was_meant(answers):
    meant = [(folder, *row) for folder in FOLDERS for row in rows(folder, "nearest")]
    assert meant
    for folder, line, term in meant:
        offered = {str(one["line"]): one["near"] for one in answers[folder]["lines"]}
        assert offered[line][0]["label"] == term


def test_the_head_of_a_syllabus_names_no_therapy_and_no_outcome(served):
    lines = [
        "MODULE PT-204: The Spine for Physiotherapists", "Learning outcomes and weekly schedule",
        "Physiotherapy",
    ]  # fmt: skip
    told = served.post("/api/teach/coverage", json={"lines": lines}).get_json()
    named = [[one["id"] for one in line["concepts"]] for line in told["lines"]]
    assert named[:2] == [[], []]
    assert named[2] == ["PhysicalTherapy"]


def test_a_part_of_a_name_is_offered_that_name_and_half_a_name_no_guess(served):
    lines = [
        "Lee grading", "Kim grading", "MRI of the lumbar spine: Lee grading",
        "Pathology of the facet joints", "Module 2: Pathology", "Hip examination",
    ]  # fmt: skip
    told = served.post("/api/teach/coverage", json={"lines": lines}).get_json()
    near = [
        {
            one["id"]
            for one in [*line["near"], *(n for u in line["unrecognised"] for n in u["near"])]
        }
        for line in told["lines"]
    ]
    assert near == [
        {"LeeLumbar2010"}, {"KimCervical2015", "ModifiedKimCervical"}, {"LeeLumbar2010"},
        set(), set(), set(),
    ]  # fmt: skip


def test_a_name_in_pieces_is_recognised_in_all_of_them(served):
    lines = ["Disc herniation (paracentral vs. foraminal)", "Key facts on nerve roots"]
    told = served.post("/api/teach/coverage", json={"lines": lines}).get_json()["lines"]
    assert "ForaminalDiscHerniation" in {one["id"] for one in told[0]["concepts"]}
    assert told[0]["recognised"] == ["Disc herniation", "foraminal"]
    assert [one["words"] for one in told[0]["unrecognised"]] == ["paracentral"]
    assert not told[1]["unrecognised"]

"""Page, interface and command hold a syllabus against the real curriculum, and keep nothing."""

import csv
import io
import json
import re
from threading import Thread
from urllib.parse import urlsplit

import openpyxl
import pytest
from click.testing import CliRunner

from foramen.cli.parts import Parts
from foramen.cli.teach import teach
from foramen.errors import BadRequest
from foramen.teaching.syllabus_files import MOST_BYTES

HTML = {"Accept": "text/html"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The stenosis needs the foramen, which comes after it; the third line is not in the graph.
LINES = ["1. Foraminal stenosis", "2. Neural foramen", "3. Zebra stripes", "4. L4/5 foramen"]
TEXT = "\n".join(LINES)
LATE = ("IntervertebralForamen", 2, "ForaminalStenosis", 1)


def workbook(lines):
    book = openpyxl.Workbook()
    for line in [["No", "Topic"], *([number, line] for number, line in enumerate(lines, 1))]:
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def late_of(members):
    return {
        (one["concept"]["id"], one["line"], breach["concept"]["id"], breach["line"])
        for one in members["order"]
        for breach in one["before"]
    }


def main_of(page):
    return page.partition("<main")[2].partition("</main>")[0]


SENT = {
    "text": {"data": TEXT, "content_type": "text/plain"},
    "form": {"data": {"text": TEXT}},
    "file": {"data": {"file": (io.BytesIO(TEXT.encode()), "a.txt")}},
    "json": {"json": {"lines": LINES}},
}  # fmt: skip


@pytest.mark.parametrize("way", SENT)
def test_a_program_may_send_a_syllabus_in_many_ways(served, way):
    answer = served.post("/api/teach/coverage", **SENT[way])
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    members = answer.get_json()
    assert LATE in late_of(members)
    named = [[one["id"] for one in line["concepts"]] for line in members["lines"]]
    assert named[:3] == [["ForaminalStenosis"], ["IntervertebralForamen"], []]
    assert members["lines"][3]["concepts"][0]["named"][0]["id"] == "Foramen_L4-L5"
    assert members["numbers"]["unmatched"] == 1
    assert "not medical advice" in members["disclaimer"]


def test_a_table_and_a_workbook_are_read_by_the_column_that_is_asked_for(served):
    table = "No,Topic,Notes\n" + "".join(f"{n},{line},x\n" for n, line in enumerate(LINES, 1))
    for kind, body in (("text/csv", table.encode()), (XLSX, workbook(LINES))):
        answer = served.post("/api/teach/coverage?column=Topic", data=body, content_type=kind)
        assert ("IntervertebralForamen", 3, "ForaminalStenosis", 2) in late_of(answer.get_json())


def test_the_address_gives_what_sending_gives(served):
    asked = served.get("/api/teach/coverage", query_string={"text": TEXT, "include": "anatomy"})
    sent = served.post("/api/teach/coverage", json={"lines": LINES, "include": ["anatomy"]})
    assert asked.get_json() == sent.get_json()
    assert "spine-and-levels" in asked.get_json()["include"]
    assert "narrowing" not in asked.get_json()["include"]


def test_the_page_of_an_address_can_be_shared_and_taken_away(served):
    page = served.get("/teach/coverage", query_string={"text": TEXT}, headers=HTML)
    assert page.headers["Cache-Control"].startswith("public")
    shared = re.search(r'href="(/teach/coverage\?text=[^"]+)">Address of this answer', page.text)
    assert served.get(shared[1].replace("&amp;", "&"), headers=HTML).text == page.text
    rows = list(
        csv.reader(io.StringIO(served.get(f"{shared[1]}&format=csv").data.decode("utf-8-sig")))
    )
    assert rows[0][:2] == ["line", "text"]
    assert rows[1] == [
        "1", "1. Foraminal stenosis", "wholly", "Foraminal stenosis", "", "foraminal stenosis",
        "ForaminalStenosis", "", "",
    ]  # fmt: skip
    assert served.get(f"{shared[1]}&format=txt").text == f"{TEXT}\n"


def test_a_page_that_was_sent_stands_in_no_address_and_no_memory(served):
    long = [*LINES, *(f"Zebra number {n} of a long list of animals" for n in range(120))]
    data = {"text": "\n".join(long)}
    page = served.post("/teach/coverage", data=data, headers=HTML)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "too long for an address" in page.text
    assert "Address of this answer" not in page.text
    assert 'id="again" action="/teach/coverage" method="post"' in page.text
    again = served.post("/teach/coverage", data={**data, "format": "json"})
    assert again.mimetype == "application/json"
    assert LATE in late_of(again.get_json())


def test_an_unmatched_line_can_be_replaced_by_a_term_that_is_near(served):
    text = "Neural foramen\n2. Radiculopaty, acute"
    page = served.get("/teach/coverage", query_string={"text": text}, headers=HTML).text
    assert 'name="replace" value="2:Radiculopathy"' in page
    given = {"text": text, "replace": "2:Radiculopathy"}
    mended = served.get("/teach/coverage", query_string=given, headers=HTML).text
    assert "2. radiculopathy</textarea>" in mended
    assert 'name="replace"' not in mended


def test_a_topic_that_a_line_names_is_told_and_teaches_nothing_else(served):
    members = served.post("/api/teach/coverage", json={"lines": ["Imaging"]}).get_json()
    assert members["lines"][0]["topics"] == ["imaging"]
    assert members["covered"] == []
    shown = {one["topic"]: one["lines"] for one in members["topics"]}
    assert shown["imaging-examinations"] == [1]


def test_progress_comes_in_lines_and_ends_with_the_page(served):
    lines = [f"{n}. Neural foramen" for n in range(1, 51)]
    answer = served.post("/teach/coverage/progress", data={"text": "\n".join(lines)})
    told = [json.loads(line) for line in answer.text.splitlines()]
    assert [one.get("done") for one in told] == [20, 40, None]
    assert {one.get("total") for one in told[:-1]} == {50}
    plain = served.post("/teach/coverage", data={"text": "\n".join(lines)}, headers=HTML)
    assert main_of(told[-1]["page"]) == main_of(plain.text) != ""


# What each line of three courses names, written by hand from the labels and synonyms.
NAMED = {
    "Vertebrae and their parts": {"Vertebra", "VertebralPart"},
    "Regions of the spine": {"SpinalRegion"},
    "Ventral and dorsal roots": {"VentralRoot", "DorsalRoot"},
    "Dermatomes and myotomes": {"Dermatome", "KeyMuscle"},
    "Lateral recess": {"SubarticularZone"},
    "L4-5 and L5-S1 foramina": {"LumbarForamen"},
    "Foraminal stenosis without radiculopathy": {"ForaminalStenosis", "Radiculopathy"},
    "Lee grading of lumbar foraminal stenosis": {"LeeLumbar2010"},
    "Anatomy of the neural foramen on MRI": {"IntervertebralForamen", "MRI"},
    "Facet arthropathy, thickened ligament": {"FacetArthropathy", "LigamentThickening"},
    "Transforaminal epidural steroid injection": {"TransforaminalEpiduralInjection"},
    "Diabetes as a risk for infection": {"Diabetes", "ActiveInfection"},
    "Physiotherapy and activity modification": {"PhysicalTherapy", "ActivityModification"},
    "Surgery: foraminotomy, fusion": {"Surgery", "Foraminotomy", "SpinalFusion"},
    "foramen:SpinalFusion": {"SpinalFusion"},
    "SpinalFusion, Foraminotomy": {"SpinalFusion", "Foraminotomy"},
    "Left L5 nerve root": {"LumbarNerveRoot"},
    "Straight leg raise": set(),
    "Patient cases": set(),
    "Pain clinic teaching day": set(),
    "Epidural veins": set(),
    "Coffee break": set(),
    "Revision and quiz": set(),
}  # fmt: skip


def test_lines_of_courses_name_what_a_reader_would_say(served):
    lines = list(NAMED)
    members = served.post("/api/teach/coverage", json={"lines": lines}).get_json()
    found = {line["text"]: {one["id"] for one in line["concepts"]} for line in members["lines"]}
    assert found == NAMED


# What of lines that name something is not recognised, by reading them: phrases, without what only
# teaches, orders or counts.
IN_PART = {
    "Spinal cord stimulation": ["stimulation"],
    "MRI safety": ["safety"],
    "Complex regional pain syndrome": ["Complex regional \u2026 syndrome"],
    "Embryology of the vertebral column": ["Embryology"],
    "Foraminal stenosis, spondylolysis and kyphosis": ["spondylolysis", "kyphosis"],
    "Intervertebral disc: loading and degeneration": ["loading"],
    "Introduction to the vertebral column": [],
    "Overview of foraminotomy (week 3)": [],
    "Dermatomes and myotomes, practical in small groups": [],
    "Describe the anatomy of the neural foramen": [],
    "MRI of the lumbar spine: an example": [],
    "Dorsal and ventral roots, spinal nerves": [],
    "Severe foraminal stenosis": [],
}  # fmt: skip


def test_what_is_not_recognised_of_a_line_is_told(served):
    lines = list(IN_PART)
    members = served.post("/api/teach/coverage", json={"lines": lines}).get_json()
    told = {
        line["text"]: [one["words"] for one in line["unrecognised"]] for line in members["lines"]
    }
    assert told == IN_PART
    numbers = members["numbers"]
    assert (numbers["matched"], numbers["in_part"], numbers["unmatched"]) == (7, 6, 0)
    assert members["lines"][0]["recognised"] == ["Spinal cord"]


def test_page_and_files_list_what_is_matched_in_part(served):
    text = "MRI safety\nNeural foramen\nZebra"
    page = served.get("/teach/coverage", query_string={"text": text}, headers=HTML).text
    listed = page.partition('id="in-part"')[2].partition("</section>")[0]
    assert "<caption>1 of 3 lines</caption>" in listed
    assert "<b>MRI</b> safety" in listed
    assert "<td>safety</td>" in listed
    given = {"text": text, "format": "csv"}
    rows = list(csv.reader(io.StringIO(served.get("/teach/coverage", query_string=given).text)))
    assert [row[2:5] for row in rows[1:4]] == [
        ["in part", "MRI", "safety"],
        ["wholly", "Neural foramen", ""],
        ["not", "", ""],
    ]
    for kind in ("markdown", "xlsx"):
        given["format"] = kind
        sent = served.get("/teach/coverage", query_string=given)
        if kind == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(sent.data))
            cells = [str(cell.value) for row in book["in part"].iter_rows() for cell in row]
        else:
            cells = sent.text.partition("Lines that are matched in part")[2]
        assert "safety" in cells


def test_a_phrase_is_replaced_by_a_term_that_is_near_and_the_rest_of_the_line_stays(served):
    text = "2. Neural foramen and dorsal root gangleon"
    page = served.get("/teach/coverage", query_string={"text": text}, headers=HTML).text
    assert 'name="replace" value="1:DorsalRootGanglion"' in page
    given = {"text": text, "replace": "1:DorsalRootGanglion"}
    mended = served.get("/teach/coverage", query_string=given, headers=HTML).text
    assert "2. Neural foramen and dorsal root ganglion</textarea>" in mended


# A course director would not take any of what else has a word in common with these.
FAR = (
    "Physiology of nociception", "Cauda equina syndrome management", "Gait analysis",
    "Opioid stewardship", "Biostatistics", "Thoracic outlet syndrome", "Spinal cord injury",
    "Cervical myelopathy", "Piriformis syndrome", "Hip osteoarthritis", "Osteoporosis",
    "Vertebroplasty", "Intrathecal drug delivery", "Ultrasound physics", "Radiation protection",
    "Shoulder impingement", "Peripheral neuropathy", "Scoliosis", "Ankylosing spondylitis",
    "Muscles of the back", "Blood supply of the brain", "Autonomic nervous system",
    "Cranial nerves", "Gabapentinoids", "Cognitive behavioural therapy",
    "Manual therapy techniques", "Motor control exercises", "Mock examination",
    "Health economics", "Sacroiliac joint injection", "Trigger point injection", "Headache",
    "Cancer pain", "Lumbar plexus block", "Brachial plexus", "Hip examination", "Slump test",
    "Functional anatomy of the lumbar spine", "Patient selection for surgery",
    "MED 214, spring term, room 3.12",
)  # fmt: skip
NEAR = {
    "foraminotmy": "foraminotomy",
    "Foraminal stenossis": "foraminal stenosis",
    "Radiculopaty": "radiculopathy",
    "Injection: technique": "technique of a procedure",
}


def test_no_term_is_offered_rather_than_a_bad_one(served):
    assert len(FAR) == 40
    lines = served.post("/api/teach/coverage", json={"lines": [*FAR, *NEAR]}).get_json()["lines"]
    offered = {
        line["text"]: [
            near["label"] for one in (line, *line["unrecognised"]) for near in one["near"]
        ]
        for line in lines
    }
    assert offered == {text: [] for text in FAR} | {text: [meant] for text, meant in NEAR.items()}


def test_steps_may_be_taken_in_any_thread(served):
    # As the server takes them; what Flask knows of a request belongs to one thread.
    answer = served.post("/teach/coverage/progress", data={"text": "disc\n" * 45})
    pieces, found = iter(answer.response), []

    def step():
        found.append(next(pieces))

    for _ in range(3):
        thread = Thread(target=step)
        thread.start()
        thread.join()
    assert [b'"done"' in piece for piece in found] == [True, True, False]
    assert "What the syllabus covers" in json.loads(found[-1])["page"]


def test_a_pasted_table_is_read_by_its_column(served):
    text = "No\tWhat\n1\tForaminotomy\n2\tBreak"
    answer = served.post("/api/teach/coverage", data={"text": text, "column": "What"}).get_json()
    assert [line["text"] for line in answer["lines"]] == ["Foraminotomy", "Break"]


REFUSED = {
    "an unknown topic": ({"text": "a disc", "include": "anatomie"}, "Did you mean anatomy?"),
    "a long text": ({"text": "disc " * 801}, "text may have 4,000 characters in an address"),
    "text twice": ({"text": ["a", "b"]}, "Give text once"),
    "an unknown parameter": ({"txt": "a"}, "Did you mean text?"),
    "a replacement of no line": ({"text": "a disc", "replace": "9:Foramen"}, "replace names"),
    "a replacement by nothing": ({"text": "a disc", "replace": "1:Nothing"}, "replace names"),
    "NUL": ({"text": "a\0disc"}, "Line 1 holds a sign that no text has"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_an_address_that_does_not_fit_is_refused_in_words(served, name):
    given, said = REFUSED[name]
    answer = served.get("/teach/coverage", query_string=given, headers=HTML)
    assert answer.status_code == 400
    assert said in answer.text


BODIES = {
    "nothing": ({"json": {"lines": []}}, 400, "There is no line to check"),
    "no list": ({"json": {"lines": "disc"}}, 400, "lines is a list of texts"),
    "a number": ({"json": {"lines": ["disc", 3]}}, 400, "Entry 2 of lines is no text"),
    "more": ({"json": {"lines": ["disc"], "x": 1}}, 400, "and nothing beside it|or nothing"),
    "half a letter": ({"data": '{"lines": ["\\ud800"]}', "content_type": "application/json"}, 400,
                      "Line 1 holds a sign"),
    "no JSON": ({"data": "{", "content_type": "application/json"}, 400, "is not JSON"),
    "a picture": ({"data": b"x", "content_type": "image/png"}, 415, "A body is read as"),
    "two files": ({"data": {"file": (io.BytesIO(b"a"), "a.txt"), "b": (io.BytesIO(b"b"), "b")}},
                  400, "Send one file"),
    "a broken workbook": ({"data": b"PK\x03\x04x", "content_type": XLSX}, 400, "it is broken"),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_cannot_be_read_is_refused_in_words(served, name):
    sent, status, said = BODIES[name]
    answer = served.post("/api/teach/coverage", **sent)
    assert answer.status_code == status
    assert re.search(said, answer.get_json()["detail"])


def test_hostile_lines_are_shown_and_harm_nothing(served):
    lines = [
        "<script>alert(1)</script>",
        "=SUM(A1)",
        "\u202edisc",
        "x" * 1_000,
        "a " * 499,
        "&&;;((",
        "%s {{7*7}}",
    ]
    page = served.post("/teach/coverage", data={"text": "\n".join(lines)}, headers=HTML).text
    assert "<script>alert" not in main_of(page)
    assert "{{7*7}}" in page
    table = served.post("/teach/coverage", data={"text": "\n".join(lines), "format": "csv"}).text
    assert "'=SUM(A1)" in table


def test_five_hundred_lines_are_answered_whole(served):
    labels = ["Neural foramen", "Foraminotomy", "Zebra", "MRI of the lumbar spine", "Dermatomes"]
    lines = [f"Lecture {n}: {labels[n % 5]}" for n in range(1, 501)]
    members = served.post("/api/teach/coverage", json={"lines": lines}).get_json()
    assert len(members["lines"]) == 500
    assert members["numbers"]["unmatched"] == 100
    repeated = {one["concept"]["id"]: len(one["lines"]) for one in members["repeats"]}
    assert repeated["Foraminotomy"] == 100


def test_the_command_says_what_the_page_says(served, tmp_path):
    parts, service = Parts(), served.application.extensions["foramen"]
    # Read once for all tests.
    parts.__dict__.update(catalogue=service.catalogue, curriculum=service.curriculum)
    file = tmp_path / "syllabus.txt"
    file.write_text(TEXT, "utf-8")
    shown = CliRunner().invoke(teach, ["coverage", str(file), "--format", "json"], obj=parts)
    assert shown.exit_code == 0, shown.output
    address = served.get("/api/teach/coverage", query_string={"text": TEXT})
    assert json.loads(shown.stdout) == address.get_json()
    wrong = CliRunner().invoke(teach, ["coverage", "-", "--topic", "none"], input="a", obj=parts)
    assert isinstance(wrong.exception, BadRequest)
    assert "There is no topic 'none'" in str(wrong.exception)


@pytest.mark.parametrize("named", ["file", "input"])
def test_the_command_reads_no_more_than_it_takes(served, tmp_path, named):
    parts, service = Parts(), served.application.extensions["foramen"]
    parts.__dict__.update(catalogue=service.catalogue, curriculum=service.curriculum)
    file = tmp_path / "endless"
    with file.open("wb") as opened:
        opened.truncate(1 << 40)  # of holes; more than any memory holds
    given = b"x" * (MOST_BYTES + 9) if named == "input" else b""
    asked = file if named == "file" else "-"
    shown = CliRunner().invoke(teach, ["coverage", str(asked)], input=given, obj=parts)
    assert "A file may have 4,194,304 bytes; this one has more." in str(shown.exception)


def test_the_query_behind_gives_what_is_needed_directly(served):
    page = served.get("/teach/coverage", query_string={"text": TEXT}, headers=HTML).text
    link = re.search(r'href="(/sparql\?query=[^"]+)"', page)[1].replace("&amp;", "&")
    query = urlsplit(link.replace("format=html", "format=json"))
    answer = served.get(f"{query.path}?{query.query}").get_json()
    found = {
        (row["taught"]["value"].rpartition("/")[2], row["needs"]["value"].rpartition("/")[2])
        for row in answer["results"]["bindings"]
    }
    members = served.get("/api/teach/coverage", query_string={"text": TEXT}).get_json()
    needed = {
        (gap["concept"]["id"], one["id"]) for gap in members["missing"] for one in gap["needs"]
    }
    assert found == needed != set()

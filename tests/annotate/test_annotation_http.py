"""`/api/annotate`: a text, some texts, a table; and the page for people."""

from __future__ import annotations

import csv
import io
import json

import pytest

TEXT = "severe left L4-5 foraminal narrowing"
TABLE = "id,text\na,NFS C5/6 bilat.\nb,No foraminal stenosis at L5-S1.\nc,L4-L6 pain\n"


def lines(response):
    return [json.loads(line) for line in response.text.splitlines()]


def post(client, body, kind="text/csv", query="", **headers):
    headers = {"Content-Type": kind, **headers}
    return client.post(f"/api/annotate{query}", data=body, headers=headers)


def test_a_text_of_the_address(real_client):
    answer = real_client.get("/api/annotate", query_string={"text": TEXT})
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    (one,) = answer.json["annotations"]
    assert (one["start"], one["end"], one["text"]) == (17, 36, "foraminal narrowing")
    assert one["term"]["id"] == "ForaminalStenosis"
    assert [term["id"] for term in one["members"]] == ["ForaminalStenosis_L4-L5_left"]
    assert [term["id"] for term in one["exiting_roots"]] == ["Root_L4_left"]
    assert [one["level"], one["side"], one["certainty"], one["severity"]] == [
        "L4-L5", "left", "present", "severe",
    ]  # fmt: skip
    assert {seen["what"]: seen["text"] for seen in one["evidence"]} == {
        "level": "L4-5", "side": "left", "severity": "severe",
    }  # fmt: skip
    assert "not medical advice" in answer.json["disclaimer"]
    assert answer.headers["Cache-Control"].startswith("public")


def test_the_example_of_the_description_is_true(real_client):
    described = real_client.get("/openapi.json").json["components"]["examples"]["AnnotatedText"]
    answer = real_client.get("/api/annotate", query_string={"text": TEXT}).json
    expected = described["value"]
    for one in answer["annotations"]:
        one["codes"] = []  # they depend on the mappings
    assert answer == expected


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (json.dumps({"text": TEXT}), "application/json"),
        ("text=severe+left+L4-5+foraminal+narrowing", "application/x-www-form-urlencoded"),
    ],
)
def test_a_text_that_is_sent_is_not_kept(real_client, body, kind):
    answer = post(real_client, body, kind)
    assert answer.json["annotations"][0]["level"] == "L4-L5"
    assert answer.headers["Cache-Control"] == "no-store"


def test_some_texts(real_client):
    texts = [{"id": "x", "text": TEXT}, {"text": "nothing"}]
    answer = post(real_client, json.dumps({"texts": texts}), "application/json")
    first, second = answer.json["results"]
    assert (first["id"], len(first["annotations"])) == ("x", 1)
    assert (second["id"], second["annotations"]) == ("", [])


def test_a_table_is_answered_line_by_line_to_an_end(real_client):
    answer = post(real_client, TABLE)
    assert answer.mimetype == "application/x-ndjson"
    assert answer.headers["Cache-Control"] == "no-store"
    first, second, third, progress, end = lines(answer)
    assert (first["row"], first["id"]) == (2, "a")
    assert [one["side"] for one in first["annotations"]] == ["both"]
    assert [one["certainty"] for one in second["annotations"]] == ["absent"]
    assert [one["text"] for one in third["concerns"]] == ["L4-L6"]
    assert progress == {"progress": {"done": 3, "total": 3}}
    assert end == {"end": {"rows": 3, "annotations": 3, "concerns": 1}}


def test_progress_is_told_on_the_way(real_client):
    answer = post(real_client, "text\n" + "pain\n" * 120)
    told = [line["progress"]["done"] for line in lines(answer) if "progress" in line]
    assert told == [50, 100, 120]


@pytest.mark.parametrize(("query", "headers"), [("?format=csv", {}), ("", {"Accept": "text/csv"})])
def test_a_table_for_a_table(real_client, query, headers):
    answer = post(real_client, TABLE, query=query, **headers)
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["row"] for row in rows] == ["2", "3", "4", "4", "end"]
    assert rows[0]["members"] == "ForaminalStenosis_C5-C6_left ForaminalStenosis_C5-C6_right"
    assert rows[0]["exiting_roots"] == "Root_C6_left Root_C6_right"
    assert "no L6" in rows[3]["concern"]
    assert rows[-1]["id"] == "3 rows, 3 annotations, 1 concerns"


def test_a_cell_is_never_a_formula(real_client):
    answer = post(real_client, "id,text\n=1+1,NFS\n@x,pain\n", query="?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["id"] for row in rows[:2]] == ["'=1+1", "'@x"]


@pytest.mark.parametrize(
    ("table", "query"),
    [
        ("report;nr\nNFS left L4-5;1\n", "?column=report"),
        ("nr\treport\n1\tNFS left L4-5\n", "?column=Report"),
        ('\ufeffText\r\n"NFS\nleft L4-5"\r\n\r\n', ""),
    ],
)
def test_tables_of_other_programs(real_client, table, query):
    row = lines(post(real_client, table.encode(), query=query))[0]
    assert row["annotations"][0]["term"]["id"] == "ForaminalStenosis"


def test_a_file_of_a_form(real_client):
    data = {"file": (io.BytesIO(TABLE.encode()), "reports.csv")}
    answer = real_client.post("/api/annotate", data=data)
    assert lines(answer)[-1]["end"]["rows"] == 3


@pytest.mark.parametrize(
    ("table", "query", "said"),
    [
        ("id,report\n1,x\n", "", "no column 'text'. Its columns: id, report"),
        ("text,text\n1,x\n", "", "more than one column"),
        ("id,text\n1,x\n2\n", "", "Row 3 of the table has 1 cells; row 1 has 2"),
        ("text\n" + "L" * 50_001, "", "Row 2, column 'text' has 50,001 characters"),
        ('text\nx\n"x', "", "Row 3 of the table cannot be read"),
        ("text\n", "", "no rows"),
        ("", "", "no column 'text'"),
        (b"text\nx\n\xff\n", "", "not UTF-8: see line 3"),
        ("text\n" + "x\n" * 20_001, "", "20,000 rows"),
        ("text\nx\n", "?colum=text", "Did you mean column?"),
        ("text\nx\n", "?format=xml", "format is one of"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_with_its_place(real_client, table, query, said):
    answer = post(real_client, table, query=query)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert said in answer.json["detail"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ('{"text": 1}', "application/json", 400),
        ('{"text": "x", "more": 1}', "application/json", 400),
        ('{"texts": [1]}', "application/json", 400),
        ('{"texts": [{"id": 1, "text": "x"}]}', "application/json", 400),
        ('{"text": "\\ud83d"}', "application/json", 400),
        (json.dumps({"texts": [{"text": "x"}] * 101}), "application/json", 400),
        (json.dumps({"texts": [{"text": "x" * 50_000}] * 5}), "application/json", 400),
        (json.dumps({"text": "x" * 50_001}), "application/json", 400),
        ("x=1", "application/x-www-form-urlencoded", 400),
        ("x", "text/plain", 415),
        ("--x", "multipart/form-data; boundary=x", 400),
        ("text\n" + "x" * 4_200_000, "text/csv", 413),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(real_client, body, kind, status):
    answer = post(real_client, body, kind)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"]


@pytest.mark.parametrize("query", ["", "?text=", "?text=x&text=y", "?txt=x"])
def test_an_address_without_one_text_is_refused(real_client, query):
    assert real_client.get(f"/api/annotate{query}").status_code == 400


def test_the_page_marks_what_it_found_and_runs_nothing(real_client):
    text = "left L4-5 foraminal stenosis <script>alert(1)</script> L4-L6"
    answer = real_client.post("/annotate", data={"text": text}, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<mark>foraminal stenosis</mark><sup>1</sup>" in answer.text
    assert "<script>" not in answer.text
    assert "/ForaminalStenosis_L4-L5_left" in answer.text
    assert "there is no L6" in answer.text


def test_the_page_without_a_text_is_a_form(real_client):
    answer = real_client.get("/annotate", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "<textarea" in answer.text

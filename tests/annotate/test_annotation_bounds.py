"""What annotating may cost, and what is sent with it that cannot be answered."""

import json

import pytest

from foramen.annotate.batch import as_ndjson
from foramen.annotate.tables import Row

DENSE = "foraminal narrowing at L1-2, L2-3, L3-4, L4-5, "
TWO_FILES = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ntext\nx\r\n'
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="b.csv"\r\n\r\ntext\ny\r\n'
    b"--b--\r\n"
)


def test_long_texts_are_answered_in_pieces_of_bounded_size(annotator):
    """Fifty rows of 50,000 characters would be a piece of hundreds of megabytes."""
    rows = [Row(number, "", DENSE * 200) for number in range(2, 14)]
    pieces = list(as_ndjson(annotator, rows))
    lines = "".join(pieces).splitlines(keepends=True)
    assert sum(map(len, lines)) > 5_000_000
    assert max(map(len, pieces)) <= 1_000_000 + max(map(len, lines))
    assert [json.loads(line)["row"] for line in lines[:-2]] == list(range(2, 14))


def test_texts_that_lead_to_too_much_are_refused(real_client):
    texts = [{"text": (DENSE * 220)[:10_000]} for _ in range(20)]
    answer = real_client.post("/api/annotate", json={"texts": texts})
    assert answer.status_code == 400
    assert "4,000 annotations" in answer.json["detail"]


def test_many_ordinary_reports_are_answered(real_client):
    report = "Severe left L4-5 foraminal narrowing with contact of the exiting nerve root. " * 3
    answer = real_client.post("/api/annotate", json={"texts": [{"text": report}] * 100})
    assert answer.status_code == 200
    assert len(answer.json["results"]) == 100


@pytest.mark.parametrize(
    "body", [r'{"texts": [{"id": "\ud800", "text": "x"}]}', r'{"text": "\udfff"}']
)
def test_half_a_character_is_refused(real_client, body):
    answer = real_client.post("/api/annotate", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert json.loads(answer.data)["type"] == "urn:foramen:problem:bad-request"


def test_of_two_files_none_is_passed_over(real_client):
    answer = real_client.post(
        "/api/annotate", data=TWO_FILES, content_type="multipart/form-data; boundary=b"
    )
    assert answer.status_code == 400
    assert "one file" in answer.json["detail"]


def test_the_page_takes_no_text_from_the_address(real_client):
    answer = real_client.get("/annotate?text=pain", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert "'text'" in answer.json["detail"]


def test_the_page_reads_forms_only(real_client):
    answer = real_client.post("/annotate", json={"text": "pain"})
    assert answer.status_code == 415
    assert real_client.post("/annotate", data={"text": "pain"}).status_code == 200

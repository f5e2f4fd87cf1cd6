"""Parts of the page of a term that are had by themselves: its cautions and its mappings."""

import csv
import io
import re
from html import unescape

EPIDURAL = "/EpiduralInjection"
# `ontology/`: what is said of the procedure, and of every invasive or needle-based one.
CAUTIONS = {
    ("may be contraindicated by", "active infection"),
    ("may be contraindicated by", "bleeding risk"),
    ("may be contraindicated by", "severe allergy to procedural medication"),
    ("may be contraindicated by", "medical instability"),
    ("may be contraindicated by", "uncontrolled systemic illness"),
    ("may be delayed by", "active infection"),
    ("may be delayed by", "bleeding risk"),
    ("may be delayed by", "medical instability"),
    ("may be delayed by", "uncontrolled systemic illness"),
    ("may need alternative for", "bleeding risk"),
    ("may need alternative for", "uncontrolled systemic illness"),
}


def links(html, name):
    """Give the links of the list of files that has this name."""
    found = re.search(rf'<ul class="downloads" aria-label="{name}">(.*?)</ul>', html, re.DOTALL)
    assert found, name
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', found[1])]


def test_the_cautions_of_a_procedure_are_one_table_a_link_away(served):
    page = served.get(EPIDURAL, headers={"Accept": "text/html"}).text
    (address,) = links(page, "Download these cautions")
    response = served.get(address)
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"].endswith('"EpiduralInjection-cautions.csv"')
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert {(row["relation"], row["condition_label"]) for row in rows} == CAUTIONS
    by_name = {(row["relation"], row["condition_label"]): row for row in rows}
    infection = by_name["may be delayed by", "active infection"]
    assert infection["said_of_every"] == "invasive procedure"
    assert infection["reason"] == (
        "An infection that is going on may have to settle before an invasive procedure."
    )
    blood = by_name["may be delayed by", "bleeding risk"]
    assert blood["consider_instead"] == "planned pause of blood thinners"
    assert blood["strength"] == "may"
    assert all(row["sources"] and row["statement"] for row in rows)
    assert by_name["may be contraindicated by", "bleeding risk"]["disputed_by"] == (
        "foramen:claim_CON10"
    )


def test_a_part_that_no_page_has_is_refused_and_a_page_of_a_part_is_a_place_on_the_page(served):
    assert served.get(f"{EPIDURAL}?part=everything").status_code == 400
    assert served.get(f"{EPIDURAL}?part=cautions&format=turtle").status_code == 406
    to_page = served.get(f"{EPIDURAL}?part=cautions&format=html")
    assert to_page.headers["Location"] == f"{EPIDURAL}#cautions"


def test_all_mappings_of_a_term_are_one_file_a_link_away(served):
    page = served.get("/Radiculopathy", headers={"Accept": "text/html"}).text
    table, other = links(page, "Download these mappings")
    response = served.get(table)
    assert response.headers["Content-Disposition"].endswith('Radiculopathy.sssom.tsv"')
    lines = [line for line in response.text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    shown = set(re.findall(r'<td class="code-cell" data-name="Code">(?:<a [^>]+>)?([^<]+)', page))
    assert {row["object_id"] for row in rows} == shown
    assert {row["subject_id"] for row in rows} == {"foramen:Radiculopathy"}
    assert {"DOID:4306", "MONDO:0002959", "MESH:D011843", "ICD10CM:M54.1"} <= shown
    assert len(served.get(other).get_json()["mappings"]) == len(rows)


def test_mappings_of_no_term_are_refused_with_the_nearest_name(served):
    response = served.get("/mappings/?subject=Radiculopathyy")
    assert response.status_code == 400
    assert "Radiculopathy" in response.get_json()["detail"]
    assert "Only those of" in served.get("/mappings/?subject=radiculopathy").text

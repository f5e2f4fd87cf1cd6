"""What a reader meets on the pages for teaching: words, spaces, files, empty answers."""

from __future__ import annotations

import re

import pytest

from foramen.compiler.tables import read_table
from foramen.resources import sources_root

FILES = [
    "/teach/", "/teach/topics/roots", "/teach/topics/anatomy", "/teach/objectives?topic=roots",
    "/teach/path?to=Radiculopathy", "/teach/plan?target=Radiculopathy", "/teach/sheets?sheet=roots",
]  # fmt: skip


def text_of(served, address, status=200):
    answer = served.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == status
    return answer.text


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


@pytest.mark.parametrize("address", FILES)
def test_files_stand_in_one_place_under_one_heading_that_is_not_printed(served, address):
    page = text_of(served, address)
    assert page.count('class="downloads"') == 1
    part = page.partition('<section class="no-print" aria-labelledby="data">')[2]
    assert part.lstrip().startswith('<h2 id="data">As data</h2>')
    assert 'class="downloads"' in part.partition("</section>")[0]


def test_a_field_says_of_each_concept_its_topic_and_what_it_needs_in_words_apart(served):
    words = words_of(text_of(served, "/teach/topics/anatomy"))
    assert "left side Spine, canal and levels; needs laterality" in words
    assert "laterality start Spine, canal and levels" in words
    assert "so they come first. Before Causes and variations" in words


def test_three_concepts_side_by_side_are_named_in_a_row(served):
    page = text_of(served, "/teach/sheets?sheet=compare&a=MRI&b=CT&c=Radiography")
    named = "Magnetic resonance imaging, computed tomography and radiography"
    assert f"<h1>{named}</h1>" in page
    assert f"{named}, side by side: 8 rows" in page


def test_one_concept_alone_is_no_comparison_yet(served):
    assert "<h1>Side by side</h1>" in text_of(served, "/teach/sheets?sheet=compare&a=MRI")


def test_a_path_to_nothing_tells_of_no_steps_and_offers_no_lessons(served):
    words = words_of(text_of(served, "/teach/path?to=gristle", 404))
    assert "Nothing to be taught is called “gristle”" in words
    assert "0 steps" not in words
    assert "Make a plan" not in words


def test_objectives_are_folded_by_field_only_where_there_are_several(served):
    page = text_of(served, "/teach/objectives")
    assert len(re.findall(r"<details[^>]*data-fold", page)) == 6
    folder = sources_root() / "ontology" / "teaching" / "objectives"
    rows = sum(len(read_table(file, sources_root()).rows) for file in folder.glob("*.tsv"))
    assert page.count('<td data-name="Objective">') == rows > 200
    assert "data-fold" not in text_of(served, "/teach/objectives?topic=roots")


def test_records_of_teaching_show_no_raw_names(served):
    topic = words_of(text_of(served, "/topic_roots"))
    assert "skos:" not in topic
    assert "PrefLabel" not in topic
    assert "What holds it Anatomy" in topic
    objective = words_of(text_of(served, "/objective_name-the-regions-of-the-spine"))
    assert "asks for the level remember" in objective
    assert "rests on article claim VAR01" in objective


def test_topics_of_a_plan_and_of_a_coverage_lead_to_their_pages(served):
    for address in ("/teach/plan?target=topic:surgery", "/teach/coverage?text=Laminectomy"):
        assert 'href="/teach/topics/surgery"' in text_of(served, address)

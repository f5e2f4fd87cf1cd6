"""The lists by topic and by letter hold every term that is no member of a family."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
F = "https://w3id.org/foramen/"


def column(pattern, name):
    found = []
    for path in sorted(ROOT.glob(f"ontology/{pattern}")):
        with path.open(encoding="utf-8") as file:
            found += [row[name] for row in csv.DictReader(file, delimiter="\t")]
    return found


def test_the_index_has_every_term_of_the_tables_once_by_its_label(rows):
    named = {F + name for name in column("terms/*.tsv", "id") + column("records/*.tsv", "id")}
    assert len(named) == 510
    labels = Counter(
        row["term"] for row in rows("/browse/letters") if row["name"] == row["termLabel"]
    )
    assert named <= labels.keys()
    assert set(labels.values()) == {1}
    assert not any("_left" in term or "_right" in term for term in labels)


def test_the_index_has_every_synonym_of_the_tables(rows):
    found = {(row["term"], row["name"]) for row in rows("/browse/letters")}
    said = {
        (F + term, text)
        for term, text in zip(
            column("synonyms/*.tsv", "term"), column("synonyms/*.tsv", "synonym"), strict=True
        )
    }
    assert len(said) > 300
    assert said <= found


def test_a_synonym_points_to_its_term(page, plain):
    text = plain(page("/browse/letters/s"))
    assert "SNRB see selective nerve root block" in text
    assert "slipped disc see disc herniation" in text


def test_a_member_of_a_family_is_found_by_the_names_that_say_no_level(page, plain):
    assert "atlas see C1 vertebra" in plain(page("/browse/letters/a"))
    assert "apex of the axilla" in plain(page("/browse/letters/a"))
    assert "L4/5 foraminal stenosis" not in plain(page("/browse/letters/l"))


def test_every_letter_has_a_page_that_is_marked(page):
    text = page("/browse/letters")
    letters = re.findall(r'href="/browse/letters/(\w)"', text)
    assert len(letters) == len(set(letters)) == 24  # no name begins with Q or Y
    assert "q" not in letters
    for letter in ("a", "n", "Z"):
        assert f'href="/browse/letters/{letter.lower()}" aria-current="page"' in page(
            f"/browse/letters/{letter}"
        )


def test_a_filter_of_the_index_looks_under_every_letter(page, plain):
    text = plain(page("/browse/letters", filter="herniat"))
    assert "slipped disc" not in text.partition("As data")[0].partition("All letters")[2]
    assert "disc herniation" in text
    assert "foraminal disc herniation" in text


def test_topics_hold_their_terms_and_families_their_counts(page, plain, rows):
    text = plain(page("/browse/topics"))
    assert "intervertebral foramen from C2-C3 to L5-S1: 69 terms" in text
    assert "vertebra from C1 to Co1: 30 terms" in text
    named = {F + name for name in column("terms/grading.tsv", "id")}
    assert len(named) > 5
    found = {row["term"] for row in rows("/browse/topics", topic="grading")}
    assert found >= {F + "LeeLumbar2010", F + "GradingSystem", F + "Grade"}
    assert {row["topic"] for row in rows("/browse/topics", topic="grading")} == {"grading"}


@pytest.mark.parametrize("path", ["/browse/", "/browse/parts", "/browse/topics", "/browse/letters"])
def test_each_way_to_browse_names_the_others(page, path):
    tabs = page(path).partition('aria-label="Ways to browse"')[2].partition("</nav>")[0]
    links = re.findall(r'<a href="([^"]*)"( aria-current="page")?>', tabs)
    assert [link for link, _ in links] == [
        "/browse/", "/browse/parts", "/browse/topics", "/browse/letters",
    ]  # fmt: skip
    assert [link for link, current in links if current] == [path]

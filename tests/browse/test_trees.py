"""The trees hold each term where the tables put it, whole without a script."""

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
F = "https://w3id.org/foramen/"


def tables(pattern):
    """All rows of some tables."""
    found = []
    for path in sorted(ROOT.glob(f"ontology/{pattern}")):
        with path.open(encoding="utf-8") as file:
            found += list(csv.DictReader(file, delimiter="\t"))
    return found


def edges(found, child, parent):
    return {(row[child].removeprefix(F), row[parent].removeprefix(F)) for row in found}


def item(text, local):
    """The first row of a tree that is about a term, without what lies below it."""
    start = re.search(rf'<li[^>]*><a href="/{local}"', text)
    assert start is not None, local
    return text[start.start() :].partition("<ul>")[0]


def test_a_disc_herniation_lies_below_both_of_its_parents(page, rows, plain):
    assert edges(rows("/browse/", open="DiscHerniation"), "term", "parent") >= {
        ("DiscHerniation", "SoftTissueContributor"),
        ("DiscHerniation", "DiscChange"),
        ("ForaminalDiscHerniation", "DiscHerniation"),
    }
    text = page("/browse/", open="DiscHerniation")
    assert text.count('<a href="/DiscHerniation"') == 3  # also where the page says what is open
    under = plain(
        " ".join(re.findall(r'<a href="/DiscHerniation"[^>]*>.*?<details', text, re.DOTALL))
    )
    assert "also under soft-tissue contributor" in under
    assert "also under disc change" in under


def test_every_term_of_the_tables_is_in_the_tree_once_or_more(page, rows):
    named = {row["id"] for row in tables("terms/*.tsv")}
    assert len(named) == 471
    drawn = set(re.findall(r'<a href="/([\w-]+)"', page("/browse/").partition('id="tree"')[2]))
    assert named <= drawn
    found = edges(rows("/browse/"), "term", "parent")
    assert named <= {child for child, _ in found}
    assert {"Foramen_L4-L5_left", "Root_C8_right", "LeeLumbar2010Grade2"} <= drawn


def test_the_tree_opens_at_a_term_and_marks_it(page):
    text = page("/browse/", open="ForaminalStenosis")
    assert text.count('id="here"') == text.count('aria-current="true" id="here"') == 1
    assert (
        '<a href="/ForaminalStenosis" aria-current="true" id="here">foraminal stenosis</a>' in text
    )
    for above in ("ClinicalCondition", "Finding", "ForaminalStenosis"):
        assert "<details open>" in item(text, above), above
    assert "<details>" in item(text, "Factor")
    assert "<details open>" not in page("/browse/")


def test_a_side_is_marked_beside_its_level(page):
    text = page("/browse/", open="Foramen_L4-L5_left")
    assert (
        '<a href="/Foramen_L4-L5">L4/5 intervertebral foramen</a> '
        '<a href="/Foramen_L4-L5_left" aria-current="true" id="here">left</a> '
        '<a href="/Foramen_L4-L5_right">right</a>'
    ) in text


def test_a_family_is_folded_with_its_count_in_the_order_of_the_spine(page, plain):
    text = page("/browse/", family="Foramen").partition('id="tree"')[2]
    levels = re.findall(r'<a href="/Foramen_([CTLS\d-]+)">', text.partition("</section>")[0])
    assert len(levels) == 23
    assert levels[:6] == ["C2-C3", "C3-C4", "C4-C5", "C5-C6", "C6-C7", "C7-T1"]
    assert len(re.findall(r'<a href="/Foramen_[^"]*_(?:left|right)"', text)) == 46
    whole = plain(page("/browse/"))
    assert "31 from C1 to Co1" in whole or "31 kinds of ventral root" in whole


def test_what_gathers_a_side_only_counts_its_members(page, plain):
    text = page("/browse/", open="LeftSidedStructure")
    assert "31 of spinal nerve , beside those of each level" in plain(text)
    assert 'href="/browse/?family=Nerve"' in text


def test_the_whole_tree_is_a_light_page(served):
    answer = served.get("/browse/", headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 60_000


def test_a_filter_keeps_what_fits_and_what_leads_there(page, rows, plain):
    text = page("/browse/", filter="Far LATERAL").partition('id="tree"')[2].partition("<section")[0]
    labels = [plain(label) for label in re.findall(r"<li[^>]*>(<a [^>]*>.*?</a>)", text)]
    assert labels[0] == "clinical condition"
    assert "far lateral disc herniation" in labels
    assert "disc herniation" in labels
    assert "foraminal stenosis" not in labels
    found = {row["termLabel"] for row in rows("/browse/", filter="far lateral")}
    assert found
    assert all("far lateral" in label for label in found)
    assert "No label has these words" in page("/browse/", filter="qqq")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\0", "\u202e", "a" * 200, "%s %d"])
def test_whatever_is_filtered_for_is_answered_and_escaped(page, text):
    for path in ("/browse/", "/browse/parts", "/browse/topics", "/browse/letters"):
        assert "<script>alert" not in page(path, filter=text)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/browse/?open=Nothing", 404),
        ("/browse/?family=Nothing", 400),
        ("/browse/?opne=Foramen", 400),
        ("/browse/?filter=" + "a" * 201, 400),
        ("/browse/?open=a&open=b", 400),
        ("/browse/parts?open=<b>", 404),
        ("/browse/topics?topic=cooking", 400),
        ("/browse/letters/qq", 404),
        ("/browse/letters/<b>", 404),
        ("/browse/?format=pdf", 406),
    ],
)
def test_what_is_not_understood_is_refused_in_words(served, path, status):
    assert served.get(path, headers={"Accept": "text/html"}).status_code == status


def test_the_parts_are_those_of_the_tables(rows):
    relations = {"partOf": ("subject", "object"), "hasPart": ("object", "subject")}
    said = {
        (row[relations[row["relation"]][0]], row[relations[row["relation"]][1]])
        for row in tables("claims/anatomy.tsv")
        if row["relation"] in relations
    }
    assert len(said) == 20
    found = edges(rows("/browse/parts"), "part", "whole")
    assert said <= found
    assert ("Pedicle_L4", "Vertebra_L4") in found
    assert ("InferiorNotch_L4", "Pedicle_L4") in found
    assert ("DorsalRoot_L4", "Root_L4") in found
    # What follows from nearer parts is left out.
    assert ("InferiorNotch_L4", "VertebralColumn") not in found
    assert ("Pedicle", "VertebralColumn") not in found


def test_the_tree_of_parts_opens_and_says_which_way_a_part_is_meant(page, plain):
    text = page("/browse/parts", open="Pedicle_L4_left")
    for above in ("VertebralColumn", "Vertebra", "Vertebra_L4"):
        assert "<details open>" in item(text, above), above
    assert '<a href="/Pedicle_L4_left" aria-current="true" id="here">left</a>' in text
    why = 'href="/explain?subject={}&amp;predicate={}&amp;object={}"'
    assert why.format("FacetJoint", "hasPart", "FacetJointCapsule") in text
    assert why.format("Pedicle_L4", "partOf", "Vertebra_L4") in text
    for subject, predicate, other in (
        ("FacetJoint", "hasPart", "FacetJointCapsule"),
        ("Pedicle_L4", "partOf", "Vertebra_L4"),
    ):
        assert "definite" in page("/explain", subject=subject, predicate=predicate, object=other)
    assert "every facet joint has one" in plain(item(text, "FacetJointCapsule"))
    assert "has one" not in plain(item(text, "VertebralBody"))


def test_no_cervical_root_is_drawn_below_the_cauda_equina(page, plain):
    text = page("/browse/parts").partition('<a href="/CaudaEquina">')[2]
    below = text.partition('<a href="/FacetJoint">')[0]
    assert "spinal nerve root" in below
    assert "Root_C8" not in below
    assert "Root_C8" in page("/browse/parts")


def test_what_has_no_parts_is_led_to_the_tree_of_kinds(page, plain):
    text = page("/browse/parts", open="ForaminalStenosis")
    assert "The graph does not say what foraminal stenosis is part of" in plain(text)
    assert 'href="/browse/?open=ForaminalStenosis#here"' in text


def test_a_closed_branch_hides_its_links_from_the_tab_key_without_script(page):
    text = page("/browse/").partition('id="tree"')[2].partition("<section")[0]
    assert text.count("<details") == text.count("</details>") > 100

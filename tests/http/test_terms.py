"""The page of a term: what holds of it, from where, by whose word; and the same as files."""

import csv
import io
import json
import re
import shutil
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph, URIRef

from foramen.engine import open_engine
from foramen.knowledge import load_knowledge
from foramen.settings import Settings
from foramen.web import create_app

F = "https://w3id.org/foramen/"
LEFT = "/Foramen_L4-L5_left"


def page(client, path):
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 200, path
    return response.text


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def section(html, heading):
    """Give the part of a page from a heading to the next of the same level."""
    found = re.search(rf'<h2 id="{heading}">.*?(?=<h2 |</main>)', html, re.DOTALL)
    assert found, heading
    return found[0]


def group(html, words):
    """Give the relations under one verb."""
    found = re.search(rf'<section class="relation-group">\s*<h3>[^\n]*>{words}</a>.*?</section>',
                      html, re.DOTALL)  # fmt: skip
    assert found, words
    return text_of(found[0])


def rows(client, path):
    response = client.get(path)
    assert response.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(response.text)))


# --- what holds of a term ---------------------------------------------------------------------


def test_the_root_of_a_foramen_is_shown_with_strength_and_its_sources(served):
    """`families/root-exits.tsv` says it after two sources."""
    told = group(section(page(served, LEFT), "relations"), "transmits root")
    assert "left L4 nerve root definite" in told
    assert "SeekHealthZ: where the lumbar nerve roots exit" in told
    assert "Answer from an anatomy text on thoracic" in told
    assert "statement" in told


def test_what_holds_of_every_intervertebral_foramen_is_marked_as_inherited(served):
    told = group(section(page(served, LEFT), "relations"), "may contain")
    assert "foraminal fat of every intervertebral foramen may" in told
    assert "left L4 dorsal root ganglion may" in told
    assert "ganglion of every" not in told


def test_what_is_firm_comes_before_what_may_be(served):
    relations = section(page(served, "/ForaminalStenosis"), "relations")
    assert relations.index(">narrows</a>") < relations.index(">may act by</a>")
    assert relations.index(">may act by</a>") < relations.index(">reversibility may depend on</a>")


def test_a_wider_relation_that_only_repeats_a_narrower_one_is_folded(served):
    relations = section(page(served, LEFT), "relations")
    before, folded = relations.split("The same in wider words", 1)
    assert ">is bounded by</a>" not in before
    assert ">is bounded by</a>" in folded


def test_what_points_to_a_term_is_told_in_words(served):
    incoming = section(page(served, LEFT), "incoming")
    assert "What exits through it left L4 nerve root definite" in text_of(incoming)
    assert "What narrows it left L4/5 foraminal stenosis definite" in text_of(incoming)


def test_narrower_terms_that_only_inherit_are_folded_by_their_number(served):
    """One stenosis is said to narrow the foramen; the kinds below it do so too."""
    incoming = text_of(section(page(served, "/IntervertebralForamen"), "incoming"))
    assert re.search(r"What narrows it foraminal stenosis definite .*? and \d+ narrower terms, of "
                     r"which the same holds", incoming)  # fmt: skip


def test_the_way_up_goes_from_the_topmost_kind(served):
    place = text_of(section(page(served, LEFT), "place"))
    assert (
        "anatomical entity anatomical space nerve exit passage intervertebral foramen "
        "lumbar intervertebral foramen L4/5 intervertebral foramen left L4/5" in place
    )
    assert "Gathered under foramen of a left root , left-sided structure" in place


def test_wholes_and_parts_are_shown(served):
    place = text_of(section(page(served, "/Vertebra_L4"), "place"))
    assert "Is part of vertebral column L4 vertebra" in place
    assert "Has parts" in place


def test_a_caution_stands_apart_with_its_reason_and_who_disputes_it(served):
    """`cautions/cautions.tsv` and `disputes/care.tsv`."""
    told = text_of(section(page(served, "/EpiduralInjection"), "cautions"))
    assert "bleeding risk may" in told
    assert "Bleeding near the needle can press on the sac that holds the nerves." in told
    assert "disputed article claim CON10 says otherwise" in told
    assert "medical instability of every invasive procedure may" in told
    assert "A general state that is not steady may rule an invasive procedure out." in told


def test_figures_show_the_level_and_the_skin_of_a_root(served):
    html = page(served, "/Root_L5_left")
    titles = re.findall(r"<title id=[^>]+>([^<]+)</title>", html)
    assert any(title.startswith("The spine.") for title in titles)
    assert any("with the skin supplied by" in title for title in titles)
    assert "What is nearest to left L5 nerve root in the graph" in titles


def test_questions_are_offered_with_the_term_filled_in(served):
    html = page(served, LEFT)
    link = "/questions/which-root-exits-through-a-foramen?foramen=foramen:Foramen_L4-L5_left"
    assert link in unescape(html)
    answer = served.get(f"{link}&format=csv")
    assert "left L4 nerve root" in answer.text


def test_no_question_is_offered_that_does_not_fit(served):
    html = page(served, "/SpinalCord")
    assert "which-root-exits-through-a-foramen" not in html
    assert "which-cautions-bear-on-a-procedure" not in html


def test_a_relation_tells_between_what_it_stands_and_its_inverse(served):
    told = text_of(section(page(served, "/transmitsRoot"), "uses"))
    assert "Leads from anatomical space" in told
    assert "Said from the other end: exits through" in told
    assert "intervertebral foramen → spinal nerve root definite" in told
    assert "It is transitive." in text_of(section(page(served, "/partOf"), "uses"))


def test_a_statement_is_a_sentence_with_all_who_speak_for_and_against_it(served):
    rows_ = rows(served, "/EpiduralInjection.csv")
    (row,) = [
        one
        for one in rows_
        if one["property"] == "foramen:mayBeContraindicatedBy"
        and one["other"] == "foramen:BleedingRisk"
    ]
    html = page(served, f"/{row['statement'].removeprefix('foramen:')}")
    assert "epidural injection may be contraindicated by bleeding risk" in text_of(html)
    assert "Stated by 3 sources." in html
    assert "Calls coagulation defects absolute" in html
    assert "Another source says otherwise" in html
    assert "Names a concern whose management varies" in html


def test_an_inferred_statement_names_what_it_follows_from(served):
    found = rows(served, "/ForaminalStenosis_L4-L5_left.csv")
    (row,) = [one for one in found if one["property"] == "foramen:mayCompromise"]
    assert row["inferred"] == "true"
    html = page(served, f"/{row['statement'].removeprefix('foramen:')}")
    told = text_of(section(html, "premises"))
    assert "left L4/5 intervertebral foramen transmits root left L4 nerve root" in told


@pytest.mark.parametrize(
    "path", ["/LeeLumbar2010", "/claim_INT01", "/source_BRIT", "/Definite", "/term?name=owl:Class"]
)
def test_individuals_records_and_foreign_terms_have_pages_too(served, path):
    html = page(served, path)
    assert html.count("<h1>") == 1
    assert "As data" in html


# --- the same as files -------------------------------------------------------------------------


def test_a_table_has_a_row_for_each_statement(served):
    found = rows(served, f"{LEFT}.csv")
    assert list(found[0]) == [
        "direction", "property", "property_label", "other", "other_label", "strength", "sources",
        "inferred", "of_every", "disputed_by", "statement",
    ]  # fmt: skip
    (root,) = [one for one in found if one["property"] == "foramen:transmitsRoot"]
    assert root["direction"] == "out"
    assert root["other"] == "foramen:Root_L4_left"
    assert root["strength"] == "definite"
    assert len(root["sources"].split()) == 2
    assert root["inferred"] == "false"
    (fat,) = [one for one in found if one["other"] == "foramen:ForaminalFat"]
    assert (fat["strength"], fat["of_every"]) == ("may", "foramen:IntervertebralForamen")
    assert {one["other"] for one in found if one["property"] == "foramen:exitsThrough"} == {
        "foramen:Root_L4_left"
    }


def test_a_table_leaves_nothing_out_for_want_of_room(served):
    """Foramina, joints, ligaments, zones of 23 levels; the roots and nerves of 31 segments."""
    found = rows(served, "/LeftSide.csv")
    sided = {one["other"] for one in found if one["property"] == "foramen:hasLaterality"}
    assert len(sided) >= 4 * 23 + 2 * 31
    assert {"foramen:Foramen_C2-C3_left", "foramen:Root_Co1_left"} <= sided


def test_a_note_reads_by_itself_and_every_footnote_is_resolved(served):
    text = served.get(f"{LEFT}.md").text
    assert text.startswith("# left L4/5 intervertebral foramen\n")
    assert "[left L4 nerve root](https://w3id.org/foramen/Root_L4_left) (definite)[^" in text
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    told = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert used == told
    assert len(used) > 5
    assert "CC BY 4.0" in text
    assert "not medical advice" in text


def test_a_note_of_a_procedure_has_its_cautions_with_reasons_and_disputes(served):
    text = served.get("/EpiduralInjection.md").text
    cautions = text.split("## Cautions")[1].split("\n## ")[0]
    (line,) = [one for one in cautions.splitlines()
               if "BleedingRisk" in one and "sac that holds" in one]  # fmt: skip
    assert "(may)" in line
    assert "Disputed by[^" in line


def test_a_picture_opens_as_a_file_with_colours_of_its_own(served):
    response = served.get(f"{LEFT}.svg")
    assert response.mimetype == "image/svg+xml"
    root = ET.fromstring(response.data)
    hrefs = [one.get("href") for one in root.iter("{http://www.w3.org/2000/svg}a")]
    assert "http://localhost/Root_L4_left" in hrefs
    assert "var(" not in response.text


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [("text/csv", "csv"), ("text/markdown", "md"), ("image/svg+xml", "svg"),
     ("text/turtle", "ttl"), ("application/json", "jsonld")],
)  # fmt: skip
def test_each_form_has_a_suffix_and_a_media_type(served, accept, suffix):
    by_accept = served.get(LEFT, headers={"Accept": accept})
    by_suffix = served.get(f"{LEFT}.{suffix}")
    assert by_accept.status_code == by_suffix.status_code == 200
    assert by_accept.mimetype == accept or suffix == "jsonld"
    if suffix != "md":  # a note names the address that it was read at
        assert by_accept.data == by_suffix.data


def test_anything_is_still_a_page_and_json_is_still_linked_data(served):
    assert served.get(LEFT, headers={"Accept": "*/*"}).mimetype == "text/html"
    assert served.get(LEFT, headers={"Accept": "text/*"}).mimetype == "text/html"
    response = served.get(LEFT, headers={"Accept": "application/json"})
    graph = Graph().parse(data=response.text, format="json-ld")
    triple = (URIRef(f"{F}Foramen_L4-L5_left"), URIRef(f"{F}transmitsRoot"))
    assert (*triple, URIRef(f"{F}Root_L4_left")) in graph


def test_what_has_no_picture_says_so(served):
    assert served.get("/claim_INT01.svg").status_code == 406


def test_the_page_names_every_file(served):
    html = page(served, LEFT)
    for name in ("turtle", "jsonld", "csv", "markdown", "svg"):
        assert f'href="{LEFT}?format={name}"' in html
        assert served.get(f"{LEFT}?format={name}").status_code == 200


def test_a_wrong_format_is_told_the_right_ones(served):
    response = served.get(f"{LEFT}?format=docx", headers={"Accept": "application/json"})
    assert response.status_code == 406
    assert "csv" in response.json["offered"]


# --- deprecated and hostile --------------------------------------------------------------------

HOSTILE = 'x"><script>alert(1)</script>| *a* [b](c) `d`'
MORE = {
    "annotations": [
        f'<{F}OldForamen> <http://www.w3.org/2000/01/rdf-schema#label> "old foramen"@en .',
        f'<{F}OldForamen> <http://www.w3.org/2002/07/owl#deprecated> '
        '"true"^^<http://www.w3.org/2001/XMLSchema#boolean> .',
        f"<{F}OldForamen> <http://purl.org/dc/terms/isReplacedBy> <{F}IntervertebralForamen> .",
        f"<{F}Hostile> <http://www.w3.org/2000/01/rdf-schema#label> {json.dumps(HOSTILE)}@en .",
    ],
    "asserted": [
        f"<{F}OldForamen> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<http://www.w3.org/2002/07/owl#Class> .",
        f"<{F}Hostile> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<http://www.w3.org/2002/07/owl#Class> .",
        f"<{F}Hostile> <{F}boundedBy> <{F}Pedicle> .",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def odd(mini_directory, tmp_path_factory, questions):
    """The mini dataset with a deprecated term, and one of a hostile name."""
    directory = tmp_path_factory.mktemp("odd") / "dataset"
    shutil.copytree(mini_directory, directory)
    for name, lines in MORE.items():
        path = directory / "graphs" / f"{name}.nt"
        held = [*path.read_text("utf-8").splitlines(), *lines]
        path.write_text("\n".join(sorted(held)) + "\n", "utf-8")
    knowledge = load_knowledge(directory)
    engine = open_engine(Settings(), knowledge)
    yield create_app(knowledge, engine, questions, Settings(request_log="off")).test_client()
    engine.close()


def test_a_deprecated_term_says_so_at_once_and_names_its_replacement(odd):
    html = page(odd, "/OldForamen")
    told = text_of(html.split("</h1>")[1])
    assert told.startswith("Deprecated. Use intervertebral foramen instead.")
    assert '<a href="/IntervertebralForamen"' in html
    note = odd.get("/OldForamen.md").text
    assert "**Deprecated.** Use [intervertebral foramen]" in note
    graph = Graph().parse(data=odd.get("/OldForamen.ttl").text, format="turtle")
    assert (None, None, URIRef(f"{F}IntervertebralForamen")) in graph
    assert odd.get("/api/terms/OldForamen").json["replaced_by"] == f"{F}IntervertebralForamen"


@pytest.mark.parametrize("path", ["/Hostile", "/Pedicle", "/compare?a=Hostile&b=Pedicle"])
def test_a_hostile_name_stays_text_on_pages(odd, path):
    html = page(odd, path)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_hostile_name_stays_text_in_files(odd):
    (row,) = [one for one in rows(odd, "/Pedicle.csv") if one["other"] == "foramen:Hostile"]
    assert row["other_label"] == HOSTILE
    assert r"\<script\>" in odd.get("/Pedicle.md").text
    ET.fromstring(odd.get("/Pedicle.svg").data)

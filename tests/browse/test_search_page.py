"""`/search`: results as links, why each was found, what narrows them, the same as files."""

import html
import re

import pytest

HIT = re.compile(r'<h3><a href="([^"]*)">(.*?)</a></h3>(.*?)</li>', re.DOTALL)


@pytest.fixture
def hits(page, plain):
    def read(**given):
        return [
            (href, plain(label), plain(rest))
            for href, label, rest in HIT.findall(page("/search", **given))
        ]

    return read


@pytest.mark.parametrize(
    ("text", "href", "why"),
    [
        ("L5 radiculopathy", "/Radiculopathy_L5", "fits exactly"),
        ("foraminal narrowing", "/ForaminalStenosis", "synonym foraminal narrowing fits exactly"),
        ("SNRB", "/SelectiveNerveRootBlock", "abbreviation SNRB fits exactly"),
        ("TFESI", "/TransforaminalEpiduralInjection", "abbreviation TFESI"),
        ("shots", "/Injection", ""),
        ("M99.73", "/LumbarForaminalStenosis", "code ICD10CM:M99.73 : the code is narrower"),
        ("UBERON:0003673", "/LigamentumFlavum", "code UBERON:0003673 : means the same"),
        ("foramen:Root_L4_left", "/Root_L4_left", "identifier Root_L4_left"),
        ("transmits root", "/transmitsRoot", "relation"),
    ],
)
def test_what_is_meant_comes_first_and_says_why(hits, text, href, why):
    first = hits(q=text)[0]
    if text != "shots":
        assert first[0] == href
    assert why in first[2]


def test_a_hit_has_its_definition_topic_and_name_to_copy(page, plain):
    text = page("/search", q="foraminal narrowing")
    assert "offers less room than its level would lead one to expect." in plain(text)
    assert (
        'data-copy="foramen:ForaminalStenosis" aria-label="Copy foramen:ForaminalStenosis"' in text
    )


def test_a_slip_of_the_hand_is_forgiven_and_told(page, plain, hits):
    told = plain(page("/search", q="foramnial stenosis"))
    assert "No name here has foramnial ; showing what fits foraminal ." in told
    assert hits(q="foramnial stenosis")[0][0] == "/ForaminalStenosis"
    assert "No name here has" not in plain(page("/search", q="foraminal stenosis"))


def test_pages_of_twenty_five_hold_everything_once(page, hits):
    # 23 levels, each by itself, left and right, and the kinds that have no level.
    every = [hit[0] for number in range(1, 6) for hit in hits(q="foraminal stenosis", page=number)]
    assert len(hits(q="foraminal stenosis")) == 25
    assert len(every) == len(set(every)) > 69
    assert "No term is left" in page("/search", q="foraminal stenosis", page=40)
    assert "page=2" in page("/search", q="foraminal stenosis")


def test_facets_combine_and_each_can_be_taken_away(page, hits, plain):
    both = hits(q="foraminal stenosis", level="Level_L4-L5", side="left")
    assert [hit[0] for hit in both] == ["/ForaminalStenosis_L4-L5_left"]
    text = page("/search", q="foraminal stenosis", level="Level_L4-L5", side="left")
    chosen = text.partition('aria-label="Narrowed by"')[2].partition("</ul>")[0]
    assert plain(chosen.partition(">")[2]) == "L4/5 level ✕ left ✕"
    links = [html.unescape(link) for link in re.findall(r'href="([^"]*)"', chosen)]
    assert links == [
        "/search?q=foraminal+stenosis&side=left",
        "/search?q=foraminal+stenosis&level=Level_L4-L5",
    ]
    # With the level kept, there is one of either side.
    narrow = plain(text.partition('id="narrow"')[2])
    assert "left 1 all of side right 1" in narrow


def test_every_level_has_one_left_foramen_to_choose(page, plain):
    narrow = page("/search", q="intervertebral foramen", side="left").partition('id="narrow"')[2]
    assert "thoracic region 12" in plain(narrow)
    assert "lumbar region 5" in plain(narrow)
    assert "cervical region 6" in plain(narrow)


def test_what_is_mapped_can_be_told_from_what_is_not(hits, rows):
    assert hits(q="ligamentum flavum", mapped="yes")[0][0] == "/LigamentumFlavum"
    assert len(rows("/search", q="ligamentum flavum", mapped="yes")) + len(
        rows("/search", q="ligamentum flavum", mapped="no")
    ) == len(rows("/search", q="ligamentum flavum"))


def test_one_exact_hit_is_offered_and_only_go_leads_there(served, page, plain):
    assert "One term is called exactly so: foraminal stenosis" in plain(
        page("/search", q="Foraminal Narrowing")
    )
    answer = served.get("/search?q=foraminal+narrowing&go=1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ForaminalStenosis")
    assert served.get("/search?q=foramen+of+no+kind&go=1").status_code == 200
    assert "One term is called" not in page("/search", q="M99.73")  # two terms have this code


def test_no_hit_gives_near_names_and_says_how_to_search(page, plain):
    text = page("/search", q="xyzzyq")
    assert "No term is called so." in plain(text)
    assert "How to search" in text
    assert 'href="/questions"' in text
    near = page("/search", q="laminectmy of foraminal stenosisoid qq")
    assert "Names that look like it" in near or "No term is called so." not in near


def test_questions_with_the_words_are_shown(page):
    text = page("/search", q="foraminal narrowing").partition('id="asked"')[2]
    assert "Which causes may a kind of foraminal stenosis have?" in text


def test_the_files_hold_exactly_what_is_left(served, rows, hits):
    found = rows("/search", q="foraminal stenosis", side="left")
    assert [row["term"].rpartition("/")[2] for row in found] == [
        hit[0][1:] for hit in hits(q="foraminal stenosis", side="left")
    ]
    assert found[0]["termLabel"] == "left foraminal stenosis"
    for name, media_type in (
        ("json", "application/sparql-results+json"),
        ("tsv", "text/tab-separated-values"),
    ):
        answer = served.get(f"/search?q=foraminal+stenosis&side=left&format={name}")
        assert answer.mimetype == media_type
    assert len(answer.text.splitlines()) == 1 + len(found)


def test_the_query_of_the_page_gives_its_terms(served, page, hits):
    text = page("/search", q="SNRB")
    query = html.unescape(text.partition("<pre")[2].partition("<code>")[2].partition("</code>")[0])
    answer = served.get("/sparql", query_string={"query": query, "format": "csv"})
    lines = answer.text.splitlines()
    assert lines[0] == "term,termLabel,topic,definition"
    assert lines[1].startswith(
        "https://w3id.org/foramen/SelectiveNerveRootBlock,selective nerve root block,procedures,"
    )
    assert len(lines) == 2


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\0\x07", "\u202eabc", "'" * 500, "a " * 240, "?" * 50]
)
def test_whatever_is_searched_is_answered_and_escaped(page, text):
    assert "<script>alert" not in page("/search", q=text)


@pytest.mark.parametrize(
    "query",
    [
        "q=a&kind=thing", "q=a&level=L4", "q=a&page=0", "q=a&page=x", "q=a&q=b", "q=a&colour=red",
        "q=" + "a" * 501,
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_in_words(page, query):
    assert "<h1>" in page(f"/search?{query}", status=400)


def test_an_unknown_format_is_refused(served):
    assert served.get("/search?q=a&format=pdf").status_code == 406

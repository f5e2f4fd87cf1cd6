"""The worksheet as a page, as files and for programs: whole, true to its address, and unbroken."""

import csv
import html
import io
import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import parse_qs, quote, urlsplit

import pytest

RICH = (
    "/correlate?side=right&finding=KeyMuscle_WristExtensors&finding=Reflex_Biceps&finding=Hand"
    "&finding=Pain&finding=DynamicBehaviour&absent=KeyMuscle_ElbowFlexors"
)
PAGES = (
    "/correlate",
    "/correlate?side=left&finding=KeyPoint_L5",
    RICH,
    "/correlate?side=both&finding=Reflex_Patellar&absent=Reflex_Patellar",
    "/correlate?text=weak+left+triceps,+right+thumb+numb.+MRI:+left+L4/5+foraminal+stenosis",
    "/correlate?finding=DynamicBehaviour",
)
HOSTILE = (
    "%00", "%E2%80%AE", "<script>alert(1)</script>", "Root_L4_left", "Radiculopathy_L4_left",
    "../../etc/passwd", "KeyMuscle_X", "foramen:nothing", "http://[", "50%25", "A" * 5000,
    "KeyMuscle_ElbowFlexors_left_left", "%F0%9F%A6%B4",
)  # fmt: skip


class Reader(HTMLParser):
    """Collect what matters of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.labels = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label":
            self.labels.add(given["for"])

    def of(self, *names):
        return [given for tag, given in self.tags if tag in names]


def page_of(served, path):
    response = served.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert response.mimetype == "text/html"
    return response.text


@pytest.fixture(params=PAGES)
def page(request, served):
    return page_of(served, request.param)


def test_every_page_is_well_made(page):
    reader = Reader(page)
    assert len(reader.of("h1")) == 1
    assert len(reader.ids) == len(set(reader.ids))
    for field in reader.of("input", "textarea"):
        assert field.get("id") in reader.labels or field.get("aria-label")
    assert len(reader.of("caption")) == len(reader.of("table"))
    assert all(given.get("scope") for given in reader.of("th"))
    levels = [int(tag[1]) for tag, _ in reader.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    named = [given["aria-labelledby"] for _, given in reader.tags if "aria-labelledby" in given]
    assert set(named) <= set(reader.ids)
    assert not any("style" in given for _, given in reader.tags)


def test_every_page_says_that_it_is_for_learning_and_no_diagnosis(page):
    assert "For learning, not for deciding." in page
    assert "It is no diagnosis." in page
    assert "Nothing is stored" in page


def test_every_page_says_what_the_article_says_of_incidental_findings(page):
    assert "Foraminal imaging change can be incidental, without being the cause of symptoms" in page
    assert 'href="/claim_LIM01"' in page
    assert 'href="/claim_WRK06"' in page


def test_every_page_lists_the_other_causes(page):
    for name in ("HipDisorder", "VascularCause", "PeripheralNerveEntrapment"):
        assert f'href="/{name}"' in page


def test_the_same_address_gives_the_same_page(served):
    assert page_of(served, RICH) == page_of(served, RICH)


def test_the_sheet_shows_what_is_in_the_address(served):
    reader = Reader(page_of(served, RICH))
    ticked = {(given["name"], given["value"]) for given in reader.of("input") if "checked" in given}
    asked = parse_qs(urlsplit(RICH).query)
    assert ticked == {(name, value) for name, values in asked.items() for value in values}


def test_what_has_a_side_of_its_own_stays_on_the_sheet(served):
    path = "/correlate?side=left&finding=Reflex_Triceps_right&finding=ForaminalStenosis_L4-L5_left"
    reader = Reader(page_of(served, path))
    ticked = [given["value"] for given in reader.of("input") if "checked" in given]
    assert ticked == ["left", "Reflex_Triceps_right", "ForaminalStenosis_L4-L5_left"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/correlate", "Nothing is on the sheet yet."),
        ("/correlate?side=left&finding=KeyPoint_L5", "1 root connected; left L5 nerve root first."),
        (RICH, "2 roots connected; right C6 nerve root first."),
        ("/correlate?finding=Hand", "No root is connected: the graph connects what is on the "),
        (
            "/correlate?side=right&finding=KeyPoint_S4-S5",
            "2 roots connected; right S4 nerve root, right S5 nerve root share the first place.",
        ),
    ],
)
def test_the_verdict_is_one_sentence(served, path, said):
    page = " ".join(page_of(served, path).split())
    [verdict] = re.findall(r"<p class=\"verdict\" data-announce>(.*?)</p>", page)
    assert said in verdict


def test_a_test_that_tells_apart_is_a_link_that_puts_it_on_the_sheet(served):
    page = page_of(served, RICH)
    links = [html.unescape(one) for one in re.findall(r'href="(/correlate\?[^"]*#answer)"', page)]
    assert len(links) == 6  # three tests, found or normal
    [link] = [one for one in links if "finding=Reflex_Brachioradialis" in one]
    after = page_of(served, link.partition("#")[0])
    assert "2 roots connected; right C6 nerve root first." in " ".join(after.split())
    assert "3 of 3" in after


def test_words_can_be_turned_into_ticks(served):
    page = page_of(served, "/correlate?text=weak+left+triceps,+biceps+reflex+normal")
    [link] = re.findall(r'href="([^"]*)">Turn the words into ticks', page)
    asked = parse_qs(urlsplit(html.unescape(link)).query)
    assert asked == {
        "finding": ["KeyMuscle_ElbowExtensors_left", "MuscleWeakness"],
        "absent": ["Reflex_Biceps_left"],
    }
    page_of(served, html.unescape(link))


def test_findings_of_both_sides_are_said_to_be_so(served):
    page = page_of(served, "/correlate?side=both&finding=Reflex_Patellar")
    assert "none\ncan be connected with all of them" in page


def test_the_query_behind_gives_the_reasons_on_the_page(served):
    page = page_of(served, RICH)
    [query] = re.findall(r'<pre class="code"[^>]*><code>(.*?)</code>', page, re.DOTALL)
    rows = served.get(
        "/sparql", query_string={"query": html.unescape(query), "format": "csv"}
    ).get_data(as_text=True)
    found = {
        (row["root"], row["relation"], row["finding"], row["strength"], row["source"])
        for row in csv.DictReader(io.StringIO(rows))
    }
    answer = served.get(RICH.replace("/correlate", "/api/correlate")).get_json()
    shown = {
        (
            reason["subject"]["iri"], reason["relation"]["iri"], reason["object"]["iri"],
            said["strength"]["iri"], source["iri"],
        )
        for root in answer["roots"]
        for reason in root["reasons"]
        for said in reason["statements"]
        for source in said["sources"]
    }  # fmt: skip
    assert found == shown
    assert len(shown) == 5  # two sources each for C6 and C5 definitely, one for C6 perhaps


def test_the_files_hold_what_the_page_shows(served):
    rows = list(csv.DictReader(io.StringIO(served.get(f"{RICH}&format=csv").text)))
    assert [(one["place"], one["root"], one["finding"], one["standing"]) for one in rows] == [
        ("1", "right C6 nerve root", "right wrist extensors", "connected"),
        ("1", "right C6 nerve root", "right biceps reflex", "connected"),
        ("1", "right C6 nerve root", "hand", "connected by region"),
        ("2", "right C5 nerve root", "right biceps reflex", "connected"),
        ("2", "right C5 nerve root", "hand", "connected by region"),
        ("2", "right C5 nerve root", "right elbow flexors", "connected, and normal"),
        ("2", "right C5 nerve root", "right wrist extensors", "not connected by the graph"),
    ]
    document = served.get(f"{RICH}&format=md").text
    assert "not medical advice" in document
    assert document.count("\n| 1 | right C6 nerve root |") == 3
    assert served.get(f"{RICH}&format=json").get_json()["counted"] == 2


def test_programs_get_the_same_as_json(served):
    answer = served.get(RICH.replace("/correlate", "/api/correlate")).get_json()
    assert [(one["place"], one["root"]["id"], one["connected"]) for one in answer["roots"]] == [
        (1, "Root_C6_right", 2),
        (2, "Root_C5_right", 1),
    ]
    assert "not medical advice" in answer["disclaimer"]
    assert "no diagnosis" in answer["note"]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("field", ["finding", "absent"])
def test_what_is_no_finding_is_refused_in_words(served, field, name):
    response = served.get(f"/correlate?{field}={name}", headers={"Accept": "text/html"})
    assert response.status_code == 400
    assert "There is no finding" in html.unescape(response.text)
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("words", HOSTILE[:-3])
def test_hostile_words_are_read_and_escaped(served, words):
    page = page_of(served, f"/correlate?text={words[:900]}")
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "query",
    [
        "side=up", "side=left&side=right", "findings=Hand", "text=" + "x" * 1001,
        "text=a&text=b", "&".join(f"finding=Hand{n}" for n in range(101)),
    ],
)  # fmt: skip
def test_other_parameters_are_refused(served, query):
    for path in ("/correlate", "/api/correlate"):
        assert served.get(f"{path}?{query}").status_code == 400


def test_the_files_of_an_answer_are_a_link_away_with_all_that_was_asked(served):
    links = [given["href"] for given in Reader(page_of(served, RICH)).of("a")]
    files = [link for link in links if "format=" in link and link.startswith("/correlate?")]
    assert len(files) == 3
    asked = parse_qs(urlsplit(RICH).query)
    for link in files:
        assert served.get(link).status_code == 200, link
        given = parse_qs(urlsplit(link).query)
        assert {name: sorted(given[name]) for name in asked} == {
            name: sorted(values) for name, values in asked.items()
        }


def test_a_misspelt_finding_is_met_with_the_nearest_one(served):
    response = served.get("/api/correlate?finding=KeyMuscle_ElbowFlexor")
    assert "Did you mean KeyMuscle_ElbowFlexors (elbow flexors)?" in response.text


def test_everything_at_once_is_answered(served):
    page = page_of(served, "/correlate")
    names = {given["value"] for given in Reader(page).of("input") if given.get("name") == "finding"}
    assert len(names) == 94  # 28 points, 29 dermatomes, 10 muscles, 6 reflexes, 21 others
    query = "&".join(f"finding={quote(name)}" for name in sorted(names))
    answer = served.get(f"/api/correlate?side=both&{query}").get_json()
    assert len(answer["roots"]) == 58  # C2 to S5 have a dermatome, on each side
    page_of(served, f"/correlate?side=both&{query}")


def test_only_what_is_normal_is_said_to_speak_against_a_root(served):
    only_other = page_of(
        served, "/correlate?side=left&finding=KeyMuscle_ElbowFlexors&finding=KeyPoint_S1"
    )
    assert "What speaks against" not in only_other
    assert only_other.count("What this root leaves unexplained") == 2
    normal = page_of(
        served, "/correlate?side=left&finding=KeyMuscle_ElbowFlexors&absent=Reflex_Biceps"
    )
    assert normal.count("What speaks against") == 1
    assert "What this root leaves unexplained" not in normal


def test_the_sheet_says_that_it_warns_of_nothing(served):
    assert "No sign that calls for urgent care is on the" in page_of(served, "/correlate")


def test_a_dataset_without_findings_has_an_empty_sheet(client):
    page = page_of(client, "/correlate")
    assert "Nothing is on the sheet yet." in page
    page_of(client, "/correlate?text=weak+left+triceps")

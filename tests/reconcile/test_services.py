"""The manifest, suggestions, previews and columns, in both versions."""

import html
import json
import re

import pytest

ROOTS = {"AnatomicalEntity", "ClinicalCondition", "HealthcareActivity", "Value"}


def ids(answer, member="result"):
    return [one["id"] for one in answer[member]]


def test_the_manifest_is_given_where_nothing_is_asked(ask):
    manifest = ask.get("")
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/foramen/"
    assert manifest["batchSize"] == 100
    assert "authentication" not in manifest
    assert set(ids(manifest, "defaultTypes")) >= ROOTS


def test_what_the_manifest_names_answers(ask):
    manifest = ask.get("")
    local = lambda address: address.removeprefix("http://localhost")  # noqa: E731
    addresses = [
        manifest["logo"],
        manifest["documentation"],
        manifest["view"]["url"].replace("{{id}}", "Foramen_L4-L5_left"),
        manifest["preview"]["url"].replace("{{id}}", "Foramen_L4-L5_left"),
    ]
    for kind, example in (("entity", "Nerve_C6"), ("type", "Dermatome"), ("property", "level")):
        service = manifest["suggest"][kind]
        addresses.append(f"{service['service_url']}{service['service_path']}?prefix=ne")
        flyout = service["flyout_service_url"] + service["flyout_service_path"]
        addresses.append(flyout.replace("${id}", example))
    proposal = manifest["extend"]["propose_properties"]
    addresses.append(f"{proposal['service_url']}{proposal['service_path']}?type=Dermatome")
    assert len(addresses) == 11
    for address in addresses:
        assert ask.client.get(local(address)).status_code == 200, address


def test_every_address_may_be_asked_from_anywhere(ask):
    paths = ["", "/suggest/entity", "/properties", "/preview?id=Nerve_C6", "/1.0",
             "/1.0/suggest/type", "/preview?id=nobody"]  # fmt: skip
    for path in paths:
        answer = ask.client.get(f"/reconcile{path}")
        assert answer.headers["Access-Control-Allow-Origin"] == "*", path
    preflight = ask.client.options("/reconcile/1.0/match")
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]


def test_a_batch_may_also_be_sent_in_the_address(ask):
    queries = json.dumps({"q": {"query": "NFS", "limit": 1}})
    assert ids(ask.get("", queries=queries)["q"]) == ["ForaminalStenosis"]


@pytest.mark.parametrize("base", ["", "/1.0"])
@pytest.mark.parametrize(
    ("kind", "prefix", "expected"),
    [("entity", "foraminal st", "ForaminalStenosis"), ("entity", "Nerve_C6_left", "Nerve_C6_left"),
     ("entity", "slipped di", "DiscHerniation"), ("type", "derma", "Dermatome"),
     ("type", "Dermatome", "Dermatome"), ("type", "topic:proc", "topic:procedures"),
     ("property", "lev", "level"), ("property", "boundedBy", "boundedBy"),
     ("property", "bounded b", "boundedBy")],
)  # fmt: skip
def test_suggestions_begin_with_what_was_typed(ask, base, kind, prefix, expected):
    assert ids(ask.get(f"{base}/suggest/{kind}", prefix=prefix))[0] == expected


@pytest.mark.parametrize(("base", "skip"), [("", "cursor"), ("/1.0", "offset")])
@pytest.mark.parametrize(
    ("kind", "prefix"), [("entity", "foramen"), ("type", ""), ("property", "")]
)
def test_more_suggestions_follow_by_a_cursor(ask, base, skip, kind, prefix):
    path = f"{base}/suggest/{kind}"
    whole = ids(ask.get(path, prefix=prefix, limit=9))
    parts = [
        one
        for start in (0, 3, 6)
        for one in ids(ask.get(path, prefix=prefix, limit=3, **{skip: start}))
    ]
    assert parts == whole
    assert len(set(whole)) == 9


def test_suggestions_say_what_they_are(ask):
    entity = ask.get("/suggest/entity", prefix="L5 dermatome")["result"][0]
    assert entity["name"] == "L5 dermatome"
    assert {"id": "Dermatome", "name": "dermatome"} in entity["notable"]
    kind = ask.get("/suggest/type", prefix="foraminal stenosis")["result"][0]
    assert kind["broader"] == [{"id": "Finding", "name": "finding"}]
    assert kind["description"]


def test_the_habits_of_the_widgets_of_openrefine_are_borne(ask):
    habits = {"spell": "always", "exact": "false", "prefixed": "true", "advanced": "true",
              "type": "Dermatome", "type_strict": "any"}  # fmt: skip
    assert ids(ask.get("/suggest/entity", prefix="sciatica", **habits)) == ["LumbarRadiculopathy"]


def test_a_flyout_is_a_piece_of_html(ask):
    answer = ask.get("/flyout/entity", id="LumbarRadiculopathy")
    assert answer["id"] == "LumbarRadiculopathy"
    assert "lumbar radiculopathy" in answer["html"]


@pytest.mark.parametrize("path", ["/preview", "/1.0/preview"])
def test_a_preview_is_a_page_for_frames_without_scripts(ask, path):
    answer = ask.client.get(f"/reconcile{path}?id=Foramen_L4-L5_left")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert len(answer.headers.getlist("Content-Security-Policy")) == 1
    page = html.unescape(answer.text)
    assert "left L4/5 IVF" in page
    assert "left L4 nerve root" in page
    assert not re.search(r"<script|style=|\son\w+=", page)
    assert "not medical advice" in page


def test_other_pages_still_allow_no_frames(ask):
    answer = ask.client.get("/reconcile")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/preview", "/flyout/entity", "/flyout/property", "/1.0/preview"])
def test_what_is_not_there_is_not_found_and_near_names_are_given(ask, path):
    answer = ask.client.get(f"/reconcile{path}?id=boundedBye")
    assert answer.status_code == 404
    assert answer.json["title"] == "There is no such term"


@pytest.mark.parametrize("path", ["/properties", "/1.0/extend/propose"])
def test_properties_are_proposed_for_a_type_those_of_place_first(ask, path):
    answer = ask.get(path, type="IntervertebralForamen")
    proposed = ids(answer, "properties")
    assert answer["type"] == "IntervertebralForamen"
    assert {"label", "synonym", "level", "side", "root", "boundedBy", "transmits"} <= set(proposed)
    assert "mayWeaken" not in proposed
    assert proposed.index("level") < proposed.index("transmits")
    short = ask.get(path, type="IntervertebralForamen", limit=3)
    assert ids(short, "properties") == proposed[:3]
    assert short["limit"] == 3


def test_columns_hold_entities_and_texts(ask):
    table = ask.extend(["Foramen_L4-L5_left", "nobody"], "level", "side", "root", "abbreviation")
    assert ids(table, "meta") == ["level", "side", "root", "abbreviation"]
    assert table["rows"]["Foramen_L4-L5_left"] == {
        "level": [{"id": "Level_L4-L5", "name": "L4/5 level"}],
        "side": [{"id": "LeftSide", "name": "left side"}],
        "root": [{"id": "Root_L4_left", "name": "left L4 nerve root"}],
        "abbreviation": [{"str": "left L4/5 IVF"}],
    }
    assert table["rows"]["nobody"] == {"level": [], "side": [], "root": [], "abbreviation": []}


def test_the_place_of_what_is_named_by_it_is_known(ask):
    table = ask.extend(["Dermatome_L5_left", "Level_L5-S1"], "root", "side")
    assert ids(table["rows"]["Dermatome_L5_left"], "root") == ["Root_L5_left"]
    assert ids(table["rows"]["Dermatome_L5_left"], "side") == ["LeftSide"]
    assert ids(table["rows"]["Level_L5-S1"], "root") == ["Root_L5"]


def test_a_setting_limits_the_values(ask):
    both = ask.extend(["ForaminalStenosis"], "synonym")["rows"]["ForaminalStenosis"]["synonym"]
    column = {"id": "synonym", "settings": {"limit": "2"}}
    two = ask.extend(["ForaminalStenosis"], column)["rows"]["ForaminalStenosis"]["synonym"]
    assert len(both) > 2
    assert two == both[:2]


def test_codes_elsewhere_are_columns_in_every_form(ask, real_catalogue):
    catalogue = real_catalogue
    if not catalogue.mappings:
        pytest.skip("the dataset holds no mappings yet")
    mapping = next(one for one in catalogue.mappings if one.predicate == "skos:exactMatch")
    term = catalogue.terms[mapping.subject].id
    source = mapping.source
    forms = {"code": mapping.code, "curie": mapping.object, "iri": mapping.object_iri}
    for form, expected in forms.items():
        column = {"id": source, "settings": {"form": form, "relation": "exactMatch"}}
        cells = ask.extend([term], column)["rows"][term][source]
        assert {"str": expected} in cells


def test_the_draft_gives_the_same_columns(ask):
    wanted = {"ids": ["Nerve_C6", "nobody"], "properties": [{"id": "label"}, {"id": "root"}]}
    old = ask.extend(wanted["ids"], *wanted["properties"])
    new = ask.client.post("/reconcile/1.0/extend", json=wanted).json
    assert new["meta"] == old["meta"]
    assert {
        row["id"]: {one["id"]: one["values"] for one in row["properties"]} for row in new["rows"]
    } == old["rows"]


def test_the_draft_says_what_it_offers(ask):
    manifest = ask.get("/1.0")
    assert manifest["versions"] == ["1.0-draft"]
    assert manifest["suggest"] == {"entity": True, "property": True, "type": True}
    assert manifest["view"]["url"].endswith("/{id}")
    assert manifest["standardizedScore"] is True


def test_an_answer_is_kept_and_revalidated(ask):
    first = ask.client.get("/reconcile/suggest/entity?prefix=sciatica")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    tag = first.headers["ETag"]
    again = ask.client.get(
        "/reconcile/suggest/entity?prefix=sciatica", headers={"If-None-Match": tag}
    )
    assert again.status_code == 304

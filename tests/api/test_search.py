"""`/api/search`: words, codes and identifiers in, terms out, best first."""

import pytest


def first(served, words, **more):
    given = served.get("/api/search", query_string={"q": words, **more})
    assert given.status_code == 200, given.text
    hits = given.get_json()["hits"]
    return hits[0]["id"] if hits else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("foraminal stenosis", "ForaminalStenosis"),
        ("NFS", "ForaminalStenosis"),
        ("neural foramen", "IntervertebralForamen"),
        ("L4-5 left foramen", "Foramen_L4-L5_left"),
        ("left L4/L5 intervertebral foramen", "Foramen_L4-L5_left"),
        ("C8 root", "Root_C8"),
        ("foraminal stenosys", "ForaminalStenosis"),
        ("https://w3id.org/foramen/Root_L4_left", "Root_L4_left"),
        ("foramen:Root_L4_left", "Root_L4_left"),
        ("transmits root", "transmitsRoot"),
    ],
)
def test_what_is_meant_comes_first(served, words, expected):
    assert first(served, words) == expected


def test_exact_is_exact(served):
    assert first(served, "foraminal stenosys", exact="true") is None
    assert first(served, "Foraminal Stenosis", exact="true") == "ForaminalStenosis"


def test_filters_narrow_and_facets_count(served):
    address = "/api/search?q=stenosis&level=L4-L5&side=left"
    given = served.get(address).get_json()
    assert {hit["id"] for hit in given["hits"]} >= {"ForaminalStenosis_L4-L5_left"}
    assert all(hit["id"].endswith("L4-L5_left") for hit in given["hits"])
    assert sum(given["facets"]["kind"].values()) == given["total"]


def test_pages_give_everything_once(served):
    seen, address = [], "/api/search?q=foramen&limit=100"
    while address:
        page = served.get(address).get_json()
        seen += [hit["id"] for hit in page["hits"]]
        address = page.get("next")
    assert len(seen) == len(set(seen)) == page["total"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/api/search", "Say q"),
        ("/api/search?q=x&sort=y", "There is no parameter 'sort'"),
        (f"/api/search?q={'x' * 501}", "500 characters"),
    ],
)
def test_what_does_not_fit_is_said(served, address, words):
    given = served.get(address)
    assert given.status_code == 400
    assert words in given.get_json()["detail"]

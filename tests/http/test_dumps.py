"""The dumps are the release files: digit for digit, in every format, whole or in part."""

from __future__ import annotations

import shutil

import pyoxigraph as ox
import pytest

from foramen.distributions import MEDIA_TYPES, Distribution, distributions
from foramen.engine.conversion import convert
from foramen.web.release_files import ReleaseFiles

F = "https://w3id.org/foramen/"
READERS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}


def heights(content, suffix):
    """Give the written forms of the one measured value of the mini dataset, as a reader sees it."""
    return [
        quad.object.value
        for quad in ox.parse(content, format=READERS[suffix], base_iri=F)
        if quad.predicate.value == f"{F}heightInMillimetres"
    ]


@pytest.mark.parametrize(
    "path",
    [
        *(f"/graph/annotations.{suffix}" for suffix in ("nt", "ttl", "jsonld", "rdf", "nq")),
        *(f"/ontology.{suffix}" for suffix in ("ttl", "nt", "jsonld")),
        "/dataset.nq",
        "/dataset.trig",
    ],
)
def test_a_measured_value_keeps_its_digits_in_every_format(reader, path):
    with reader.get(path) as response:
        suffix = path.rpartition(".")[2]
        assert response.mimetype == MEDIA_TYPES[suffix]
        assert heights(response.data, suffix) == ["19.50"]


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf"])
def test_the_data_of_a_term_keep_the_digits_that_the_store_drops(client, suffix):
    response = client.get(f"/Foramen_L4-L5_left?format={suffix}")
    assert heights(response.data, suffix) == ["19.50"]


def test_the_page_of_a_term_keeps_the_digits_that_the_store_drops(client):
    page = client.get("/Foramen_L4-L5_left", headers={"Accept": "text/html"}).text
    assert "19.50" in page


def test_every_file_is_served_and_as_large_as_it_says(reader, released):
    files = list(distributions(released.graphs))
    assert len(files) == 5 + 2 + 5 * len(released.graphs)
    for file in files:
        with reader.get(f"/{file.path}") as response:
            assert response.status_code == 200, file.path
            assert response.mimetype == file.media_type, file.path
            assert response.content_length == len(response.data), file.path


@pytest.mark.parametrize("suffix", ["ttl", "owl", "ofn"])
def test_a_released_file_is_sent_as_it_lies_there(reader, released, suffix):
    with reader.get(f"/ontology.{suffix}") as response:
        assert response.data == released.ontology(suffix).read_bytes()


def test_a_graph_as_n_triples_is_sent_as_it_lies_there(reader, released):
    with reader.get("/graph/asserted.nt") as response:
        assert response.data == released.graph_file(f"{F}graph/asserted").read_bytes()


def test_the_dataset_holds_every_triple_of_every_graph(reader, released):
    with reader.get("/dataset.nq") as response:
        graphs = [quad.graph_name.value for quad in ox.parse(response.data, format=READERS["nq"])]
    assert {name: graphs.count(name) for name in graphs} == dict(released.graphs)


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        ("/ontology", "application/rdf+xml", "application/rdf+xml"),
        ("/ontology", "text/owl-functional", "text/owl-functional"),
        ("/ontology", "application/n-triples;q=0.5, application/ld+json", "application/ld+json"),
        ("/ontology/2026-01-02", "text/turtle", "text/turtle"),
        ("/ontology/2026-01-02.owl", "text/turtle", "application/rdf+xml"),
        ("/graph/annotations", "text/turtle", "text/turtle"),
        ("/graph/annotations", "application/n-quads", "application/n-quads"),
        ("/graph/annotations?format=ntriples", "*/*", "application/n-triples"),
        ("/graph/annotations/2026-01-02", "application/n-triples", "application/n-triples"),
        ("/graph/annotations/2026-01-02.jsonld", "*/*", "application/ld+json"),
        ("/dataset/2026-01-02.nq", "*/*", "application/n-quads"),
    ],
)
def test_an_iri_and_its_version_give_what_is_wanted(reader, path, accept, media_type):
    with reader.get(path, headers={"Accept": accept}) as response:
        assert response.status_code == 200
        assert response.mimetype == media_type
        assert response.headers["Content-Location"].rpartition(".")[2] in MEDIA_TYPES


def test_people_see_a_page_about_a_graph(client, knowledge):
    page = client.get("/graph/asserted", headers={"Accept": "text/html"})
    assert page.mimetype == "text/html"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/ontology/2020-01-01", "the version here is 2026-01-02"),
        ("/ontology/2020-01-01.ttl", "the version here is 2026-01-02"),
        ("/ontology/2026-01-023", "the version here is 2026-01-02"),
        ("/graph/annotations/2020-01-01", "the version here is 2026-01-02"),
        ("/graph/nothing", "The graphs are about, annotations"),
        ("/graph/nothing.nt", "The graphs are about, annotations"),
        ("/graph/annotations.zip", ".nt, .ttl, .jsonld, .rdf, .nq"),
        ("/graph/annotations.nt.nt", "There is no such graph"),
        ("/ontology.exe", ".ttl, .owl, .nt, .jsonld, .ofn"),
        ("/dataset.csv", ".nq, .trig"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(reader, path, told):
    response = reader.get(path, headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert told in response.json["detail"]


def test_a_form_that_is_not_on_offer_is_406(reader):
    response = reader.get("/graph/annotations", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "application/n-quads" in response.json["offered"]


@pytest.mark.parametrize(
    "path",
    [
        "/graph/..%2Fmanifest.json",
        "/graph/../manifest.json",
        "/graph/%2e%2e/manifest.json",
        "/graph/..%2F..%2Fdataset%2Fmanifest.json",
        "/graph/annotations%00.nt",
        "/graph/.nt",
        "/graph/manifest.json",
        "/ontology.ttl%2F..%2Fmanifest.json",
        "/ontology/..%2F..%2Fmanifest.json",
        "/ontology.%2E%2E",
        "/dataset/..%5Cmanifest.json",
        "/dataset.json",
    ],
)
def test_no_address_leads_out_of_the_list_of_files(reader, path):
    response = reader.get(path)
    assert response.status_code == 404
    assert b"sources_digest" not in response.data


def test_a_part_of_a_file_can_be_asked_for(reader, released):
    whole = released.graph_file(f"{F}graph/asserted").read_bytes()
    with reader.get("/graph/asserted.nt", headers={"Range": "bytes=10-19"}) as response:
        assert response.status_code == 206
        assert response.data == whole[10:20]
        assert response.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"


@pytest.mark.parametrize("path", ["/graph/asserted.nt", "/graph/asserted.ttl", "/dataset.nq"])
def test_a_file_that_the_client_has_is_not_sent_again(reader, path):
    with reader.get(path) as response:
        etag = response.headers["ETag"]
    again = reader.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_the_formats_of_one_graph_are_told_apart_by_their_etags(reader):
    etags = set()
    for path in ("/graph/asserted.nt", "/graph/asserted.ttl", "/graph/inferred.ttl"):
        with reader.get(path) as response:
            etags.add(response.headers["ETag"])
    assert len(etags) == 3


def test_head_tells_the_size_without_the_content(reader):
    response = reader.head("/graph/asserted.jsonld")
    assert response.status_code == 200
    assert response.content_length > 100
    assert response.data == b""


def test_a_converted_file_is_the_same_each_time_it_is_made(released, tmp_path):
    for name in ("one", "other"):
        convert(released.ontology("ttl"), tmp_path / name, "nt")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_converted_file_that_was_cleaned_away_is_made_again(released):
    files = ReleaseFiles(released)
    turtle = Distribution(f"{F}graph/asserted", "ttl")
    first = files.path(turtle)
    content = first.read_bytes()
    shutil.rmtree(first.parent)
    assert files.path(turtle).read_bytes() == content


def test_server_processes_share_converted_files_and_leave_none_behind(released, tmp_path):
    turtle = Distribution(f"{F}graph/asserted", "ttl")
    one, other = (ReleaseFiles(released, tmp_path).path(turtle) for _ in range(2))
    assert one == other
    assert tmp_path in one.parents
    alone = ReleaseFiles(released, tmp_path / "gone")
    own = alone.path(turtle).parent
    assert own.is_dir()
    del alone
    assert not own.exists()


def test_a_failed_conversion_leaves_nothing_half_written(released):
    files = ReleaseFiles(released)
    first = files.path(Distribution(f"{F}graph/asserted", "ttl"))
    with pytest.raises(KeyError):
        files.path(Distribution(f"{F}graph/asserted", "zip"))
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_the_page_of_downloads_names_every_file(reader, released):
    page = reader.get("/downloads").text
    for file in distributions(released.graphs):
        assert f'href="/{file.path}"' in page, file.path

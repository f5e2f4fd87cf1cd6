"""The W3C's suite where there is a copy of it; always, that the runner sees what is wrong."""

import os
from pathlib import Path

import pytest
import run
from w3c.client import Client, started_server
from w3c.evaluation import run_case
from w3c.outcome import Outcome
from w3c.report import Known, Report, read_known
from w3c.suite import read_suite
from w3c.targets import Library, Service

SUITE = os.environ.get("FORAMEN_RDF_TESTS")


@pytest.mark.slow
@pytest.mark.skipif(
    not SUITE, reason="FORAMEN_RDF_TESTS names no copy of w3c/rdf-tests (see README.md)"
)
def test_the_suite_of_the_w3c(capsys):
    status = run.main(["--suite", SUITE])
    report = capsys.readouterr().out
    assert status == 0, report
    assert "lost by the service: none" in report


def test_every_known_failure_has_a_reason():
    known = read_known(Path(run.__file__).with_name("known_failures.tsv"))
    assert len(known) <= 15
    for name, entry in known.items():
        assert entry.status in {"failed", "refused"}, name
        assert len(entry.reason) > 20, name


# -- a suite of our own, small enough to see what must come out ---------------------------------

BASE = "http://w3c.github.io/rdf-tests/sparql/sparql11/mini/"
FILES = {
    "manifest.ttl": """
        @prefix : <http://example.org/mini#> .
        @prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
        @prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
        @prefix ut: <http://www.w3.org/2009/sparql/tests/test-update#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <> a mf:Manifest ; mf:entries ( :right :wrong :named :from :graph :takes :refuses
            :takes-what-is-wrong :refuses-what-is-right :parses :inserts :inserts-other
            :shared ) .
        :right a mf:QueryEvaluationTest ; mf:result <nerve.tsv> ;
            mf:action [ qt:query <nerve.rq> ; qt:data <spine.ttl> ] .
        :wrong a mf:QueryEvaluationTest ; mf:result <disc.tsv> ;
            mf:action [ qt:query <nerve.rq> ; qt:data <spine.ttl> ] .
        :named a mf:QueryEvaluationTest ; mf:result <where.tsv> ;
            mf:action [ qt:query <where.rq> ; qt:data <disc.ttl> ; qt:graphData <spine.ttl> ] .
        :from a mf:QueryEvaluationTest ; mf:result <nerve.tsv> ;
            mf:action [ qt:query <from.rq> ; qt:graphData <spine.ttl> ] .
        :graph a mf:QueryEvaluationTest ; mf:result <built.ttl> ;
            mf:action [ qt:query <built.rq> ; qt:data <spine.ttl> ] .
        :takes a mf:PositiveSyntaxTest11 ; mf:action <nerve.rq> .
        :refuses a mf:NegativeSyntaxTest11 ; mf:action <broken.rq> .
        :takes-what-is-wrong a mf:PositiveSyntaxTest11 ; mf:action <broken.rq> .
        :refuses-what-is-right a mf:NegativeSyntaxTest11 ; mf:action <nerve.rq> .
        :parses a mf:PositiveUpdateSyntaxTest11 ; mf:action <insert.ru> .
        :inserts a mf:UpdateEvaluationTest ;
            mf:action [ ut:request <insert.ru> ; ut:data <spine.ttl> ] ;
            mf:result [ ut:data <spine.ttl> ;
                ut:graphData [ ut:graph <disc.ttl> ; rdfs:label "urn:g" ] ] .
        :inserts-other a mf:UpdateEvaluationTest ;
            mf:action [ ut:request <insert.ru> ; ut:data <spine.ttl> ] ;
            mf:result [ ut:data <spine.ttl> ;
                ut:graphData [ ut:graph <spine.ttl> ; rdfs:label "urn:g" ] ] .
        :shared a mf:QueryEvaluationTest ; mf:result <shared.tsv> ;
            mf:action [ qt:query <shared.rq> ; qt:data <blank.ttl> ] .
    """,
    "spine.ttl": "<urn:foramen> <urn:transmits> <urn:nerve> .",
    "disc.ttl": "<urn:disc> <urn:narrows> <urn:foramen> .",
    "blank.ttl": "_:a <urn:next> _:b . _:b <urn:next> _:a .",
    "nerve.rq": "SELECT ?nerve { <urn:foramen> <urn:transmits> ?nerve }",
    "where.rq": "SELECT ?g ?p { GRAPH ?g { ?s ?p ?o } }",
    "from.rq": "SELECT ?nerve FROM <spine.ttl> { ?foramen <urn:transmits> ?nerve }",
    "built.rq": "CONSTRUCT { ?o <urn:goesThrough> [ <urn:is> ?s ] } { ?s ?p ?o }",
    "shared.rq": "SELECT ?a ?b { ?a <urn:next> ?b }",
    "broken.rq": "SELECT ?nerve { <urn:foramen>",
    "insert.ru": "INSERT DATA { GRAPH <urn:g> { <urn:disc> <urn:narrows> <urn:foramen> } }",
    "nerve.tsv": "?nerve\n<urn:nerve>\n",
    "disc.tsv": "?nerve\n<urn:disc>\n",
    "where.tsv": f"?g\t?p\n<{BASE}spine.ttl>\t<urn:transmits>\n",
    "built.ttl": "<urn:nerve> <urn:goesThrough> _:hole . _:hole <urn:is> <urn:foramen> .",
    "shared.tsv": "?a\t?b\n_:x\t_:y\n_:y\t_:x\n",
}
MUST_FAIL = {"wrong", "takes-what-is-wrong", "refuses-what-is-right", "inserts-other"}


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    root = tmp_path_factory.mktemp("suite")
    folder = root / "sparql" / "sparql11" / "mini"
    folder.mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_text(content, "utf-8")
    found = read_suite(root)
    assert len(found) == 13
    return found


def failed(outcomes):
    return {one.name.removeprefix("mini/") for one in outcomes if one.status == "failed"}


def test_the_library_fails_where_the_suite_is_wrong(cases):
    assert failed(run_case(case, Library()) for case in cases) == MUST_FAIL


def test_the_service_fails_where_the_suite_is_wrong(cases):
    with started_server() as address:
        client = Client(address)
        assert failed(run_case(case, Service(client)) for case in cases) == MUST_FAIL
        client.close()


# -- the report --------------------------------------------------------------------------------


def outcomes(**statuses):
    return [Outcome(name, "query syntax", status) for name, status in statuses.items()]


def report(here, there, known):
    return Report(here, there, known, {"query syntax": 2})


def test_a_run_as_it_was_reviewed_has_no_faults():
    same = outcomes(a="passed", b="failed")
    assert report(same, same, {"b": Known("failed", "The engine cannot.")}).faults() == []


@pytest.mark.parametrize(
    ("here", "there", "known", "fault"),
    [
        (
            outcomes(a="passed", b="failed"),
            outcomes(a="passed", b="failed"),
            {},
            "b failed, passed is expected",
        ),
        (
            outcomes(a="passed", b="passed"),
            outcomes(a="passed", b="passed"),
            {"b": Known("failed", "The engine cannot.")},
            "b passed, failed is expected",
        ),
        (outcomes(a="passed"), outcomes(a="passed"), {}, "query syntax: 1 cases instead of 2"),
        (
            outcomes(a="passed", b="passed"),
            outcomes(a="passed", b="passed"),
            {"c": Known("failed", "The engine cannot.")},
            "c is in the table, but was not run",
        ),
        (
            outcomes(a="passed", b="failed"),
            outcomes(a="passed", b="passed"),
            {"b": Known("failed", "The engine cannot.")},
            "b is lost between library and service",
        ),
        (
            outcomes(a="passed", b="refused"),
            outcomes(a="passed", b="passed"),
            {"b": Known("failed", "The engine cannot.")},
            "b refused, failed is expected",
        ),
    ],
)
def test_whatever_differs_is_a_fault(here, there, known, fault):
    found = report(here, there, known)
    assert found.faults() == [fault]
    assert f"WRONG: {fault}" in list(found.lines())

"""One suite, all engines: the same answers, the same errors, the same limits."""

import csv
import io
import json
import shutil
import threading
import time
from contextlib import closing
from xml.etree import ElementTree

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF

from foramen.engine import ask, open_engine
from foramen.engine.model import Bindings, Boolean, Graph
from foramen.errors import (
    AnswerTooLarge,
    EngineFailure,
    ForamenError,
    NotAcceptable,
    QuerySyntaxError,
    QueryTimeout,
)
from foramen.settings import Settings

PREFIXES = """
PREFIX foramen: <https://w3id.org/foramen/>
PREFIX g: <https://w3id.org/foramen/graph/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
FORAMEN = "https://w3id.org/foramen/"
JSON = "application/sparql-results+json"


def values(engine, text, **graphs):
    """Give each row as a list of texts, local names for our terms, '-' for unbound."""
    answer = engine.answer(engine.guard.check(PREFIXES + text, **graphs))
    assert isinstance(answer, Bindings)
    return [
        [str(row.get(name, "-")).removeprefix(FORAMEN) for name in answer.variables]
        for row in answer.rows
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?r { foramen:Foramen_L4-L5_left foramen:transmitsRoot ?r }", [["Root_L4_left"]]),
        (
            "SELECT ?f { ?f rdfs:subClassOf* foramen:Foramen_L4-L5 } ORDER BY ?f",
            [["Foramen_L4-L5"], ["Foramen_L4-L5_left"], ["Foramen_L4-L5_right"]],
        ),
        (
            "SELECT ?f { ?f foramen:boundedBy foramen:Pedicle } ORDER BY ?f",
            [["Foramen_L4-L5_left"], ["Foramen_L4-L5_right"], ["Foramen_L5-S1_left"]],
        ),
        (
            "SELECT ?f (COUNT(?r) AS ?n) { ?x rdfs:subClassOf ?f ; foramen:transmitsRoot ?r }"
            " GROUP BY ?f ORDER BY ?f",
            [["Foramen_L4-L5", "2"], ["Foramen_L5-S1", "1"]],
        ),
        ("SELECT ?x ?y { VALUES (?x ?y) { (UNDEF 1) } }", [["-", "1"]]),
        ("SELECT ?o { <Foramen_L4-L5_left> <transmitsRoot> ?o }", [["Root_L4_left"]]),
        ("SELECT ?x { ?x rdfs:label 'Pedicle'@en }", []),
        (
            "SELECT ?st ?source { ?st rdf:subject foramen:Foramen_L4-L5_left ;"
            " rdf:predicate foramen:boundedBy ; <http://purl.org/dc/terms/source> ?source }"
            " ORDER BY ?source",
            [["statement_2", "claim_INT01"], ["statement_2", "source_BRIT"]],
        ),
    ],
)
def test_rows_are_those_of_the_graph(engine, text, expected):
    assert values(engine, text) == expected


# Queries are put together from our own words.
# ruff: noqa: S608
L4 = "foramen:Foramen_L4-L5_left"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The default graph holds neither the axioms nor what is merely entailed.
        (f"SELECT ?o {{ {L4} rdfs:subClassOf ?o }}", [["Foramen_L4-L5"]]),
        (f"SELECT ?o {{ GRAPH g:entailed {{ {L4} rdfs:subClassOf ?o }} }}",
         [["IntervertebralForamen"]]),
        (f"SELECT ?g {{ GRAPH ?g {{ {L4} rdfs:subClassOf ?o }} }} ORDER BY ?g",
         [["graph/asserted"], ["graph/axioms"], ["graph/entailed"]]),
        (f"SELECT ?o FROM g:entailed {{ {L4} rdfs:subClassOf ?o }}", [["IntervertebralForamen"]]),
        (f"SELECT ?o FROM g:entailed FROM g:asserted {{ {L4} rdfs:subClassOf ?o }} ORDER BY ?o",
         [["Foramen_L4-L5"], ["IntervertebralForamen"]]),
        (f"SELECT ?o FROM g:entailed {{ GRAPH ?g {{ {L4} rdfs:subClassOf ?o }} }}", []),
        (f"SELECT ?o FROM NAMED g:entailed {{ {L4} rdfs:subClassOf ?o }}", []),
        (f"SELECT ?g FROM NAMED g:entailed {{ GRAPH ?g {{ {L4} rdfs:subClassOf ?o }} }}",
         [["graph/entailed"]]),
        (f"SELECT ?o ?x FROM g:asserted FROM NAMED g:entailed"
         f" {{ {L4} rdfs:subClassOf ?o GRAPH g:entailed {{ {L4} rdfs:subClassOf ?x }} }}",
         [["Foramen_L4-L5", "IntervertebralForamen"]]),
    ],
)  # fmt: skip
def test_a_query_chooses_its_graphs(engine, text, expected):
    assert values(engine, text) == expected


def test_the_protocol_chooses_graphs_over_the_query(engine):
    text = f"SELECT ?o FROM g:asserted {{ {L4} rdfs:subClassOf ?o }}"
    given = values(engine, text, default_graphs=[FORAMEN + "graph/entailed"])
    assert given == [["IntervertebralForamen"]]


def test_ask_gives_a_boolean(engine):
    assert ask(engine, PREFIXES + "ASK { ?x foramen:mayCompress ?y }") == Boolean(value=True)
    assert ask(engine, PREFIXES + "ASK { ?x foramen:compresses ?y }") == Boolean(value=False)


def test_construct_gives_each_triple_once_in_order(engine):
    answer = ask(
        engine,
        PREFIXES + "CONSTRUCT { ?f a foramen:Opening . ?f foramen:of ?r }"
        " WHERE { ?f foramen:transmitsRoot ?r . ?f rdfs:label ?l }",
    )
    assert isinstance(answer, Graph)
    assert [[str(term).removeprefix(FORAMEN) for term in triple] for triple in answer.triples] == [
        ["Foramen_L4-L5_left", str(RDF.type), "Opening"],
        ["Foramen_L4-L5_left", "of", "Root_L4_left"],
        ["Foramen_L4-L5_right", str(RDF.type), "Opening"],
        ["Foramen_L4-L5_right", "of", "Root_L4_right"],
        ["Foramen_L5-S1_left", str(RDF.type), "Opening"],
        ["Foramen_L5-S1_left", "of", "Root_L5_left"],
    ]


def test_describe_gives_what_is_said_of_a_term(engine):
    answer = ask(engine, PREFIXES + "DESCRIBE foramen:Pedicle")
    assert (URIRef(FORAMEN + "Pedicle"), URIRef("http://www.w3.org/2000/01/rdf-schema#label"),
            Literal("pedicle", lang="en")) in answer.triples  # fmt: skip
    assert len(answer.triples) == 2


def test_terms_keep_kind_language_and_datatype(engine):
    answer = ask(
        engine,
        PREFIXES + 'SELECT * { BIND(foramen:x AS ?iri) BIND("a"@de AS ?text) BIND("b" AS ?plain)'
        ' BIND("c"^^xsd:string AS ?string) BIND("007"^^foramen:odd AS ?odd) BIND(BNODE() AS ?b)'
        " BIND(5 AS ?n) }",
    )
    (row,) = answer.rows
    assert row["iri"] == URIRef(FORAMEN + "x")
    assert row["text"] == Literal("a", lang="de")
    assert (row["plain"], row["string"]) == (Literal("b"), Literal("c"))
    assert row["odd"] == Literal("007", datatype=URIRef(FORAMEN + "odd"))
    assert isinstance(row["b"], BNode)
    assert row["n"] == Literal(5)


def test_order_by_is_kept_in_every_format(engine):
    query = engine.guard.check(
        PREFIXES + "SELECT ?l { ?x foramen:transmitsRoot ?r . ?x rdfs:label ?l } ORDER BY DESC(?l)"
    )
    expected = ["right L4-L5 foramen", "left L5-S1 foramen", "left L4-L5 foramen"]
    as_json = json.loads(engine.write(query, JSON).read())
    assert [row["l"]["value"] for row in as_json["results"]["bindings"]] == expected
    as_csv = list(
        csv.reader(io.StringIO(engine.write(query, "text/csv").read().decode(), newline=""))
    )
    assert as_csv == [["l"], *([label] for label in expected)]
    as_tsv = engine.write(query, "text/tab-separated-values").read().decode().splitlines()
    assert as_tsv == ["?l", *(f'"{label}"@en' for label in expected)]
    root = ElementTree.fromstring(engine.write(query, "application/sparql-results+xml").read())
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert [literal.text for literal in root.iter(space + "literal")] == expected


AWKWARD = "SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (UNDEF 'q\"u,o\\tt\\ne<&>é' 12) } }"


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("text/csv", 'a,b,c\r\n,"q""u,o\tt\ne<&>é",12\r\n'),
        ("text/tab-separated-values", '?a\t?b\t?c\n\t"q\\"u,o\\tt\\ne<&>é"\t12\n'),
        (
            "text/markdown",
            '| a | b | c |\n| --- | --- | --- |\n|  | q"u,o\tt<br>e\\<\\&\\>é | 12 |\n',
        ),
    ],
)
def test_awkward_text_is_escaped_as_the_format_says(engine, media_type, expected):
    assert engine.write(engine.guard.check(AWKWARD), media_type).read().decode() == expected


def test_awkward_text_survives_json_and_xml(engine):
    query = engine.guard.check(AWKWARD)
    (row,) = json.loads(engine.write(query, JSON).read())["results"]["bindings"]
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert row == {
        "b": {"type": "literal", "value": 'q"u,o\tt\ne<&>é'},
        "c": {"type": "literal", "value": "12", "datatype": integer},
    }
    root = ElementTree.fromstring(engine.write(query, "application/sparql-results+xml").read())
    assert [node.text for node in root.iter() if node.tag.endswith("literal")] == [
        'q"u,o\tt\ne<&>é',
        "12",
    ]


def test_a_comma_in_an_iri_parts_no_cells_of_csv(engine):
    query = "SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (<x:y,z> 'one' UNDEF) (UNDEF <x:y> 't,o') } }"
    assert engine.write(engine.guard.check(query), "text/csv").read().decode() == (
        'a,b,c\r\n"x:y,z",one,\r\n,x:y,"t,o"\r\n'
    )


def test_a_triple_term_is_marked_as_one_in_csv(knowledge):
    """Without its marks it would read as a text of three words."""
    query = "SELECT (<<( <x:y> <x:z> 'a, b' )>> AS ?t) {}"
    with closing(open_engine(Settings(engine="oxigraph"), knowledge)) as engine:
        answer = engine.write(engine.guard.check(query), "text/csv").read().decode()
    assert answer == 't\r\n"<<( <x:y> <x:z> ""a, b"" )>>"\r\n'


@pytest.mark.parametrize(
    ("query", "media_type", "fits"),
    [
        ("SELECT (<<( <x:y> <x:z> 1 )>> AS ?t) {}", "text/markdown", "text/csv"),
        ("CONSTRUCT { <x:a> <x:b> <<( <x:y> <x:z> 1 )>> } {}", "text/turtle", "n-triples"),
    ],
    ids=["rows", "graph"],
)
def test_a_format_without_triple_terms_is_refused_and_nobody_told_to_come_again(
    knowledge, query, media_type, fits
):
    """The engine has not failed: the formats that have a place for them are named."""
    with closing(open_engine(Settings(engine="oxigraph"), knowledge)) as engine:
        checked = engine.guard.check(query)
        with pytest.raises(NotAcceptable, match=fits):
            engine.write(checked, media_type)
        with pytest.raises(NotAcceptable):
            engine.answer(checked)


KINDS = "SELECT ?a ?b ?c ?d { BIND(<x:y> AS ?a) BIND('e'@en AS ?b) BIND(BNODE() AS ?c) }"


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        (JSON, ['"type":"uri"', '"xml:lang":"en"', '"type":"bnode"']),
        (
            "application/sparql-results+xml",
            ["<uri>x:y</uri>", '<literal xml:lang="en">e</literal>', "<bnode>"],
        ),
        ("text/csv", ["x:y,e,_:"]),
        ("text/tab-separated-values", ['<x:y>\t"e"@en\t_:']),
        ("text/markdown", ["| `x:y` | e | \\_:"]),
    ],
)
def test_every_kind_of_term_is_written(engine, media_type, expected):
    text = engine.write(engine.guard.check(KINDS), media_type).read().decode()
    for piece in expected:
        assert piece in text


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        (JSON, '"boolean":true'),
        ("application/sparql-results+xml", "<boolean>true</boolean>"),
        ("text/csv", "true"),
        ("text/tab-separated-values", "true"),
        ("text/markdown", "true"),
    ],
)
def test_a_boolean_is_written_in_every_format(engine, media_type, expected):
    assert expected in engine.write(engine.guard.check("ASK {}"), media_type).read().decode()


def test_a_graph_is_written_the_same_by_every_engine(engine):
    query = engine.guard.check(PREFIXES + "CONSTRUCT WHERE { ?f foramen:transmitsRoot ?r }")
    assert engine.write(query, "text/turtle").read().decode() == (
        "@prefix foramen: <https://w3id.org/foramen/> .\n"
        "\nforamen:Foramen_L4-L5_left foramen:transmitsRoot foramen:Root_L4_left .\n"
        "\nforamen:Foramen_L4-L5_right foramen:transmitsRoot foramen:Root_L4_right .\n"
        "\nforamen:Foramen_L5-S1_left foramen:transmitsRoot foramen:Root_L5_left .\n"
    )


@pytest.mark.parametrize(
    ("text", "media_type"), [("ASK {}", "text/turtle"), ("DESCRIBE <x>", "text/csv")]
)
def test_an_answer_has_only_formats_of_its_kind(engine, text, media_type):
    with pytest.raises(NotAcceptable):
        engine.write(engine.guard.check(text), media_type).read()


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("SELECT * {\n ?s ?p ?o\n ?a ?b ?c }", 3, "dot is probably missing before"),
        ("SELECT * {\n ?s foramen:x ?o }", 2, "PREFIX foramen: <https://w3id.org/foramen/>"),
        ("SELECT * {\n ?s nope:x ?o }", 2, "the graph's prefixes are foramen:"),
        ("SELECT * {\n\n ?s ?p ?o ", 3, "{ of line 1, column 10 is never closed"),
        ("SELECT * {\n ?s ?p ?o }\n }", 3, "no { that this } closes"),
        ("SELECT * {\n ?s ?p ?o ) }", 2, "must be closed with }"),
        ("SELECT * WERE\n{ ?s ?p ?o }", 1, "is it WHERE"),
        ("SELECT * {\n ?s ?p ?o LIMIT 5 }", 2, "belongs behind the last }"),
        ("SELECT * {\n ?s ?p ?o FILTRE(?o) }", 2, "is it FILTER"),
    ],
)
def test_a_slip_is_placed_and_explained(engine, text, line, hint):
    with pytest.raises(QuerySyntaxError) as caught:
        ask(engine, text)
    assert hint in caught.value.hint
    assert caught.value.line == line


def test_many_questions_at_once_are_all_answered(engine):
    answers = []

    def ask_once():
        answers.append(ask(engine, PREFIXES + "SELECT ?r { ?f foramen:transmitsRoot ?r }"))

    threads = [threading.Thread(target=ask_once) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(answer.rows) for answer in answers] == [3] * 20


@pytest.fixture(scope="module", params=["oxigraph", "rdflib"])
def narrow(request, knowledge):
    """An engine with limits that are easily reached."""
    settings = Settings(
        engine=request.param,
        max_result_rows=20,
        max_result_bytes=20_000,
        concurrent_queries=1,
    )
    opened = open_engine(settings, knowledge)
    yield opened
    opened.close()


def test_too_many_rows_are_an_error_not_a_shorter_answer(narrow):
    with pytest.raises(AnswerTooLarge) as caught:
        ask(narrow, "SELECT * { ?s ?p ?o }")
    assert (caught.value.limit, caught.value.unit) == (20, "rows")
    with pytest.raises(AnswerTooLarge) as caught:
        ask(narrow, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert (caught.value.limit, caught.value.unit) == (20, "triples")


def test_too_many_bytes_are_an_error_not_a_shorter_answer(narrow):
    query = f"SELECT ?x {{ BIND('{'x' * 21_000}' AS ?x) }}"
    with pytest.raises(AnswerTooLarge) as caught:
        narrow.write(narrow.guard.check(query), JSON)
    assert (caught.value.limit, caught.value.unit) == (20_000, "bytes")


@pytest.mark.parametrize(
    "media_type",
    [
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
        "text/markdown",
        JSON,
    ],
)
def test_rows_are_counted_in_every_format(narrow, media_type):
    """A text may hold what ends a row; only real ends count."""
    tricky = r"""SELECT ("a\nb,{\"<result>" AS ?x) ?p { ?s ?p ?o }"""
    exact = narrow.guard.check(f"{tricky} LIMIT 20")
    assert len(narrow.write(exact, media_type).read()) > 100
    more = narrow.guard.check(f"{tricky} LIMIT 21")
    with pytest.raises(AnswerTooLarge) as caught:
        narrow.write(more, media_type)
    assert (caught.value.limit, caught.value.unit) == (20, "rows")


@pytest.mark.parametrize("way", ["answer", "write"])
@pytest.mark.parametrize("name", ["oxigraph", "rdflib"])
def test_a_long_answer_is_cut_off_in_time_and_frees_its_place(knowledge, name, way):
    settings = Settings(
        engine=name,
        query_time_limit_ms=500,
        max_result_rows=10**9,
        max_page_rows=10**9,
        max_result_bytes=10**9,
        concurrent_queries=1,
    )
    engine = open_engine(settings, knowledge)
    query = engine.guard.check("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    started = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        engine.answer(query) if way == "answer" else engine.write(query, JSON).read()
    assert caught.value.limit_ms == 500
    assert time.monotonic() - started < 5
    assert ask(engine, "ASK {}") == Boolean(value=True)
    engine.close()


def test_an_engine_that_is_not_installed_says_so(monkeypatch, knowledge):
    monkeypatch.setattr("foramen.engine.find_spec", lambda name: None)
    with pytest.raises(EngineFailure, match="not installed"):
        open_engine(Settings(), knowledge)


def test_a_broken_dataset_is_our_error(mini_directory, tmp_path, knowledge):
    shutil.copytree(mini_directory, tmp_path, dirs_exist_ok=True)
    (tmp_path / "graphs" / "asserted.nt").write_text("this is no triple\n")
    broken = type(knowledge)(**{**vars(knowledge), "directory": tmp_path})
    for name in ("oxigraph", "rdflib"):
        with pytest.raises(ForamenError, match="foramen build"):
            open_engine(Settings(engine=name), broken)

import pytest

from foramen.engine.guard import Guard
from foramen.engine.model import DatasetSpec
from foramen.errors import QueryNotAllowed, QuerySyntaxError, QueryTooComplex, QueryTooLarge

# Queries are put together from our own words.
# ruff: noqa: S608
A, B = "https://w3id.org/foramen/graph/a", "https://w3id.org/foramen/graph/b"
GUARD = Guard(max_bytes=1000, max_depth=10, max_tokens=200, graphs=frozenset({A, B}))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("ask {}", "ASK"),
        ("# SELECT\nPREFIX x: <y> BASE <http://z/> CONSTRUCT {} {}", "CONSTRUCT"),
        ("DESCRIBE <x>", "DESCRIBE"),
        ("PREFIX select: <y> ASK { ?insert select:delete 'LOAD' }", "ASK"),
    ],
)
def test_the_four_forms_pass(text, form):
    assert GUARD.check(text).form == form


@pytest.mark.parametrize(
    "text",
    ["INSERT DATA { <a> <b> <c> }", "delete where { ?s ?p ?o }", "LOAD <http://x/>", "CLEAR ALL",
     "PREFIX x: <y> DROP GRAPH <z>", "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
     "CREATE GRAPH <x>", "ADD <x> TO <y>", "MOVE <x> TO <y>", "COPY <x> TO <y>"],
)  # fmt: skip
def test_an_update_is_refused_in_words(text):
    with pytest.raises(QueryNotAllowed, match="only reads"):
        GUARD.check(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICE<http://x/>{} } }",
        r"SELECT * { \u0053ERVICE <http://x/> { ?s ?p ?o } }",
        r"SELECT * { ?s ?p '\u0027 . SERVICE <http://x/> {} # ' }",
        "SELECT * { ?a ?b ?c FILTER(?a <'x>' ) SERVICE <http://x/>{} FILTER('' = '') }",
    ],
)
def test_no_query_reaches_another_endpoint(text):
    with pytest.raises(QueryNotAllowed, match="SERVICE"):
        GUARD.check(text)


@pytest.mark.parametrize(
    "text",
    ["SELECT * { ?service ?p 'SERVICE' } # SERVICE", "PREFIX service: <x> ASK { service:x ?p ?o }",
     "ASK { <http://x/service> ?p 'x'@service }", "ASK { <http://x/Parkinson's> ?p 'x' }"],
)  # fmt: skip
def test_the_word_alone_does_no_harm(text):
    assert GUARD.check(text).text == text


def test_the_limit_is_one_of_bytes_not_characters():
    GUARD.check("ASK {} #" + "x" * 992)
    with pytest.raises(QueryTooLarge) as caught:
        GUARD.check("ASK {} #" + "é" * 500)
    assert (caught.value.limit, caught.value.unit) == (1000, "bytes")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 11 + "}" * 11,
        "ASK { FILTER" + "(" * 10 + "1" + ")" * 10 + "}",
        "ASK { ?s ?p " + "[ ?p " * 10 + "]" * 10 + "}",
        "ASK { FILTER(?a <" + "(" * 10 + "1" + ")" * 10 + "> 2) }",
        "ASK { FILTER(?a <'x>'" + "(" * 10 + "') }",
        r"ASK { ?s ?p '\u0027" + "(" * 10 + "' }",
    ],
)
def test_deep_brackets_are_refused_however_they_hide(text):
    with pytest.raises(QueryTooComplex, match="10 nested brackets"):
        GUARD.check(text)


def test_brackets_up_to_the_limit_pass():
    GUARD.check("SELECT * " + "{" * 10 + "}" * 10)


@pytest.mark.parametrize(
    ("text", "dataset"),
    [
        ("SELECT * {}", None),
        (f"SELECT * FROM <{A}> {{}}", DatasetSpec((A,), ())),
        (f"SELECT * FROM <{A}> FROM <{B}> FROM <{A}> {{}}", DatasetSpec((A, B), ())),
        (f"SELECT * FROM NAMED <{A}> from named <{B}> {{}}", DatasetSpec((), (A, B))),
        (f"PREFIX g: <{A[:-1]}> ASK FROM g:a FROM NAMED g:b {{}}", DatasetSpec((A,), (B,))),
        ("ASK FROM <graph/a> {}", DatasetSpec((A,), ())),
        ("BASE <https://w3id.org/foramen/graph/> DESCRIBE <x> FROM <b>", DatasetSpec((B,), ())),
        (f"ASK {{ ?from ?p 'FROM <{A}>' }}", None),
    ],
)
def test_the_dataset_is_read_from_the_query(text, dataset):
    assert GUARD.check(text).dataset == dataset


def test_the_protocol_replaces_the_dataset_of_the_query():
    query = GUARD.check(f"SELECT * FROM <{A}> {{}}", named_graphs=[B])
    assert query.dataset == DatasetSpec((), (B,))


@pytest.mark.parametrize(
    ("text", "graphs"),
    [("SELECT * FROM <file:///etc/passwd> {}", {}), ("ASK FROM NAMED <http://x/> {}", {}),
     ("ASK {}", {"default_graphs": ["http://x/"]}), ("ASK {}", {"named_graphs": ["http://x/"]})],
)  # fmt: skip
def test_a_foreign_graph_is_refused_and_ours_are_named(text, graphs):
    with pytest.raises(QueryNotAllowed, match=A):
        GUARD.check(text, **graphs)


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("", (1, 1), "empty"),
        ("# nothing", (1, 1), "empty"),
        ("SELEC * {}", (1, 1), "is it SELECT"),
        ("PREFIX foramen <https://w3id.org/foramen/> ASK {}", (1, 8), "PREFIX is written like"),
        ("PREFIX", (1, 1), "PREFIX is written like"),
        ("SELECT * {\n ?s ?p 'x }", (2, 8), "not closed"),
        ("ASK { ?s ?p '\ud800' }", (1, 14), "half of a pair"),
    ],
)
def test_what_is_no_query_is_placed_and_explained(text, place, hint):
    with pytest.raises(QuerySyntaxError, match=hint) as caught:
        GUARD.check(text)
    assert (caught.value.line, caught.value.column) == place


def test_too_many_words_and_signs_are_too_complex():
    """A bound of the algebra: each of its parts takes a word or a sign."""
    chain = " + ".join(["1"] * 101)
    with pytest.raises(QueryTooComplex) as caught:
        GUARD.check(f"ASK {{ FILTER({chain}) }}")
    assert (caught.value.limit, caught.value.unit) == (200, "words and signs")


@pytest.mark.parametrize(
    ("text", "is_volatile"),
    [("ASK { FILTER(rand() > 0.5) }", True), ("SELECT (NOW() AS ?t) {}", True),
     ("SELECT (UUID() AS ?u) (STRUUID() AS ?v) {}", True),
     ("SELECT ?now { ?now <rand> 'uuid' }", False)],
)  # fmt: skip
def test_a_query_whose_answer_changes_is_known(text, is_volatile):
    assert GUARD.check(text).is_volatile is is_volatile

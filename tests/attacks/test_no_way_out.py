"""Nothing that a client sends, and nothing in a source file, makes us ask another or read a file.

A real server listens, and a file lies in wait: neither may be touched.
"""

import contextlib
import io
import shutil
import sys
import urllib.parse
import urllib.request

import pyoxigraph
import pytest
from hostile.data import F
from hostile.listener import listening
from hostile.paths import CANARY
from hostile.talk import asking, exchange, request
from rdflib import OWL, RDF, Graph, URIRef

from foramen.compiler.assemble import assemble
from foramen.compiler.patterns import load_patterns
from foramen.compiler.reason import classify
from foramen.compiler.validate import read_shapes, validate_triples
from foramen.engine import open_engine
from foramen.engine.model import Bindings, CheckedQuery
from foramen.errors import ForamenError
from foramen.resources import sources_root
from foramen.settings import Settings

pytestmark = pytest.mark.slow
ADDRESS = "{address}"
QUERIES = {
    "SERVICE": "SELECT * { SERVICE <{address}> { ?s ?p ?o } }",
    "SERVICE SILENT": "SELECT * { SERVICE SILENT <{address}> { ?s ?p ?o } }",
    "in small letters": "SELECT * { service <{address}> { ?s ?p ?o } }",
    "in mixed letters": "SELECT * { sErViCe<{address}>{ ?s ?p ?o } }",
    "in a sub-select": "SELECT * { { SELECT ?s { SERVICE <{address}> { ?s ?p ?o } } } }",
    "in EXISTS": "ASK { ?a ?b ?c FILTER EXISTS { SERVICE <{address}> { ?s ?p ?o } } }",
    "in NOT EXISTS": "ASK { FILTER(NOT EXISTS { SERVICE SILENT <{address}> { ?s ?p ?o } }) }",
    "in MINUS": "SELECT * { ?s ?p ?o MINUS { SERVICE <{address}> { ?s ?p ?o } } }",
    "in OPTIONAL": "SELECT * { OPTIONAL { SERVICE <{address}> { ?s ?p ?o } } }",
    "in UNION": "SELECT * { {} UNION { SERVICE <{address}> { ?s ?p ?o } } }",
    "in GRAPH": "SELECT * { GRAPH ?g { SERVICE <{address}> { ?s ?p ?o } } }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } { SERVICE <{address}> { ?s ?p ?o } }",
    "in CONSTRUCT WHERE": "CONSTRUCT WHERE { SERVICE <{address}> { ?s ?p ?o } }",
    "in DESCRIBE": "DESCRIBE ?s { SERVICE <{address}> { ?s ?p ?o } }",
    "of a variable": "SELECT * { VALUES ?a { <{address}> } SERVICE ?a { ?s ?p ?o } }",
    "of a prefixed name": "PREFIX c: <{address}> SELECT * { SERVICE c: { ?s ?p ?o } }",
    "of a base": "BASE <{address}> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "escaped": "SELECT * { \\u0053ERVICE <{address}> { ?s ?p ?o } }",
    "escaped at length": "SELECT * { S\\U00000045RVICE <{address}> { ?s ?p ?o } }",
    "wholly escaped": "SELECT * { \\u0053\\u0045\\u0052\\u0056\\u0049\\u0043\\u0045 "
    "<{address}> { ?s ?p ?o } }",
    "behind an escaped line break": "SELECT * { #\\u000aSERVICE <{address}> { ?s ?p ?o } }",
    "behind a comment": "SELECT * { # not here\rSERVICE#\n<{address}> { ?s ?p ?o } }",
    "behind an IRI that looks like a comment": "SELECT * { <urn:a#b> ?p ?o . SERVICE <{address}> "
    "{ ?s ?p ?o } }",
    "behind a text that closes": "SELECT * { ?s ?p 'a\\\\' . SERVICE <{address}> { ?s ?p ?o } #' }",
    "behind a long text": "SELECT * { ?s ?p '''a'b''' . SERVICE <{address}> { ?s ?p ?o } #''' }",
    "behind less than": "SELECT * { FILTER(1<2) SERVICE <{address}> { ?s ?p ?o } FILTER(2>1) }",
    "FROM": "SELECT * FROM <{address}> { ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <{address}> { GRAPH ?g { ?s ?p ?o } }",
    "FROM a prefixed name": "PREFIX c: <{address}> SELECT * FROM c: { ?s ?p ?o }",
    "FROM a base": "BASE <{address}> SELECT * FROM <> { ?s ?p ?o }",
    "FROM, escaped": "SELECT * F\\u0052OM <{address}> { ?s ?p ?o }",
    "FROM in a sub-select": "SELECT * { { SELECT * FROM <{address}> { ?s ?p ?o } } }",
    "LOAD": "LOAD <{address}>",
    "LOAD SILENT INTO": "LOAD SILENT <{address}> INTO GRAPH <urn:a>",
    "LOAD, escaped": "\\u004cOAD <{address}>",
    "LOAD behind a query": "SELECT * { ?s ?p ?o } ; LOAD <{address}>",
    "an update with SERVICE": "INSERT { ?s ?p ?o } WHERE { SERVICE <{address}> { ?s ?p ?o } }",
}
FIELDS = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")


@pytest.fixture
def listener():
    """A server that must not be asked."""
    with listening() as found:
        yield found


@pytest.fixture(scope="module")
def canary(tmp_path_factory):
    """A file that must not be read."""
    file = tmp_path_factory.mktemp("canary") / "canary.nt"
    file.write_bytes(b'<urn:a> <urn:b> "%s" .\n' % CANARY)
    return file


def test_the_listener_hears_who_asks(listener):
    """The engine's library does reach out by itself: what keeps it from that is ours."""
    urllib.request.urlopen(listener.address).close()
    assert listener.contacts == 1
    with pytest.raises((OSError, SyntaxError, RuntimeError)):
        list(
            pyoxigraph.Store().query(f"SELECT * {{ SERVICE <{listener.address}> {{ ?s ?p ?o }} }}")
        )
    assert listener.contacts >= 2


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
@pytest.mark.parametrize("way", ["form", "address", "update"])
def test_no_query_asks_another_server(service, listener, query, way):
    text = query.replace(ADDRESS, listener.address)
    reply = exchange(service.port, sent(text, way))
    assert reply.status in ({403} if way == "update" else {400, 403}), reply
    assert listener.contacts == 0


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_no_query_reads_a_file(service, canary, query):
    for address in (canary.as_uri(), str(canary)):
        reply = exchange(service.port, asking(query.replace(ADDRESS, address)))
        assert reply.status in {400, 403}, reply
        assert CANARY not in reply.body


def sent(text, way):
    if way == "address":
        return request("GET", "/sparql?" + urllib.parse.urlencode({"query": text}))
    if way == "update":
        kind = {"Content-Type": "application/sparql-update"}
        return request("POST", "/sparql", text.encode(), kind)
    return asking(text)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "query", ["SELECT * { ?s ?p ?o } LIMIT 1", "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 1"]
)
def test_no_parameter_names_a_foreign_graph(service, listener, canary, field, query):
    for address in (listener.address, canary.as_uri(), str(canary)):
        reply = exchange(service.port, asking(query, **{field: address}))
        # The last two are of updates, and mean nothing to a query.
        assert reply.status == (403 if "using" not in field else 200), reply
        assert CANARY not in reply.body
    assert listener.contacts == 0


@pytest.mark.parametrize("way", ["update", "query"])
def test_no_form_loads(service, listener, way):
    body = urllib.parse.urlencode({way: f"LOAD <{listener.address}>"}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    reply = exchange(service.port, request("POST", "/sparql", body, kind))
    assert (reply.status, reply.problem) == (403, "query-not-allowed")
    assert listener.contacts == 0


@pytest.mark.parametrize(
    "target",
    [
        "/explain?subject={a}&predicate={a}&object={a}",
        "/questions/which-root-leaves-by-a-foramen?foramen={a}",
        "/questions/what-is-said-with-a-word?word={a}",
        "/{a}",
        "/graph/{a}",
        "/sparql?query=DESCRIBE%20%3C{a}%3E",
        "/sparql?query=ASK%7B%7D&format={a}",
    ],
)
def test_no_address_in_a_request_is_followed(service, listener, canary, target):
    for address in (listener.address, canary.as_uri()):
        quoted = urllib.parse.quote(address, safe="")
        reply = exchange(service.port, request("GET", target.replace("{a}", quoted)))
        assert reply.status in {200, 400, 404, 406}, reply
        assert CANARY not in reply.body
    assert listener.contacts == 0


def test_no_rdf_of_a_client_is_read(service, listener):
    """JSON-LD with a remote context and RDF/XML with an entity are no queries."""
    context = f'{{"@context": "{listener.address}", "@id": "urn:a"}}'
    entity = f'<!DOCTYPE r [<!ENTITY e SYSTEM "{listener.address}">]><r>&e;</r>'
    for kind, body in (
        ("application/ld+json", context),
        ("application/rdf+xml", entity),
        ("text/turtle", f"@base <{listener.address}> ."),
    ):
        for method, target in (("POST", "/sparql"), ("PUT", "/sparql"), ("POST", "/graph/about")):
            reply = exchange(
                service.port, request(method, target, body.encode(), {"Content-Type": kind})
            )
            assert reply.status in {405, 415}, reply
    assert listener.contacts == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of a process are Linux's")
@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE SILENT <{address}> {{ ?a ?b ?c }} }} }}",
        "SELECT * {{ SERVICE SILENT <http://localhost:{port}/> {{ ?s ?p ?o }} }}",
    ],
)
def test_an_engine_process_cannot_reach_out(knowledge, listener, text):
    """Should a query ever pass the guard, the kernel still gives it no connection."""
    port = listener.address.split(":")[2].partition("/")[0]
    query = CheckedQuery(text.format(address=listener.address, port=port), "SELECT")
    engine = open_engine(Settings(concurrent_queries=1, query_time_limit_ms=3000), knowledge)
    try:
        answer = engine.answer(query)
    except ForamenError:
        pass
    else:
        assert isinstance(answer, Bindings)
    finally:
        engine.close()
    assert listener.contacts == 0


def imports(listener, subject="https://w3id.org/foramen/ontology"):
    return f"\n<{subject}> <{OWL.imports}> <{listener.address}> .\n"


def test_the_compiler_follows_no_import_of_the_schema(listener, tmp_path):
    root = sources_root()
    for folder in ("ontology", "shapes"):
        shutil.copytree(root / folder, tmp_path / folder)
    for name in ("schema", "vocabulary", "prefixes"):
        with (tmp_path / "ontology" / f"{name}.ttl").open("a", encoding="utf-8") as file:
            file.write(imports(listener))
    with contextlib.suppress(ForamenError):  # it may as well refuse
        assemble(tmp_path)
    assert listener.contacts == 0


def test_the_shapes_follow_no_import(listener, tmp_path):
    root = sources_root()
    for folder in ("ontology", "shapes"):
        shutil.copytree(root / folder, tmp_path / folder)
    with (tmp_path / "shapes" / "anatomy.ttl").open("a", encoding="utf-8") as file:
        file.write(imports(listener, "https://w3id.org/foramen/shapes"))
    shapes = read_shapes(tmp_path, ["anatomy"])
    shapes.add((URIRef("urn:o"), RDF.type, OWL.Ontology))
    shapes.add((URIRef("urn:o"), OWL.imports, URIRef(listener.address)))
    validate_triples(f"<urn:o> <{OWL.imports}> <{listener.address}> .".encode(), shapes)
    assert listener.contacts == 0


def test_no_shape_asks_another_server(listener):
    shapes = Graph().parse(
        io.StringIO(
            f"""
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            <urn:shape> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ; sh:sparql [
              sh:message "m" ;
              sh:select "SELECT $this WHERE {{ SERVICE <{listener.address}> {{ $this ?p ?o }} }}"
            ] .
            """
        ),
        format="turtle",
    )
    with pytest.raises(Exception):  # noqa: B017, PT011 -- whoever refuses it, and however
        validate_triples(b"<urn:s> <urn:p> <urn:o> .", shapes)
    assert listener.contacts == 0


def test_no_pattern_asks_another_server(listener, tmp_path):
    (tmp_path / "rows.rq").write_text(
        "#+ reads: rows\n#+ says: something\n#+ key: name\n#+ columns:\n#+   - name (text): a\n"
        "CONSTRUCT { ?s ?p ?o }\n"
        f"WHERE {{\n  service SILENT <{listener.address}> {{ ?s ?p ?o }}\n}}\n",
        "utf-8",
    )
    _, (fault,) = load_patterns(tmp_path, tmp_path, {})
    assert "another endpoint" in str(fault)
    assert listener.contacts == 0


@pytest.mark.java
def test_the_reasoner_follows_no_import(listener):
    ontology = URIRef(f"{F}ontology")
    axioms = [
        (ontology, RDF.type, OWL.Ontology),
        (ontology, OWL.imports, URIRef(listener.address)),
        (URIRef(f"{F}A"), RDF.type, OWL.Class),
    ]
    classify(axioms)
    assert listener.contacts == 0

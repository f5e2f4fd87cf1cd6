"""What the real dataset says of itself is true when it is asked, and no digit of it is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from foramen.engine.conversion import convert
from foramen.engine.graphs import written
from foramen.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from foramen.engine.model import Engine

Rows = list[tuple[str, ...]]

DECLARED = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
WHOLE = "foramen:default-graph"
# Each pair: what is said, and what counting gives. They must be the same rows.
PAIRS = {
    "sizes": (
        f"""SELECT ?triples ?subjects ?objects ?classes ?properties ?entities {{
          {WHOLE} void:triples ?triples ; void:distinctSubjects ?subjects ;
            void:distinctObjects ?objects ; void:classes ?classes ; void:properties ?properties ;
            void:entities ?entities }}""",
        """SELECT ?triples ?subjects ?objects ?classes ?properties ?entities {
          { SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects)
              (COUNT(DISTINCT ?o) AS ?objects) (COUNT(DISTINCT ?p) AS ?properties) { ?s ?p ?o } }
          { SELECT (COUNT(DISTINCT ?c) AS ?classes) { ?i a ?c } }
          { SELECT (COUNT(DISTINCT ?e) AS ?entities) {
              ?e ?q ?v FILTER(STRSTARTS(STR(?e), STR(foramen:))) } } }""",
    ),
    "properties": (
        f"SELECT ?p ?n {{ {WHOLE} void:propertyPartition [ void:property ?p ; void:triples ?n ] }}",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    ),
    "classes": (
        f"SELECT ?c ?n {{ {WHOLE} void:classPartition [ void:class ?c ; void:entities ?n ] }}",
        "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c",
    ),
    "properties of classes": (
        f"""SELECT ?c ?p ?n {{ {WHOLE} void:classPartition [ void:class ?c ;
          void:propertyPartition [ void:property ?p ; void:triples ?n ] ] }}""",
        "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p",
    ),
    "classes of objects": (
        f"""SELECT ?c ?p ?d ?n {{ {WHOLE} void:classPartition [ void:class ?c ;
          void:propertyPartition [ void:property ?p ; void:classPartition [
            void:class ?d ; void:triples ?n ] ] ] }}""",
        "SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . ?o a ?d } GROUP BY ?c ?p ?d",
    ),
    "datatypes of objects": (
        f"""SELECT ?c ?p ?d ?n {{ {WHOLE} void:classPartition [ void:class ?c ;
          void:propertyPartition [ void:property ?p ; void-ext:datatypePartition [
            void-ext:datatype ?d ; void:triples ?n ] ] ] }}""",
        """SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o FILTER(isLiteral(?o))
          BIND(DATATYPE(?o) AS ?d) } GROUP BY ?c ?p ?d""",
    ),
    "sizes of graphs": (
        "SELECT ?g ?n { foramen:dataset sd:namedGraph [ sd:name ?g ; void:triples ?n ] }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    ),
}
# What SIB's editor asks when it is opened (prefixes, examples, what leads where).
EDITOR_PREFIXES = (
    "SELECT DISTINCT ?prefix ?namespace { [] sh:namespace ?namespace ; sh:prefix ?prefix }"
)
EDITOR_EXAMPLES = """SELECT DISTINCT ?sq ?comment ?query {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query }"""
EDITOR_CLASSES = """SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype {
  OPTIONAL { ?graph sd:graph ?graphDesc . ?graphDesc void:classPartition ?cp }
  ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
  ?pp void:property ?prop .
  OPTIONAL { { ?pp void:classPartition [ void:class ?objectClass ] }
    UNION { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] } } }"""
LITERALS = "SELECT DISTINCT ?o FROM <GRAPH_NAME> { ?s ?p ?o FILTER(isLiteral(?o)) }"
LITERAL = re.compile(r'^\S+ \S+ ("(?:[^"\\]|\\.)*"\S*) \.$')


@pytest.fixture(scope="module")
def engine(whole: Engine) -> Engine:
    """The whole dataset on the engine of every day."""
    return whole


@pytest.fixture(scope="module")
def ask(engine: Engine) -> Callable[[str], Rows]:
    """Ask a query with the prefixes declared; give sorted rows of N-Triples terms."""

    def rows(query: str) -> Rows:
        answer = engine.answer(engine.guard.check(DECLARED + query))
        return sorted(
            tuple(written(row[name]) if name in row else "" for name in answer.variables)
            for row in answer.rows
        )

    return rows


@pytest.mark.parametrize("name", PAIRS)
def test_the_counts_are_what_counting_gives(ask, name):
    said, counted = map(ask, PAIRS[name])
    assert said
    assert said == counted


def test_every_graph_has_a_description_and_files(ask, built):
    query = """SELECT ?g (COUNT(DISTINCT ?f) AS ?n) { ?g a void:Dataset ; dcterms:description ?d ;
      dcat:distribution ?f FILTER(STRSTARTS(STR(?g), "https://w3id.org/foramen/graph/")) }
      GROUP BY ?g"""
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert ask(query) == [(f"<{graph}>", f'"5"^^<{integer}>') for graph in sorted(built.graphs)]


def test_an_editor_finds_every_prefix(ask):
    found = {(prefix.strip('"'), iri.split('"')[1]) for prefix, iri in ask(EDITOR_PREFIXES)}
    assert found == set(PREFIXES.items())


def test_an_editor_finds_every_question_once_beginning_with_the_question(ask, built):
    examples = ask(EDITOR_EXAMPLES)
    assert len(examples) == len({name for name, _, _ in examples}) == built.counts["questions"]
    comments = {name.rpartition("/")[2]: comment for name, comment, _ in examples}
    asked = comments["question_which-graphs-has-the-dataset>"]
    assert asked.startswith(
        '"Which graphs has the dataset, and which of them are asked by default? '
    )


def test_every_question_names_its_prefixes_and_its_endpoint(ask, built):
    query = """SELECT ?sq { ?sq a sh:SPARQLExecutable ; sh:prefixes foramen:ontology ;
      schema:target foramen:sparql ; schema:keywords ?word } GROUP BY ?sq"""
    assert len(ask(query)) == built.counts["questions"]


def test_an_editor_learns_what_leads_where(ask):
    found = {tuple(map(short, row)) for row in ask(EDITOR_CLASSES)}
    assert {
        ("Statement", "strength", "Strength", ""),
        ("Statement", "source", "ArticleClaim", ""),
        ("InferredStatement", "rule", "Rule", ""),
        ("Class", "label", "", "langString"),
        ("Class", "ordinal", "", "integer"),
        ("Class", "transmitsRoot", "Class", ""),
    } <= found


def test_no_class_is_named_that_nothing_has_as_its_type(ask):
    assert ask("SELECT ?c { ?part void:class ?c FILTER NOT EXISTS { ?x a ?c } }") == []


def test_a_relation_names_the_classes_it_leads_from_and_to(ask):
    query = """SELECT ?from ?to { foramen:default-graph void:propertyPartition [
      void:property foramen:hasGrade ; foramen:subjectKind ?from ; foramen:objectKind ?to ]
    }"""
    assert [tuple(map(short, row)) for row in ask(query)] == [("GradingSystem", "Grade")]


def short(term):
    return re.split(r"[/#]", term.strip("<>"))[-1]


def test_the_store_gives_every_literal_back_as_it_is(built, ask):
    """A literal that this names would be answered with other digits than its source has."""
    released = {literal for graph in built.graphs for literal in literals(built.graph_file(graph))}
    stored = {
        row[0] for graph in built.graphs for row in ask(LITERALS.replace("GRAPH_NAME", graph))
    }
    changed = sorted(released - stored)
    assert not changed, (
        "The store writes these differently from the release files, so an answer loses digits: "
        f"{changed[:5]}. Write the value in the table in its shortest form if the missing digits "
        "mean nothing; else make it a text (xsd:string), which a store leaves alone."
    )
    assert len(released) > 9_000


def literals(path):
    for line in path.read_text("utf-8").splitlines():
        if found := LITERAL.match(line):
            yield found[1].replace("\\t", "\t")


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf"])
@pytest.mark.parametrize(
    ("graph", "digits"),
    [
        # ontology/claims/grading.tsv, after KAPPA2023
        ("statements", "kappa 0.01 between raters, 0.81 for one rater with themselves"),
        ("statements", "kappa 0.08 between raters, 0.69 for one rater with themselves"),
        # ontology/sources/citations.tsv, TUBBS
        ("sources", "C1 dorsal rootlets in 46.6 % of specimens."),
    ],
)
def test_a_measured_value_is_handed_out_as_its_table_has_it(built, tmp_path, suffix, graph, digits):
    source = built.graph_file(f"https://w3id.org/foramen/graph/{graph}")
    assert digits in source.read_text("utf-8")
    convert(source, tmp_path / "file", suffix)
    assert digits in (tmp_path / "file").read_text("utf-8")

"""Tell a model what it needs to write a right query: prefixes, classes, relations, examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.endpoint import DISCLAIMER
from foramen.engine.model import Bindings
from foramen.namespaces import FORAMEN, GRAPH, PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.engine.model import Term

    from .parts import Parts

__all__ = ["EXAMPLES", "overview"]

_SHOWN: Final = ("foramen", "rdf", "rdfs", "skos", "dcterms", "prov", "schema")
_PROLOGUE: Final = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in _SHOWN)
EXAMPLES: Final = {
    "Which root may a right paracentral disc herniation at L4/5 compromise, how firmly is that "
    "said, and after whom?": """SELECT ?root ?rootLabel ?strength ?source WHERE {
  foramen:ParacentralDiscHerniation_L4-L5_right foramen:mayCompromise ?root .
  ?root rdfs:label ?rootLabel .
  ?why rdf:subject foramen:ParacentralDiscHerniation_L4-L5_right ;
    rdf:predicate foramen:mayCompromise ; rdf:object ?root ;
    foramen:strength ?strength ; dcterms:source ?source .
}""",
    "Which root leaves by each left lumbar foramen?": """SELECT ?foramenLabel ?rootLabel WHERE {
  ?foramen foramen:family "Foramen" ; foramen:inRegion foramen:LumbarRegion ;
    foramen:hasLaterality foramen:LeftSide ; foramen:transmitsRoot ?root ;
    rdfs:label ?foramenLabel .
  ?root rdfs:label ?rootLabel .
} ORDER BY ?foramenLabel""",
    "Which kinds of contributor to narrowing are there?": """SELECT ?kind ?label ?definition WHERE {
  ?kind rdfs:subClassOf+ foramen:Contributor ; rdfs:label ?label ;
    skos:definition ?definition .
} ORDER BY ?label""",
}
_RELATIONS: Final = f"""SELECT ?relation (COUNT(*) AS ?number)
  (MIN(CONCAT(STR(?s), " ", STR(?o))) AS ?example)
WHERE {{
  VALUES ?graph {{ <{GRAPH.asserted}> <{GRAPH.inferred}> }}
  GRAPH ?graph {{ ?s ?relation ?o }}
  FILTER(isIRI(?s) && isIRI(?o) && STRSTARTS(STR(?relation), "{FORAMEN}"))
}} GROUP BY ?relation ORDER BY DESC(?number) ?relation LIMIT 80"""
_FAMILIES: Final = f"""SELECT ?family (COUNT(*) AS ?number) (MIN(?term) AS ?example) WHERE {{
  ?term <{FORAMEN.family}> ?family
}} GROUP BY ?family ORDER BY DESC(?number) ?family"""
_RECORDS: Final = f"""SELECT ?kind (COUNT(*) AS ?number) WHERE {{
  VALUES ?kind {{ {
    " ".join(
        f"<{FORAMEN[name]}>"
        for name in ("Statement", "InferredStatement", "Caution", "ArticleClaim", "Citation")
    )
} }}
  ?record a ?kind
}} GROUP BY ?kind ORDER BY DESC(?number)"""


def overview(parts: Parts) -> str:
    """Write it as Markdown, with the counts of the dataset at hand."""
    return "\n".join(_lines(parts)) + "\n"


def _lines(parts: Parts) -> Iterator[str]:
    label = parts.concepts.names.label
    yield f"# The Foramen graph, version {parts.knowledge.version}"
    yield ""
    yield "The terms are OWL classes, and a relation between two is one plain triple between them:"
    yield "`foramen:Foramen_L4-L5_left foramen:transmitsRoot foramen:Root_L4_left`. Ask those;"
    yield "there is no need to look into OWL axioms. `rdfs:subClassOf` leads to the nearest"
    yield "broader class, so write `rdfs:subClassOf*`. Each term has `rdfs:label`,"
    yield "`skos:definition`, and its other names as `skos:altLabel`."
    yield ""
    yield "What the graph does not state is left open, not denied. " + DISCLAIMER
    yield from ("", "## Prefixes (write them out)", "```", _PROLOGUE.strip(), "```", "")
    yield "## Source and strength of a triple"
    yield "A record names the triple by `rdf:subject`, `rdf:predicate`, `rdf:object`, and has"
    yield "`foramen:strength` (`foramen:Definite`, `foramen:May`, `foramen:Varies`) and"
    yield "`dcterms:source`. A source has `rdfs:label`, `skos:definition` and `schema:url`."
    for row in _rows(parts, _RECORDS):
        yield f"- {compact(str(row['kind']))}: {row['number']}"
    yield from ("", "## Families of terms (foramen:family)")
    yield "One member for each level, root or side; names end as in the example."
    for row in _rows(parts, _FAMILIES):
        yield f'- "{row["family"]}": {row["number"]}, such as {compact(str(row["example"]))}'
    yield from ("", "## Relations, with the number of their triples and an example")
    for row in _rows(parts, _RELATIONS):
        name = str(row["relation"])
        ends = " -> ".join(map(compact, str(row["example"]).split(" ")))
        yield f"- {compact(name)} ({label(name)}): {row['number']}, {ends}"
    yield from ("", "## Examples")
    for question, query in EXAMPLES.items():
        yield from ("", question, "```sparql", f"{_PROLOGUE}{query}", "```")


def _rows(parts: Parts, query: str) -> tuple[dict[str, Term], ...]:
    answer = parts.engine.answer(parts.engine.guard.check(query))
    return tuple(dict(row) for row in answer.rows) if isinstance(answer, Bindings) else ()

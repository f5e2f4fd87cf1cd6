"""Hold the dataset against the SHACL shapes.

Only the named graphs that a shapes file reads are loaded, by their lines: parsing a whole
dataset with rdflib takes longer than everything else here together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph
from pyshacl import validate
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.query import Result
from rdflib.term import Identifier, Node, Variable

from foramen.compiler.findings import INFO, VIOLATION, WARNING, Finding
from foramen.compiler.serialise import n_triples
from foramen.errors import BadSetting, KnowledgeError
from foramen.knowledge import Knowledge, graph_file
from foramen.namespaces import FORAMEN, GRAPH

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.plugins.sparql.sparql import Query

    from foramen.compiler.patterns import Triple

__all__ = ["read_shapes", "run_shapes", "validate_triples"]

_READS = FORAMEN.readsGraph
_ORDER = {VIOLATION: 0, WARNING: 1, INFO: 2}
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def run_shapes(
    sources: Path,
    dataset: Knowledge | Path | Mapping[str, Collection[Triple]],
    only: Iterable[str] | None = None,
) -> tuple[Finding, ...]:
    """Check a dataset against the shapes.

    Args:
        sources: the folder that holds `ontology/` and `shapes/`.
        dataset: a built dataset or its folder, or graphs by name as `pipeline.complete` gives them.
        only: the names of shapes files, such as `anatomy`; all where it is None.

    Raises:
        BadSetting: there is no shapes file of a name in `only`.
        KnowledgeError: the shapes themselves cannot be run.
    """
    shapes = read_shapes(sources, only)
    wanted = {str(graph).removeprefix(str(GRAPH)) for graph in shapes.objects(None, _READS)}
    return validate_triples(_n_triples(dataset, wanted), shapes)


def read_shapes(sources: Path, only: Iterable[str] | None = None) -> Graph:
    """Read shapes files into one graph, with the prefixes that their queries use."""
    files = {path.stem: path for path in sorted((sources / "shapes").glob("*.ttl"))}
    names = list(files) if only is None else list(only)
    shapes = Graph().parse(sources / "ontology" / "prefixes.ttl")
    for name in names:
        if name not in files:
            near = get_close_matches(name, files, n=3) or sorted(files)
            hint = f"choose of {', '.join(near)}, the files of shapes/."
            raise BadSetting("only", name, hint)
        shapes.parse(files[name])
    return shapes


def validate_triples(triples: bytes, shapes: Graph) -> tuple[Finding, ...]:
    """Give what the shapes find in N-Triples, the gravest first."""
    data = Graph(store=_ShapesStore(triples))
    _, report, text = validate(data, shacl_graph=shapes, inplace=True, advanced=False)
    if not isinstance(report, Graph):
        raise KnowledgeError(f"The shapes could not be run: {text}")
    found = {_finding(report, node, data, shapes) for node in report.subjects(SH.resultMessage)}
    return tuple(sorted(found, key=_rank))


class _ShapesStore(SimpleMemory):
    """A read-only store with three indexes and nothing else, whose queries pyoxigraph answers.

    rdflib's usual store takes twice as long for the paths of shapes, and its query engine parses
    a query anew for every focus node. pySHACL asks for a store of several graphs, of which it
    reads the only one.
    """

    context_aware = True
    graph_aware = True

    def __init__(self, triples: bytes) -> None:
        super().__init__()
        self._triples = triples
        terms: dict[object, Node] = {}
        home = Graph()
        for triple in pyoxigraph.parse(triples, format=pyoxigraph.RdfFormat.N_TRIPLES):
            subject, predicate, value = (
                terms.get(term) or terms.setdefault(term, _from_oxigraph(term))
                for term in (triple.subject, triple.predicate, triple.object)
            )
            self.add((subject, predicate, value), home)

    @cached_property
    def _engine(self) -> pyoxigraph.Store:
        engine = pyoxigraph.Store()
        engine.bulk_load(self._triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
        return engine

    def __len__(self, context: object = None) -> int:
        """Tell that there is something: pySHACL asks often, and to count takes long."""
        return 1

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, object],  # noqa: ARG002, N803 - rdflib's signature
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: ARG002, N803
        **_: object,
    ) -> Result:
        """Answer a SELECT with some variables bound."""
        text = str(query)
        for name, term in initBindings.items():
            text = _bind(text, name, term.n3())
        found = self._engine.query(text)
        if not isinstance(found, pyoxigraph.QuerySolutions):
            raise KnowledgeError(f"A shape has a query that is no SELECT:\n{query}")
        result = Result("SELECT")
        result.vars = [Variable(variable.value) for variable in found.variables]
        result.bindings = [
            {
                name: _from_oxigraph(term)
                for name, term in zip(result.vars, row, strict=True)
                if term is not None
            }
            for row in found
        ]
        return result


def _bind(query: str, name: str, constant: str) -> str:
    """Write a value into a SELECT.

    pyoxigraph plans a query before it takes substitutions, and then reads far more than the
    focus node asks for.
    """
    head, where, body = query.partition("WHERE")
    variable = re.compile(rf"[?$]{name}\b")
    head = variable.sub(lambda _: f"({constant} AS ?{name})", head)
    return head + where + variable.sub(lambda _: constant, body)


def _finding(report: Graph, node: Node, data: Graph, shapes: Graph) -> Finding:
    focus, value = report.value(node, SH.focusNode), report.value(node, SH.value)
    path = report.value(node, SH.resultPath)
    message = " ".join(sorted(str(one) for one in report.objects(node, SH.resultMessage)))
    said = [told for record in {focus: 0, value: 0} if (told := _said(data, record))]
    return Finding(
        severity=str(report.value(node, SH.resultSeverity)).removeprefix(str(SH)),
        focus=str(focus),
        path=str(path) if isinstance(path, URIRef) else "",
        value="" if value is None or value == focus else str(value),
        message=" ".join([_plain(message), *said]),
        source=_shape_of(shapes, report.value(node, SH.sourceShape)),
    )


def _said(data: Graph, record: Node | None) -> str:
    """Give what a statement says; its IRI tells a curator nothing."""
    if record is None or data.value(record, RDF.predicate) is None:
        return ""
    parts = [data.value(record, part) for part in (RDF.subject, RDF.predicate, RDF.object)]
    words = " ".join("?" if part is None else _plain(str(part)) for part in parts)
    return f"It says: {words}."


def _plain(text: str) -> str:
    return text.replace(str(FORAMEN), "").replace(str(RDFS), "")


def _shape_of(shapes: Graph, node: Node | None) -> str:
    """Give the named shape that a nameless one is a part of."""
    while isinstance(node, BNode):
        node = next((owner for owner, _ in shapes.subject_predicates(node)), None)
    return "" if node is None else str(node)


def _n_triples(
    dataset: Knowledge | Path | Mapping[str, Collection[Triple]], wanted: Collection[str]
) -> bytes:
    """Give the wanted graphs together, as N-Triples."""
    if isinstance(dataset, Mapping):
        return "".join(n_triples(dataset.get(name, ())) for name in sorted(wanted)).encode()
    folder = dataset.directory if isinstance(dataset, Knowledge) else dataset
    files = [graph_file(folder, str(GRAPH[name])) for name in sorted(wanted)]
    return b"".join(file.read_bytes() for file in files if file.is_file())


def _from_oxigraph(term: object) -> Identifier:
    match term:
        case pyoxigraph.NamedNode():
            return URIRef(term.value)
        case pyoxigraph.Literal():
            if term.language:
                return Literal(term.value, lang=term.language)
            kind = term.datatype.value
            return Literal(term.value, datatype=None if kind == _XSD_STRING else URIRef(kind))
        case pyoxigraph.BlankNode():
            return BNode(term.value)
    raise KnowledgeError(f"The dataset holds a term of an unknown kind: {term}")


def _rank(finding: Finding) -> tuple[int, str, str, str]:
    return _ORDER[finding.severity], finding.source, finding.focus, finding.value

"""Put all sources together: tables through their patterns, and the schema, into graphs.

Nothing is inferred here. Every fault of every source is collected and reported at once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH

from foramen.compiler.axioms import axioms_of, edges_of
from foramen.compiler.options import unwanted
from foramen.compiler.patterns import Pattern, Triple, expand, load_patterns, row_store
from foramen.compiler.references import circles, unknown_references
from foramen.compiler.statements import Statement, StatementBook
from foramen.compiler.tables import BASE, Column, Row, Table, read_table
from foramen.compiler.texts import read_turtle
from foramen.errors import SourceError, SourceErrors
from foramen.namespaces import FORAMEN, is_iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Store
    from rdflib.term import Node

__all__ = ["Assembled", "assemble", "read_prefixes"]

ONTOLOGY = URIRef(BASE + "ontology")
# These leave EL; only the second reasoner reads them.
_CONSTRAINTS = {OWL.inverseOf}


def _graph() -> Graph:
    """Make a graph on the plainer store: the usual one files each triple in twice the time."""
    return Graph(store="SimpleMemory")


@dataclass
class Assembled:
    """The asserted graphs, by name, the statements behind them, the optional tables in them."""

    graphs: dict[str, Graph] = field(default_factory=lambda: defaultdict(_graph))
    statements: StatementBook = field(default_factory=StatementBook)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    optional: tuple[str, ...] = ()

    def by_content(self) -> dict[Triple, Statement]:
        """Give the statement behind each asserted triple."""
        return {(one.subject, one.predicate, one.object): one for one in self.statements}


def read_prefixes(ontology: Path) -> dict[str, str]:
    """Read the one list of prefixes, `prefixes.ttl`.

    Raises:
        SourceError: it cannot be read, or a namespace is no IRI.
    """
    graph = read_turtle(ontology / "prefixes.ttl", ontology.parent)
    prefixes = {
        str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
        for node in graph.objects(ONTOLOGY, SH.declare)
    }
    for prefix, namespace in prefixes.items():
        if not is_iri(namespace):
            rule = f"the namespace '{namespace}' of the prefix '{prefix}' is no IRI"
            raise SourceError("ontology/prefixes.ttl", None, None, rule, "write it whole")
    return prefixes


def assemble(root: Path, optional: Collection[str] = ()) -> Assembled:
    """Compile the sources below `root` into asserted graphs.

    Args:
        root: the folder that holds `ontology/`.
        optional: the names of the optional tables to read beside the others.

    Raises:
        SourceErrors: every fault found, each with its file, row, column and mend.
    """
    prefixes, schema, vocabulary, patterns = _ground(root)
    left_out = unwanted(root, optional)
    paths = sorted({*(root / "ontology").rglob("*.tsv")} - left_out)
    tables = [read_table(path, root) for path in paths]
    faults = [fault for table in tables for fault in table.faults]
    readers = _readers(tables, patterns, faults)
    columns = {file: pattern.columns for file, pattern in readers.items()}
    assembled = Assembled(prefixes=prefixes, optional=tuple(sorted({*optional})))
    context = _contexts(patterns, tables, columns, prefixes)
    for pattern in patterns:
        mine = [table for table in tables if readers.get(table.file) is pattern]
        faults += _repeated_keys(pattern, mine)
        for table in mine:
            faults += _enter(table, pattern, context[pattern.uses], assembled)
    for triple in _schema(schema, assembled):
        _route(triple, assembled)
    assembled.graphs["about"] += vocabulary
    faults += assembled.statements.faults
    _finish(assembled)
    if len(readers) == len(tables):  # else what the others declare would seem unknown
        declared = {
            subject
            for name in ("axioms", "sources")
            for subject in assembled.graphs[name].subjects(RDF.type)
        }
        faults += unknown_references(tables, columns, prefixes, assembled.statements, declared)
    faults += circles(assembled.statements, tables)
    if faults:
        raise SourceErrors(faults)
    return assembled


def _ground(root: Path) -> tuple[dict[str, str], Graph, Graph, tuple[Pattern, ...]]:
    """Read what every table rests on: prefixes, schema, vocabulary, patterns."""
    ontology = root / "ontology"
    try:
        prefixes = read_prefixes(ontology)
        schema = read_turtle(ontology / "schema.ttl", root)
        vocabulary = read_turtle(ontology / "vocabulary.ttl", root)
    except SourceError as fault:
        raise SourceErrors([fault]) from None
    patterns, faults = load_patterns(ontology / "patterns", root, prefixes)
    if faults:
        raise SourceErrors(faults)
    return prefixes, schema, vocabulary, patterns


def _enter(
    table: Table, pattern: Pattern, context: Store, assembled: Assembled
) -> Iterator[SourceError]:
    """Put what a table says into the graphs; yield the faults of its rows."""
    name = _name(table.file)
    for row, triples, faults in expand(pattern, table.rows, context, assembled.prefixes, name):
        yield from faults
        if not triples and not faults and not pattern.is_silent:
            rule, mend = "nothing follows from the row", f"see its columns in {pattern.file}"
            yield SourceError(row.file, row.number, None, rule, mend)
        for triple in assembled.statements.add(row, triples):
            if pattern.graph:
                assembled.graphs[pattern.graph].add(triple)
            else:
                _route(triple, assembled)


def _schema(schema: Graph, assembled: Assembled) -> Iterator[Triple]:
    """Yield the triples of the schema; its hierarchy is said by statements like any other."""
    editorial = FORAMEN.source_EDITORIAL
    for subject, predicate, value in schema:
        if predicate == RDFS.subClassOf:
            row = Row("ontology/schema.ttl", 1, {})
            said = BNode()
            record: list[Triple] = [
                (said, RDF.type, FORAMEN.Statement),
                (said, RDF.subject, subject),
                (said, RDF.predicate, predicate),
                (said, RDF.object, value),
                (said, FORAMEN.strength, FORAMEN.Definite),
                (said, DCTERMS.source, editorial),
            ]
            assembled.statements.add(row, record)
        else:
            yield subject, predicate, value


def _name(file: str) -> str:
    return file.removeprefix("ontology/").removesuffix(".tsv")


def _readers(
    tables: Iterable[Table], patterns: Iterable[Pattern], faults: list[SourceError]
) -> dict[str, Pattern]:
    readers: dict[str, Pattern] = {}
    for table in tables:
        if not table.columns:
            continue  # its own faults say why
        found = [pattern for pattern in patterns if pattern.matches(_name(table.file))]
        if len(found) != 1:
            faults.append(
                SourceError(
                    table.file,
                    None,
                    None,
                    f"{len(found) or 'no'} patterns read this table",
                    "move it to a folder that one file of ontology/patterns reads",
                )
            )
            continue
        wanted = tuple(column.name for column in found[0].columns)
        if table.columns != wanted:
            faults.append(
                SourceError(
                    table.file,
                    table.header,
                    None,
                    f"the columns are {', '.join(table.columns)}",
                    f"{found[0].file} reads {', '.join(wanted)}, in this order",
                )
            )
            continue
        readers[table.file] = found[0]
    return readers


def _contexts(
    patterns: Iterable[Pattern],
    tables: list[Table],
    columns: Mapping[str, tuple[Column, ...]],
    prefixes: Mapping[str, str],
) -> dict[tuple[str, ...], Store]:
    return {
        uses: row_store(
            [table for table in tables if _name(table.file) in uses and table.file in columns],
            columns,
            prefixes,
        )
        for uses in {pattern.uses for pattern in patterns}
    }


def _repeated_keys(pattern: Pattern, tables: Iterable[Table]) -> list[SourceError]:
    seen: dict[tuple[str, ...], Row] = {}
    faults = []
    for table in tables:
        for row in table.rows:
            key = tuple(row.cells.get(name, "") for name in pattern.key)
            if earlier := seen.get(key):
                faults.append(
                    SourceError(
                        row.file,
                        row.number,
                        pattern.key[0],
                        f"{' '.join(key)} stands already in {earlier.file}, row {earlier.number}",
                        "remove one of the two rows, or change what tells them apart",
                    )
                )
            seen.setdefault(key, row)
    return faults


def _route(triple: Triple, assembled: Assembled) -> None:
    """Put a constructed triple into the graph of its kind."""
    subject, predicate, value = triple
    graphs = assembled.graphs
    local = str(subject).removeprefix(BASE)
    if local.startswith(("claim_", "source_")):
        graphs["sources"].add(triple)
    elif local.startswith("rule_"):
        graphs["derivations"].add(triple)
    elif subject == ONTOLOGY:
        graphs["about"].add(triple)
    elif predicate in _CONSTRAINTS:
        graphs["constraints"].add(triple)
    elif (predicate == RDF.type and value == OWL.AnnotationProperty) or _is_logical(predicate):
        graphs["axioms"].add(triple)
    else:
        graphs["annotations"].add(triple)


def _is_logical(predicate: Node) -> bool:
    return str(predicate).startswith((str(OWL), str(RDF), str(RDFS))) and predicate not in (
        RDFS.label,
        RDFS.comment,
        OWL.deprecated,
        OWL.versionInfo,
    )


def _finish(assembled: Assembled) -> None:
    """Turn statements into records, axioms and plain edges."""
    # What a code is called stands beside its mappings, where it has some.
    assembled.graphs["codes"] -= assembled.graphs["mappings"]
    axioms, asserted = assembled.graphs["axioms"], assembled.graphs["asserted"]
    classes = set(axioms.subjects(RDF.type, OWL.Class))
    for statement in assembled.statements:
        for triple in statement.triples():
            assembled.graphs["statements"].add(triple)
        if statement.strength is not None:
            for triple in axioms_of(statement, classes):
                axioms.add(triple)
            asserted.add((statement.subject, statement.predicate, statement.object))
    for triple in edges_of(axioms):
        asserted.add(triple)

"""Run the stages in order and write the built dataset.

tables -> assemble -> infer -> view and derive -> dataset. Two builds of the same sources are
byte-equal: nothing of the clock, the machine or the order of a hash enters the files.
"""

from __future__ import annotations

import gc
import json
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from foramen.compiler.aside import Aside
from foramen.compiler.assemble import Assembled, assemble
from foramen.compiler.derive import needed_steps, shortest_steps
from foramen.compiler.describe import about_graph, counts_of, question_graph, version_iri
from foramen.compiler.infer import Fact, infer
from foramen.compiler.ontology_files import write_ontology
from foramen.compiler.records import InferredRecords, iri
from foramen.compiler.serialise import n_triples
from foramen.compiler.texts import parse_fault
from foramen.compiler.view import broader_classes, view
from foramen.errors import BadSetting, ForamenError, Inconsistent, SourceErrors
from foramen.knowledge import Knowledge, graph_file, load_knowledge, sources_digest
from foramen.namespaces import GRAPH
from foramen.questions import Question, load_questions
from foramen.resources import version

if TYPE_CHECKING:
    from rdflib import Graph

    from foramen.compiler.patterns import Triple

__all__ = ["DEFAULT_GRAPHS", "build", "complete"]

DEFAULT_GRAPHS = (
    "about",
    "annotations",
    "asserted",
    "codes",
    "derivations",
    "inferred",
    "mappings",
    "questions",
    "sources",
    "statements",
    "teaching",
)

# What is not known before inference.
_GROWING = frozenset({"about", "derivations", "entailed", "inferred", "questions"})

Progress = Callable[[str, float], None]
Dataset = dict[str, "Graph | Collection[Triple]"]
Result = TypeVar("Result")


def build(
    sources: Path,
    output: Path,
    progress: Progress | None = None,
    *,
    optional: Collection[str] = (),
) -> Knowledge:
    """Build the dataset from the sources below a folder.

    Args:
        sources: the folder that holds `ontology/`, `shapes/` and `queries/`.
        output: the folder to write to; the files of a dataset are replaced in it, only when all
            went well, and whatever else lies there is left alone.
        progress: called after each stage with its name and its seconds.
        optional: the names of the optional tables to read beside the others.

    Raises:
        SourceErrors: something in the sources is wrong; nothing is written.
        Inconsistent: some class can have no member; nothing is written.
        BadSetting: the folder cannot be written, or there is no such optional table.
    """
    # Small tuples by the million live to the end: collecting among them costs a fourth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _build(sources, output, _Stages(progress), sorted(set(optional)))
    finally:
        if collecting:
            gc.enable()


def _build(sources: Path, output: Path, stages: _Stages, optional: list[str]) -> Knowledge:
    assembled = stages.run("assemble the tables", lambda: assemble(sources, optional))
    questions = stages.run("read the questions", lambda: load_questions(sources))
    _require_queries(sources, questions)
    is_new = not output.exists()
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=output, prefix=".build-") as folder:
            _fill(Path(folder), sources, assembled, questions, stages)
            _move(Path(folder), output)
    except ForamenError:
        if is_new:
            output.rmdir()
        raise
    except OSError as problem:
        hint = f"it cannot be written ({problem.strerror})."
        raise BadSetting("output", str(output), hint) from problem
    return load_knowledge(output)


def _fill(
    folder: Path,
    sources: Path,
    assembled: Assembled,
    questions: tuple[Question, ...],
    stages: _Stages,
) -> None:
    """Write every file of the dataset; what was asserted is written while the rest is inferred."""
    (folder / "graphs").mkdir()
    told = {name: graph for name, graph in assembled.graphs.items() if name not in _GROWING}
    with Aside(lambda: _write_told(folder, assembled, told)) as writing:
        graphs = stages.run("infer", lambda: complete(assembled, sources))
        graphs["questions"] = question_graph(questions)
        counts = counts_of(graphs, questions, sources)
        graphs["about"] = about_graph(
            graphs, counts, DEFAULT_GRAPHS, assembled.prefixes, assembled.optional
        )
        fresh = {name: graph for name, graph in graphs.items() if name not in told}
        stages.run("write the dataset", lambda: _write_graphs(folder, fresh))
        stages.run("write the ontology", writing.wait)
    manifest = {
        "version": version(),
        "version_iri": version_iri(assembled.graphs["about"]),
        "sources_digest": sources_digest(sources),
        "optional": list(assembled.optional),
        "graphs": {str(GRAPH[name]): len(graph) for name, graph in graphs.items()},
        "default_graphs": [str(GRAPH[name]) for name in DEFAULT_GRAPHS],
        "counts": counts,
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _write_told(folder: Path, assembled: Assembled, graphs: Mapping[str, Graph]) -> None:
    write_ontology(folder, assembled)
    _write_graphs(folder, graphs)


def _write_graphs(folder: Path, graphs: Mapping[str, Graph | Collection[Triple]]) -> None:
    for name, graph in graphs.items():
        graph_file(folder, str(GRAPH[name])).write_text(n_triples(graph), encoding="utf-8")


def _move(fresh: Path, output: Path) -> None:
    """Put the new files in the place of the old: the manifest goes first and comes last."""
    manifest = output / "manifest.json"
    manifest.unlink(missing_ok=True)
    for old in (output / "graphs").glob("*.nt"):
        old.unlink()
    files = [path for path in fresh.rglob("*") if path.is_file()]
    for path in sorted(files, key=lambda path: (path.name == manifest.name, path)):
        target = output / path.relative_to(fresh)
        target.parent.mkdir(exist_ok=True)
        path.replace(target)


def _require_queries(sources: Path, questions: Iterable[Question]) -> None:
    """Make sure that the store can read each question.

    Raises:
        SourceErrors: it cannot read some.
    """
    faults = []
    for question in questions:
        try:
            ox.Store().query(question.text)
        except SyntaxError as problem:
            path = sources / "queries" / question.topic / f"{question.name}.rq"
            lines = path.read_text("utf-8-sig").splitlines()
            above = next(i for i, line in enumerate(lines) if line.strip() and line[:2] != "#+")
            file = path.relative_to(sources).as_posix()
            faults.append(parse_fault(file, problem, first_row=above + 1))
    if faults:
        raise SourceErrors(faults)


def complete(assembled: Assembled, sources: Path) -> Dataset:
    """Add what follows to what was assembled.

    Raises:
        Inconsistent: some class can have no member.
    """
    asserted = assembled.graphs
    closure = infer(asserted["axioms"], sources / "ontology" / "rules" / "el.rls")
    if closure.impossible:
        raise Inconsistent(sorted(closure.impossible))
    statements = {_fact(triple): one for triple, one in assembled.by_content().items()}
    told = {fact for fact in map(_fact, asserted["asserted"]) if fact in closure.facts}
    broader = broader_classes(closure.facts)
    inferred = view(closure.facts, broader) - told
    best = shortest_steps(told, closure, broader)
    records = InferredRecords(
        needed_steps(inferred, best), statements, asserted["sources"], asserted["derivations"]
    )
    return {
        **asserted,
        "inferred": [_triple(fact) for fact in inferred],
        "entailed": [_triple(fact) for fact in closure.facts],
        "derivations": [*asserted["derivations"], *records.triples()],
    }


def _fact(triple: Triple) -> Fact:
    subject, predicate, value = triple
    return str(subject), str(predicate), str(value)


def _triple(fact: Fact) -> Triple:
    subject, predicate, value = fact
    return iri(subject), iri(predicate), iri(value)


class _Stages:
    """Run stages and tell how long each took."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def run(self, name: str, stage: Callable[[], Result]) -> Result:
        """Run one stage."""
        started = time.perf_counter()
        result = stage()
        if self._progress is not None:
            self._progress(name, time.perf_counter() - started)
        return result

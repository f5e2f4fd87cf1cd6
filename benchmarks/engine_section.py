"""Compare engines: how long each query takes, and how load time and memory grow."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from . import processes
from .asked import Asked, NotLoaded
from .figures import median

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .asked import Reply
    from .data import Data
    from .library import Question

__all__ = ["ENGINES", "Cell", "Loaded", "Plan", "compare"]

ENGINES: Final = ("ours", "ours, in process", "oxrdflib", "rdflib", "Owlready2")
_ENOUGH_MS: Final = 3000.0  # a query whose readings add up to this is not read again
_SAME_LIBRARY: Final = {"ours", "ours, in process", "oxrdflib"}
_ARBITER: Final = "rdflib"  # decides where engines are split evenly


@dataclass(frozen=True)
class Plan:
    """How much is measured, and when to give up."""

    rounds: int
    query_limit_s: float
    load_limit_s: float
    library_limit_s: float  # for all questions of the library, an engine and a graph
    memory_mb: Callable[[], float] = processes.free_memory_mb


@dataclass
class Loaded:
    """What loading a graph cost an engine, or why it was not loaded."""

    data: str
    triples: int
    engine: str
    seconds: float | None = None
    memory_mb: float | None = None
    problem: str = ""


@dataclass
class Cell:
    """All readings of one query on one engine over one graph."""

    data: str
    query: str
    engine: str
    of_library: bool
    ms: list[float] = field(default_factory=list)
    rows: int | None = None
    digest: str = ""
    problem: str = ""
    why: str = ""

    @property
    def median_ms(self) -> float | None:
        """Give the median, where every answer came and was right."""
        return None if self.problem else median(self.ms)


def compare(
    data: Data,
    queries: Sequence[Question],
    questions: Sequence[Question],
    python: Path,
    plan: Plan,
    earlier: Sequence[Loaded],
    say: Callable[[str], None],
) -> tuple[list[Loaded], list[Cell]]:
    """Load the graph into every engine that can be expected to, and ask each in turn."""
    loads: list[Loaded] = []
    engines: list[Asked] = []
    cells: list[Cell] = []
    try:
        for name in ENGINES:
            say(f"{data.name}: loading into {name}")
            load, engine = _load(name, data, python, plan, earlier)
            loads.append(load)
            engines += [engine] if engine else []
        for question in queries:
            say(f"{data.name}: {question.name}")
            cells += _ask(engines, data, question, plan.rounds)
        cells += _ask_library(engines, data, questions, plan, say)
    finally:
        for engine in engines:
            engine.close()
    return loads, cells


def as_json(items: Sequence[Loaded | Cell]) -> list[dict[str, Any]]:
    """Give plain values for the file of raw figures."""
    return [asdict(item) for item in items]


def _load(
    name: str, data: Data, python: Path, plan: Plan, earlier: Sequence[Loaded]
) -> tuple[Loaded, Asked | None]:
    load = Loaded(data.name, data.triples, name, problem=_reason_to_skip(data, name, plan, earlier))
    if load.problem:
        return load, None
    try:
        engine = Asked(name, python, data, plan.query_limit_s, plan.load_limit_s * 1.5)
    except NotLoaded as problem:
        load.problem = str(problem)
        return load, None
    load.seconds, load.memory_mb = engine.loaded_s, engine.memory_mb
    return load, engine


def _reason_to_skip(data: Data, engine: str, plan: Plan, earlier: Sequence[Loaded]) -> str:
    """Foretell time and memory from the largest smaller graph, and say if they are too much."""
    smaller = [load for load in earlier if load.engine == engine and load.triples < data.triples]
    if not smaller:
        return ""
    nearest = max(smaller, key=lambda load: load.triples)
    if nearest.seconds is None or nearest.memory_mb is None:
        return "skipped: the smaller graph was not loaded"
    times = data.triples / nearest.triples
    if nearest.seconds * times > plan.load_limit_s:
        return f"skipped: would take {nearest.seconds * times:.0f} s"
    if nearest.memory_mb * times > plan.memory_mb():
        return f"skipped: would take {nearest.memory_mb * times:.0f} MB"
    return ""


def _ask(
    engines: Sequence[Asked],
    data: Data,
    question: Question,
    rounds: int,
    *,
    of_library: bool = False,
) -> list[Cell]:
    """Ask every engine once a round, in turn."""
    cells = {
        engine.engine: Cell(data.name, question.name, engine.engine, of_library)
        for engine in engines
    }
    for number in range(rounds + 1):
        for engine in engines:
            cell = cells[engine.engine]
            if not cell.problem and sum(cell.ms) < _ENOUGH_MS:
                _add(cell, engine.ask(question.text), warm_up=number == 0)
    if question.compare != "nothing":
        _judge(list(cells.values()), only_count=question.compare == "rows")
    return list(cells.values())


def _add(cell: Cell, reply: Reply, *, warm_up: bool) -> None:
    """Take a reading; the first one only warms up, and says what is answered."""
    if reply.problem:
        cell.problem, cell.why = reply.problem, reply.why
    elif warm_up:
        cell.rows, cell.digest = reply.rows, reply.digest
    else:
        cell.ms.append(reply.ms)


def _judge(cells: Sequence[Cell], *, only_count: bool) -> None:
    """Mark every answer that most engines do not give."""
    given = {
        cell.engine: (cell.rows, "" if only_count else cell.digest)
        for cell in cells
        if not cell.problem
    }
    # Ours and oxrdflib run the same library: what they agree on is one opinion.
    same = {answer for engine, answer in given.items() if engine in _SAME_LIBRARY}
    others = [answer for engine, answer in given.items() if engine not in _SAME_LIBRARY]
    votes = Counter([*same, *others])
    if not votes:
        return
    most = max(votes.values())
    right = {answer for answer, number in votes.items() if number == most}
    if len(right) > 1 and _ARBITER in given and given[_ARBITER] in right:
        right = {given[_ARBITER]}
    for cell in cells:
        if cell.engine in given and given[cell.engine] not in right:
            cell.problem = "wrong"


def _ask_library(
    engines: Sequence[Asked],
    data: Data,
    questions: Sequence[Question],
    plan: Plan,
    say: Callable[[str], None],
) -> list[Cell]:
    """Ask the whole library; an engine that has spent its time is not asked further."""
    cells: list[Cell] = []
    spent = dict.fromkeys((engine.engine for engine in engines), 0.0)
    for number, question in enumerate(questions, start=1):
        say(f"{data.name}: question {number} of {len(questions)}")
        able = [engine for engine in engines if spent[engine.engine] < plan.library_limit_s]
        new = _ask(able, data, question, 1, of_library=True)
        for cell in new:
            seconds = 2 * sum(cell.ms) / 1000 if cell.ms else 0.0
            spent[cell.engine] += plan.query_limit_s if cell.problem == "late" else seconds
        cells += new
    return cells

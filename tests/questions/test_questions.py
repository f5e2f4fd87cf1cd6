"""Ask every question of the library and compare with answers that a person wrote.

`answers/<topic>/<question>.csv` holds the cases of a question, parted by blank lines. A case is
lines of `# key: value` (parameter, competency, source, ordered), a CSV header with some of the
question's columns, the rows of the answer, and after `# never` rows that must not appear.
A cell is a prefixed name, a value, or the label or exact synonym of a term; an empty cell is
an unbound variable.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import URIRef

from foramen.engine import ask
from foramen.engine.model import Bindings
from foramen.namespaces import PREFIXES
from foramen.questions import load_questions
from foramen.resources import sources_root

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foramen.engine.model import Engine, Term
    from foramen.questions import Question

    Row = tuple[str | None, ...]
    Names = Mapping[str, frozenset[str]]

ANSWERS = Path(__file__).parent / "answers"
NUMBER_OF_QUESTIONS = 121
COMPETENCY = {f"CQ{number:02}" for number in range(1, 41)}
QUESTIONS = {f"{one.topic}/{one.name}": one for one in load_questions(sources_root())}
CURIE = re.compile(r"(?P<prefix>[A-Za-z][A-Za-z0-9]*):(?P<local>[\w.-]+)")


@dataclass(frozen=True)
class Case:
    """What one question answers with one choice of parameters."""

    question: str
    number: int
    parameters: Mapping[str, Sequence[str]]
    competency: frozenset[str]
    ordered: bool
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    never: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        """Name the case as pytest shows it."""
        return f"{self.question}-{self.number}"


def read_cases(path: Path) -> list[Case]:
    question = path.relative_to(ANSWERS).with_suffix("").as_posix()
    blocks = re.split(r"\n\s*\n", path.read_text("utf-8").strip())
    return [_read_case(question, number, block) for number, block in enumerate(blocks, start=1)]


def _read_case(question: str, number: int, block: str) -> Case:
    notes: dict[str, list[str]] = defaultdict(list)
    wanted: list[str] = []
    never: list[str] = []
    lines = wanted
    for line in block.splitlines():
        if not line.startswith("# "):
            lines.append(line)
        elif line == "# never":
            lines = never
        else:
            key, _, value = line[2:].partition(":")
            notes[key].append(value.strip())
    unknown = notes.keys() - {"parameter", "competency", "source", "ordered"}
    assert not unknown, f"{question}, case {number}: what is {', '.join(unknown)}?"
    assert notes["source"], f"{question}, case {number}: say where the answer is from"
    parameters: dict[str, list[str]] = defaultdict(list)
    for note in notes["parameter"]:
        name, _, value = note.partition(" = ")
        parameters[name].append(value)
    columns, *rows = csv.reader(wanted)
    return Case(
        question=question,
        number=number,
        parameters=parameters,
        competency=frozenset(notes["competency"]),
        ordered="ordered" in notes,
        columns=tuple(columns),
        rows=tuple(map(tuple, rows)),
        never=tuple(map(tuple, csv.reader(never))),
    )


CASES = [case for path in sorted(ANSWERS.glob("*/*.csv")) for case in read_cases(path)]


@pytest.fixture(scope="session")
def names(oxigraph: Engine) -> Names:
    """The terms that a label or an exact synonym stands for."""
    answer = ask(
        oxigraph,
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
        "SELECT ?term ?name WHERE { ?term rdfs:label|skos:altLabel ?name }",
    )
    assert isinstance(answer, Bindings)
    found: dict[str, set[str]] = defaultdict(set)
    for row in answer.rows:
        found[str(row["name"]).casefold()].add(str(row["term"]))
    return {name: frozenset(terms) for name, terms in found.items()}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_question_has_the_answer_that_its_sources_give(
    oxigraph: Engine, case: Case, names: Names
) -> None:
    _compare(oxigraph, case, names)


# rdflib is slow: one case a question shows that both engines read it alike.
@pytest.mark.parametrize("case", [case for case in CASES if case.number == 1], ids=str)
def test_rdflib_gives_the_same_answer(rdflib: Engine, case: Case, names: Names) -> None:
    _compare(rdflib, case, names)


def _compare(engine: Engine, case: Case, names: Names) -> None:
    rows = _answer(engine, QUESTIONS[case.question], case)
    wanted = [_meanings(row, names) for row in case.rows]
    missing = [row for row, want in zip(case.rows, wanted, strict=True) if not _any(want, rows)]
    surplus = [row for row in rows if not any(_fits(row, want) for want in wanted)]
    assert (missing, surplus) == ([], []), "not in the answer, or in it and not expected"
    if case.ordered:
        assert len(rows) == len(wanted)
        in_order = (_fits(row, want) for row, want in zip(rows, wanted, strict=True))
        assert all(in_order), f"in another order: {rows}"
    wrong = [row for row in case.never if _any(_meanings(row, names), rows)]
    assert wrong == [], "these must not appear"


def test_every_question_is_found() -> None:
    assert len(QUESTIONS) == NUMBER_OF_QUESTIONS, "change the number here, and the list in README"


def test_questions_and_answers_match() -> None:
    assert {case.question for case in CASES} == set(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_case_asks_the_question_as_it_stands(question: str) -> None:
    asked = [case for case in CASES if case.question == question]
    assert any(not case.parameters for case in asked), "write a case with the default parameters"
    assert all(case.never for case in asked), "write a row that must not appear into each case"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case_is_well_formed(case: Case, names: Names) -> None:
    assert all(len(row) == len(case.columns) for row in (*case.rows, *case.never))
    assert len(set(case.rows)) == len(case.rows), "a row is written twice"
    assert not set(case.rows) & set(case.never), "a row is expected and forbidden"


def test_every_competency_question_is_covered() -> None:
    assert {one for case in CASES for one in case.competency} == COMPETENCY


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_question_declares_only_the_prefixes_it_uses(question: Question) -> None:
    declared = dict(re.findall(r"^PREFIX (\w+): <([^>]+)>$", question.text, re.MULTILINE))
    body = re.sub(r'"[^"]*"|<[^>]*>', "", question.text)
    used = set(re.findall(r"(?<![\w:])(\w+):", re.sub(r"^PREFIX.*$", "", body, flags=re.MULTILINE)))
    assert declared == {prefix: str(PREFIXES[prefix]) for prefix in used}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_question_is_described_and_ordered(question: Question) -> None:
    assert question.summary.endswith("?")
    assert question.description.endswith(".")
    assert "GRAPH" not in question.text, "any endpoint with the default graph must answer it"
    if "(COUNT(" not in question.text or "GROUP BY" in question.text:
        assert "ORDER BY" in question.text
    blocks = re.findall(r"VALUES \?(\w+)", question.text)
    assert {parameter.name for parameter in question.parameters} <= set(blocks)


def test_readme_lists_every_question() -> None:
    readme = (sources_root() / "queries" / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| `([a-z0-9/-]+)` \| (.+) \|$", readme, re.MULTILINE)
    assert listed == [(name, one.summary) for name, one in QUESTIONS.items()]


def _answer(engine: Engine, question: Question, case: Case) -> list[Row]:
    """Ask, and keep the columns of the case, each row once."""
    answer = ask(engine, question.with_values(case.parameters))
    assert isinstance(answer, Bindings)
    assert set(case.columns) <= set(answer.variables), f"the columns are {answer.variables}"
    rows = [tuple(_plain(row.get(column)) for column in case.columns) for row in answer.rows]
    return list(dict.fromkeys(rows))


def _plain(term: Term | None) -> str | None:
    return None if term is None else str(term)


def _meanings(row: Sequence[str], names: Names) -> list[frozenset[str | None]]:
    return [_meaning(cell, names) for cell in row]


def _meaning(cell: str, names: Names) -> frozenset[str | None]:
    """Give all that a cell may stand for."""
    if not cell:
        return frozenset({None})
    curie = CURIE.fullmatch(cell)
    if curie and curie["prefix"] in PREFIXES:
        return frozenset({str(URIRef(PREFIXES[curie["prefix"]] + curie["local"]))})
    return frozenset({cell}) | names.get(cell.casefold(), frozenset())


def _fits(row: Row, meanings: Sequence[frozenset[str | None]]) -> bool:
    return all(value in meaning for value, meaning in zip(row, meanings, strict=True))


def _any(meanings: Sequence[frozenset[str | None]], rows: Sequence[Row]) -> bool:
    return any(_fits(row, meanings) for row in rows)

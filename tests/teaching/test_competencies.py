"""Every competency question has the answer that was written for it by hand from its sources.

The question of the library is asked with the parameters that the table gives, over the real
dataset, and the column that it names is compared with everything that is expected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foramen.compiler.tables import read_table
from foramen.engine import ask
from foramen.engine.model import Bindings
from foramen.namespaces import FORAMEN
from foramen.questions import load_questions
from foramen.resources import sources_root
from foramen.teaching.reading import read

if TYPE_CHECKING:
    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.teaching.model import Competency

TABLE = sources_root() / "ontology" / "teaching" / "competency-questions.tsv"
KEYS = [row.cells["key"] for row in read_table(TABLE, sources_root()).rows]
QUESTIONS = {one.name: one for one in load_questions(sources_root())}
FEWEST_COMPETENCIES = 100


@pytest.fixture(scope="module")
def competencies(built: Knowledge) -> dict[str, Competency]:
    return {one.key: one for one in read(built).competencies}


def test_there_are_at_least_as_many_as_are_written_here(competencies):
    assert len(KEYS) >= FEWEST_COMPETENCIES
    assert set(competencies) == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_the_library_answers_a_competency_question_as_expected(
    whole: Engine, competencies: dict[str, Competency], key: str
):
    one = competencies[key]
    asked = QUESTIONS[one.question]
    assert one.given.keys() <= {parameter.name for parameter in asked.parameters}
    answer = ask(whole, asked.with_values(one.given))
    assert isinstance(answer, Bindings)
    assert one.column in answer.variables
    found = {str(row[one.column]) for row in answer.rows if one.column in row}
    assert _local(found) == _local(set(one.expects))


def _local(iris: set[str]) -> set[str]:
    return {iri.removeprefix(str(FORAMEN)) for iri in iris}

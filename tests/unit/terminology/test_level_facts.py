"""What bears on a foramen, gathered from memory: the same as its query gives."""

import pytest

from foramen.lookup.concepts import Concepts
from foramen.lookup.level_query import COLUMNS, level_query
from foramen.terminology.column import Column
from foramen.terminology.level_facts import LevelFacts
from foramen.terminology.neighbourhood import Neighbourhood


@pytest.fixture(scope="module")
def catalogue(real_catalogue):
    return real_catalogue


@pytest.fixture(scope="module")
def facts(built, whole, catalogue):
    return LevelFacts(catalogue, Neighbourhood(catalogue), Concepts(built, whole).statements)


@pytest.mark.slow  # on the lowest version of the engine each query takes seconds
def test_every_foramen_has_exactly_the_facts_of_its_query(whole, catalogue, facts):
    levels = Column.read(catalogue).levels
    foramina = [opening.iri for level in levels for opening in level.foramina.values()]
    assert len(foramina) == 46
    for foramen in foramina:
        answer = whole.answer(whole.guard.check(level_query(foramen)))
        rows = {tuple(str(row.get(name, "")) for name in COLUMNS) for row in answer.rows}
        told = {
            (one.section, one.subject, one.property, one.object, source)
            for one in facts.of(foramen)
            for source in one.sources
        }
        places = [COLUMNS.index(name) for name in ("section", "subject", "property", "object")]
        place = COLUMNS.index("source")
        assert told == {(*(row[one] for one in places), row[place]) for row in rows}
        told = {(one.subject, one.object, one.strength, one.note) for one in facts.of(foramen)}
        names = ("subject", "object", "strength", "note")
        assert told == {tuple(row[COLUMNS.index(name)] for name in names) for row in rows}


def test_a_term_that_is_no_foramen_has_none_of_the_sections_of_a_level(facts):
    assert not [one for one in facts.of("https://w3id.org/foramen/Wrist") if one.section == "roots"]

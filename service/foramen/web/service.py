"""Hold the parts that views need, as one typed object of the application."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from flask import current_app

from foramen.annotate.annotator import Annotator
from foramen.annotate.coding import ApplicableCodes
from foramen.correlate.correlation import Correlation
from foramen.lookup.changes import Changes
from foramen.lookup.schema import read_schema
from foramen.lookup.schema_json import as_json
from foramen.lookup.sources import Bibliography
from foramen.resources import changelog_file, sources_root
from foramen.teaching.backing import Backing
from foramen.teaching.curriculum import Curriculum
from foramen.teaching.matching import Matcher
from foramen.teaching.quiz import Quiz
from foramen.teaching.quiz_reading import read_quiz
from foramen.teaching.study import Study
from foramen.terminology.applicable import Applicable
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.codes import Codes
from foramen.terminology.column import Column
from foramen.terminology.connections import Connections
from foramen.terminology.level_facts import LevelFacts
from foramen.terminology.neighbourhood import Neighbourhood
from foramen.terminology.search import Search

from .term_questions import Questions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.lookup.concepts import Concepts
    from foramen.questions import Question
    from foramen.settings import Settings

    from .metrics import Metrics

__all__ = ["Service", "service"]


@dataclass(frozen=True)
class Service:
    """What the application was made of."""

    knowledge: Knowledge
    engine: Engine
    questions: Mapping[str, Question]
    settings: Settings
    concepts: Concepts
    metrics: Metrics

    @cached_property
    def catalogue(self) -> Catalogue:
        """Give all terms and mappings, read when first asked for."""
        return Catalogue.read(self.knowledge)

    @cached_property
    def codes(self) -> Codes:
        """Give what reads codes of other terminologies."""
        return Codes(self.catalogue)

    @cached_property
    def search(self) -> Search:
        """Give the search over the catalogue, indexed when first asked for."""
        return Search(self.catalogue)

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        """Give the relations of terms from both ends, indexed when first asked for."""
        return Neighbourhood(self.catalogue)

    @cached_property
    def asked(self) -> Questions:
        """Give which questions may be asked of which term."""
        return Questions(self.questions.values(), self.catalogue, self.neighbourhood)

    @cached_property
    def connections(self) -> Connections:
        """Give what finds ways between terms."""
        return Connections(self.catalogue, self.neighbourhood)

    @cached_property
    def applicable(self) -> Applicable:
        """Give the codes that may apply to a narrowed foramen, read when first asked for."""
        return Applicable.read(self.knowledge, self.catalogue)

    @cached_property
    def bibliography(self) -> Bibliography:
        """Give the sources and what rests on them, read when first asked for."""
        return Bibliography(self.engine, self.concepts.names)

    @cached_property
    def changes(self) -> Changes:
        """Give what changed from version to version."""
        return Changes(changelog_file(), sources_root(), self.engine)

    @cached_property
    def column(self) -> Column:
        """Give the spinal column as figures draw it, read when first asked for."""
        return Column.read(self.catalogue)

    @cached_property
    def schema(self) -> str:
        """Give which class has which property, as JSON, counted when first asked for."""
        return as_json(read_schema(self.knowledge), self.knowledge, self.concepts.names.label)

    @cached_property
    def annotator(self) -> Annotator:
        """Give what finds terms in reports, made when first asked for."""
        return Annotator(self.catalogue, ApplicableCodes(self.catalogue, self.applicable))

    @cached_property
    def correlation(self) -> Correlation:
        """Give what connects findings with roots, made when first asked for."""
        return Correlation(self.catalogue, self.concepts.statements)

    @cached_property
    def level_facts(self) -> LevelFacts:
        """Give what bears on each foramen, gathered when first asked for."""
        return LevelFacts(self.catalogue, self.neighbourhood, self.concepts.statements)

    @cached_property
    def curriculum(self) -> Curriculum:
        """Give topics, prerequisites and objectives, read when first asked for."""
        return Curriculum.read(self.knowledge, self.catalogue)

    @cached_property
    def matcher(self) -> Matcher:
        """Give what matches the lines of syllabi, made when first asked for."""
        return Matcher(self.curriculum, self.annotator, self.search)

    @cached_property
    def study(self) -> Study:
        """Give what study sheets and flash cards are made of."""
        backing = Backing(self.catalogue, self.concepts.statements)
        wording = self.quiz.wording
        return Study(self.curriculum, backing, self.column, self.neighbourhood, wording)

    @cached_property
    def quiz(self) -> Quiz:
        """Give the questions that can be drafted from facts, drafted when first asked for."""
        return Quiz(
            read_quiz(self.knowledge),
            self.curriculum,
            self.neighbourhood,
            self.concepts.statements,
        )

    def prepare(self) -> None:
        """Read now what would else be read for the first who asks."""
        _ = self.search, self.concepts.names, self.asked
        self.concepts.statements.prepare()
        self.bibliography.prepare()
        _ = self.column, self.applicable, self.correlation
        _ = self.curriculum.order, self.study, self.matcher
        _ = self.quiz.drafts  # the last: it takes longest of what few ask for at once


def service() -> Service:
    """Give the parts of the application that answers the present request."""
    return cast("Service", current_app.extensions["foramen"])

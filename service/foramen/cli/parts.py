"""Make the parts that the commands share: settings, dataset, questions, engine."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import click

from foramen.engine import open_engine
from foramen.knowledge import load_knowledge
from foramen.lookup.concepts import Concepts
from foramen.questions import load_questions
from foramen.settings import Settings
from foramen.teaching.curriculum import Curriculum
from foramen.teaching.quiz import Quiz
from foramen.teaching.quiz_reading import read_quiz
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.neighbourhood import Neighbourhood

if TYPE_CHECKING:
    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.questions import Question

__all__ = ["Parts", "pass_parts"]


class Parts:
    """Makes each part when it is first asked for: no command waits for what it needs not."""

    @cached_property
    def settings(self) -> Settings:
        """Give what the environment says."""
        return Settings.from_environment()

    @cached_property
    def knowledge(self) -> Knowledge:
        """Give the built dataset."""
        return load_knowledge(self.settings.dataset_directory)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Give the question library."""
        return load_questions(self.settings.sources_root)

    @cached_property
    def engine(self) -> Engine:
        """Give what answers queries; one command asks one after another."""
        return open_engine(replace(self.settings, concurrent_queries=1), self.knowledge)

    @cached_property
    def concepts(self) -> Concepts:
        """Give what looks terms up."""
        return Concepts(self.knowledge, self.engine)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Give all terms and mappings."""
        return Catalogue.read(self.knowledge)

    @cached_property
    def curriculum(self) -> Curriculum:
        """Give topics, prerequisites and objectives."""
        return Curriculum.read(self.knowledge, self.catalogue)

    @cached_property
    def quiz(self) -> Quiz:
        """Give the questions that can be drafted from facts."""
        return Quiz(
            read_quiz(self.knowledge),
            self.curriculum,
            Neighbourhood(self.catalogue),
            self.concepts.statements,
        )

    def close(self) -> None:
        """End the engine, if it was opened."""
        if "engine" in self.__dict__:
            self.engine.close()


pass_parts = click.make_pass_decorator(Parts)

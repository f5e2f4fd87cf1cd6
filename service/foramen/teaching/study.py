"""Hold what is studied from, each made once: the tables of sheets and all cards."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from foramen.terminology.column import Column
from foramen.terminology.neighbourhood import Neighbourhood

from .backing import Backing
from .cards import Cards
from .caution_table import cautions_of
from .quiz_reading import read_quiz
from .quiz_wording import Wording
from .root_table import root_table

if TYPE_CHECKING:
    from foramen.knowledge import Knowledge

    from .caution_table import Caution
    from .curriculum import Curriculum
    from .tabled import Table

__all__ = ["Study"]


class Study:
    """What is taught and what is said of it."""

    def __init__(
        self,
        curriculum: Curriculum,
        backing: Backing,
        column: Column,
        neighbourhood: Neighbourhood,
        wording: Wording,
    ) -> None:
        """Take what is taught, what is said of it, what is read of the terms, and their words."""
        self._wording = wording
        self.curriculum, self.backing = curriculum, backing
        self.column, self.neighbourhood = column, neighbourhood

    @classmethod
    def read(cls, knowledge: Knowledge, curriculum: Curriculum) -> Study:
        """Read what is said in a dataset, where no service has done so."""
        catalogue = curriculum.catalogue
        backing = Backing.read(knowledge, catalogue)
        wording = Wording(catalogue, read_quiz(knowledge))
        return cls(curriculum, backing, Column.read(catalogue), Neighbourhood(catalogue), wording)

    @cached_property
    def cards(self) -> Cards:
        """Give all cards."""
        return Cards(self.curriculum, self.backing, self.cautions, self._wording.phrase)

    @cached_property
    def cautions(self) -> tuple[Caution, ...]:
        """Give every caution that a source states."""
        return cautions_of(self.backing)

    @cached_property
    def roots(self) -> Table:
        """Give the table of levels and roots."""
        return root_table(self.column, self.backing)

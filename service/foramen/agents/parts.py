"""Hold what the tools ask, and say what a finder of terms and of codes must be able to do."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from foramen.lookup.explanation import Explainer
from foramen.lookup.released import Released

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.lookup.concepts import Concepts
    from foramen.questions import Question
    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Mapped, Term

__all__ = ["Codes", "Found", "Parts", "TermSearch"]


@dataclass(frozen=True)
class Found:
    """A term that words lead to, by one of its names."""

    term: Term
    name: str
    exact: bool


class TermSearch(Protocol):
    """Whatever finds terms by words."""

    def find(self, words: str, most: int) -> Sequence[Found]:
        """Give at most so many terms, the best first."""


class Codes(Protocol):
    """Whatever finds our terms by codes of other terminologies."""

    def find(self, code: str) -> Sequence[Mapped]:
        """Give the mappings to a code, in any of its forms.

        Raises:
            UnknownCode: no mapping leads there; the error carries near matches.
        """


@dataclass(frozen=True)
class Parts:
    """What the tools ask.

    Attributes:
        read_catalogue: gives all terms and mappings; asked for once, when first needed.
    """

    knowledge: Knowledge
    engine: Engine
    questions: Mapping[str, Question]
    concepts: Concepts
    read_catalogue: Callable[[], Catalogue]
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _kept: list[Catalogue] = field(default_factory=list, repr=False)

    @property
    def catalogue(self) -> Catalogue:
        """Give all terms and mappings."""
        with self._lock:
            if not self._kept:
                self._kept.append(self.read_catalogue())
            return self._kept[0]

    @cached_property
    def explainer(self) -> Explainer:
        """Give what tells why a triple is in the graph."""
        return Explainer(self.knowledge, self.engine, self.concepts)

    @cached_property
    def released(self) -> Released:
        """Give what reads the release files."""
        return Released(self.knowledge)

"""Hold what the tools ask."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from foramen.lookup.explanation import Explainer
from foramen.lookup.released import Released

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.lookup.concepts import Concepts
    from foramen.questions import Question
    from foramen.terminology.codes import Codes
    from foramen.terminology.search import Search

__all__ = ["Parts", "Terms"]


@dataclass(frozen=True)
class Terms:
    """What finds terms by words, and by codes of other terminologies."""

    search: Search
    codes: Codes


@dataclass(frozen=True)
class Parts:
    """What the tools ask.

    Attributes:
        read_terms: gives what finds terms; asked for once, when first needed.
    """

    knowledge: Knowledge
    engine: Engine
    questions: Mapping[str, Question]
    concepts: Concepts
    read_terms: Callable[[], Terms]
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _kept: list[Terms] = field(default_factory=list, repr=False)

    @property
    def terms(self) -> Terms:
        """Give what finds terms."""
        with self._lock:
            if not self._kept:
                self._kept.append(self.read_terms())
            return self._kept[0]

    @cached_property
    def explainer(self) -> Explainer:
        """Give what tells why a triple is in the graph."""
        return Explainer(self.knowledge, self.engine, self.concepts)

    @cached_property
    def released(self) -> Released:
        """Give what reads the release files."""
        return Released(self.knowledge)

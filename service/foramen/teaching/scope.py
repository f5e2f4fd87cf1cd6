"""Say what a learner on the way to some concepts can be asked: nothing that lies beyond it.

What is asked is about something that is still to be learned; all else that it names stands on the
path too, or is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .curriculum import Curriculum
    from .named import Named

__all__ = ["Scope", "scope_of"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a learner stands.

    Attributes:
        new: the IRIs of the concepts that are to be learned.
        met: those, and what is known.
    """

    new: frozenset[str]
    met: frozenset[str]

    def holds(self, concepts: Collection[str]) -> bool:
        """Tell whether a question that names some concepts can be asked."""
        named = frozenset(concepts)
        return bool(named & self.new) and named <= self.met


def scope_of(curriculum: Curriculum, to: Sequence[Named], known: Sequence[Named]) -> Scope | None:
    """Give the scope of a path; where neither its end nor its start is named, none.

    Args:
        curriculum: what is taught.
        to: what is to be learned: it and all that it requires; if nothing, everything.
        known: what is known: it and all that it requires.
    """
    if not to and not known:
        return None
    start = {iri for one in known for iri in one.taught}
    learned = start | curriculum.all_needed(start)
    wanted = {iri for one in to for iri in one.taught} if to else {*curriculum.under}
    whole = wanted | curriculum.all_needed(wanted)
    return Scope(frozenset(whole - learned), frozenset(whole | learned))

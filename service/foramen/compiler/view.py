"""Choose, of all that follows, what a person asks for: the nearest classes and the nearest ends.

Everything entailed holds vaguer ends too (a root that is 'some neural structure'), so a question
asked of it matches far too much. The view keeps, for each subject and property, only the ends
that no other end is narrower than, and for the hierarchy only the direct parents. That a thing
shares a root with its own kind is true and tells nobody anything, so no end is the subject.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from foramen.compiler.infer import SUB, Fact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = ["broader_classes", "view"]


def broader_classes(facts: Iterable[Fact]) -> dict[str, set[str]]:
    """Give the classes that are strictly broader than each class."""
    pairs = {(a, b) for a, p, b in facts if p == SUB and a != b}
    broader: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        if (b, a) not in pairs:
            broader[a].add(b)
    return broader


def view(facts: Collection[Fact], broader: Mapping[str, set[str]]) -> set[Fact]:
    """Keep the facts whose object is as narrow as any for their subject and property."""
    ends: dict[tuple[str, str], set[str]] = defaultdict(set)
    for a, p, b in facts:
        if p != SUB or a != b:
            ends[a, p].add(b)
    return {
        (a, p, b)
        for (a, p), objects in ends.items()
        for b in objects - {wide for narrow in objects for wide in broader.get(narrow, ())}
        if a != b
    }

"""Cut an order of learning into lessons: none too long, topics kept together where they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["cut"]


class _Way(NamedTuple):
    """The best way to cut the first concepts into so many lessons.

    Attributes:
        splits: how many cuts go through a topic.
        uneven: the sum of the squares of the lengths, which is least where they are alike.
        before: where the last lesson begins.
    """

    splits: int
    uneven: int
    before: int


def cut(topics: Sequence[str], *, units: int, size: int) -> tuple[range, ...]:
    """Cut a sequence, of which the topic of each is given, into lessons that keep its order.

    The fewest cuts go through a topic; of such ways the one of fewest lessons is taken, and of
    these the most even one.

    >>> cut(["a", "a", "b", "b", "b"], units=3, size=3)
    (range(0, 2), range(2, 5))

    Args:
        topics: one for each concept.
        units: how many lessons there may be; there is room for all concepts in them.
        size: how many concepts a lesson may have.
    """
    ways: list[dict[int, _Way]] = [{0: _Way(0, 0, 0)}]
    for end in range(1, len(topics) + 1):
        found: dict[int, _Way] = {}
        for start in range(max(0, end - size), end):
            split = int(start > 0 and topics[start - 1] == topics[start])
            for used, way in ways[start].items():
                new = _Way(way.splits + split, way.uneven + (end - start) ** 2, start)
                if used < units and (used + 1 not in found or new < found[used + 1]):
                    found[used + 1] = new
        ways.append(_worthwhile(found))
    return _walked(ways)


def _worthwhile(found: dict[int, _Way]) -> dict[int, _Way]:
    """Leave out ways of more lessons that split no topic less."""
    kept: dict[int, _Way] = {}
    fewest = None
    for used in sorted(found):
        if fewest is None or found[used].splits < fewest:
            kept[used] = found[used]
            fewest = found[used].splits
    return kept


def _walked(ways: Sequence[dict[int, _Way]]) -> tuple[range, ...]:
    """Go back from the end of the best way."""
    end = len(ways) - 1
    used = min(ways[end], key=lambda number: (ways[end][number].splits, number))
    lessons = []
    while end > 0:
        start = ways[end][used].before
        lessons.append(range(start, end))
        end, used = start, used - 1
    return tuple(reversed(lessons))

"""Order the parts of a value set that take codes from several versions of one code system."""

from __future__ import annotations

from collections import defaultdict
from functools import cmp_to_key
from typing import TYPE_CHECKING

from .elements import Json, text
from .versions import newer

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["excludes_other_versions", "has_several_versions", "newest_first"]


def newest_first(parts: list[Json]) -> list[tuple[int, Json]]:
    """Let the newest version of a code system come first; each part keeps its number."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(parts):
        places[text(one, "system")].append(index)
    ordered = list(enumerate(parts))
    for system, indexes in places.items():
        if system and len(indexes) > 1:
            best = sorted(((index, parts[index]) for index in indexes), key=_NEWEST_FIRST)
            for place, numbered in zip(indexes, best, strict=True):
                ordered[place] = numbered
    return ordered


def _compare(one: tuple[int, Json], other: tuple[int, Json]) -> int:
    version, than = text(one[1], "version"), text(other[1], "version")
    return -1 if newer(version, than) else int(newer(than, version))


_NEWEST_FIRST = cmp_to_key(_compare)


def has_several_versions(parts: Iterable[Json]) -> bool:
    """Tell whether a code system is named with more than one version."""
    versions: dict[str, set[str]] = defaultdict(set)
    for one in parts:
        versions[text(one, "system")].add(text(one, "version"))
    return any(len(some) > 1 for some in versions.values())


def excludes_other_versions(includes: list[Json], excludes: list[Json]) -> bool:
    """Tell whether codes of one version of a system are excluded from another version."""
    if not includes or not excludes:
        return False
    everywhere = (*includes, *excludes)
    systems = {text(one, "system") for one in everywhere}
    if len(systems) > 1 or "" in systems or not all(text(one, "version") for one in everywhere):
        return False
    included = {text(one, "version") for one in includes}
    return not included & {text(one, "version") for one in excludes}

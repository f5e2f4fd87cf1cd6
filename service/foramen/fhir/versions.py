"""Compare the versions of code systems and value sets, whatever way they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["latest", "listed", "matches", "newer"]

_SEMVER: Final = re.compile(
    r"(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?"
)
_CRITERIA: Final = re.compile(
    r"(\d{1,9}|[xX*])(?:\.(\d{1,9}|[xX*]))?(?:\.(\d{1,9}|[xX*]))?"
    r"(?:-([0-9A-Za-z.*-]+))?(?:\+([0-9A-Za-z.*-]+))?"
)
_ANY: Final = {"x", "X", "*"}


def matches(wanted: str, version: str | None) -> bool:
    """Tell whether a version is the wanted one.

    `1.x.x` takes any 1.something; `1?` anything that begins so; where versions are not numbers
    with dots, a longer one is more precise than its beginning (2023 takes 2023-04-01).
    """
    if not version or not wanted:
        return False
    if wanted == version:
        return True
    parsed = _SEMVER.fullmatch(version)
    if parsed is None:
        return not version.isdigit() and version.startswith(wanted)
    criteria = _CRITERIA.fullmatch(wanted.removesuffix("?"))
    return criteria is not None and _match_parts(
        criteria.groups(), parsed.groups(), open_end=wanted.endswith("?")
    )


def _match_parts(
    wanted: tuple[str | None, ...], given: tuple[str | None, ...], *, open_end: bool
) -> bool:
    for one, other in zip(wanted, given, strict=True):
        if one is None and open_end:
            return True
        if one in _ANY:
            if other is None:
                return False
        elif one != other:
            return False
    return True


def newer(version: str, than: str) -> bool:
    """Tell whether a version comes after another."""
    return _key(version) > _key(than)


def latest(versions: Iterable[str]) -> str | None:
    """Give the last of some versions."""
    return max(versions, key=_key, default=None)


def _key(version: str) -> tuple[int, tuple[int, ...], int, str]:
    """Order numbers with dots by the numbers, all else as texts; a label comes before none."""
    parsed = _SEMVER.fullmatch(version)
    if parsed is None:
        return 0, (int(version),) if version.isdigit() and len(version) < 10 else (), 0, version
    major, minor, patch, label, _ = parsed.groups()
    return 1, (int(major), int(minor), int(patch or 0)), 0 if label else 1, label or ""


def listed(versions: Iterable[str]) -> str:
    """Write versions as people list them."""
    *most, last = sorted(versions) or [""]
    if not most:
        return last
    return f"{', '.join(most)} or {last}" if len(most) == 1 else f"{', '.join(most)} and {last}"

"""Understand language tags and what a client prefers (BCP 47, Accept-Language)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = ["Preference", "Range", "Tag", "parse", "read_preference"]

_TAG: Final = re.compile(
    r"([a-z]{2,3}|[a-z]{5,8})((?:-[a-z]{3}){0,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?"
    r"((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)((?:-[a-z0-9](?:-[a-z0-9]{2,8})+)*)",
    re.IGNORECASE,
)
_QUALITY: Final = re.compile(r"q=(0(\.\d{0,3})?|1(\.0{0,3})?)")
_MOST: Final = 30
# What a client that names languages is understood to add: anything else, if need be.
_ANYTHING: Final = 0.01


@dataclass(frozen=True, slots=True)
class Tag:
    """A language tag, taken apart."""

    text: str
    language: str
    script: str = ""
    region: str = ""
    rest: str = ""

    def matches(self, other: Tag, *, exact: bool = False, region: bool = False) -> bool:
        """Tell whether two tags name the same language, to a depth."""
        if self.language != other.language:
            return False
        if exact:
            return (self.script, self.region, self.rest) == (
                other.script,
                other.region,
                other.rest,
            )
        return not region or (self.script, self.region) == (other.script, other.region)


@dataclass(frozen=True, slots=True)
class Range:
    """One entry of a preference; without a tag it stands for any language."""

    tag: Tag | None
    quality: float
    implied: bool = False

    def __str__(self) -> str:
        name = self.tag.text if self.tag else "*"
        return name if self.quality == 1 else f"{name}; q={self.quality:g}"


@dataclass(frozen=True, slots=True)
class Preference:
    """What a client wants, the dearest first."""

    ranges: tuple[Range, ...]

    def summary(self, *, wildcard: bool) -> str:
        """Write it as it was given."""
        return ", ".join(
            str(one) for one in self.ranges if not one.implied and (wildcard or one.tag)
        )


@lru_cache(maxsize=1000)
def parse(text: str) -> Tag | None:
    """Take a tag apart; None where it is none."""
    found = _TAG.fullmatch(text.strip())
    if not found:
        return None
    language, extended, script, region, variants, extensions = found.groups()
    return Tag(
        text=text.strip(),
        language=language.lower(),
        script=(script or "").lower(),
        region=(region or "").lower(),
        rest=f"{extended}{variants}{extensions}".lower(),
    )


def read_preference(given: str, *, fall_back: bool) -> Preference:
    """Read languages with their weights.

    Args:
        given: as in an Accept-Language header.
        fall_back: whether any other language is better than none, where nothing is said of `*`.

    Raises:
        ValueError: it is not written as it must be.
    """
    entries = [one for one in given.split(",") if one.strip()]
    if not entries or len(entries) > _MOST:
        raise ValueError(given)
    ranges = [_read_range(entry) for entry in entries]
    if fall_back and all(one.tag for one in ranges):
        ranges.append(Range(None, _ANYTHING, implied=True))
    return Preference(tuple(sorted(ranges, key=lambda one: -one.quality)))


def _read_range(entry: str) -> Range:
    name, *parameters = (part.strip() for part in entry.split(";"))
    quality = 1.0
    for parameter in parameters:
        found = _QUALITY.fullmatch(parameter.replace(" ", ""))
        if not found:
            raise ValueError(entry)
        quality = float(found.group(1))
    if name == "*":
        return Range(None, quality)
    tag = parse(name)
    if tag is None:
        raise ValueError(entry)
    return Range(tag, quality)

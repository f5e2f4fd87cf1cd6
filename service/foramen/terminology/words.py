"""Fold what people write into comparable words: levels, sides, plurals and spelling.

Names and queries go through the same folding, so a rule here need only be the same for both; it
need not be good English.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["KIN", "content", "fold", "folded_text", "loose", "places"]

_SIDES: Final = frozenset({"left", "right"})
# A spinal level or segment as `fold` writes it: `l4~l5`, `c8`.
_LEVEL: Final = re.compile(r"[ctls]\d{1,2}(?:~[ctls]\d{1,2})?")

_LAST: Final = {"c": 8, "t": 12, "l": 6, "s": 5}
_BELOW: Final = {("c", 7): ("t", 1), ("t", 12): ("l", 1), ("l", 5): ("s", 1), ("l", 6): ("s", 1)}
_REGION: Final = r"(th|[ctls])"
_PAIR: Final = re.compile(
    rf"(?<![a-z0-9]){_REGION}[ .]?(\d{{1,2}})(?:\s*[-/\\]\s*|\s+(?=th|[ctls])|(?=th|[ctls]))"
    rf"{_REGION}?[ .]?(\d{{1,2}})(?![a-z0-9])"
)
_ONE: Final = re.compile(rf"(?<![a-z0-9~]){_REGION} ?(\d{{1,2}})(?![a-z0-9~])")
_ORDINALS: Final = {
    word: number
    for number, words in enumerate(
        (
            "first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th",
            "seventh 7th", "eighth 8th", "ninth 9th", "tenth 10th", "eleventh 11th",
            "twelfth 12th",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_REGIONS: Final = {"cervical": "c", "thoracic": "t", "lumbar": "l", "sacral": "s"}
_NAMED: Final = "|".join(_REGIONS)
_ORDINAL: Final = re.compile(rf"\b({'|'.join(_ORDINALS)}) ({_NAMED})\b")
_NUMBERED: Final = re.compile(rf"\b({_NAMED}) (?=\d{{1,2}}\b)")
_SIGNS: Final = {
    **dict.fromkeys(("\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212"), "-"),
    **dict.fromkeys(("\u2044", "\u2215"), "/"),
    "\u2019": "'",
}
_PLAIN_SIGNS: Final = str.maketrans(_SIGNS)
_SHORT_FORMS: Final = re.compile(r"\b([A-Z]{2,})s\b")  # several of what is written in capitals
_WORD: Final = re.compile(r"[^\W_]+(?:~[^\W_]+)?")
# Words that tell no two names apart.
_EMPTY: Final = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "sided", "that", "the",
     "to", "with")
)  # fmt: skip
_SAME: Final = {
    "l": "left", "lt": "left", "r": "right", "rt": "right",
    "disk": "disc", "foramina": "foramen", "foraminae": "foramen",
    "vertebrae": "vertebra", "ganglia": "ganglion", "ligamenta": "ligamentum",
    "flava": "flavum", "nuclei": "nucleus", "rami": "ramus", "axes": "axis",
    "radices": "radix", "feet": "foot", "grey": "gray", "programme": "program",
    "neuroforaminal": "neural foraminal", "neuroforamen": "neural foramen",
    "neuroforamina": "neural foramen", "neuroforamens": "neural foramen",
}  # fmt: skip
# Noun and adjective that people use for each other.
_ADJECTIVES: Final = {
    "foraminal": "foramen", "neural": "nerve", "spinal": "spine", "cervical": "neck",
    "radicular": "root", "vertebral": "vertebra", "discal": "disc", "muscular": "muscle",
}  # fmt: skip
KIN: Final = _ADJECTIVES | {noun: adjective for adjective, noun in _ADJECTIVES.items()}
_ENDINGS: Final = (
    (re.compile(r"(?<=..)oses$"), "osis"),
    (re.compile(r"(?<=..)ies$"), "y"),
    (re.compile(r"(?<=ss|sh|ch|.x)es$"), ""),
    (re.compile(r"(?<=[^sui])s$"), ""),
    (re.compile(r"is(e|ed|ing|ation)$"), r"iz\1"),
    (re.compile(r"(?<=..)our$"), "or"),
    (re.compile(r"(?<=[nb])tre$"), "ter"),
)
_STEMS: Final = (("aem", "em"), ("oed", "ed"), ("aes", "es"), ("paed", "ped"), ("isk", "isc"))


@lru_cache(maxsize=4096)
def fold(text: str) -> tuple[str, ...]:
    """Give the comparable words of a text, in order.

    >>> fold("Lt. L4-5 neuroforamina"), fold("left L4/L5 neural foramen")
    (('left', 'l4~l5', 'neural', 'foramen'), ('left', 'l4~l5', 'neural', 'foramen'))
    >>> fold("fifth lumbar vertebrae"), fold("T12/1"), fold("C56")
    (('l5', 'vertebra'), ('t12~l1',), ('c5~c6',))
    """
    plain = folded_text(text)
    if len(plain) == 1:
        return (plain,) if plain.isalnum() else ()
    plain = _ORDINAL.sub(_from_ordinal, plain)
    plain = _NUMBERED.sub(lambda found: _REGIONS[found[1]], plain)
    plain = _ONE.sub(_from_one, _PAIR.sub(_from_pair, plain))
    return tuple(
        word for given in _WORD.findall(plain.replace("'s", "")) for word in _same(given).split()
    )


def folded_text(text: str) -> str:
    """Give a text without capitals, accents, typographic dashes and doubled spaces.

    >>> folded_text("Röntgen  C5-6"), folded_text("DRGs"), folded_text("NFS")
    ('rontgen c5-6', 'drg', 'nfs')
    """
    apart = unicodedata.normalize("NFKD", _SHORT_FORMS.sub(r"\1", text))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(bare.casefold().translate(_PLAIN_SIGNS).split())


def content(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that tell names apart, or all where none does, without order."""
    kept = {word for word in words if word not in _EMPTY} or set(words)
    return tuple(sorted(kept))


def loose(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the content with each adjective as its noun."""
    return tuple(sorted({_ADJECTIVES.get(word, word) for word in content(words)}))


def places(words: tuple[str, ...]) -> frozenset[str]:
    """Give the words that name a level, a segment or a side."""
    return frozenset(word for word in words if word in _SIDES or _LEVEL.fullmatch(word))


@lru_cache(maxsize=16_384)
def _same(word: str) -> str:
    if word in _SAME:
        return _SAME[word]
    if "~" in word or len(word) < 4:
        return word
    for pattern, replacement in _ENDINGS:
        word = pattern.sub(replacement, word)
    for british, american in _STEMS:
        word = word.replace(british, american)
    return _SAME.get(word, word)


def _from_pair(found: re.Match[str]) -> str:
    region, number = found[1][0], int(found[2])
    below = _BELOW.get((region, number), (region, number + 1))
    if found[1] == "l" and number == 5 and found[3] == "l":
        below = ("l", 6)
    if int(found[4]) != below[1] or (found[3] and found[3][0] != below[0]):
        return f"{region}{number} {(found[3] or region)[0]}{int(found[4])}"
    return f" {region}{number}~{below[0]}{below[1]} "


def _from_one(found: re.Match[str]) -> str:
    region, number = found[1][0], int(found[2])
    if number <= _LAST[region] or number < 12:
        return f" {region}{number} "
    upper, lower = divmod(number, 10)
    return f" {region}{upper}~{region}{lower} " if lower == upper + 1 else found[0]


def _from_ordinal(found: re.Match[str]) -> str:
    region, number = _REGIONS[found[2]], _ORDINALS[found[1]]
    return f"{region}{number}" if number <= _LAST[region] else found[0]

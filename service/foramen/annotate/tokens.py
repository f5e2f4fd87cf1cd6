"""Cut a text into words and sentences, without losing where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

__all__ = ["Token", "normal", "sentences", "tokens"]

# Letters with the digits behind them (L4), digits, or one sign. No part can match in two ways, so
# it runs in linear time whatever the text.
_TOKEN: Final = re.compile(r"[^\W\d_]+[0-9]*|[0-9]+|\S")
_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_IRREGULAR: Final = {
    "anaesthesia": "anesthesia", "anaesthetic": "anesthetic", "behaviour": "behavior",
    "caliber": "calibre", "disk": "disc", "disks": "disc", "flava": "flavum",
    "foramina": "foramen", "foraminas": "foramen", "foraminae": "foramen", "foramens": "foramen",
    "gray": "grey", "haemorrhage": "hemorrhage", "ligamenta": "ligamentum",
    "neuroforamina": "neuroforamen", "neuroforamens": "neuroforamen", "oedema": "edema",
    "paraesthesia": "paresthesia", "paraesthesias": "paresthesia", "stenoses": "stenosis",
    "tumour": "tumor", "vertebrae": "vertebra", "visualised": "visualized",
    "feet": "foot", "arthroses": "arthrosis", "diagnoses": "diagnosis",
    "paraesthesiae": "paresthesia", "paresthesiae": "paresthesia",
    "axes": "axis", "hypoaesthesia": "hypoesthesia",
    "hypaesthesia": "hypoesthesia", "hypesthesia": "hypoesthesia",
}  # fmt: skip
# Abbreviations whose full stop ends no sentence.
_DOTTED: Final = frozenset((
    "approx", "bilat", "dr", "fig", "hx", "incl", "lt", "max", "min", "mod", "neg", "no",
    "poss", "post", "pt", "rt", "sev", "st", "vs",
))  # fmt: skip
# Those of them that may also be the last word of a sentence.
_GRADED: Final = frozenset(("bilat", "min", "mod", "neg", "sev"))
# Ends that take `es`: compresses, encroaches, pinches, reflexes.
_LONGER: Final = ("sses", "oaches", "nches", "uches", "shes", "xes")
_LONGEST: Final = 120
_OPENS: Final = frozenset((
    "at", "and", "or", "the", "of", "with", "to", "in", "on", "from", ",", "-", "/",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign.

    Attributes:
        normal: as it is looked up: one case, number and spelling; empty for the hyphen in a word.
        spaced: whether space stands before it.
        lines: how many lines end before it.
    """

    text: str
    normal: str
    start: int
    end: int
    spaced: bool
    lines: int


@lru_cache(maxsize=20_000)
def normal(word: str) -> str:
    """Give one form for upper and lower case, singular and plural, British and American spelling.

    >>> normal("Disks"), normal("FORAMINA"), normal("arthropathies"), normal("process")
    ('disc', 'foramen', 'arthropathy', 'process')
    """
    low = word.casefold()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 5 and low.endswith(_LONGER):
        return low[:-2]
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low


def tokens(text: str, capitals: Collection[str] = ()) -> list[Token]:
    """Cut a text into words and signs.

    Args:
        text: anything.
        capitals: abbreviations that are told from words by their capitals; these keep them.
    """
    found: list[Token] = []
    matches = list(_TOKEN.finditer(text))
    before = 0
    for number, match in enumerate(matches):
        word = match[0]
        gap = text[before : match.start()]
        if word.translate(_DASHES) == "-":
            tight = (
                found
                and not gap
                and number + 1 < len(matches)
                and matches[number + 1].start() == match.end()
                and found[-1].text[-1].isalnum()
                and matches[number + 1][0][0].isalnum()
            )
            key = "" if tight else "-"
        else:
            key = word if word in capitals else normal(word)
        found.append(Token(word, key, match.start(), match.end(), bool(gap), gap.count("\n")))
        before = match.end()
    return found


def sentences(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Give where each sentence begins and ends, as numbers of tokens.

    A very long one is cut, so that the time to read a text grows no faster than the text.
    """
    first = 0
    for number in range(len(words)):
        if number > first and (number - first == _LONGEST or _starts_line(words, number)):
            yield first, number
            first = number
        if _is_end(words, number):
            yield first, number + 1
            first = number + 1
    if first < len(words):
        yield first, len(words)


def _starts_line(words: Sequence[Token], number: int) -> bool:
    word, before = words[number], words[number - 1]
    if not word.lines:
        return False
    return word.lines > 1 or not (before.normal in _OPENS or word.text[0].islower())


def _is_end(words: Sequence[Token], number: int) -> bool:
    word = words[number]
    if word.text not in {".", "!", "?"}:
        return False
    if number + 1 == len(words):
        return True
    after = words[number + 1]
    if word.text == "?":
        # A mark before a word asks about that word; one behind it ends the question.
        return not word.spaced and number > 0 and (after.spaced or after.text == ".")
    if not after.spaced:
        return False
    before = words[number - 1].text.casefold() if number else ""
    is_letter = len(before) == 1 and not before.isdigit()  # `C3-4.` ends one, and `L.` need not
    if word.text != "." or not (before in _DOTTED or is_letter):
        return True
    opens = after.text.istitle() and after.text.isalpha() and len(after.text) > 1
    return bool(after.lines) or (opens and before in _GRADED)

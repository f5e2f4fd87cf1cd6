"""Cut SPARQL text into tokens in one linear pass, without judging it.

A parser must not see text whose depth is unbounded, so size and nesting are taken from here. The
scanner never fails: what it cannot name is a token of one character, and a string that is not
closed is one token up to the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CLOSES", "OPENS", "Token", "is_ambiguous", "nesting", "place", "scan", "unescaped"]

Kind: TypeAlias = Literal[
    "string", "open-string", "iri", "variable", "language", "blank", "name", "word", "number",
    "mark",
]  # fmt: skip

OPENS: Final = {"{": "}", "(": ")", "[": "]"}
CLOSES: Final = {closer: opener for opener, closer in OPENS.items()}

_TOKEN: Final = re.compile(
    r"""
      (?P<skip>\s+|\#[^\r\n]*)
    | (?P<string>
          \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | \"(?!\"\")(?:[^"\\\r\n]|\\.)*\"        | '(?!'')(?:[^'\\\r\n]|\\.)*' )
    | (?P<open_string>["'].*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:[\w.-]*)
    | (?P<name>(?:[^\W\d_](?:[\w.-]{0,99}[\w-])?)?:
          (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
             (?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*
                (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)?)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d_]\w*)
    | (?P<mark>\^\^|&&|\|\||!=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
# The prefix of a name is bounded, or `a.a.a.a` would be read anew from every letter.
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST_CHARACTER: Final = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query; `start` counts characters from 0."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Give the offset behind the last character."""
        return self.start + len(self.text)

    @property
    def keyword(self) -> str:
        """Give the word in capitals, or nothing where this is no bare word."""
        return self.text.upper() if self.kind == "word" else ""


def scan(text: str) -> Iterator[Token]:
    """Yield the tokens, leaving out white space and comments."""
    for found in _TOKEN.finditer(text):
        group = found.lastgroup or "mark"
        if group != "skip":
            yield Token(cast("Kind", group.replace("_", "-")), found[0], found.start())


def nesting(tokens: list[Token]) -> int:
    """Give an upper bound of how deep brackets are nested.

    What looks like an IRI may be two comparisons to a parser (`?a <(((1)))> ?b`), so brackets
    inside it count; one with an apostrophe may even hide a string, and then every bracket counts.
    """
    if is_ambiguous(tokens):
        return sum(token.text.count(opener) for token in tokens for opener in OPENS)
    depth = deepest = 0
    for token in tokens:
        if token.kind == "iri":
            deepest = max(deepest, depth + token.text.count("(") + token.text.count("["))
        elif token.text in OPENS:
            depth += 1
            deepest = max(deepest, depth)
        elif token.text in CLOSES:
            depth = max(0, depth - 1)
    return deepest


def is_ambiguous(tokens: list[Token]) -> bool:
    """Tell whether a parser could cut strings elsewhere than the scanner did."""
    return any(token.kind == "iri" and "'" in token.text for token in tokens)


def unescaped(text: str) -> str:
    r"""Replace `\uXXXX` everywhere, as some parsers do before they look for tokens."""

    def character(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code <= _LAST_CHARACTER else found[0]

    return _ESCAPE.sub(character, text)


def place(text: str, offset: int) -> tuple[int, int]:
    """Give line and column of an offset, both from 1; CR LF ends one line."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    return line, len(before) - (before.rfind("\n") + 1) + 1

"""Hold a syllabus as lines that can be matched, and read it from text.

A line, or a row of a table, is an item. What orders lines (numbers, bullets, "Week 3:") is no part
of what they name and is left off; the number of the line is kept, so that an answer can name it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest

from .syllabus_items import item_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "MOST_CHARACTERS", "MOST_LINES", "MOST_TOGETHER", "Item", "Syllabus", "decoded", "numbered",
    "of_lines", "of_text",
]  # fmt: skip

MOST_LINES: Final = 2_000
MOST_CHARACTERS: Final = 1_000
MOST_TOGETHER: Final = 120_000  # lines of sixty, where there are most
# Lines are counted up to here, so that a file of empty lines ends too.
_MOST_COUNTED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a syllabus.

    Attributes:
        number: of the line in the text, or of the row in the table, counted from 1.
        text: the line as it was written.
        item: what of it is matched.
    """

    number: int
    text: str
    item: str


@dataclass(frozen=True, slots=True)
class Syllabus:
    """What is taught, in its order.

    Attributes:
        source: what of a file was read, in words; empty for a text.
        rest: the lines that only order others, as they were written, by their numbers.
    """

    items: tuple[Item, ...]
    source: str = ""
    rest: tuple[tuple[int, str], ...] = ()

    @property
    def text(self) -> str:
        """Write it so that reading it again gives the same items under the same numbers."""
        written = dict(self.rest) | {one.number: one.text for one in self.items}
        return "\n".join(
            written.get(number, "") for number in range(1, max(written, default=0) + 1)
        )

    def replaced(self, number: int, name: str) -> Syllabus:
        """Give the same with another name in the place of what a line says."""
        items = (
            Item(number, one.text.replace(one.item, name) if one.item in one.text else name, name)
            if one.number == number
            else one
            for one in self.items
        )
        return Syllabus(tuple(items), self.source, self.rest)


def numbered(lines: Iterable[tuple[int, str]], source: str = "", place: str = "Line") -> Syllabus:
    """Make a syllabus of numbered lines; those that name nothing are passed over.

    Args:
        lines: each with its number; no number comes twice.
        source: what they were read from, in words.
        place: what a line is called where something is wrong with it.

    Raises:
        BadRequest: there are too many, or one is too long or no text.
    """
    items: list[Item] = []
    rest: list[tuple[int, str]] = []
    together = 0
    for number, line in lines:
        text = _plain(line, f"{place} {number}")
        item = item_of(line)
        if number > _MOST_COUNTED or (item and len(items) == MOST_LINES):
            raise BadRequest(
                f"A syllabus may have {MOST_LINES:,} lines; this one goes on at {place.lower()} "
                f"{number}. Check it in parts."
            )
        if not text:
            continue
        if item:
            items.append(Item(number, text, item))
        else:
            rest.append((number, text))
        together += len(text)
        if together > MOST_TOGETHER:
            raise BadRequest(
                f"A syllabus may have {MOST_TOGETHER:,} characters; this one has more from "
                f"{place.lower()} {number} on. Check it in parts."
            )
    return Syllabus(tuple(items), source, tuple(rest))


def _plain(line: str, place: str) -> str:
    """Give the text of a line, with single spaces."""
    if "\0" in line or any("\ud800" <= sign <= "\udfff" for sign in line):
        raise BadRequest(f"{place} holds a sign that no text has: save it as plain text.")
    text = " ".join(line.split())
    if len(text) > MOST_CHARACTERS:
        raise BadRequest(
            f"{place} has {len(text):,} characters; it may have {MOST_CHARACTERS:,}. "
            "Give each item a line of its own."
        )
    return text


def of_lines(lines: Sequence[str]) -> Syllabus:
    """Make a syllabus of lines that are parted already."""
    return numbered(enumerate(lines, 1))


def of_text(text: str) -> Syllabus:
    """Read a text, a line an item."""
    return of_lines(text.splitlines())


def decoded(content: bytes) -> str:
    """Read bytes as text in UTF-8, or in UTF-16 that begins with its mark.

    Raises:
        BadRequest: they are neither.
    """
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as problem:
        if wide:
            raise BadRequest("The file is broken UTF-16: save it as UTF-8.") from None
        line = content.count(b"\n", 0, problem.start) + 1
        raise BadRequest(
            f"The file is not UTF-8: see line {line}. Save it with the encoding UTF-8."
        ) from None

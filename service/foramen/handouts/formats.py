"""List the formats of handouts: what each is called, and what a handout must hold for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.errors import NotAcceptable

from . import (
    anki_package,
    anki_text,
    case_package,
    csv_table,
    gift,
    json_document,
    linked_data,
    markdown_text,
    moodle_xml,
    picture,
    workbook,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from foramen.teaching.handout import Handout

__all__ = ["FORMATS", "HandoutFormat", "named", "offered"]


@dataclass(frozen=True)
class HandoutFormat:
    """One format.

    Attributes:
        name: what `format=` and `--format` call it.
        label: what a person calls it.
        media_type: what it is, without parameters.
        extension: how a file name of it ends.
        fits: tells whether a handout has the parts that the format needs.
        write: writes it.
    """

    name: str
    label: str
    media_type: str
    extension: str
    fits: Callable[[Handout], bool]
    write: Callable[[Handout], bytes]

    @property
    def is_text(self) -> bool:
        """Tell whether a terminal can show it."""
        kind, _, form = self.media_type.partition("/")
        return kind == "text" or form.endswith(("json", "xml"))


FORMATS: Final = (
    HandoutFormat(
        "csv", "CSV", "text/csv", "csv", lambda one: bool(one.sheets), csv_table.written
    ),
    HandoutFormat(
        "xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx", lambda one: bool(one.sheets), workbook.written,
    ),
    HandoutFormat(
        "markdown", "Markdown", "text/markdown", "md", lambda _: True, markdown_text.written
    ),
    HandoutFormat(
        "anki", "Anki", "application/x-apkg", "apkg", lambda one: bool(one.cards),
        anki_package.written,
    ),
    HandoutFormat(
        "anki-text", "Anki as text", "text/plain", "txt", lambda one: bool(one.cards),
        anki_text.written,
    ),
    HandoutFormat(
        "json", "JSON", "application/json", "json", lambda one: bool(one.members),
        json_document.written,
    ),
    HandoutFormat(
        "jsonld", "JSON-LD", "application/ld+json", "jsonld", lambda _: True, linked_data.written
    ),
    # After JSON, with which it shares its media type: whoever asks for that alone gets the former.
    HandoutFormat(
        "case", "CASE 1.1", "application/json", "case.json", lambda one: one.outline is not None,
        case_package.written,
    ),
    HandoutFormat(
        "svg", "SVG", "image/svg+xml", "svg", lambda one: bool(one.picture), picture.written
    ),
    HandoutFormat(
        "moodle", "Moodle XML", "application/vnd.moodle.questions+xml", "xml",
        lambda one: bool(one.choices), moodle_xml.written,
    ),
    HandoutFormat(
        "gift", "GIFT", "text/vnd.moodle.gift", "gift.txt", lambda one: bool(one.choices),
        gift.written,
    ),
)  # fmt: skip


def offered(handout: Handout) -> tuple[HandoutFormat, ...]:
    """Give the formats that a handout can be written in."""
    return tuple(form for form in FORMATS if form.fits(handout))


def named(name: str, handout: Handout) -> HandoutFormat:
    """Find a format of a handout by its name.

    Raises:
        NotAcceptable: there is none of that name, or the handout does not fit it.
    """
    there = offered(handout)
    for form in there:
        if form.name == name:
            return form
    raise NotAcceptable([form.name for form in there])

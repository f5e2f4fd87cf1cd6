"""Read a syllabus from a request: from its address, a form, a file, or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from flask import request

from foramen.errors import BadRequest, UnsupportedMediaType
from foramen.teaching.syllabus import Syllabus, of_lines, of_text
from foramen.teaching.syllabus_files import MOST_BYTES, of_file
from foramen.web.parameters import Parameters
from foramen.web.service import service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.datastructures import MultiDict

__all__ = ["FIELDS", "MOST_SHARED", "Asked", "from_address", "from_body", "from_form"]

MOST_SHARED: Final = 4_000
"""How many characters of a syllabus may stand in an address."""

FIELDS: Final = ("text", "include", "replace", "format")
_OF_FILES: Final = ("column", "sheet", "include")
_FORM: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/form-data"
_JSON: Final = "application/json"
_BODIES: Final = (
    "text/plain", "text/csv", "application/csv", "text/tab-separated-values",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A syllabus, and the keys of the topics that it is meant to cover; none for all."""

    syllabus: Syllabus
    include: tuple[str, ...]


def from_address(given: Parameters) -> Asked:
    """Read what stands in the address; there may be no line."""
    text = _text(given, request.args)
    if len(text) > MOST_SHARED:
        raise BadRequest(
            f"text may have {MOST_SHARED:,} characters in an address; this one has {len(text):,}. "
            "Send it with the form, or by POST."
        )
    syllabus = of_text(text)
    return Asked(_replaced(syllabus, given), _include(given.texts("include")))


def from_form(given: Parameters) -> Asked:
    """Read what a form sends: a file, or else a text.

    Raises:
        BadRequest: there is no line, or the file cannot be read.
    """
    files = [file for _, file in request.files.items(multi=True) if file.filename]
    column, sheet = given.text("column"), given.text("sheet")
    if len(files) > 1 or set(request.files) - {"file"}:
        raise BadRequest("Send one file, in the field file.")
    if files:
        content, name = files[0].read(), files[0].filename or ""
    else:
        content, name = _text(given, request.form).encode(), ".txt"
    syllabus = of_file(content, name, service().matcher.knows, column=column, sheet=sheet)
    return _with_lines(
        Asked(_replaced(syllabus, given), _include(given.texts("include"))),
    )


def from_body() -> Asked:
    """Read what a program sends: a text, a table, a workbook, JSON, or a form.

    Raises:
        BadRequest: there is no line, or the body cannot be read.
        UnsupportedMediaType: it is of another kind.
    """
    kind = request.mimetype
    if kind in {_FORM, _MULTIPART}:
        Parameters(request.args, ())
        return from_form(Parameters(request.form, ("text", *_OF_FILES)))
    if kind == _JSON:
        Parameters(request.args, ())
        return _with_lines(_from_json())
    if kind not in _BODIES:
        raise UnsupportedMediaType(kind, (*_BODIES, _JSON, _MULTIPART))
    given = Parameters(request.args, _OF_FILES)
    syllabus = of_file(
        request.get_data(),
        kind,
        service().matcher.knows,
        column=given.text("column"),
        sheet=given.text("sheet"),
    )
    return _with_lines(Asked(syllabus, _include(given.texts("include"))))


def _text(given: Parameters, sent: MultiDict[str, str]) -> str:
    """Give the text with its empty lines, by which lines are counted."""
    given.text("text", most=MOST_BYTES)
    return sent.get("text", "")


def _replaced(syllabus: Syllabus, given: Parameters) -> Syllabus:
    """Put a term in the place of a line, or of the phrase of it that it is near to.

    Such as `12:ForaminalStenosis`.
    """
    replace = given.text("replace")
    if not replace:
        return syllabus
    number, _, name = replace.partition(":")
    term = service().catalogue.get(name) if name else None
    item = next((one for one in syllabus.items if str(one.number) == number), None)
    if term is None or item is None:
        raise BadRequest(
            f"replace names a line and a term, as in 12:ForaminalStenosis; not {replace!r}."
        )
    rest = service().matcher.line(item).rest
    phrase = next((one.phrase for one in rest if term in one.near), item.item)
    return syllabus.replaced(item.number, item.item.replace(phrase, term.label, 1))


def _include(keys: Sequence[str]) -> tuple[str, ...]:
    known = service().curriculum.topics
    for key in keys:
        if key not in known:
            near = get_close_matches(key[:80], known, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            raise BadRequest(
                f"There is no topic {key[:80]!r}.{meant} Topics: {', '.join(known) or 'none'}."
            )
    return tuple(dict.fromkeys(keys))


def _from_json() -> Asked:
    try:
        body: Any = json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise BadRequest("The body is not JSON.") from None
    if not (isinstance(body, dict) and {"lines"} <= body.keys() <= {"lines", "include"}):
        raise BadRequest('Send {"lines": ["...", "..."]}, with "include" beside it or nothing.')
    lines, include = body["lines"], body.get("include", [])
    for name, some in (("lines", lines), ("include", include)):
        if not isinstance(some, list):
            raise BadRequest(f"{name} is a list of texts.")
        for number, one in enumerate(some, 1):
            if not isinstance(one, str):
                raise BadRequest(f"Entry {number} of {name} is no text.")
    return Asked(of_lines(lines), _include(include))


def _with_lines(asked: Asked) -> Asked:
    if not asked.syllabus.items:
        raise BadRequest("There is no line to check: paste a syllabus, or choose a file with one.")
    return asked

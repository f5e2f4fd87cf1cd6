"""Write and read the table form of SSSOM: tab-separated, with its header as comments above it."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest

from .sssom_model import HEADER_SLOTS, LIST_SLOTS, NUMBER_SLOTS, ROW_SLOTS, MappingSet, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["read_tsv", "write_tsv"]

_LINE: Final = re.compile(r"(\s*)(?:- )?(?:([^\s:][^:]*):(?:\s+|$))?(.*)")
_PLAIN: Final = re.compile(r"[A-Za-z][\w./:#-]*[\w/#]")
# What YAML would read as something else than text.
_NOT_TEXT: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null"})


def write_tsv(found: MappingSet) -> str:
    """Write the table, its header as YAML comments above it."""
    lines = [
        f"#{line}" for slot in _sorted(found.header, HEADER_SLOTS) for line in _yaml(found, slot)
    ]
    lines += ["#curie_map:"]
    lines += [f"#  {prefix}: {_quote(space)}" for prefix, space in sorted(found.prefixes.items())]
    text = io.StringIO()
    columns = _sorted({slot for row in found.rows for slot in row}, ROW_SLOTS)
    table = csv.DictWriter(text, columns, delimiter="\t", lineterminator="\n")
    table.writeheader()
    table.writerows(found.rows)
    return "\n".join([*lines, text.getvalue()])


def _sorted(slots: Iterable[str], order: tuple[str, ...]) -> list[str]:
    return sorted(slots, key=lambda slot: (order.index(slot) if slot in order else 99, slot))


def _yaml(found: MappingSet, slot: str) -> Iterator[str]:
    text = found.header[slot]
    if slot in LIST_SLOTS:
        yield f"{slot}:"
        yield from (f"  - {_quote(part)}" for part in text.split("|"))
    else:
        yield f"{slot}: {text if slot in NUMBER_SLOTS else _quote(text)}"


def _quote(text: str) -> str:
    """Write a YAML scalar; whatever JSON can write in quotes, YAML reads."""
    is_plain = _PLAIN.fullmatch(text) and text.casefold() not in _NOT_TEXT
    return text if is_plain and ": " not in text else json.dumps(text, ensure_ascii=False)


def read_tsv(text: str) -> MappingSet:
    """Read a table with its header; the columns may come in any order.

    Raises:
        BadRequest: it is no such table, or a row lacks what every mapping must say.
    """
    try:
        return _read(text)
    except (ValueError, csv.Error) as wrong:
        raise BadRequest(f"This is no SSSOM table: {wrong}.") from None


def _read(text: str) -> MappingSet:
    lines = text.splitlines(keepends=True)
    top = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    header, prefixes = _read_header(line[1:].rstrip("\r\n") for line in lines[:top])
    table = csv.DictReader(io.StringIO("".join(lines[top:]), newline=""), delimiter="\t")
    rows = tuple(_read_row(row, at) for at, row in enumerate(table, 1))
    return MappingSet(header, prefixes, rows)


def _read_row(row: Mapping[str, str | None], at: int) -> dict[str, str]:
    cells = {slot: cell for slot, cell in row.items() if slot and cell}
    for slot in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
        if slot not in cells:
            raise BadRequest(f"Row {at} of the SSSOM table has no {slot}.")
    return {
        slot: number(cell) if slot in NUMBER_SLOTS else cell for slot, cell in sorted(cells.items())
    }


def _read_header(lines: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    header: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    slot = ""
    for line in lines:
        if not (match := _LINE.fullmatch(line)) or not line.strip():
            continue
        indent, key, value = match.groups()
        if indent or line.startswith("- "):
            _continue(header, prefixes, slot, key, value)
        elif key:
            slot = key
            if value:
                scalar = _unquote(value)
                header[slot] = number(scalar) if slot in NUMBER_SLOTS else scalar
    return header, prefixes


def _continue(
    header: dict[str, str], prefixes: dict[str, str], slot: str, key: str | None, value: str
) -> None:
    """Take a line that belongs to the slot above it: a prefix, or one more of a list."""
    if slot == "curie_map" and key:
        prefixes[_unquote(key)] = _unquote(value)
    elif slot:
        part = _unquote(f"{key}: {value}" if key else value)
        header[slot] = f"{header[slot]}|{part}" if slot in header else part


def _unquote(value: str) -> str:
    text = value.strip()
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        return str(json.loads(text))
    if text.startswith("'") and text.endswith("'") and len(text) > 1:
        return text[1:-1].replace("''", "'")
    return text

"""Read the `#+` comment header that describes a pattern or a question file.

A header line is `#+ key: value`; a key without a value opens a list, whose items are
`#+   - name (kind): description`. The form is grlc's, cut down to flat keys and one list level,
so that the file stays plain SPARQL and needs no YAML reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Header", "HeaderItem", "read_header"]

_KEY = re.compile(r"^#\+ (?P<key>[a-z-]+):(?: +(?P<value>.*))?$")
_ITEM = re.compile(r"^#\+ +- (?P<name>[\w-]+) \((?P<kind>[^)]*)\): *(?P<text>.*)$")


@dataclass(frozen=True)
class HeaderItem:
    """One entry of a header list: a column or a parameter."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True)
class Header:
    """What a file says of itself.

    Attributes:
        values: the flat keys.
        lists: the keys that hold lists.
        faults: line numbers (from 1) that start with `#+` and could not be read.
    """

    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[HeaderItem, ...]] = field(default_factory=dict)
    faults: tuple[int, ...] = ()


def read_header(lines: Iterable[str]) -> Header:
    """Collect the `#+` lines of a file; everything else is ignored."""
    values: dict[str, str] = {}
    lists: dict[str, list[HeaderItem]] = {}
    faults: list[int] = []
    open_list: str | None = None
    for number, line in enumerate(lines, start=1):
        if not line.startswith("#+"):
            continue
        if key := _KEY.match(line.rstrip()):
            open_list = key["key"] if key["value"] is None else None
            if open_list is None:
                values[key["key"]] = key["value"].strip()
            else:
                lists[open_list] = []
        elif (item := _ITEM.match(line.rstrip())) and open_list is not None:
            lists[open_list].append(
                HeaderItem(item["name"], item["kind"].strip(), item["text"].strip())
            )
        else:
            faults.append(number)
    return Header(values, {key: tuple(items) for key, items in lists.items()}, tuple(faults))

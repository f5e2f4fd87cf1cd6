"""Read what changed from version to version: in words, and which names came with which version.

The list in words keeps to a small part of Markdown, and only that is read: headings, items, code
and links. Anything else stands as it is written.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from foramen.engine.model import Bindings
from foramen.namespaces import DCTERMS, FORAMEN, OWL, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from foramen.engine.model import Engine

__all__ = ["OBSOLETE", "Changes", "Obsolete", "Part", "Release", "Span", "read_releases", "spans"]

OBSOLETE: Final = f"""\
PREFIX owl: <{OWL}>
PREFIX rdfs: <{RDFS}>
PREFIX dcterms: <{DCTERMS}>
SELECT ?term ?termLabel ?replacement ?replacementLabel WHERE {{
  ?term owl:deprecated true .
  OPTIONAL {{ ?term rdfs:label ?termLabel }}
  OPTIONAL {{
    ?term dcterms:isReplacedBy ?replacement .
    OPTIONAL {{ ?replacement rdfs:label ?replacementLabel }}
  }}
}}
ORDER BY ?term
"""
_RELEASE: Final = re.compile(r"##\s+\[?([^\s\]]+)\]?\s*(?:-\s*)?\(?([^()]*)\)?\s*")
_INLINE: Final = re.compile(r"`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)")
_SAFE: Final = ("https://", "http://", "/", "#")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: plain, code, or a link."""

    text: str
    is_code: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What changed in one part, such as the ontology, each change in Markdown."""

    name: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """What changed in one version; `date` is empty or a word where it is not out."""

    version: str
    date: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Obsolete:
    """A term that is no longer used, and what to use instead, where there is something."""

    iri: str
    label: str
    replaced_by: str
    replacement: str


class Changes:
    """What changed, read once from the files that came with the package, and from the graph."""

    def __init__(self, changelog: Path, sources: Path, engine: Engine) -> None:
        """Say where to read.

        Args:
            changelog: the list in words.
            sources: the folder that holds `ontology/ids.tsv`.
            engine: answers which terms are obsolete.
        """
        self._changelog = changelog
        self._ids = sources / "ontology" / "ids.tsv"
        self._engine = engine

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """Give the versions, newest first; none where there is no such file."""
        return read_releases(self._changelog.read_text("utf-8")) if self._is_there else ()

    @cached_property
    def added(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Give, by version and kind, the local names that first came with it."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self._rows():
            found[row["since"]][row["kind"]].append(row["name"])
        return {
            version: {kind: tuple(sorted(names)) for kind, names in sorted(kinds.items())}
            for version, kinds in found.items()
        }

    @cached_property
    def obsolete(self) -> tuple[Obsolete, ...]:
        """Give the terms of the graph that are no longer used."""
        answer = self._engine.answer(self._engine.guard.check(OBSOLETE))
        rows = answer.rows if isinstance(answer, Bindings) else ()
        return tuple(
            Obsolete(
                iri=str(row["term"]),
                label=str(row.get("termLabel", row["term"])),
                replaced_by=str(row.get("replacement", "")),
                replacement=str(row.get("replacementLabel", row.get("replacement", ""))),
            )
            for row in rows
        )

    def members(self) -> dict[str, Any]:
        """Give all of it for programs."""
        return {
            "releases": [self._release(one) for one in self.releases],
            "obsolete": [
                {"iri": one.iri, "label": one.label, "replaced_by": one.replaced_by or None}
                for one in self.obsolete
            ],
        }

    def _release(self, release: Release) -> dict[str, Any]:
        added = self.added.get(release.version, {})
        return {
            "version": release.version,
            "date": release.date,
            "changes": {part.name: list(part.changes) for part in release.parts},
            "names_added": {
                kind: [f"{FORAMEN}{name}" for name in names] for kind, names in added.items()
            },
        }

    @property
    def _is_there(self) -> bool:
        return self._changelog.is_file()

    def _rows(self) -> Iterator[dict[str, str]]:
        if self._ids.is_file():
            with self._ids.open(encoding="utf-8", newline="") as lines:
                yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def read_releases(text: str) -> tuple[Release, ...]:
    """Read a list of changes: `## version (date)`, `### part`, and items that may be wrapped."""
    found: list[tuple[str, str, dict[str, list[str]]]] = []
    for line in text.splitlines():
        head = _RELEASE.fullmatch(line)
        if head:
            found.append((head[1], head[2].strip(), {}))
        elif found:
            _read_line(line, found[-1][2])
    return tuple(
        Release(version, date, tuple(Part(name, tuple(items)) for name, items in parts.items()))
        for version, date, parts in found
    )


def _read_line(line: str, parts: dict[str, list[str]]) -> None:
    if line.startswith("### "):
        parts.setdefault(line.removeprefix("### ").strip(), [])
    elif line.startswith(("- ", "* ")) and parts:
        parts[list(parts)[-1]].append(line[2:].strip())
    elif line.startswith(" ") and line.strip() and parts and parts[list(parts)[-1]]:
        parts[list(parts)[-1]][-1] += f" {line.strip()}"


def spans(text: str) -> Iterable[Span]:
    """Cut a text at its code and its links; an address of another scheme is no link."""
    place = 0
    for match in _INLINE.finditer(text):
        if match.start() > place:
            yield Span(text[place : match.start()])
        code, words, address = match.groups()
        if code is not None:
            yield Span(code, is_code=True)
        elif address.startswith(_SAFE) and not address.startswith("//"):
            yield Span(words, address=address)
        else:
            yield Span(match[0])
        place = match.end()
    if place < len(text):
        yield Span(text[place:])

"""Read the benchmark's own queries and the project's question library.

A query says `# compare: rows` where any rows of the right number will do, and `# compare: nothing`
where the standard leaves the answer to the engine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .folders import HERE, ROOT

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Question", "heavier", "library"]

_COMPARED: Final = re.compile(r"^# compare: (rows|nothing)$", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """A query: its name, its text, and what of its answer is compared: all, rows or nothing."""

    name: str
    text: str
    compare: str = "all"


def heavier(folder: str) -> list[Question]:
    """Give the benchmark's queries for one kind of graph, sorted by name."""
    return [_read(path) for path in sorted((HERE / "queries" / folder).glob("*.rq"))]


def library() -> list[Question]:
    """Give the questions of the project, each with its default parameters."""
    return [_read(path) for path in sorted((ROOT / "queries").rglob("*.rq"))]


def _read(path: Path) -> Question:
    text = path.read_text("utf-8")
    compared = _COMPARED.search(text)
    return Question(path.stem, text, compared[1] if compared else "all")

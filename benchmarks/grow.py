"""Grow the project's graph to any size: more spines beside the first, with names of their own.

The copies keep the structure of the first spine. A seed decides which few structures a copy
lacks, so two runs write the same bytes. Triples are streamed: ten million need no memory.
"""

from __future__ import annotations

import random
import re
from itertools import count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["grow", "spine_template", "spines"]

NAMESPACE: Final = "https://w3id.org/foramen/"
SEED: Final = 20261123
SHARE_PRESENT: Final = 0.95  # of the template's things in any one copy

_KEYED: Final = re.compile(rf"<{re.escape(NAMESPACE)}([\w.-]*_[CTLS]\d[\w.-]*)>")
_OURS: Final = re.compile(rf"<{re.escape(NAMESPACE)}([\w.-]+)>")
_SUBJECT: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#subject>"
_LABEL: Final = "<http://www.w3.org/2000/01/rdf-schema#label>"
_MARK: Final = "\0"  # stands for the spine's number; no N-Triples text holds it


def grow(base: Path, triples: int, output: Path) -> int:
    """Write the base graph and as many spines as give this number of triples.

    Args:
        base: N-Triples, one triple a line, none twice.
        triples: how many to write; never fewer than the base has.
        output: the N-Triples file to write.

    Returns:
        How many triples were written.
    """
    with base.open(encoding="utf-8") as lines:
        template = spine_template(lines)
    written = 0
    partial = output.with_suffix(".part")
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        with base.open(encoding="utf-8") as lines:
            for line in lines:
                file.write(line)
                written += 1
        for block in spines(template):
            missing = triples - written
            if missing <= 0:
                break
            lines_of_block = block.splitlines(keepends=True)[:missing]
            file.writelines(lines_of_block)
            written += len(lines_of_block)
    partial.replace(output)
    return written


def spine_template(lines: Iterable[str]) -> list[str]:
    """Give one block of lines for each thing of the spine, with a mark where its number goes.

    A thing of the spine is what a level, vertebra or root names (`Foramen_L4-L5_left`), and each
    statement about such a thing.
    """
    by_subject: dict[str, list[str]] = {}
    things: set[str] = set()
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        by_subject.setdefault(subject, []).append(line)
        if _KEYED.fullmatch(subject) or (predicate == _SUBJECT and _KEYED.match(rest)):
            things.add(subject)

    def renamed(found: re.Match[str]) -> str:
        if found[0] not in things:
            return found[0]
        return f"<{NAMESPACE}spine-{_MARK}/{found[1]}>"

    return [
        "".join(_labelled(_OURS.sub(renamed, line)) for line in sorted(by_subject[subject]))
        for subject in sorted(things)
    ]


def spines(template: list[str], seed: int = SEED) -> Iterator[str]:
    """Give the blocks of spine 1, spine 2, ... without end."""
    chance = random.Random(seed)  # noqa: S311  # a repeatable choice is what is wanted
    for number in count(1):
        for block in template:
            if chance.random() < SHARE_PRESENT:
                yield block.replace(_MARK, str(number))


def _labelled(line: str) -> str:
    """Put the spine's number into a label too, as no two things are called the same."""
    _, predicate, rest = line.split(" ", 2)
    if predicate != _LABEL:
        return line
    end = rest.rindex('"')
    return f"{line[: len(line) - len(rest)]}{rest[:end]}, spine {_MARK}{rest[end:]}"

"""Read the mapping tables as anyone would who has no compiler: comment lines, then TSV."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from foramen.resources import sources_root

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = sources_root() / "ontology" / "mappings"
TABLES = sorted(FOLDER.rglob("*.sssom.tsv"))


def name_of(path: Path) -> str:
    return path.name.partition(".")[0]


def head_of(path: Path) -> dict[str, Any]:
    """What the table says of itself; YAML, of which the tables use quoted texts and one map."""
    head: dict[str, Any] = {"curie_map": {}}
    for line in path.read_text("utf-8").splitlines():
        name, _, value = line.removeprefix("#").partition(": ")
        if not line.startswith("#") or not value:
            continue
        (head["curie_map"] if name.startswith(" ") else head)[name.strip()] = json.loads(value)
    return head


def rows_of(path: Path) -> list[dict[str, str]]:
    lines = path.read_text("utf-8").splitlines()
    told = [line for line in lines if not line.startswith("#")]
    return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))


def terminologies() -> dict[str, dict[str, str]]:
    return {row["prefix"]: row for row in rows_of(FOLDER / "terminologies.tsv")}


ROWS = {name_of(path): rows_of(path) for path in TABLES}
SHIPPED = {(row["subject_id"], row["object_id"]): row for rows in ROWS.values() for row in rows}

"""Read the mapping tables as anyone would who has no compiler: comment lines, then TSV."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import yaml

from foramen.resources import sources_root

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = sources_root() / "ontology" / "mappings"
TABLES = sorted(FOLDER.rglob("*.sssom.tsv"))


def name_of(path: Path) -> str:
    return path.name.partition(".")[0]


def head_of(path: Path) -> dict[str, Any]:
    lines = path.read_text("utf-8").splitlines()
    return yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))


def rows_of(path: Path) -> list[dict[str, str]]:
    lines = path.read_text("utf-8").splitlines()
    told = [line for line in lines if not line.startswith("#")]
    return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))


def terminologies() -> dict[str, dict[str, str]]:
    return {row["prefix"]: row for row in rows_of(FOLDER / "terminologies.tsv")}


ROWS = {name_of(path): rows_of(path) for path in TABLES}
SHIPPED = {(row["subject_id"], row["object_id"]): row for rows in ROWS.values() for row in rows}

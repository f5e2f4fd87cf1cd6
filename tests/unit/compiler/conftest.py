"""A source tree of a few rows, so that the compiler can be tested on faults of every kind."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from foramen.resources import sources_root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TERMS = "id\tlabel\tparent\tdefinition\tsource\tgrouping\tnote\n"
CLAIMS = "subject\trelation\tobject\tstrength\tsource\tnote\n"
PROPERTIES = "id\tlabel\tparent\tcharacteristic\tinverse\tclose\tdefinition\tsource\n"
DEFINITIONS = "class\tgenus\trelation\tfiller\trelation2\tfiller2\tsource\n"
ARTICLE = "id\tsection\tclaim\thedge\nINT01\tintroduction\tThere is an opening.\tmay\n"
CITATIONS = (
    "key\ttitle\taddress\tused\tevidence\n"
    "EDITORIAL\tours\t\tNames.\tECO:0000305\n"
    "BOOK\ta book\t\tWalls.\tECO:0000304\n"
)


@pytest.fixture
def small_sources(tmp_path: Path) -> Callable[..., Path]:
    """Make a source tree with the real patterns, rules and schema, and the tables given."""
    root = sources_root()

    def make(**tables: str) -> Path:
        ontology = tmp_path / "ontology"
        shutil.copytree(root / "ontology" / "patterns", ontology / "patterns")
        shutil.copytree(root / "ontology" / "rules", ontology / "rules")
        for name in ("prefixes.ttl", "schema.ttl", "vocabulary.ttl"):
            shutil.copy(root / "ontology" / name, ontology / name)
        for folder in ("shapes", "queries"):
            (tmp_path / folder).mkdir()
        given = {"sources/article-claims": ARTICLE, "sources/citations": CITATIONS, **tables}
        for name, text in given.items():
            path = ontology / f"{name}.tsv"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path

    return make

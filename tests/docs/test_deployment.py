"""The examples of deployment can be read, and name settings and files that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph

from foramen.settings import SETTINGS

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLES = sorted(path for path in (DOCS / "deployment").iterdir() if path.is_file())
VARIABLES = {setting.variable for setting in SETTINGS}


def test_every_example_is_in_the_manual() -> None:
    manual = (DOCS / "deployment.md").read_text("utf-8")
    linked = set(re.findall(r"\]\(deployment/([^)]+)\)", manual))
    assert linked == {path.name for path in EXAMPLES}
    assert len(EXAMPLES) == 6


@pytest.mark.parametrize("path", [DOCS / "deployment.md", *EXAMPLES], ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    assert set(re.findall(r"FORAMEN_[A-Z_]+", path.read_text("utf-8"))) <= VARIABLES


@pytest.mark.parametrize(
    "path", [path for path in EXAMPLES if path.suffix == ".ttl"], ids=lambda path: path.name
)
def test_a_configuration_in_turtle_parses(path: Path) -> None:
    assert len(Graph().parse(path, format="turtle")) > 10

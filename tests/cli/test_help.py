"""Every command explains itself with an example."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from foramen.cli import commands

if TYPE_CHECKING:
    import click

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted(commands.commands)


def test_the_commands_are_these() -> None:
    assert NAMES == [
        "annotate",
        "ask",
        "build",
        "check",
        "describe",
        "explain",
        "format",
        "gaps",
        "load",
        "mcp",
        "query",
        "questions",
        "serve",
        "teach",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_help_has_an_example_that_names_the_command(name: str) -> None:
    shown = CliRunner().invoke(commands, [name, "--help"])
    assert shown.exit_code == 0
    examples = shown.output.partition("Examples:")[2]
    assert f"foramen {name}" in examples


@pytest.mark.parametrize("name", NAMES)
def test_every_option_has_a_help_text(name: str) -> None:
    command: click.Command = commands.commands[name]
    options = [option for option in command.params if option.param_type_name == "option"]
    assert [option.name for option in options if not getattr(option, "help", "")] == []


def test_the_group_lists_its_commands_and_the_exit_statuses() -> None:
    shown = CliRunner().invoke(commands, ["--help"]).output
    assert all(f"  {name} " in shown for name in NAMES)
    assert "Exit status: 0 fine" in shown


def test_the_version_is_the_one_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    shown = CliRunner().invoke(commands, ["--version"]).output
    assert shown == f"foramen {project['version']}\n"


@pytest.mark.parametrize("name", NAMES)
def test_each_example_stands_on_a_line_of_its_own(name: str) -> None:
    shown = CliRunner().invoke(commands, [name, "--help"]).output
    assert "\\b" not in shown
    after = shown.partition("Example")[2].partition("Options:")[0]
    examples = [line for line in after.splitlines()[1:] if line.strip()]
    assert examples
    assert [line for line in examples if re.search(r"\S {2,}foramen ", line)] == []

"""The README is true: its commands run, its lists are complete, its settings are the program's."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from foramen.cli import commands
from foramen.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
MANUALS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("*/README.md")]
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
)
FORAMEN = [sys.executable, "-c", "from foramen.cli import main; main()"]


def settings_table() -> str:
    rows = ["| variable | default | meaning |", "| --- | --- | --- |"]
    for setting in SETTINGS:
        default = "" if setting.default is None else f"`{setting.default}`"
        rows.append(f"| `{setting.variable}` | {default} | {setting.help} |")
    return "\n".join(rows)


def console_commands() -> list[tuple[str, tuple[str, ...]]]:
    """Each `$ foramen ...` of a console block, with the lines that it is said to print."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *printed = part.replace("\\\n", " ").splitlines()
            lines = tuple(line.strip() for line in printed if line.strip() not in {"", "..."})
            found.append((command, lines))
    return found


def test_the_settings_table_is_the_one_of_the_program() -> None:
    written = README.partition("<!-- settings -->")[2].partition("<!-- /settings -->")[0].strip()
    assert written == settings_table(), f"put this between the markers:\n{settings_table()}"


def test_every_command_is_listed() -> None:
    listed = set(re.findall(r"^\| `foramen ([a-z]+)` \|", README, flags=re.MULTILINE))
    assert listed == set(commands.commands)


def test_the_two_commands_stand_in_the_readme() -> None:
    assert {"make serve", "make test"} <= set(README.splitlines())


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_make_target_that_a_manual_names_exists(manual: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*##", makefile, flags=re.MULTILINE))
    # In a span the whole of it is the command; in a block a remark may follow two spaces later.
    commands_named = re.findall(
        r"`make ([^`]+)`|^make (.+?)(?:  .*)?$", manual.read_text("utf-8"), flags=re.MULTILINE
    )
    words = {word for pair in commands_named for word in shlex.split("".join(pair), comments=True)}
    assert {word for word in words if "=" not in word} <= targets


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_manual_links_to_exists(manual: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", manual.read_text("utf-8"))
    assert [link for link in links if not (manual.parent / link).exists()] == []


def test_the_readme_shows_commands() -> None:
    assert len(console_commands()) >= 3


@pytest.mark.parametrize(
    ("command", "printed"), console_commands(), ids=[command for command, _ in console_commands()]
)
def test_a_command_of_the_readme_prints_what_it_is_said_to(
    command: str, printed: tuple[str, ...]
) -> None:
    name, *arguments = shlex.split(command)
    assert name == "foramen", "console blocks hold foramen commands; others stand in plain blocks"
    done = subprocess.run(
        [*FORAMEN, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "service")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    missing = [line for line in printed if line not in done.stdout]
    assert missing == [], f"it printed:\n{done.stdout}"

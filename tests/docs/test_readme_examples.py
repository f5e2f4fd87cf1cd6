"""Every example of the README that asks a running service is run against one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import served_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.knowledge import Knowledge

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
HERE = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


SHELL = [block for block in blocks("sh") if "curl" in block]
PYTHON = blocks("python")


def first_line(block: str) -> str:
    return block.splitlines()[0][:60]


@pytest.fixture(scope="module")
def address(built: Knowledge) -> Iterator[str]:
    with served_at(built.directory) as started:
        yield started


def test_there_are_examples() -> None:
    assert len(SHELL) >= 7
    assert PYTHON


@pytest.mark.parametrize("block", SHELL, ids=first_line)
def test_a_curl_example_is_answered(block: str, address: str, tmp_path: Path) -> None:
    # With --fail, curl ends with 22 where the service answers with an error.
    script = f'curl() {{ command curl --fail "$@"; }}\n{block.replace(HERE, address)}'
    done = subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", script],
        capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    saved = [path for path in tmp_path.iterdir() if path.stat().st_size > 100]
    assert len(done.stdout) > 10
    assert len(saved) == block.count(" -o ")


@pytest.mark.interop
@pytest.mark.parametrize("block", PYTHON, ids=first_line)
def test_a_python_example_runs(block: str, address: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", block.replace(HERE, address)],
        env=os.environ, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    expected = re.findall(r"# -> (.*)", block)
    assert expected
    assert done.stdout.splitlines() == expected

"""Schemathesis asks every operation of the OpenAPI document, with what fits and what does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import served_at

from foramen.web.openapi import document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.knowledge import Knowledge

pytestmark = [pytest.mark.interop, pytest.mark.slow]

CHECKS = (
    "not_a_server_error",
    "content_type_conformance",
    "response_schema_conformance",
    "status_code_conformance",
)
TAGS = sorted(tag["name"] for tag in document()["tags"])


@pytest.fixture(scope="module")
def address(built: Knowledge) -> Iterator[str]:
    with served_at(built.directory) as started:
        yield started


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_that_is_asked_breaks_the_service(tag: str, address: str, tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", "--no-color"]
    command += ["--checks", ",".join(CHECKS), "--include-tag", tag, "--max-examples", "25"]
    command += ["--generation-deterministic", "--phases", "examples,coverage,fuzzing"]
    command += ["--no-shrink", "--continue-on-failure", "--warnings", "off"]
    # The first answers wait for what is read then; that no answer is slow is tested elsewhere.
    command += ["--request-timeout", "120"]
    done = subprocess.run(
        [*command, f"{address}/openapi.json"],
        cwd=tmp_path, capture_output=True, text=True, timeout=550, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:]
    assert "No operations" not in done.stdout

"""Run `foramen serve` as a user does, for tests that talk to it over a real socket."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ports import free_port, wait_for

import foramen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["served_at"]

_COMMAND = "from foramen.cli import main; main()"


@contextmanager
def served_at(dataset: Path, **settings: str) -> Iterator[str]:
    """Serve a built dataset until the block ends; give the address once queries are answered.

    Args:
        dataset: the folder of the dataset.
        settings: more of the environment, `FORAMEN_...`.
    """
    port = free_port()
    environment = os.environ | {
        "PYTHONPATH": str(Path(foramen.__file__).parents[1]),
        "FORAMEN_DATASET": str(dataset),
        "FORAMEN_REQUEST_LOG": "off",
        **settings,
    }
    command = [sys.executable, "-c", _COMMAND, "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/readyz", process)
            yield address
        finally:
            process.terminate()
            process.wait(60)

"""Run `foramen serve` as a user does, for tests that talk to it over a real socket."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stores import free_port

import foramen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["served_at"]

_COMMAND = "from foramen.cli import main; main()"
_PATIENCE_S = 60.0


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
            _wait_for(f"{address}/readyz", process)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    message = f"{address} did not answer in {_PATIENCE_S:.0f} s"
    raise AssertionError(message)

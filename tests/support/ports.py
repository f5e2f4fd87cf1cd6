"""Choose a port for a server that a test starts, keep it from everybody else, and wait for it."""

from __future__ import annotations

import socket
import time
import urllib.request
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess

__all__ = ["free_port", "wait_for"]

# A machine that does many other things may need so long for what takes a few seconds.
_PATIENCE_S = 120.0
_PAUSE_S = 0.05


def free_port() -> int:
    """Give a port of this machine that nothing listens on, and that nobody else will be given.

    It stays bound as long as this process lives, without listening: whoever connects is refused,
    until a server listens there, which may share it since servers say that they reuse addresses.
    A port that was only looked at could be taken by another test or by a client, before a server
    that loads for seconds comes to bind it.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
        held.detach()
    return port


def wait_for(address: str, process: subprocess.Popen[Any]) -> None:
    """Wait until the server in a process answers there, and fail when it has ended."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE_S):
                return
        except OSError:  # it does not listen yet, or answers that it is not ready
            time.sleep(_PAUSE_S)
    message = f"{address} did not answer in {_PATIENCE_S:.0f} s"
    raise AssertionError(message)

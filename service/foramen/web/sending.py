"""Send a large answer no faster than its client takes it.

Granian holds whatever it is handed piece by piece in memory, for as long as the client does not
read. A file it reads only as the client takes it, so a pipe with a name is handed over as the file.
"""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["let_silent_clients_go", "send_slowly"]

# A client that takes nothing in this time is let go.
_PATIENCE_S: Final = 30.0
_OPENING_S: Final = 5.0
_LOOK_S: Final = 0.002


class _Connection(Protocol):
    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None: ...


def let_silent_clients_go() -> None:
    """Let the kernel close the connections whose clients take nothing for long.

    Granian waits for them for ever, and has no setting for it. What is set for the sockets on
    which this process listens holds for each connection that they accept from then on.
    """
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    descriptors = Path("/proc/self/fd")
    if option is None or not descriptors.exists():
        return
    for number in [int(path.name) for path in descriptors.iterdir() if path.is_socket()]:
        with suppress(OSError), socket.socket(fileno=os.dup(number)) as found:
            listens = found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            if listens and found.family in {socket.AF_INET, socket.AF_INET6}:
                found.setsockopt(socket.IPPROTO_TCP, option, int(_PATIENCE_S * 1000))


async def send_slowly(
    connection: _Connection, status: int, headers: list[tuple[str, str]], pieces: Iterator[bytes]
) -> None:
    """Send pieces as an answer; whoever takes none of them for long, or leaves, gets no more."""
    loop = asyncio.get_running_loop()
    folder = tempfile.mkdtemp(prefix="foramen-")
    try:
        name = str(Path(folder) / "answer")
        os.mkfifo(name, 0o600)
        connection.response_file(status, headers, name)
        end = await _opened(name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if end is None:
        return
    try:
        while piece := await loop.run_in_executor(None, next, pieces, b""):
            async with asyncio.timeout(_PATIENCE_S):
                await _written(loop, end, piece)
    except (BrokenPipeError, TimeoutError):
        pass  # it has gone, or as good as
    finally:
        os.close(end)


async def _opened(name: str) -> int | None:
    """Open the pipe as soon as the other end is open, or not at all where its client has gone."""
    for _ in range(int(_OPENING_S / _LOOK_S)):
        try:
            return os.open(name, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as problem:
            if problem.errno != errno.ENXIO:
                raise
        await asyncio.sleep(_LOOK_S)
    # Whoever opens it at this very moment would wait for ever: let that end too.
    os.close(os.open(name, os.O_RDWR | os.O_NONBLOCK))
    return None


async def _written(loop: asyncio.AbstractEventLoop, end: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        try:
            rest = rest[os.write(end, rest) :]
        except BlockingIOError:
            await _free(loop, end)


async def _free(loop: asyncio.AbstractEventLoop, end: int) -> None:
    """Wait until the pipe takes more."""
    future = loop.create_future()
    loop.add_writer(end, lambda: None if future.done() else future.set_result(None))
    try:
        await future
    finally:
        loop.remove_writer(end)

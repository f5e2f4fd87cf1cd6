"""Send a large answer no faster than its client takes it.

Granian holds whatever it is handed piece by piece in memory, for as long as the client does not
read. A file it reads only as the client takes it, so a pipe with a name is handed over as the file.
"""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["IDLE", "PATIENCE_S", "send_slowly"]

# A client that takes nothing in this time is let go.
PATIENCE_S: Final = 30.0
IDLE: Final = "foramen.idle_s"
"""Where a request notes how long a client may take nothing at all of its answer, in seconds."""

_OPENING_S: Final = 5.0
_LOOK_S: Final = 0.002


class _Connection(Protocol):
    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None: ...


async def send_slowly(
    connection: _Connection,
    status: int,
    headers: list[tuple[str, str]],
    pieces: Iterator[bytes],
    idle: float = PATIENCE_S,
) -> None:
    """Send pieces as an answer.

    Whoever leaves, does not take a piece in `PATIENCE_S`, or takes nothing in `idle` seconds, gets
    no more.
    """
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
            async with asyncio.timeout(PATIENCE_S):
                await _written(loop, end, piece, idle)
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


async def _written(loop: asyncio.AbstractEventLoop, end: int, piece: bytes, idle: float) -> None:
    rest = memoryview(piece)
    while rest:
        try:
            rest = rest[os.write(end, rest) :]
        except BlockingIOError:
            async with asyncio.timeout(idle):
                await _free(loop, end)


async def _free(loop: asyncio.AbstractEventLoop, end: int) -> None:
    """Wait until the pipe takes more."""
    future = loop.create_future()
    loop.add_writer(end, lambda: None if future.done() else future.set_result(None))
    try:
        await future
    finally:
        loop.remove_writer(end)

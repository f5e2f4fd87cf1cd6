"""Speak between the service and its engine processes: frames over Unix sockets in one folder.

A frame is a letter, the length of what follows, and that. The service sends a query; the engine
process sends its number at once, then the pieces of the answer, then the end or an error. Whatever
ends before the end is no answer. One that has not all of the data may say `later` instead.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from foramen import errors
from foramen.errors import EngineFailure, ForamenError

from .model import CheckedQuery, DatasetSpec, Limits

if TYPE_CHECKING:
    import socket
    from pathlib import Path

__all__ = [
    "DATA",
    "END",
    "ERROR",
    "LATER",
    "LOG",
    "QUERY",
    "STARTED",
    "Frames",
    "Job",
    "control_socket",
    "frame",
    "pack_error",
    "query_socket",
    "unpack_error",
]

QUERY: Final = b"Q"
STARTED: Final = b"S"
DATA: Final = b"D"
END: Final = b"Z"
ERROR: Final = b"E"
LOG: Final = b"L"
LATER: Final = b"N"
_HEAD: Final = struct.Struct("!cI")
_READ_BYTES: Final = 65_536


def query_socket(directory: Path) -> str:
    """Name the socket that all engine processes listen on."""
    return str(directory / "queries.sock")


def control_socket(directory: Path) -> str:
    """Name the socket of the keeper, which knows how its processes fare."""
    return str(directory / "control.sock")


@dataclass(frozen=True)
class Job:
    """A query on its way to an engine process."""

    query: CheckedQuery
    media_type: str
    limits: Limits

    def packed(self) -> bytes:
        """Give the frame."""
        # Field by field: what dataclasses offer takes longer than all the rest of a look-up.
        dataset = self.query.dataset
        content = {
            "query": {**vars(self.query), "dataset": vars(dataset) if dataset else None},
            "media_type": self.media_type,
            "limits": vars(self.limits),
        }
        return frame(QUERY, json.dumps(content).encode())

    @classmethod
    def unpacked(cls, content: bytes) -> Job:
        """Read what `packed` gave."""
        given: dict[str, Any] = json.loads(content)
        query = given["query"]
        if query["dataset"] is not None:
            graphs = (query["dataset"]["default_graphs"], query["dataset"]["named_graphs"])
            query["dataset"] = DatasetSpec(tuple(graphs[0]), tuple(graphs[1]))
        return cls(CheckedQuery(**query), given["media_type"], Limits(**given["limits"]))


def frame(kind: bytes, content: bytes = b"") -> bytes:
    """Make a frame."""
    return _HEAD.pack(kind, len(content)) + content


class Frames:
    """The frames that arrive on a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = bytearray()

    def next(self) -> tuple[bytes, bytes]:
        """Wait for a frame and give its letter and content.

        Raises:
            EOFError: the connection ended.
            TimeoutError: nothing came within the connection's time.
        """
        kind, length = _HEAD.unpack(self._take(_HEAD.size))
        return kind, self._take(length)

    def _take(self, count: int) -> bytes:
        while len(self._held) < count:
            piece = self._connection.recv(_READ_BYTES)
            if not piece:
                raise EOFError
            self._held += piece
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken


def pack_error(problem: ForamenError) -> bytes:
    """Give the frame of an error, which is its class and what it was made of."""
    content = {"kind": type(problem).__name__, "arguments": problem.args}
    return frame(ERROR, json.dumps(content).encode())


def unpack_error(content: bytes) -> ForamenError:
    """Make the error again; what is no error of ours is a failure of the engine."""
    given = json.loads(content)
    kind = getattr(errors, str(given["kind"]), EngineFailure)
    if not (isinstance(kind, type) and issubclass(kind, ForamenError)):
        kind = EngineFailure
    arguments = (tuple(a) if isinstance(a, list) else a for a in given["arguments"])
    problem: ForamenError = kind(*arguments)
    return problem

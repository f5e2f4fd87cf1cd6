"""Reach the sockets on which this process listens; granian opens them and hands none out."""

from __future__ import annotations

import ctypes
import os
import socket
import struct
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["is_to_be_followed", "let_silent_clients_go", "take_no_more_clients"]

_DESCRIPTORS: Final = Path("/proc/self/fd")
_TABLES: Final = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
# The state of a socket that listens, as the kernel writes it.
_LISTENS: Final = "0A"
# What the service starts beside its server processes.
_OTHERS: Final = (b"foramen.engine.keeper", b"multiprocessing.resource_tracker")
# What Linux calls SO_ATTACH_FILTER; Python has no name for it.
_ATTACH_FILTER: Final = 26
# A filter of one step, "return 0": of each packet, keep nothing.
_KEEP_NOTHING: Final = struct.pack("HBBI", 0x06, 0, 0, 0)


def let_silent_clients_go(seconds: float) -> None:
    """Let the kernel close the connections whose clients take nothing for that long.

    Granian waits for them for ever, and has no setting for it. What is set for the sockets on
    which this process listens holds for each connection that they accept from then on.
    """
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is not None:
        for found in _sockets():
            with suppress(OSError):
                found.setsockopt(socket.IPPROTO_TCP, option, int(seconds * 1000))


def take_no_more_clients() -> bool:
    """Let no further client connect, and keep those that have.

    Whoever asks for a connection now hears nothing, asks again after a second, and then meets
    another process that listens, or a closed port. Closing the socket at once would also lose
    the clients that have connected and wait to be accepted.

    Returns:
        Whether it could be done: on Linux, with a listening socket.
    """
    code = ctypes.create_string_buffer(_KEEP_NOTHING)
    program = struct.pack("HP", 1, ctypes.addressof(code))
    done = False
    for found in _sockets():
        with suppress(OSError):
            found.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, program)
            done = True
    return done


def is_to_be_followed() -> bool:
    """Tell whether another server process has been started and none listens where this one does.

    Whoever leaves now leaves the port to nobody, until that one has begun to listen.
    """
    own = {os.fstat(found.fileno()).st_ino: found.getsockname()[1] for found in _sockets()}
    return bool(own) and _has_sibling() and not _others_listen(own)


def _others_listen(own: Mapping[int, int]) -> bool:
    """Tell whether a socket listens on a port of ours that is none of ours, by their inodes."""
    for table in _TABLES:
        for line in table.read_text("ascii").splitlines()[1:] if table.exists() else ():
            _, address, _, state, *_, inode = line.split()[:10]
            port = int(address.rpartition(":")[2], 16)
            if state == _LISTENS and port in own.values() and int(inode) not in own:
                return True
    return False


def _has_sibling() -> bool:
    """Tell whether the process that started this one has started another of its kind."""
    found: set[str] = set()
    with suppress(OSError):
        for task in Path(f"/proc/{os.getppid()}/task").iterdir():
            found.update((task / "children").read_text("ascii").split())
    for number in found - {str(os.getpid())}:
        with suppress(OSError):
            command = Path(f"/proc/{number}/cmdline").read_bytes()
            if command and not any(other in command for other in _OTHERS):
                return True
    return False


def _sockets() -> Iterator[socket.socket]:
    """Give each of them by a handle of its own, where the system tells of open files."""
    if not _DESCRIPTORS.exists():
        return
    for number in [int(path.name) for path in _DESCRIPTORS.iterdir() if path.is_socket()]:
        with suppress(OSError), socket.socket(fileno=os.dup(number)) as found:
            listens = found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            if listens and found.family in {socket.AF_INET, socket.AF_INET6}:
                yield found

"""A server that nobody should ever ask, which notes whoever does."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Listener", "listening"]

_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nContent-Length: 0\r\n"
    b"Connection: close\r\n\r\n"
)


class Listener:
    """A port of this machine, and how often anybody connected to it."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self.contacts = 0
        host, port = listener.getsockname()
        self.address = f"http://{host}:{port}/canary"

    def serve(self) -> None:
        """Answer each contact, until the port is closed."""
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.contacts += 1
                with connection, contextlib.suppress(OSError):
                    connection.settimeout(5)
                    connection.recv(65_536)
                    connection.sendall(_ANSWER)


@contextlib.contextmanager
def listening() -> Iterator[Listener]:
    """Listen."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        listener = Listener(bound)
        thread = threading.Thread(target=listener.serve, daemon=True)
        thread.start()
        yield listener
        bound.shutdown(socket.SHUT_RDWR)
        thread.join()

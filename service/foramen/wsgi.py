"""Make the web application from the environment, and run it on granian.

Any WSGI server can run it: `foramen.wsgi:application` is a factory, called once in each process.
"""

from __future__ import annotations

import atexit
import errno
import os
import socket
from typing import TYPE_CHECKING

from .engine import open_engine
from .errors import BadSetting, PortTaken
from .knowledge import load_knowledge
from .questions import load_questions
from .settings import Settings
from .web import create_app

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["application", "require_free", "serve"]


def application() -> Flask:
    """Give a new application over the built dataset, as the environment's settings say."""
    settings = Settings.from_environment()
    knowledge = load_knowledge(settings.dataset_directory)
    questions = load_questions(settings.sources_root)
    engine = open_engine(settings, knowledge)
    atexit.register(engine.close)
    return create_app(knowledge, engine, questions, settings)


def serve(settings: Settings) -> None:
    """Serve until told to stop; ask `require_free` first."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    # The workers are new processes that read their settings from the environment.
    os.environ.update(FORAMEN_HOST=settings.host, FORAMEN_PORT=str(settings.port))
    Granian(
        "foramen.wsgi:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        http=HTTPModes.http1,
        websockets=False,
        workers=settings.workers,
        # One thread more than queries may run at once: a page is answered while all are busy.
        blocking_threads=settings.concurrent_queries + 1,
        backpressure=64 * (settings.concurrent_queries + 1),
        respawn_failed_workers=False,
        workers_kill_timeout=5,
        # It would warn of more threads than cores; ours wait for the engine.
        log_level=LogLevels.error,
    ).serve()


def require_free(host: str, port: int) -> None:
    """Make sure that a server can listen there.

    Raises:
        PortTaken: another program does.
        BadSetting: the host or the port is not one that this program may listen on.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except socket.gaierror as problem:
        raise BadSetting("host", host, "no machine has this name.") from problem
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise PortTaken(host, port) from problem
        if problem.errno == errno.EACCES:
            raise BadSetting("port", str(port), "only root may listen below 1024.") from problem
        raise BadSetting("host", host, "it is not an address of this machine.") from problem

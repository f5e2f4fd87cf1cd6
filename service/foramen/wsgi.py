"""Make the web application from the environment, and run it on granian.

Any WSGI server can run `foramen.wsgi:application`, a factory that is called once in each process;
granian runs `foramen.wsgi:server`, the same application behind its asynchronous interface, which
holds no thread for a slow client.
"""

from __future__ import annotations

import atexit
import errno
import logging
import multiprocessing
import os
import resource
import signal
import socket
import tempfile
import threading
from typing import TYPE_CHECKING, Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from .engine import is_address, open_engine, start_keeper
from .engine.heap import keep_one_heap
from .errors import BadSetting, ForamenError, PortTaken
from .knowledge import load_knowledge
from .questions import load_questions
from .settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Flask

    from .engine.isolated import Keeper
    from .web.rsgi import Rsgi

__all__ = ["Service", "application", "require_free", "serve", "server"]

_log = logging.getLogger(__name__)

_DIRECTORY = "FORAMEN_ENGINE_DIRECTORY"
_LEAST_THREADS = 16
_CONNECTIONS = 8192
_OTHER_FILES = 512


def application() -> Flask:
    """Give a new application over the built dataset, as the environment's settings say."""
    from .web import create_app

    settings = Settings.from_environment()
    knowledge = load_knowledge(settings.dataset_directory)
    questions = load_questions(settings.sources_root)
    engine = open_engine(settings, knowledge)
    atexit.register(engine.close)
    return create_app(knowledge, engine, questions, settings)


def server() -> Rsgi:
    """Give the application for granian's RSGI."""
    from .web.rsgi import Rsgi

    settings = Settings.from_environment()
    keep_one_heap()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    app = application()
    threading.Thread(target=_prepare, args=(app,), daemon=True).start()
    return Rsgi(
        app.wsgi_app,  # type: ignore[arg-type]  # create_app put the front there
        # Whoever evaluates or waits has a thread, and pages are answered beside them.
        threads=settings.concurrent_queries + settings.queued_queries + _LEAST_THREADS,
        max_request_bytes=settings.max_request_bytes,
        max_upload_bytes=settings.max_upload_bytes,
        request_time_limit_ms=settings.request_time_limit_ms,
    )


def serve(settings: Settings) -> None:
    """Serve until told to stop; ask `require_free` first.

    On SIGHUP the dataset is loaded anew and server processes are replaced one by one; on SIGTERM
    and Ctrl+C requests that are being answered are answered.

    Raises:
        ForamenError: the engine could not be started.
    """
    # The workers are new processes that read their settings from the environment.
    os.environ.update(FORAMEN_HOST=settings.host, FORAMEN_PORT=str(settings.port))
    service = Service(
        "foramen.wsgi:server",
        factory=True,
        interface=Interfaces.RSGI,
        address=settings.host,
        port=settings.port,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=settings.request_time_limit_ms),
        websockets=False,
        workers=settings.workers,
        respawn_failed_workers=True,
        backpressure=_most_connections(),
        workers_kill_timeout=settings.query_time_limit_ms // 1000 + 5,
        log_level=LogLevels.error,
    )
    # Granian forks its processes, and until they listen they would only note a SIGTERM and go on.
    os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))
    engines = _Engines(settings, service.signal_handler_reload)
    # Granian would replace its processes at once, by some that wait for data or cannot read them.
    service.on_startup(lambda: signal.signal(signal.SIGHUP, engines.renew))
    with tempfile.TemporaryDirectory(prefix="foramen-metrics-") as counts:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = counts
        engines.start()
        try:
            service.serve()
        finally:
            engines.close()
    if engines.problem is not None:
        raise engines.problem


def _most_connections() -> int:
    """Give the connections that one server process may hold, as the system's limits allow.

    Clients that send nothing hold one each until their time is over; others must find room.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = _CONNECTIONS + _OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        files = min(files, hard)
    if soft != resource.RLIM_INFINITY and soft < files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return max(_LEAST_THREADS, files - _OTHER_FILES)


def _prepare(app: Flask) -> None:
    """Read the terms while the engine loads; whoever asks before is served all the same."""
    try:
        app.extensions["foramen"].prepare()
    except ForamenError as problem:
        _log.warning("terms are read when they are first asked for: %s", problem)


def _end_with_parent() -> None:
    """End when the process that started this one was killed: it would go on with no engine.

    It would also hold its share of the port, beside a service that is started anew.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


class Service(MPServer):
    """The server processes; a stop also ends a reload, after the process that is being replaced.

    Granian replaces all the others first, four seconds each, and whoever waits for the end of the
    service may lose patience and kill it.
    """

    def _respawn_workers(self, workers: Iterable[int], *given: Any, **named: Any) -> None:
        for one in workers:
            if not self.interrupt_signal:
                super()._respawn_workers([one], *given, **named)


class _Engines:
    """The engine processes that all server processes share, replaced when the dataset is."""

    def __init__(self, settings: Settings, replace_servers: Callable[[], None]) -> None:
        self._settings = settings
        self._replace_servers = replace_servers
        self._keepers: list[Keeper] = []
        self._renewing = threading.Lock()
        self._closing = False
        self.problem: ForamenError | None = None

    def start(self) -> None:
        """Start them beside the server processes, which wait for them."""
        keeper = self._started()
        if keeper is not None:
            threading.Thread(target=self._watch, args=(keeper,), daemon=True).start()
            os.environ[_DIRECTORY] = str(keeper.directory)

    def renew(self, *_: object) -> None:
        """Begin to load the dataset anew; meanwhile everything is answered from the old one."""
        threading.Thread(target=self._renew, daemon=True).start()

    def close(self) -> None:
        """End them."""
        self._closing = True
        for keeper in self._keepers:
            keeper.close()

    def _started(self) -> Keeper | None:
        knowledge = load_knowledge(self._settings.dataset_directory)
        if is_address(self._settings.engine) or self._settings.engine_directory is not None:
            return None
        keeper = start_keeper(self._settings, knowledge)
        self._keepers.append(keeper)
        return keeper

    def _watch(self, keeper: Keeper, *, is_loaded: bool = False) -> None:
        """Stop the service where they cannot start: it could answer nothing."""
        try:
            if not is_loaded:
                keeper.wait_until_loaded()
            keeper.keep()
        except ForamenError as problem:
            if not self._closing:
                self.problem = problem
                os.kill(os.getpid(), signal.SIGTERM)

    def _renew(self) -> None:
        """Start others for server processes to come; the old ones finish what they do."""
        with self._renewing:
            old = list(self._keepers)
            try:
                load_questions(self._settings.sources_root)
                keeper = self._started()
                if keeper is not None:
                    keeper.wait_until_loaded()
            except ForamenError as problem:
                _log.error("nothing is reloaded, and the old data are served on: %s", problem)
                self._keepers = old
                return
            if keeper is not None:
                threading.Thread(
                    target=self._watch, args=(keeper,), kwargs={"is_loaded": True}, daemon=True
                ).start()
                os.environ[_DIRECTORY] = str(keeper.directory)
            self._replace_servers()
            wait = self._settings.query_time_limit_ms / 1000 + 30
            for one in old:
                timer = threading.Timer(wait, self._retire, (one,))
                timer.daemon = True
                timer.start()

    def _retire(self, keeper: Keeper) -> None:
        if keeper in self._keepers:
            self._keepers.remove(keeper)
            keeper.close()


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

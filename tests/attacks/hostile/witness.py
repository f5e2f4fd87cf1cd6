"""The second client: it asks normal questions all the time and knows the answers beforehand.

Each question holds a number that no other has, so that no kept answer can stand for the engine's.
"""

from __future__ import annotations

import http.client
import json
import threading
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import quote, urlencode

from .data import GROUPS, NODES, F
from .talk import FORM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Witness"]

_PREFIX: Final = f"PREFIX f: <{F}> PREFIX l: <http://www.w3.org/2000/01/rdf-schema#> "
_PAUSE_S: Final = 0.01
_PATIENCE_S: Final = 30.0
# Method, target, body, headers, and a test of status and body.
_Question: TypeAlias = tuple[
    str, str, str | None, "Mapping[str, str]", "Callable[[int, bytes], bool]"
]


def _asked(query: str, right: Callable[[Any], bool]) -> _Question:
    body = urlencode({"query": _PREFIX + query})
    return (
        "POST",
        "/sparql",
        body,
        {"Content-Type": FORM},
        lambda status, answer: status == 200 and right(json.loads(answer)),
    )


def _rows(query: str, *expected: dict[str, str]) -> _Question:
    def right(answer: Any) -> bool:
        rows = [
            {name: term["value"] for name, term in row.items()}
            for row in answer["results"]["bindings"]
        ]
        return rows == list(expected)

    return _asked(query, right)


def _page(target: str, accept: str, salt: int, right: Callable[[bytes], bool]) -> _Question:
    headers = {"Accept": f"{accept}, x/y{salt};q=0.1"}
    return ("GET", target, None, headers, lambda status, body: status == 200 and right(body))


def _question(n: int) -> _Question:
    return _of_the_engine(n) if n % 9 < 5 else _of_the_service(n)


def _of_the_engine(n: int) -> _Question:
    node = (n * 7) % (NODES - 100)
    match n % 9:
        case 0:
            return _rows(
                f'SELECT ?salt ?next {{ VALUES ?salt {{ "{n}" }} f:node_{node} f:next ?next }}',
                {"salt": str(n), "next": f"{F}node_{node + 1}"},
            )
        case 1:
            return _rows(
                f"SELECT (COUNT(?x) + {n} AS ?n) {{ ?x f:group f:group_{n % GROUPS} }}",
                {"n": str(NODES // GROUPS + n)},
            )
        case 2:
            return _rows(
                f"SELECT ?l ?salt {{ BIND({n} AS ?salt) ?root l:label ?l . "
                f"f:Foramen_L4-L5_right f:transmitsRoot ?root }}",
                {"l": "right L4 root", "salt": str(n)},
            )
        case 3:
            return _asked(
                f"ASK {{ f:node_{node} f:next+ f:node_{node + 20} FILTER({n} = {n}) }}",
                lambda answer: answer["boolean"] is True,
            )
        case _:
            return _asked(
                f"ASK {{ f:node_{node + 20} f:next* f:node_{node} FILTER({n} = {n}) "
                f"FILTER NOT EXISTS {{ f:node_{node} f:number {node} }} }}",
                lambda answer: answer["boolean"] is False,
            )


def _of_the_service(n: int) -> _Question:
    match n % 9:
        case 5:
            return _page(
                "/Foramen_L4-L5_left",
                "text/turtle",
                n,
                lambda body: b"foramen:transmitsRoot foramen:Root_L4_left" in body,
            )
        case 6:
            asked = quote("left L4-L5 foramen")
            table = f"root,rootLabel\r\n{F}Root_L4_left,left L4 root\r\n".encode()
            return _page(
                f"/questions/which-root-leaves-by-a-foramen?format=csv&foramen={asked}",
                "text/csv",
                n,
                lambda body: body == table,
            )
        case 7:
            return _page("/healthz", "*/*", n, lambda body: json.loads(body)["status"] == "ok")
        case _:
            body = urlencode({"query": f"SELECT ?x\nWHERE {{ ?x ?y ?z # {n}"})
            return (
                "POST",
                "/sparql",
                body,
                {"Content-Type": FORM},
                lambda status, answer: status == 400 and json.loads(answer)["line"] == 2,
            )


class Witness:
    """A client in a thread of its own.

    Attributes:
        asked: how many questions it has asked.
        failures: what went wrong, as text.
    """

    def __init__(self, port: int, first: int = 0, *, keep_alive: bool = True) -> None:
        self.asked = 0
        self.failures: list[str] = []
        self._port = port
        self._number = first
        self._keep_alive = keep_alive
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def __enter__(self) -> Witness:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _ask(self) -> None:
        connection = self._connected()
        while not self._stop.wait(_PAUSE_S):
            try:
                self._ask_once(connection)
            except (OSError, http.client.HTTPException, ValueError, KeyError) as problem:
                self.failures.append(f"question {self._number}: {problem!r}")
                connection.close()
            self.asked += 1
            self._number += 1
            if not self._keep_alive:
                connection.close()
        connection.close()

    def _connected(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE_S)

    def _ask_once(self, connection: http.client.HTTPConnection) -> None:
        method, target, body, headers, is_right = _question(self._number)
        if not self._keep_alive:
            headers = {**headers, "Connection": "close"}
        connection.request(method, target, body, dict(headers))
        response = connection.getresponse()
        answer = response.read()
        if not is_right(response.status, answer):
            self.failures.append(f"question {self._number}: {response.status} {answer[:300]!r}")

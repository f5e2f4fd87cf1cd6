"""State what an attack is: what is sent, and which answers are right."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Attack"]


@dataclass(frozen=True)
class Attack:
    """One hostile request.

    Attributes:
        name: what it does, as a few words.
        kind: its class in the issue and in the study of engines.
        sent: the bytes, as they go over the connection.
        statuses: every status that the rule it runs into gives.
        problems: the kinds of problem that go with them; "" is an answer that is no problem.
        holds: what an answer with 200 has to hold.
        shut: whether the client says after it that nothing more will come.
    """

    name: str
    kind: str
    sent: bytes
    statuses: frozenset[int]
    problems: frozenset[str] = frozenset({""})
    holds: bytes = b""
    shut: bool = False

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"

"""Advise on a query that parses but cannot find what it seems to ask for.

A misspelt name or variable is right SPARQL, and its answer is silently empty.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from foramen.engine.model import Boolean
from foramen.engine.tokens import place, scan
from foramen.errors import ForamenError
from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.engine.model import Engine
    from foramen.engine.tokens import Token
    from foramen.lookup.names import Names

    from .catalogue import Catalogue

__all__ = ["Advice", "advise"]

_MOST: Final = 5
_HOLDS: Final = "ASK {{ {{ <{0}> ?p ?o }} UNION {{ ?s <{0}> ?o }} UNION {{ ?s ?p <{0}> }} }}"


@dataclass(frozen=True)
class Advice:
    """What is probably not meant, where it stands, and how long it is."""

    line: int
    column: int
    length: int
    text: str


def advise(text: str, engine: Engine, catalogue: Catalogue, names: Names) -> tuple[Advice, ...]:
    """Give advice on a query that parses, at most so much as a reader takes in."""
    tokens = list(scan(text))
    found = [*islice(_unknown(tokens, engine, catalogue, names), _MOST), *_lonely(tokens)]
    return tuple(
        Advice(*place(text, token.start), len(token.text), words) for token, words in found[:_MOST]
    )


def _unknown(
    tokens: list[Token], engine: Engine, catalogue: Catalogue, names: Names
) -> Iterator[tuple[Token, str]]:
    """Find names in our namespace that the graph does not hold."""
    prefixes: dict[str, str] = {}
    asked: dict[str, bool] = {}
    for before, name, behind in zip(
        ["", *_keywords(tokens)], tokens, [*tokens[1:], None], strict=False
    ):
        prefix, _, local = name.text.partition(":")
        if name.kind == "name" and before == "PREFIX" and behind is not None:
            prefixes[prefix] = behind.text[1:-1]
        elif name.kind == "name" and prefixes.get(prefix) == str(FORAMEN) and local:
            iri = f"{FORAMEN}{local}"
            if iri not in asked and len(asked) < _MOST:
                asked[iri] = iri in catalogue.terms or _holds(engine, iri)
            if not asked.get(iri, True):
                yield name, f"The graph holds no {name.text}.{_near(local, prefix, names)}"


def _keywords(tokens: list[Token]) -> Iterator[str]:
    return (token.keyword for token in tokens)


def _holds(engine: Engine, iri: str) -> bool:
    try:
        answer = engine.answer(engine.guard.check(_HOLDS.format(iri)))
    except ForamenError:
        return True  # nothing is known against it
    return not isinstance(answer, Boolean) or answer.value


def _near(local: str, prefix: str, names: Names) -> str:
    terms = (names.find(name) for name in names.near(local))
    ours = dict.fromkeys(iri for iri in terms if iri and iri.startswith(str(FORAMEN)))
    listed = [f"{prefix}:{iri.removeprefix(str(FORAMEN))}" for iri in ours][:3]
    return f" Is it {' or '.join(listed)}?" if listed else ""


def _lonely(tokens: list[Token]) -> Iterator[tuple[Token, str]]:
    """Find variables that are asked for and stand nowhere else."""
    head = next((place_ for place_, token in enumerate(tokens) if token.text == "{"), len(tokens))
    uses = Counter(token.text[1:] for token in tokens if token.kind == "variable")
    if not any(token.keyword == "SELECT" for token in tokens[:head]):
        return
    for before, token in pairwise(tokens[:head]):
        alone = token.kind == "variable" and uses[token.text[1:]] == 1
        if alone and before.keyword != "AS":
            yield token, f"{token.text} is asked for and stands nowhere else: its column is empty."

"""Run the rules over the axioms: what follows, and every single step by which it follows.

The only module that knows Nemo. The rules are `ontology/rules/el.rls`; they work on named classes,
as the assembler writes the axioms in a normal form that allows it.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from foramen.compiler.serialise import n_triples
from foramen.errors import ForamenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph

__all__ = ["Closure", "Fact", "Step", "infer"]

SUB = "http://www.w3.org/2000/01/rdf-schema#subClassOf"

# A fact is a triple of IRIs; the hierarchy is one of its relations.
Fact = tuple[str, str, str]


class Step(NamedTuple):  # of which there are a million: a tuple is made in a third of the time
    """One application of a rule: what follows, by which kind of rule, from what.

    Attributes:
        conclusion: what follows.
        rule: hierarchy, inheritance, property, chain or definition; filler, from an end to a
            broader one, is read off the hierarchy.
        premises: the facts it follows from.
        axiom: the property or class whose axiom was applied, where there is one.
    """

    conclusion: Fact
    rule: str
    premises: tuple[Fact, ...]
    axiom: str | None = None


@dataclass(frozen=True)
class Closure:
    """All that follows from the axioms, reflexive pairs of the hierarchy included.

    Attributes:
        facts: every entailed subclass pair and existential edge between named classes.
        steps: every single step by which one of them can be reached, but for those from a filler
            to a broader one.
        impossible: the classes that can have no member.
    """

    facts: frozenset[Fact]
    steps: tuple[Step, ...]
    impossible: frozenset[str]


def infer(axioms: Graph, rules: Path) -> Closure:
    """Apply the rules to the axioms.

    Raises:
        ForamenError: Nemo is not installed; the message says how to get it.
    """
    try:
        import nmo_python as nemo
    except ImportError as problem:
        message = "building needs the package nemo-python: `pip install 'foramen[build]'`"
        raise ForamenError(message) from problem
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder, "axioms.nt")
        facts.write_text(n_triples(axioms), encoding="utf-8")
        program = rules.read_text(encoding="utf-8").replace('"axioms.nt"', f'"{facts.as_posix()}"')
        engine = nemo.NemoEngine(nemo.load_string(program))
        engine.reason()
    table = {name: [_plain(row) for row in engine.result(name)] for name in _OUTPUTS}
    facts_ = {(a, SUB, b) for a, b in table["sub"]} | {(a, p, b) for a, p, b in table["rel"]}
    return Closure(
        frozenset(facts_), tuple(_steps(table)), frozenset(row[0] for row in table["impossible"])
    )


_OUTPUTS = (
    "sub",
    "rel",
    "impossible",
    "genus",
    "difference",
    "defined",
    "stepUp",
    "stepInherit",
    "stepProperty",
    "stepChain",
)


def _plain(row: list[object]) -> tuple[str, ...]:
    return tuple([intern(str(value).strip("<>")) for value in row])


def _steps(table: dict[str, list[tuple[str, ...]]]) -> Iterator[Step]:
    for c, e, d in table["stepUp"]:
        yield Step((c, SUB, e), "hierarchy", ((c, SUB, d), (d, SUB, e)))
    for c, p, f, d in table["stepInherit"]:
        yield Step((c, p, f), "inheritance", ((c, SUB, d), (d, p, f)))
    for c, q, f, p in table["stepProperty"]:
        yield Step((c, q, f), "property", ((c, p, f),), q)
    for c, p, e, r, d, s in table["stepChain"]:
        yield Step((c, p, e), "chain", ((c, r, d), (d, s, e)), p)
    yield from _definition_steps(table)


def _definition_steps(table: dict[str, list[tuple[str, ...]]]) -> Iterator[Step]:
    """Yield what meets a definition; its premises are all the conditions of the definition."""
    conditions: dict[str, list[tuple[str, str]]] = {}
    for d, g in table["genus"]:
        conditions.setdefault(d, []).append((SUB, g))
    for d, p, f in table["difference"]:
        conditions.setdefault(d, []).append((p, f))
    for c, d in table["defined"]:
        if c != d:
            premises = tuple((c, p, f) for p, f in sorted(conditions[d]))
            yield Step((c, SUB, d), "definition", premises, d)

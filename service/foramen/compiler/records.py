"""Write what was inferred as records: each with its rule, premises, strength and sources.

A derived answer carries the hedges of what it was derived from: its strength is the weakest of
its premises and of the rule that was applied, its sources are all of theirs.
"""

from __future__ import annotations

from functools import cache, reduce
from typing import TYPE_CHECKING

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Node

from foramen.compiler.statements import Statement, statement_iri
from foramen.namespaces import FORAMEN, PROV

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foramen.compiler.infer import Fact, Step
    from foramen.compiler.patterns import Triple

__all__ = ["InferredRecords", "iri"]

# The same few thousand names come up hundreds of thousands of times.
iri = cache(URIRef)

_WEAKNESS: dict[Node | None, int] = {
    FORAMEN.Definite: 0,
    None: 0,
    FORAMEN.May: 1,
    FORAMEN.Varies: 2,
}
_Worth = tuple[Node, frozenset[Node]]


class InferredRecords:
    """The records of the inferred facts, with the strength and sources that they inherit."""

    def __init__(
        self,
        steps: Mapping[Fact, Step],
        statements: Mapping[Fact, Statement],
        sources: Graph,
        rules: Graph,
    ) -> None:
        self._steps = steps
        self._statements = statements
        self._sources = sources
        self._rules = rules
        self._worth: dict[Fact, _Worth] = {}
        self._references: dict[Fact, URIRef] = {}

    def triples(self) -> Iterator[Triple]:
        """Yield every record, premises as references to other records or to statements."""
        for fact, step in self._steps.items():
            node = self._reference(fact)
            subject, predicate, value = map(iri, fact)
            strength, sources = self._weigh(fact)
            yield node, RDF.type, FORAMEN.InferredStatement
            yield node, RDF.subject, subject
            yield node, RDF.predicate, predicate
            yield node, RDF.object, value
            yield node, FORAMEN.strength, strength
            yield node, FORAMEN.rule, rule_iri(step)
            for source in sources:
                yield node, DCTERMS.source, source
            for premise in step.premises:
                if premise in self._steps or premise in self._statements:
                    yield node, PROV.wasDerivedFrom, self._reference(premise)

    def _reference(self, fact: Fact) -> URIRef:
        known = self._references.get(fact)
        if known is None:
            known = statement_iri(*map(iri, fact))
            if fact not in self._statements:
                known = URIRef(str(known).replace("/st_", "/inf_"))
            self._references[fact] = known
        return known

    def _weigh(self, fact: Fact) -> _Worth:
        """Give the strength and the sources of a fact; derivations run in no circle."""
        if fact in self._worth:
            return self._worth[fact]
        if statement := self._statements.get(fact):
            worth: _Worth = (statement.strength or FORAMEN.Definite, frozenset(statement.sources))
        elif step := self._steps.get(fact):
            parts = [self._weigh(premise) for premise in step.premises] + [self._rule_worth(step)]
            worth = reduce(_weaker, parts)
        else:
            worth = (FORAMEN.Definite, frozenset())
        self._worth[fact] = worth
        return worth

    def _rule_worth(self, step: Step) -> _Worth:
        """Give the strength of a rule: that of the claim it rests on; most rules are logic."""
        if step.rule != "chain":
            return FORAMEN.Definite, frozenset()
        found = frozenset(self._rules.objects(rule_iri(step), DCTERMS.source))
        strengths = [self._sources.value(source, FORAMEN.strength) for source in found]
        weakest = max(strengths, key=lambda one: _WEAKNESS[one], default=None)
        return weakest or FORAMEN.Definite, found


@cache
def rule_iri(step: Step) -> URIRef:
    """Give the IRI of the rule that a step applied."""
    if step.rule == "definition":
        return FORAMEN[f"rule_definition-{_local(step.axiom)}"]
    if step.rule != "chain":
        return FORAMEN[f"rule_{step.rule}"]
    first, second = (premise[1] for premise in step.premises)
    if first == second == step.conclusion[1]:
        return FORAMEN.rule_transitivity
    return FORAMEN[f"rule_{_local(step.conclusion[1])}-{_local(first)}-{_local(second)}"]


def _local(iri: str | None) -> str:
    return str(iri).removeprefix(str(FORAMEN))


def _weaker(one: _Worth, other: _Worth) -> _Worth:
    strength = max(one[0], other[0], key=lambda strength: _WEAKNESS[strength])
    return strength, one[1] | other[1]

"""Tell how a relation is used: between what kinds of things, with examples, and by which rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.engine.model import Bindings
from foramen.namespaces import FORAMEN, GRAPH, OWL, RDFS
from foramen.terminology.neighbourhood import natural

from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.lookup.model import Link, Statement
    from foramen.terminology.model import Term

__all__ = ["Example", "Uses", "uses_of"]

_MOST_EXAMPLES: Final = 12
_MOST_KINDS: Final = 6
_RULES: Final = f"""SELECT ?rule ?label {{{{
  ?rule <{FORAMEN.derives}> <{{iri}}> ; <{RDFS.label}> ?label .
}}}} ORDER BY ?label
"""
# What only logic needs is no part of the default graph.
_AXIOMS: Final = f"""SELECT DISTINCT ?inverse ?characteristic {{{{
  VALUES ?graph {{{{ <{GRAPH.axioms}> <{GRAPH.constraints}> }}}}
  GRAPH ?graph {{{{
    {{{{ <{{iri}}> <{OWL.inverseOf}> ?inverse }}}}
    UNION {{{{ ?inverse <{OWL.inverseOf}> <{{iri}}> }}}}
    UNION {{{{ <{{iri}}> a ?characteristic }}}}
  }}}}
}}}} ORDER BY ?inverse ?characteristic
"""
_CHARACTERISTICS: Final = {
    str(OWL.TransitiveProperty): "transitive",
    str(OWL.SymmetricProperty): "symmetric",
    str(OWL.FunctionalProperty): "functional",
    str(OWL.AsymmetricProperty): "asymmetric",
    str(OWL.IrreflexiveProperty): "irreflexive",
}


@dataclass(frozen=True)
class Example:
    """Two terms that a relation joins, and who says so."""

    subject: Link
    object: Link
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Uses:
    """How a relation is used.

    Attributes:
        number: how many pairs of terms it joins, stated or inferred.
        stated: how many of them are not only inherited from broader terms.
        subjects: the kinds of things that it leads from, with how many; the most frequent first.
        objects: the same of what it leads to.
        inverses: relations that say the same from the other end.
        characteristics: what logic may take for granted of it.
        rules: by which it follows from others.
    """

    number: int
    stated: int
    subjects: tuple[tuple[Link, int], ...]
    objects: tuple[tuple[Link, int], ...]
    examples: tuple[Example, ...]
    inverses: tuple[Link, ...]
    characteristics: tuple[str, ...]
    rules: tuple[Link, ...]


def uses_of(property_: Term) -> Uses:
    """Tell how a relation is used."""
    parts = service()
    near, link, said = parts.neighbourhood, parts.concepts.link, parts.concepts.statements.of
    pairs = [pair for pair in near.uses(property_.iri) if pair[1] in parts.catalogue.terms]
    own = [pair for pair in pairs if near.origin(pair[0], property_.iri, pair[1]) is None]
    label = parts.concepts.names.label
    # General terms first: an example of one level is one of many.
    own.sort(key=lambda pair: (_is_placed(pair), natural(label(pair[0])), natural(label(pair[1]))))
    shown = own[:_MOST_EXAMPLES]
    axioms = _axioms(property_.iri)
    return Uses(
        number=len(pairs),
        stated=len(own),
        subjects=_kinds(one for one, _ in own),
        objects=_kinds(other for _, other in own),
        examples=tuple(
            Example(link(one), link(other), said((one, property_.iri, other)))
            for one, other in shown
        ),
        inverses=tuple(link(str(row["inverse"])) for row in axioms if "inverse" in row),
        characteristics=tuple(
            _CHARACTERISTICS[kind]
            for row in axioms
            if (kind := str(row.get("characteristic", ""))) in _CHARACTERISTICS
        ),
        rules=tuple(
            link(str(row["rule"])) for row in parts.concepts.rows(_RULES.format(iri=property_.iri))
        ),
    )


def _axioms(iri: str) -> tuple[Mapping[str, object], ...]:
    parts = service()
    if str(GRAPH.axioms) not in parts.knowledge.graphs:
        return ()
    answer = parts.engine.answer(parts.engine.guard.check(_AXIOMS.format(iri=iri)))
    return tuple(answer.rows) if isinstance(answer, Bindings) else ()


def _is_placed(pair: tuple[str, str]) -> bool:
    terms = service().catalogue.terms
    return any(terms[one].family for one in pair)


def _kinds(iris: Iterable[str]) -> tuple[tuple[Link, int], ...]:
    """Count terms by the kinds below the topmost ones."""
    parts = service()
    counts: Counter[str] = Counter()
    for iri in iris:
        path = parts.neighbourhood.paths(iri)[0]
        second = path[min(1, len(path) - 1)]
        counts[path[0] if parts.catalogue.terms[second].grouping else second] += 1
    return tuple(
        (parts.concepts.link(kind), number) for kind, number in counts.most_common(_MOST_KINDS)
    )

"""Check that every statement says who says so, and that every claim of the article is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rdflib.namespace import DCTERMS, RDF

from foramen.compiler.built import Built, local_name
from foramen.compiler.findings import VIOLATION, Finding
from foramen.compiler.tables import read_table
from foramen.namespaces import FORAMEN, PROV

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MOST_NOT_MODELLED", "NOT_MODELLED", "check_traceability", "not_modelled"]

NOT_MODELLED = "ontology/not-modelled.tsv"
MOST_NOT_MODELLED = 6

_Record = Mapping[str, list[str]]
_SOURCE, _STRENGTH, _PREMISE = str(DCTERMS.source), str(FORAMEN.strength), str(PROV.wasDerivedFrom)
_CONTENT = tuple(map(str, (RDF.subject, RDF.predicate, RDF.object)))
_WEAKNESS = {str(FORAMEN[name]): rank for rank, name in enumerate(("Definite", "May", "Varies"))}


def check_traceability(built: Built, sources: Path) -> Iterator[Finding]:
    """Follow claims to statements, statements to sources, inferred statements to statements."""
    told = _records(built, "statements", "Statement")
    inferred = _records(built, "derivations", "InferredStatement")
    yield from _claims(built, told, not_modelled(sources))
    yield from _sources(told, {subject for subject, _, _ in built.triples("sources")})
    yield from _derivations(told, inferred)
    yield from _unexplained(built, inferred)


def not_modelled(sources: Path) -> dict[str, str]:
    """Give the claims that no statement says, and the reason of each."""
    path = sources / NOT_MODELLED
    if not path.exists():
        return {}
    return {row.cells["claim"]: row.cells["reason"] for row in read_table(path, sources).rows}


def _records(built: Built, graph: str, kind: str) -> dict[str, _Record]:
    records: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in built.triples(graph):
        records[subject][predicate].append(value)
    wanted = str(FORAMEN[kind])
    return {node: one for node, one in records.items() if wanted in one[str(RDF.type)]}


def _claims(
    built: Built, told: Mapping[str, _Record], excused: Mapping[str, str]
) -> Iterator[Finding]:
    cited = {source for record in told.values() for source in record.get(_SOURCE, ())}
    claims = {
        subject
        for subject, predicate, value in built.triples("sources")
        if predicate == str(RDF.type) and value == str(FORAMEN.ArticleClaim)
    }
    for claim in sorted(claims):
        name = local_name(claim).removeprefix("claim_")
        if claim not in cited and not excused.get(name):
            message = (
                f"No statement cites the claim {name}. Model it in a table of ontology/claims, "
                f"or say in {NOT_MODELLED} why not."
            )
            yield _violation(claim, message)
        if claim in cited and name in excused:
            message = f"The claim {name} is modelled after all: remove its row of {NOT_MODELLED}."
            yield _violation(claim, message)
    if len(excused) > MOST_NOT_MODELLED:
        message = f"{len(excused)} claims are left out; {MOST_NOT_MODELLED} are the most allowed."
        yield _violation(NOT_MODELLED, message)


def _sources(told: Mapping[str, _Record], known: set[str]) -> Iterator[Finding]:
    for node, record in sorted(told.items()):
        if str(FORAMEN.disputedBy) in record and _STRENGTH not in record:
            continue  # it is only denied, by a source of its own
        if not record.get(_SOURCE):
            yield _violation(node, f"{_said(record)}: no source says so. Name one in its row.")
        if len(record.get(_STRENGTH, ())) != 1:
            yield _violation(node, f"{_said(record)}: it needs one strength. Fill that column.")
        for source in record.get(_SOURCE, ()):
            if source not in known:
                message = (
                    f"{_said(record)}: {local_name(source)} is in no table of ontology/sources."
                )
                yield _violation(node, message)


def _derivations(told: Mapping[str, _Record], inferred: Mapping[str, _Record]) -> Iterator[Finding]:
    grounded = _grounded(told, inferred)
    for node, record in sorted(inferred.items()):
        premises = record.get(_PREMISE, ())
        if node not in grounded:
            message = f"{_said(record)}: its premises do not lead down to statements."
            yield _violation(node, message + " This is a fault of the build.")
            continue
        if len(record.get(str(FORAMEN.rule), ())) != 1 or not record.get(_SOURCE):
            yield _violation(node, f"{_said(record)}: its record lacks the rule or the sources.")
        weakest = max((_weakness(told.get(p) or inferred[p]) for p in premises), default=0)
        if _weakness(record) < weakest:
            message = f"{_said(record)}: it is firmer than what it follows from."
            yield _violation(node, message + " This is a fault of the build.")


def _grounded(told: Mapping[str, _Record], inferred: Mapping[str, _Record]) -> set[str]:
    """Find the records whose premises end, without a circle, in what is told."""
    waiting = {
        node: set(record.get(_PREMISE, ())) - told.keys() for node, record in inferred.items()
    }
    users: dict[str, list[str]] = defaultdict(list)
    for node, premises in waiting.items():
        for premise in premises:
            users[premise].append(node)
    ready = [node for node, premises in waiting.items() if not premises]
    grounded = set(told)
    while ready:
        node = ready.pop()
        grounded.add(node)
        for user in users[node]:
            waiting[user].discard(node)
            if not waiting[user]:
                ready.append(user)
    return grounded


def _unexplained(built: Built, inferred: Mapping[str, _Record]) -> Iterator[Finding]:
    explained = {tuple(record[part][0] for part in _CONTENT) for record in inferred.values()}
    for fact in built.triples("inferred"):
        if fact not in explained:
            message = f"{_phrase(fact)} is inferred without a record. This is a fault of the build."
            yield _violation(fact[0], message)


def _weakness(record: _Record) -> int:
    return max((_WEAKNESS.get(one, 0) for one in record.get(_STRENGTH, ())), default=0)


def _said(record: _Record) -> str:
    return _phrase(record[part][0] for part in _CONTENT)


def _phrase(parts: Iterable[str]) -> str:
    return " ".join(local_name(part).rsplit("#", 1)[-1] for part in parts)


def _violation(focus: str, message: str) -> Finding:
    return Finding(VIOLATION, focus, message=message, source="traceability")

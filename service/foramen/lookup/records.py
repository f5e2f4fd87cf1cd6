"""Read one statement with all that belongs to it: sources, their remarks, disputes, premises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.namespaces import DCTERMS, FORAMEN, PROV, RDF, SKOS

from .explanation_reader import Reader, iris

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib.term import Node

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge

    from .concepts import Concepts
    from .explanation_model import Said
    from .model import Link

__all__ = ["Record", "Remark", "Sentence", "StatementRecords"]

_ENDS: Final = (str(RDF.subject), str(RDF.predicate), str(RDF.object))
_MOST_PREMISES: Final = 50
_RESTING: Final = (
    f"SELECT (COUNT(DISTINCT ?other) AS ?number) {{{{ ?other <{PROV.wasDerivedFrom}> <{{iri}}> }}}}"
)


@dataclass(frozen=True)
class Sentence:
    """What a statement says; an end that has no IRI is a text."""

    iri: str
    subject: Link
    property: Link
    object: Link


@dataclass(frozen=True)
class Remark:
    """One source of a statement, or one that says otherwise.

    Attributes:
        words: what the source says, as it was recorded for all that rests on it.
        note: what it adds to this statement.
        confidence: how sure the curator was that it says so.
    """

    source: Link
    words: str
    note: str
    confidence: str


@dataclass(frozen=True)
class Record:
    """A statement, whole.

    Attributes:
        rule: by which rule it follows, or nothing where it is stated.
        premises: what it follows from.
        resting: how many inferred statements rest on it.
    """

    says: Sentence
    inferred: bool
    strength: Link | None
    sources: tuple[Remark, ...]
    disputed_by: tuple[Remark, ...]
    reason: str
    instead: tuple[Link, ...]
    rule: Link | None
    premises: tuple[Sentence, ...]
    resting: int


class StatementRecords:
    """Reads statements through an engine."""

    def __init__(self, knowledge: Knowledge, engine: Engine, concepts: Concepts) -> None:
        self._reader = Reader(engine, knowledge.graphs)
        self._concepts = concepts

    def read(self, iri: str) -> Record | None:
        """Give the statement with this IRI, or nothing where it is none."""
        said = self._reader.about([iri])[iri]
        kinds = iris(said, RDF.type)
        is_inferred = str(FORAMEN.InferredStatement) in kinds
        if not (is_inferred or str(FORAMEN.Statement) in kinds) or not _is_whole(said):
            return None
        premises = iris(said, PROV.wasDerivedFrom)[:_MOST_PREMISES]
        sources, disputes = iris(said, DCTERMS.source), iris(said, FORAMEN.disputedBy)
        more = self._reader.about(
            [*premises, *sources, *disputes, *iris(said, FORAMEN.hasEvidence)]
        )
        strength = iris(said, FORAMEN.strength)
        rules = iris(said, FORAMEN.rule)
        return Record(
            says=self._sentence(iri, said),
            inferred=is_inferred,
            strength=self._concepts.link(strength[0]) if strength else None,
            sources=tuple(self._remarks(sources, said, more)),
            disputed_by=tuple(self._remarks(disputes, said, more)),
            reason=_text(said, FORAMEN.reason),
            instead=tuple(map(self._concepts.link, iris(said, FORAMEN.insteadConsider))),
            rule=self._concepts.link(rules[0]) if rules else None,
            premises=tuple(
                self._sentence(one, more[one]) for one in premises if _is_whole(more[one])
            ),
            resting=self._resting(iri),
        )

    def _sentence(self, iri: str, said: Said) -> Sentence:
        subject, property_, other = (str(said[end][0]) for end in _ENDS)
        link = self._concepts.link
        return Sentence(iri, link(subject), link(property_), link(other))

    def _remarks(
        self, sources: Iterable[str], said: Said, more: Mapping[str, Said]
    ) -> Iterable[Remark]:
        evidence = [more[one] for one in iris(said, FORAMEN.hasEvidence)]
        for source in sources:
            own = [one for one in evidence if source in iris(one, DCTERMS.source)]
            yield Remark(
                source=self._concepts.link(source),
                words=_text(more[source], SKOS.definition),
                note=" ".join(filter(None, (_text(one, FORAMEN.note) for one in own))),
                confidence=next(
                    filter(None, (_text(one, FORAMEN.confidence) for one in own)),
                    _text(said, FORAMEN.confidence),
                ),
            )

    def _resting(self, iri: str) -> int:
        rows = self._reader.rows(_RESTING.format(iri=iri))
        return int(str(rows[0]["number"])) if rows else 0


def _is_whole(said: Said) -> bool:
    return all(said.get(end) for end in _ENDS)


def _text(said: Said, property_: Node) -> str:
    return " ".join(sorted(str(value) for value in said.get(str(property_), [])))

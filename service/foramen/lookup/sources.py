"""Know every source, every claim of the article, and what rests on each, read once.

The data of a running service never change, so what a page shows is put together from memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from foramen.engine.model import Bindings
from foramen.namespaces import FORAMEN, OWL, RDFS

from . import source_queries as queries
from .model import Link
from .sources_model import Alike, Answered, Claim, Dispute, Said, Source, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.engine.model import Engine

    from .names import Names

__all__ = ["STRENGTHS", "Bibliography", "alike", "tally"]

STRENGTHS: Final = ("Definite", "May", "Varies")
_KIND_OF: Final = str(RDFS.subClassOf)
# What a source of a term is the source of: its definition.
_DEFINED: Final = {
    str(OWL.Class): "classes defined",
    str(OWL.ObjectProperty): "relations defined",
    str(OWL.NamedIndividual): "individuals defined",
}
_LAST: Final = "~"  # sorts after every topic
_Row = dict[str, str]


class Bibliography:
    """The sources of a dataset, by key, and the claims of the article, by identifier."""

    def __init__(self, engine: Engine, names: Names) -> None:
        self._engine = engine
        self._names = names

    def prepare(self) -> None:
        """Read now what would else be read for the first who asks."""
        _ = self.claims, self._by_source, self._besides, self._inferred

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Give the citations by key, in its order."""
        found = [
            Source(
                iri=row["source"],
                key=row.get("key") or _local(row["source"], "source_"),
                title=row.get("title", row["source"]),
                used=row.get("used", ""),
                address=row.get("address", ""),
                evidence=row.get("evidence", ""),
            )
            for row in self._rows(queries.CITATIONS)
        ]
        return {one.key: one for one in sorted(found, key=lambda one: one.key.casefold())}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Give the claims by identifier, section by section as their names are ordered."""
        found = [
            Claim(
                iri=row["claim"],
                id=row.get("id") or _local(row["claim"], "claim_"),
                part_of=row.get("part", ""),
                section=row.get("section", ""),
                text=row.get("text") or self._names.label(row["claim"]),
                strength=self._link(row["strength"]) if "strength" in row else None,
                note=row.get("note", "").removeprefix("Not modelled: "),
            )
            for row in self._rows(queries.CLAIMS)
        ]
        return {one.id: one for one in sorted(found, key=lambda one: one.id)}

    def claims_of(self, source: Source) -> tuple[Claim, ...]:
        """Give the claims that are part of a source: those of the article, of others none."""
        return tuple(one for one in self.claims.values() if one.part_of == source.iri)

    def said_by(self, *sources: str) -> tuple[Said, ...]:
        """Give the statements that rest on any of these sources, by topic and then by sentence."""
        if len(sources) == 1:
            return tuple(self._by_source.get(sources[0], ()))
        found = {said.iri: said for source in sources for said in self._by_source.get(source, ())}
        return tuple(sorted(found.values(), key=lambda said: self._places[said.iri]))

    def resting(self, source: Source) -> tuple[Said, ...]:
        """Give the statements that rest on a source, on its claims where it has some."""
        return self.said_by(source.iri, *(one.iri for one in self.claims_of(source)))

    def besides(self, source: str) -> tuple[tuple[Link, tuple[Link, ...]], ...]:
        """Give what else names the source: by kind, such as the terms it defines."""
        return self._besides.get(source, ())

    def inferred(self, *sources: str) -> int:
        """Count the inferences that rest on a source in part; of several, on the most used one."""
        return max((self._inferred.get(source, 0) for source in sources), default=0)

    def answered(self, claim: str) -> tuple[Answered, ...]:
        """Give the frequent questions whose answer rests on a claim."""
        return tuple(one for one in self.questions if claim in one.claims)

    @cached_property
    def questions(self) -> tuple[Answered, ...]:
        """Give the frequent questions, in the order of their names."""
        rows: dict[str, list[_Row]] = defaultdict(list)
        for row in self._rows(queries.QUESTIONS):
            rows[row["question"]].append(row)
        return tuple(
            Answered(
                iri=iri,
                question=of_one[0]["label"],
                answer=of_one[0].get("answer", ""),
                polarity=of_one[0].get("polarity", "").replace("-", " "),
                claims=tuple(sorted({row["claim"] for row in of_one})),
            )
            for iri, of_one in rows.items()
        )

    @cached_property
    def strengths(self) -> tuple[tuple[Link, str], ...]:
        """Give how firmly a thing can be said, firmest first, and what each means."""
        rows = self._rows(queries.STRENGTHS)
        found = [(self._link(row["strength"]), row.get("meaning", "")) for row in rows]
        return tuple(sorted(found, key=lambda pair: _rank(pair[0])))

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """Give each statement that another source disputes, once for each such source."""
        return tuple(
            Dispute(said, source, said.notes.get(source, ""))
            for said in self._said.values()
            for source in said.disputed
        )

    @cached_property
    def _said(self) -> Mapping[str, Said]:
        """Read all statements, put in order once."""
        sources: dict[str, set[str]] = defaultdict(set)
        rows: dict[str, _Row] = {}
        for row in self._rows(queries.SAID):
            rows[row["statement"]] = row
            sources[row["statement"]].update(row[name] for name in ("source",) if name in row)
        notes: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self._rows(queries.NOTED):
            notes[row["statement"]][row["source"]] = row["note"]
        disputed: dict[str, list[str]] = defaultdict(list)
        for row in self._rows(queries.DISPUTED):
            disputed[row["statement"]].append(row["source"])
        placed = {row["term"]: row for row in self._rows(queries.FAMILIES)}
        found = (
            self._statement(
                row,
                placed,
                sources=tuple(sorted(sources[iri])),
                notes=notes.get(iri, {}),
                disputed=tuple(sorted(disputed.get(iri, ()))),
            )
            for iri, row in rows.items()
        )
        return {said.iri: said for said in sorted(found, key=_order)}

    def _statement(
        self,
        row: _Row,
        placed: Mapping[str, _Row],
        *,
        sources: tuple[str, ...],
        notes: Mapping[str, str],
        disputed: tuple[str, ...],
    ) -> Said:
        subject, object_ = row["subject"], row["object"]
        return Said(
            iri=row["statement"],
            subject=self._link(subject),
            relation=self._relation(row["predicate"]),
            object=self._link(object_),
            strength=self._link(row["strength"]) if "strength" in row else None,
            topic=placed.get(subject, {}).get("topic", ""),
            families=(
                placed.get(subject, {}).get("family", subject),
                placed.get(object_, {}).get("family", object_),
            ),
            sources=sources,
            notes=notes,
            disputed=disputed,
        )

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {iri: place for place, iri in enumerate(self._said)}

    @cached_property
    def _by_source(self) -> Mapping[str, list[Said]]:
        found: dict[str, list[Said]] = defaultdict(list)
        for said in self._said.values():
            for source in said.sources:
                found[source].append(said)
        return found

    @cached_property
    def _besides(self) -> Mapping[str, tuple[tuple[Link, tuple[Link, ...]], ...]]:
        kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._rows(queries.RESTING):
            kinds[row["source"], row["thing"]].add(row["kind"])
        found: dict[str, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
        for (source, thing), of_one in kinds.items():
            for kind in _telling(of_one):
                found[source][kind].append(self._link(thing))
        return {
            source: tuple(
                (Link(kind, _DEFINED.get(kind) or self._names.label(kind)), _by_label(things))
                for kind, things in sorted(of_kind.items())
            )
            for source, of_kind in found.items()
        }

    @cached_property
    def _inferred(self) -> Mapping[str, int]:
        return {row["source"]: int(row["number"]) for row in self._rows(queries.INFERRED)}

    def _relation(self, iri: str) -> Link:
        # RDFS has no words of its own for it in the graph.
        return Link(iri, "is a kind of") if iri == _KIND_OF else self._link(iri)

    def _link(self, iri: str) -> Link:
        return Link(iri, self._names.label(iri))

    def _rows(self, query: str) -> Iterable[_Row]:
        answer = self._engine.answer(self._engine.guard.check(query))
        for row in answer.rows if isinstance(answer, Bindings) else ():
            yield {name: str(term) for name, term in row.items()}


def alike(statements: Iterable[Said], *sources: str) -> tuple[Alike, ...]:
    """Put together what is said alike of each member of a family, with the same note.

    Args:
        statements: in order; the first of each group stands for it.
        sources: whose notes are shown.
    """
    groups: dict[tuple[str, ...], list[Said]] = {}
    notes: dict[tuple[str, ...], str] = {}
    for said in statements:
        note = "; ".join(dict.fromkeys(said.notes[one] for one in sources if one in said.notes))
        strength = said.strength.iri if said.strength else ""
        disputed = said.iri if said.disputed else ""
        key = (said.topic, *said.families, said.relation.iri, strength, note, disputed)
        groups.setdefault(key, []).append(said)
        notes[key] = note
    return tuple(Alike(of[0], notes[key], tuple(of[1:])) for key, of in groups.items())


def tally(statements: Iterable[Said]) -> Tally:
    """Count statements by strength and by topic."""
    held = tuple(statements)
    strengths = Counter(said.strength for said in held if said.strength)
    topics = Counter(said.topic for said in held)
    return Tally(
        total=len(held),
        by_strength=tuple(sorted(strengths.items(), key=lambda pair: _rank(pair[0]))),
        by_topic=tuple(sorted(topics.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _rank(strength: Link) -> tuple[int, str]:
    name = strength.iri.removeprefix(str(FORAMEN))
    return STRENGTHS.index(name) if name in STRENGTHS else len(STRENGTHS), name


def _order(said: Said) -> tuple[str, bool, str, str, str, str]:
    """Let what is said of all come before what is said of each level and side."""
    is_of_one = said.families[0] != said.subject.iri
    words = (said.subject.label, said.relation.label, said.object.label)
    return said.topic or _LAST, is_of_one, *words, said.iri


def _telling(kinds: Iterable[str]) -> list[str]:
    """Leave out what says nothing beside a kind of ours: that a rule is an individual."""
    ours = sorted(kind for kind in kinds if kind.startswith(str(FORAMEN)))
    return ours or sorted(_DEFINED.keys() & kinds)


def _by_label(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (link.label.casefold(), link.iri)))


def _local(iri: str, prefix: str) -> str:
    return iri.removeprefix(str(FORAMEN)).removeprefix(prefix)

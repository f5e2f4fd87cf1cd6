"""Read the tables of codes from the release files: uses, places, exclusions, instructions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.namespaces import DCTERMS, FORAMEN, RDF, RDFS, SKOS, compact

from .facts import read_facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foramen.knowledge import Knowledge

__all__ = [
    "CodeExclusion",
    "CodeInstruction",
    "CodeSpan",
    "CodeTables",
    "CodeUse",
    "read_code_tables",
]

# In the order in which a reader goes from place to picture.
_ASPECTS: Final = ("level", "side", "foramen", "cause", "exact cause", "presentation")


@dataclass(frozen=True, slots=True)
class CodeUse:
    """One way in which a code may apply; terms of ours are IRIs, what is not said is empty."""

    code: str
    label: str
    family: str
    place: str
    side: str
    needs: str
    finding: str
    cause: str
    presentation: str
    absence: str
    only_within: str
    strength: str
    leaves_open: tuple[str, ...]
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """That a place, as codes name it, may cover a level."""

    place: str
    level: str
    strength: str


@dataclass(frozen=True, slots=True)
class CodeExclusion:
    """That the codes of a family are not used beside a condition."""

    family: str
    excluded_with: str
    reason: str


@dataclass(frozen=True, slots=True)
class CodeInstruction:
    """What the tabular list tells its users of some codes, in words of ours."""

    stands_at: str
    kind: str
    text: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class CodeTables:
    """All that is known of the codes."""

    uses: tuple[CodeUse, ...]
    spans: tuple[CodeSpan, ...]
    exclusions: tuple[CodeExclusion, ...]
    instructions: tuple[CodeInstruction, ...]


_Said = dict[str, list[str]]


def read_code_tables(knowledge: Knowledge) -> CodeTables:
    """Read the graph of codes; a dataset without one knows of no code."""
    said = _read(knowledge)
    return CodeTables(
        uses=tuple(_use(one, said) for one in _of(said, "CodeUse")),
        spans=tuple(
            CodeSpan(_one(one, "spanOf"), _one(one, "spanLevel"), _one(one, "strength"))
            for one in _of(said, "CodeSpan")
        ),
        exclusions=tuple(
            CodeExclusion(_one(one, "codeFamily"), _one(one, "excludedWith"), _one(one, "reason"))
            for one in _of(said, "CodeExclusion")
        ),
        instructions=tuple(_instruction(one) for one in _of(said, "CodeInstruction")),
    )


def _use(one: _Said, said: Mapping[str, _Said]) -> CodeUse:
    code = _one(one, "code")
    opened = one.get(str(FORAMEN.leavesOpen), ())
    return CodeUse(
        code=compact(code),
        label=_first(said[code], str(RDFS.label)),
        family=_one(one, "codeFamily"),
        place=_one(one, "codePlace"),
        side=_one(one, "codedSide"),
        needs=_one(one, "needsBesides"),
        finding=_one(one, "codedFinding"),
        cause=_one(one, "codedCause"),
        presentation=_one(one, "codedPresentation"),
        absence=_one(one, "codedAbsence"),
        only_within=_one(one, "onlyWithin"),
        strength=_one(one, "strength"),
        leaves_open=tuple(aspect for aspect in _ASPECTS if aspect in opened),
        note=_one(one, "note"),
        source=_first(one, str(DCTERMS.source)),
    )


def _instruction(one: _Said) -> CodeInstruction:
    return CodeInstruction(
        stands_at=_one(one, "standsAt"),
        kind=_one(one, "instructionKind"),
        text=_first(one, str(SKOS.definition)),
        codes=frozenset(map(compact, one[str(FORAMEN.instructs)])),
    )


def _read(knowledge: Knowledge) -> dict[str, _Said]:
    """Read what is said of codes; what some are called stands among the mappings."""
    found: dict[str, _Said] = defaultdict(lambda: defaultdict(list))
    for subject, facts in read_facts(knowledge, "codes", "mappings").items():
        for predicate, values in facts.items():
            found[subject][predicate] = [str(value) for value in values]
    return found


def _of(said: Mapping[str, _Said], kind: str) -> Iterator[_Said]:
    """Yield what is said of each node of a kind, in the order of their names."""
    for iri in sorted(said):
        if str(FORAMEN[kind]) in said[iri].get(str(RDF.type), ()):
            yield said[iri]


def _one(one: _Said, local: str) -> str:
    return _first(one, str(FORAMEN[local]))


def _first(one: _Said, predicate: str) -> str:
    return next(iter(one.get(predicate, ())), "")

"""Say which ICD-10-CM codes may apply to a narrowed foramen, as the question of the library does.

`queries/terminology/which-icd-10-cm-codes-may-apply.rq` is the same in SPARQL, and a test holds the
two together. A code may apply where all that it says is so; nothing here is advice to bill it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, OWL

from .catalogue import Catalogue
from .code_uses import CodeExclusion, CodeInstruction, CodeSpan, CodeUse, read_code_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from foramen.knowledge import Knowledge

    from .model import Term

__all__ = ["Applicable", "ApplicableCode"]

_NARROWING: Final = str(FORAMEN.ForaminalStenosis)
_UNKNOWN: Final = str(FORAMEN.ClinicalCondition)
_NOTHING: Final = str(OWL.Nothing)
_HEDGES: Final = (str(FORAMEN.Definite), str(FORAMEN.May), str(FORAMEN.Varies))
_SIDES: Final = frozenset({str(FORAMEN.LeftSide), str(FORAMEN.RightSide)})
_STANDINGS: Final = ("applies", "depends", "excluded")


@dataclass(frozen=True, slots=True)
class ApplicableCode:
    """A code that may apply, and how far.

    Attributes:
        standing: `applies`; `depends` on what is listed in `only_if`; or `excluded` by a note.
        code: the CURIE.
        finding: the IRI of what the code is of: the narrowing, its cause, or what it leads to.
        cause_kind: the IRI of what the code says its cause is a kind of, or nothing.
        strength: `Definite`, `May` or `Varies`: by the tabular's words, or by our reading.
        leaves_open: what the code does not say.
        source: the IRI of who says so.
    """

    standing: str
    code: str
    label: str
    strength: str
    finding: str
    cause_kind: str
    only_if: tuple[str, ...]
    leaves_open: tuple[str, ...]
    excluded_by: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class _Kinds:
    """A term, and all that it is a kind of, itself among them."""

    iri: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Case:
    """What is known of one foramen; each term as itself and every broader one."""

    level: str
    side: str
    causes: tuple[_Kinds, ...]
    presentation: tuple[_Kinds, ...]
    without: tuple[_Kinds, ...]


class Applicable:
    """The codes of a dataset and the terms they are said in."""

    def __init__(
        self,
        catalogue: Catalogue,
        uses: Iterable[CodeUse],
        spans: Iterable[CodeSpan],
        exclusions: Iterable[CodeExclusion],
        instructions: Iterable[CodeInstruction] = (),
    ) -> None:
        self._catalogue = catalogue
        self._instructions = tuple(instructions)
        self._exclusions = tuple(exclusions)
        self._known: dict[str, _Kinds] = {}
        self._extents: dict[str, dict[str, str]] = defaultdict(dict)
        for span in spans:
            self._extents[span.level][span.place] = span.strength
        self._uses: dict[str, list[CodeUse]] = defaultdict(list)
        for use in uses:
            self._uses[use.place].append(use)

    @classmethod
    def read(cls, knowledge: Knowledge, catalogue: Catalogue | None = None) -> Applicable:
        """Read the release files of a dataset; a catalogue that was read before saves time."""
        tables = read_code_tables(knowledge)
        terms = catalogue if catalogue is not None else Catalogue.read(knowledge)
        return cls(terms, tables.uses, tables.spans, tables.exclusions, tables.instructions)

    def at(self, foramen: Term) -> tuple[str, str]:
        """Give the level and the side of a foramen as IRIs; nothing where it has none, or both."""
        levels = foramen.relations.get(str(FORAMEN.atLevel), ())
        level = next((one for one in levels if one in self._extents), "")
        sides = _SIDES.intersection(foramen.relations.get(str(FORAMEN.hasLaterality), ()))
        return level, min(sides, default="")

    def is_level(self, iri: str) -> bool:
        """Tell whether codes are known for the level."""
        return iri in self._extents

    def codes(
        self,
        *,
        level: str,
        side: str = "",
        causes: Sequence[str] = (),
        presentation: Sequence[str] = (),
        without: Sequence[str] = (),
    ) -> tuple[ApplicableCode, ...]:
        """Give the codes that may apply, those that do first; all terms are IRIs.

        Args:
            level: a spinal level; where nothing is known of it, there are no codes.
            side: LeftSide or RightSide, or nothing where it is not known.
            causes: what narrows the foramen; nothing where that is not known.
            presentation: what is there besides, such as Radiculopathy.
            without: what is known not to be there.
        """
        case = _Case(
            level,
            side,
            tuple(map(self._kinds_of, causes or (_UNKNOWN,))),
            tuple(map(self._kinds_of, presentation or (_UNKNOWN,))),
            tuple(map(self._kinds_of, without or (_NOTHING,))),
        )
        found = [
            answer
            for place, extent in self._extents.get(level, {}).items()
            for use in self._uses.get(place, ())
            if (answer := self._answer(use, extent, case)) is not None
        ]
        return tuple(sorted(found, key=_order))

    def instructions(self, code: str) -> tuple[CodeInstruction, ...]:
        """Give what the tabular list tells its users of a code, widest scope last."""
        return self._by_code.get(code, ())

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[CodeInstruction, ...]]:
        found: dict[str, list[CodeInstruction]] = defaultdict(list)
        for one in self._instructions:
            for code in one.codes:
                found[code].append(one)
        return {code: tuple(sorted(some, key=_scope)) for code, some in found.items()}

    def _answer(self, use: CodeUse, extent: str, case: _Case) -> ApplicableCode | None:
        """Give the code where nothing that it says is against what is known."""
        if not self._is_named(use, case) or not self._is_possible(use, case):
            return None
        only_if = tuple(self._open(use, case))
        excluded_by = self._excluded_by(use, case)
        standing = "excluded" if excluded_by else "depends" if only_if else "applies"
        return ApplicableCode(
            standing=standing,
            code=use.code,
            label=use.label,
            strength=max(use.strength, extent, key=_HEDGES.index).removeprefix(str(FORAMEN)),
            finding=use.finding,
            cause_kind=use.cause,
            only_if=only_if,
            leaves_open=use.leaves_open,
            excluded_by=excluded_by,
            note=use.note,
            source=use.source,
        )

    def _is_named(self, use: CodeUse, case: _Case) -> bool:
        """Tell whether what the code is of is there."""
        return use.finding == _NARROWING or _holds(use.finding, (*case.causes, *case.presentation))

    def _is_possible(self, use: CodeUse, case: _Case) -> bool:
        """Tell whether nothing that the code says is known to be otherwise."""
        room = not use.only_within or use.only_within in self._extents[case.level]
        side = not (case.side and use.side) or case.side == use.side
        cause = not use.cause or _holds(use.cause, case.causes) or self._may_be_cause(use, case)
        presence = (
            not use.presentation
            or _holds(use.presentation, case.presentation)
            or not self._is_denied(use.presentation, case)
        )
        absence = not use.absence or not _holds(use.absence, case.presentation)
        return room and side and cause and presence and absence

    def _may_be_cause(self, use: CodeUse, case: _Case) -> bool:
        """Tell whether a cause that is known less closely may be the one that the code names.

        Only of codes whose own words name it, or everything would be offered for nothing.
        """
        kinds = self._kinds_of(use.cause).kinds
        return use.strength == _HEDGES[0] and any(one.iri in kinds for one in case.causes)

    def _is_denied(self, iri: str, case: _Case) -> bool:
        kinds = self._kinds_of(iri).kinds
        return any(one.iri in kinds or iri in one.kinds for one in case.without)

    def _open(self, use: CodeUse, case: _Case) -> Iterable[str]:
        """Say what must be known first, as clauses."""
        if use.cause and not _holds(use.cause, case.causes):
            yield f"the cause is a kind of {self._label(use.cause)}"
        if use.presentation and not _holds(use.presentation, case.presentation):
            yield f"there is {self._label(use.presentation)}"
        if use.absence and not self._is_ruled_out(use.absence, case):
            yield f"there is no {self._label(use.absence)}"
        if use.side and not case.side:
            yield f"it is on the {self._label(use.side)}"
        if use.needs:
            yield use.needs

    def _is_ruled_out(self, iri: str, case: _Case) -> bool:
        kinds = self._kinds_of(iri).kinds
        return any(one.iri in kinds for one in case.without)

    def _excluded_by(self, use: CodeUse, case: _Case) -> str:
        found = (
            one.reason
            for one in self._exclusions
            if one.family == use.family and _holds(one.excluded_with, case.causes)
        )
        return next(found, "")

    def _kinds_of(self, iri: str) -> _Kinds:
        if iri not in self._known:
            broader = frozenset((iri, *self._catalogue.ancestors(iri)))
            self._known[iri] = _Kinds(iri, broader)
        return self._known[iri]

    def _label(self, iri: str) -> str:
        term = self._catalogue.get(iri)
        return term.label if term else iri


def _holds(iri: str, given: Iterable[_Kinds]) -> bool:
    """Tell whether something given is of this kind."""
    return any(iri in one.kinds for one in given)


def _order(found: ApplicableCode) -> tuple[int, int, str, str, str, str]:
    hedge = _HEDGES.index(f"{FORAMEN}{found.strength}")
    standing = _STANDINGS.index(found.standing)
    return standing, hedge, found.code, found.finding, found.cause_kind, found.source


def _scope(instruction: CodeInstruction) -> tuple[int, int, str, str]:
    """Order a code before its category, block and chapter."""
    at = instruction.stands_at
    first, _, last = at.partition("-")
    width = int(last[1:3]) - int(first[1:3]) if last else 0
    return width, -len(at), at, instruction.kind

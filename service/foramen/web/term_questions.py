"""Tell which questions of the library may be asked of a term.

A question names as its default a term that it is good for, and in its text the relations that it
goes by. Another term of some kind in common may take the default's place where it has most of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foramen.questions import Parameter, Question
    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term
    from foramen.terminology.neighbourhood import Neighbourhood

__all__ = ["Asked", "Questions"]

_ANY: Final = ("any term", "any class")
_TRIPLE: Final = {"subject", "predicate", "object"}
_KINDS: Final = "^kinds"
_OF_IT, _OF_SUCH, _OF_ANY = range(3)
_MOST: Final = 14
_NAME: Final = re.compile(r"\bforamen:([a-z]\w*)")


@dataclass(frozen=True)
class Asked:
    """A question with the parameter that takes the term."""

    question: Question
    parameter: str


@dataclass(frozen=True)
class _Place:
    """A parameter that takes a term.

    Attributes:
        defaults: the terms that it is good for.
        signature: the relations that such a term has, and by which the question goes.
        any_of: what it takes where it takes any term or class, or nothing.
    """

    question: Question
    parameter: str
    defaults: tuple[str, ...]
    signature: frozenset[str]
    any_of: str


class Questions:
    """The questions of a library, by what they may be asked of; read once."""

    def __init__(
        self, library: Iterable[Question], catalogue: Catalogue, neighbourhood: Neighbourhood
    ) -> None:
        self._catalogue, self._near = catalogue, neighbourhood
        self._places = [place for question in library for place in self._of(question)]

    def about(self, term: Term) -> tuple[Asked, ...]:
        """Give the questions for a term: the closest first, those of any term last."""
        profile = self._profile(term)
        best: dict[str, tuple[int, str, str, Asked]] = {}
        for place in self._places:
            distance = self._distance(term, profile, place)
            if distance is None:
                continue
            one = place.question
            found = (distance, one.topic, one.summary, Asked(one, place.parameter))
            best[one.name] = min(best.get(one.name, found), found, key=lambda each: each[0])
        ordered = sorted(best.values(), key=lambda each: each[:3])
        return tuple(asked for _, _, _, asked in ordered[:_MOST])

    def _of(self, question: Question) -> Iterator[_Place]:
        if {parameter.name for parameter in question.parameters} >= _TRIPLE:
            return  # only all three of them together are a question
        known = self._catalogue.terms
        named = {f"{FORAMEN}{name}" for name in _NAME.findall(question.text)}
        if "subPropertyOf" in question.text:
            named |= {below for one in named for below in self._catalogue.descendants(one)}
        for parameter in question.parameters:
            defaults = tuple(str(one) for one in parameter.default if str(one) in known)
            if parameter.accepts == "iri" and defaults:
                yield self._place(question, parameter, defaults, frozenset(named))

    def _place(
        self, question: Question, parameter: Parameter, defaults: tuple[str, ...],
        named: frozenset[str],
    ) -> _Place:  # fmt: skip
        any_of = next((one for one in _ANY if parameter.description.startswith(one)), "")
        profile = self._profile(self._catalogue.terms[defaults[0]])
        signature = frozenset(one for one in profile if one.lstrip("^") in named)
        if any_of and not signature and "rdfs:subClassOf" in question.text:
            signature = profile & {_KINDS}
        return _Place(question, parameter.name, defaults, signature, any_of)

    def _distance(self, term: Term, profile: frozenset[str], place: _Place) -> int | None:
        if term.iri in place.defaults:
            return _OF_IT
        if place.any_of:
            is_taken = term.kind == "class" or place.any_of == _ANY[0]
            return _OF_ANY if is_taken and place.signature <= profile else None
        met = len(place.signature & profile)
        fits = term.kind != "property" and met > 0 and 2 * met >= len(place.signature)
        return _OF_SUCH if fits and self._near.common(term.iri, place.defaults[0]) else None

    def _profile(self, term: Term) -> frozenset[str]:
        """Give the relations that a term has, those that lead to it with a `^`."""
        incoming = {f"^{property_}" for property_ in self._near.incoming(term.iri)}
        kinds = {_KINDS} if term.iri in self._catalogue.children else set()
        return frozenset(term.relations) | incoming | kinds

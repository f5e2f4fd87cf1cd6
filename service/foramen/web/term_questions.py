"""Tell which questions of the library may be asked of a term.

A question names as its default a term that it is good for, and in its text the relations that it
goes by. Another term may take the default's place where it has the same of these relations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.questions import Parameter, Question
    from foramen.terminology.model import Term

__all__ = ["Asked", "questions_about"]

_ANY: Final = ("any term", "any class")
_TRIPLE: Final = {"subject", "predicate", "object"}
_KINDS: Final = "^kinds"
_LAST: Final = 9
_MOST: Final = 14
_NAME: Final = re.compile(r"\bforamen:([a-z]\w*)")


@dataclass(frozen=True)
class Asked:
    """A question with the parameter that takes the term."""

    question: Question
    parameter: str


def questions_about(term: Term) -> tuple[Asked, ...]:
    """Give the questions that may be asked of a term: the closest first, those of any term last."""
    library = service().questions
    profile = _profile(term)
    found = sorted(
        (min(fitting), question.topic, question.summary, question.name)
        for question in library.values()
        if (fitting := list(_fitting(term, profile, question)))
    )
    return tuple(Asked(library[name], parameter) for (_, parameter), _, _, name in found[:_MOST])


def _fitting(term: Term, profile: frozenset[str], question: Question) -> Iterator[tuple[int, str]]:
    if {parameter.name for parameter in question.parameters} >= _TRIPLE:
        return  # one of three terms that only together are a question
    for parameter in question.parameters:
        if parameter.accepts == "iri":
            distance = _distance(term, profile, parameter, question.text)
            if distance is not None:
                yield distance, parameter.name


def _distance(term: Term, profile: frozenset[str], parameter: Parameter, text: str) -> int | None:
    known = service().catalogue.terms
    defaults = [known[str(one)] for one in parameter.default if str(one) in known]
    if any(one.iri == term.iri for one in defaults):
        return 0
    is_any = parameter.description.startswith(_ANY)
    if not defaults or (term.kind == "property" and parameter.description != _ANY[0]):
        return None
    signature = _signature(defaults[0], text, is_any=is_any)
    fits = 2 * len(signature & profile) >= len(signature) if signature else is_any
    return (_LAST if is_any else 1) if fits else None


def _signature(default: Term, text: str, *, is_any: bool) -> frozenset[str]:
    """Give those relations of a default that a question goes by."""
    named = _names_in(text)
    profile = _profile(default)
    found = frozenset(one for one in profile if one.lstrip("^") in named)
    by_kinds = is_any and "rdfs:subClassOf" in text
    return found or (profile & {_KINDS} if by_kinds else frozenset())


def _profile(term: Term) -> frozenset[str]:
    """Give the relations that a term has, those that lead to it with a `^`."""
    parts = service()
    incoming = {f"^{property_}" for property_ in parts.neighbourhood.incoming(term.iri)}
    kinds = {_KINDS} if term.iri in parts.catalogue.children else set()
    return frozenset(term.relations) | incoming | kinds


@lru_cache(maxsize=1000)
def _names_in(text: str) -> frozenset[str]:
    return frozenset(f"{FORAMEN}{name}" for name in _NAME.findall(text))

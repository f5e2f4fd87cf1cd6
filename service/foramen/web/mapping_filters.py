"""Read from a request which mappings are wanted; what is no target, topic and so on is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest, UnknownTerm
from foramen.namespaces import FORAMEN
from foramen.terminology.choosing import MATCHES, Wanted, count

from .service import service

if TYPE_CHECKING:
    from .parameters import Parameters

__all__ = ["FILTERS", "held", "read_target", "read_wanted"]

FILTERS: Final = ("subject", "target", "predicate", "topic", "family", "confidence", "q")
_NAMES: Final = tuple(match.name for match in MATCHES.values())
# No name of ours is as long, and a query for a very long one would be refused as a query.
_LONGEST_NAME: Final = 500
_MOST_SUBJECTS: Final = 20  # more are a table to be filtered, and no address holds them


def read_wanted(parameters: Parameters, target: str = "") -> Wanted:
    """Read the filters; `target` is one that the path names already.

    Raises:
        BadRequest: a filter has a value that nothing has.
    """
    given = frozenset(read_target(name) for name in parameters.texts("target"))
    matches = [
        name.removeprefix("skos:").removesuffix("Match") for name in parameters.texts("predicate")
    ]
    return Wanted(
        subjects=frozenset(
            _subject(name) for name in parameters.texts("subject", most=_MOST_SUBJECTS)
        ),
        targets=frozenset({target}) if target else given,
        matches=_among("predicate", matches, _NAMES),
        topics=_among("topic", parameters.texts("topic"), held("topic")),
        families=_among("family", parameters.texts("family"), held("family")),
        confidence=_confidence(parameters),
        text=parameters.text("q", most=200),
    )


def read_target(name: str) -> str:
    """Give the prefix of a terminology whatever its capitals.

    Raises:
        BadRequest: nothing is mapped to it.
    """
    prefixes = {prefix.casefold(): prefix for prefix in count(service().catalogue)}
    if name.casefold() not in prefixes:
        raise BadRequest(f"target is one of {', '.join(prefixes.values())}, not {name!r}.")
    return prefixes[name.casefold()]


def _subject(name: str) -> str:
    """Give the IRI of one of our terms by any of its names."""
    if len(name) > _LONGEST_NAME:
        raise BadRequest(
            f"subject is one of our terms; this name has {len(name):,} characters, "
            f"and none has more than {_LONGEST_NAME}."
        )
    iri = f"{FORAMEN}{name.removeprefix('foramen:')}"
    if iri in service().catalogue.terms:
        return iri
    try:
        return service().concepts.resolve(name)
    except UnknownTerm as problem:
        raise BadRequest(f"subject is one of our terms. {problem}") from problem


def held(name: str) -> list[str]:
    """Give the topics or the families that there are."""
    terms = service().catalogue.terms.values()
    return sorted({getattr(term, name) for term in terms} - {""})


def _among(name: str, given: list[str], allowed: list[str] | tuple[str, ...]) -> frozenset[str]:
    for value in given:
        if value not in allowed:
            raise BadRequest(f"{name} is one of {', '.join(allowed)}, not {value!r}.")
    return frozenset(given)


def _confidence(parameters: Parameters) -> float:
    text = parameters.text("confidence", most=20) or "0"
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise BadRequest(f"confidence is a number from 0 to 1, such as 0.9, not {text!r}.")
    return value

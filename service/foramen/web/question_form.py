"""Read what is asked of a question, and say at the field what does not fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from foramen.errors import BadParameter, UnknownTerm
from foramen.namespaces import FORAMEN

from .service import service

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from foramen.lookup.model import Link
    from foramen.questions import Parameter, Question

__all__ = ["OTHERS", "Field", "Form", "default_values", "read_form"]

# What the page takes beside the parameters of the question.
OTHERS: Final = ("format", "sources")
_MOST_VALUES: Final = 50
_LONGEST: Final = 1000


@dataclass(frozen=True)
class Field:
    """One parameter as the form shows it; `message` says what is wrong, `near` what was meant."""

    parameter: Parameter
    shown: tuple[str, ...]
    problem: BadParameter | None = None
    message: str = ""
    near: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Form:
    """What was asked: values as the question takes them, and the fields as they are shown.

    Attributes:
        problem: the first thing that does not fit, if anything.
        values: for each parameter that was given, its values; terms by IRI.
    """

    fields: tuple[Field, ...]
    problem: BadParameter | None = None
    values: dict[str, list[str]] = field(default_factory=dict)

    def args(self) -> dict[str, Any]:
        """Give the values as short as they can be asked for, for an address that stays."""
        return {
            name: [value.removeprefix(FORAMEN) or value for value in values]
            for name, values in self.values.items()
            if values
        }

    def pairs(self) -> list[tuple[str, str]]:
        """Give the same as pairs."""
        return [(name, value) for name, values in self.args().items() for value in values]


def read_form(asked: Question, given: MultiDict[str, str]) -> Form:
    """Read the parameters of a question; a term may be named in any way, also by its label."""
    problem: BadParameter | None = None
    for name in given:
        if name not in OTHERS:
            try:
                asked.parameter(name, ", ".join(given.getlist(name))[:_LONGEST])
            except BadParameter as unknown:
                problem = problem or unknown
    values: dict[str, list[str]] = {}
    fields = []
    for parameter in asked.parameters:
        one, values[parameter.name] = _read(asked, parameter, given.getlist(parameter.name))
        fields.append(one)
        problem = problem or one.problem
    return Form(tuple(fields), problem, values)


def default_values(parameter: Parameter) -> tuple[str, ...]:
    """Give what is asked where nothing is chosen, in words."""
    if parameter.accepts == "iri":
        return tuple(service().concepts.names.label(str(term)) for term in parameter.default)
    return tuple(str(term) for term in parameter.default)


def _read(asked: Question, parameter: Parameter, given: list[str]) -> tuple[Field, list[str]]:
    chosen = [value for value in given if value.strip()]
    if not chosen:
        return Field(parameter, default_values(parameter)), []
    shown = tuple(value[:_LONGEST] for value in chosen[:_MOST_VALUES])
    try:
        _require_bounds(asked, parameter, chosen)
        if parameter.accepts == "iri":
            iris = [_term(asked, parameter.name, value) for value in chosen]
            names = service().concepts.names
            shown = tuple(names.label(iri) for iri in iris)
            return Field(parameter, shown), iris
        asked.with_values({parameter.name: chosen})
    except BadParameter as wrong:
        return Field(parameter, shown, wrong, *_explained(wrong)), []
    return Field(parameter, shown), chosen


def _explained(wrong: BadParameter) -> tuple[str, tuple[Link, ...]]:
    cause = wrong.__cause__
    if not isinstance(cause, UnknownTerm):
        return wrong.hint, ()
    concepts = service().concepts
    near = dict.fromkeys(concepts.link(concepts.resolve(name)) for name in cause.near)
    return f"No term is called “{cause.term[:80]}”.", tuple(near)


def _require_bounds(asked: Question, parameter: Parameter, chosen: list[str]) -> None:
    if len(chosen) > _MOST_VALUES:
        hint = f"Give at most {_MOST_VALUES} values; these are {len(chosen):,}."
        raise BadParameter(asked.name, parameter.name, "...", hint)
    for value in chosen:
        if len(value) > _LONGEST:
            hint = f"Give at most {_LONGEST:,} characters; these are {len(value):,}."
            raise BadParameter(asked.name, parameter.name, f"{value[:40]}...", hint)


def _term(asked: Question, name: str, value: str) -> str:
    try:
        return service().concepts.resolve(value)
    except UnknownTerm as unknown:
        near = f" Did you mean {' or '.join(unknown.near)}?" if unknown.near else ""
        raise BadParameter(asked.name, name, value, f"No term is called so.{near}") from unknown

"""Hold what clients ask of the reconciliation service and what they get, whatever the version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foramen.terminology.model import Term

__all__ = [
    "Attribute", "Candidate", "Condition", "Extension", "Quantifier", "Query", "Settings",
    "Strictness", "Suggestion", "Table", "Type", "Value",
]  # fmt: skip

Quantifier: TypeAlias = Literal["any", "all", "none"]
# Whether a candidate must bear one of the types, all of them, or only had better bear one.
Strictness: TypeAlias = Literal["any", "all", "should"]


@dataclass(frozen=True, slots=True)
class Type:
    """A category of entities: a general class that has narrower ones, or a topic."""

    id: str
    name: str
    broader: tuple[Type, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property that entities may have."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property: an entity of ours, or a text."""

    text: str
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What a property of a candidate should, or must, be."""

    attribute: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: Quantifier = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """One thing to be matched.

    Attributes:
        text: words to look for, or nothing.
        ids: identifiers, one of which the candidate has; none for any.
        types: identifiers of types.
        limit: how many candidates are wanted at most.
    """

    text: str = ""
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    strictness: Strictness = "any"
    limit: int = 10
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entity that a query may mean.

    Attributes:
        score: from 0 to 100.
        match: whether it may be taken without a person's look.
        features: what the score was made of.
    """

    term: Term
    score: float
    match: bool
    types: tuple[Type, ...]
    features: Mapping[str, float | bool]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the values of one property are wanted.

    Attributes:
        limit: how many at most; 0 for all.
        form: what of a mapping is given: code, curie, iri or label.
        relation: which mappings are given: any, or those of one predicate, `exactMatch`.
    """

    limit: int = 0
    form: str = "code"
    relation: str = "any"


@dataclass(frozen=True, slots=True)
class Extension:
    """Columns that are wanted for some entities."""

    ids: tuple[str, ...]
    columns: tuple[tuple[str, Settings], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns, and for each entity the values in each column."""

    columns: tuple[Attribute, ...]
    rows: Mapping[str, tuple[tuple[Value, ...], ...]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entity, type or property that someone may be typing."""

    id: str
    name: str
    description: str = ""
    types: tuple[Type, ...] = ()

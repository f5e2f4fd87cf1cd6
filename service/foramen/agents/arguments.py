"""Define what each tool takes, with its bounds; the schemas that agents read are made of these."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

__all__ = [
    "MOST_ROWS",
    "Arguments",
    "AskArguments",
    "DescribeArguments",
    "ExplainArguments",
    "ResolveArguments",
    "SearchArguments",
    "SparqlArguments",
]

MOST_ROWS: Final = 50
_MOST_HITS: Final = 50
_MOST_VALUES: Final = 20
# The guard has the last word on a query; this only bounds what is read at all.
_MOST_QUERY: Final = 100_000

_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
_Value = Annotated[str, StringConstraints(max_length=300)]
_Values = _Value | Annotated[list[_Value], Field(max_length=_MOST_VALUES)]


class Arguments(BaseModel):
    """What every tool's arguments have in common: nothing beside them is taken."""

    model_config = ConfigDict(extra="forbid")


class SearchArguments(Arguments):
    """Words to find terms by."""

    words: _Name = Field(
        description="A label, synonym, abbreviation or some words of one: 'L4/5 foramen'."
    )
    limit: int = Field(default=10, ge=1, le=_MOST_HITS, description="How many terms to give.")


class DescribeArguments(Arguments):
    """A term to be described."""

    term: _Name = Field(
        description="An IRI, foramen:Foramen_L4-L5_left, Foramen_L4-L5_left, a label or a synonym."
    )


class AskArguments(Arguments):
    """A question of the library, or words to find one."""

    question: _Words = Field(
        default="",
        description="The name of a question, such as which-root-exits-through-a-foramen. "
        "Leave it out to list questions.",
    )
    values: dict[Annotated[str, StringConstraints(max_length=100)], _Values] = Field(
        default_factory=dict,
        max_length=_MOST_VALUES,
        description="Values for its parameters, by name; a term may be named by its label. "
        "What is left out keeps its default.",
    )
    find: _Words = Field(
        default="", description="Without a question: list only those that hold all these words."
    )


class SparqlArguments(Arguments):
    """A query."""

    query: Annotated[str, StringConstraints(max_length=_MOST_QUERY)] = Field(
        description="SPARQL 1.1 SELECT, ASK, CONSTRUCT or DESCRIBE, with its PREFIX lines."
    )


class ResolveArguments(Arguments):
    """A code of another terminology."""

    code: _Name = Field(
        description="UBERON:0007261, ICD10CM:M99.73, the IRI of the term there, or "
        "urn:oid:<identifier of the terminology>|<code>."
    )


class ExplainArguments(Arguments):
    """A triple to be explained, each part named in any way that `describe` takes."""

    subject: _Name = Field(description="For example Foramen_L4-L5_left.")
    predicate: _Name = Field(description="For example transmitsRoot, or 'is a kind of'.")
    object: _Name = Field(description="For example Root_L4_left.")

"""Define what each tool gives; the output schemas that agents read are made of these."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from foramen.endpoint import DISCLAIMER

__all__ = [
    "Answer",
    "AskAnswer",
    "Cell",
    "DescribeAnswer",
    "ExplainAnswer",
    "Hit",
    "Listed",
    "MappingFound",
    "ParameterListed",
    "Related",
    "ResolveAnswer",
    "SearchAnswer",
    "SourceGiven",
    "SparqlAnswer",
    "Table",
    "TermNamed",
]


class TermNamed(BaseModel):
    """A term with its label."""

    id: str = Field(description="Prefixed name, or the IRI where no prefix fits.")
    iri: str
    label: str


class SourceGiven(BaseModel):
    """Who says it: a claim of the source article or a citation, in words of our own."""

    id: str
    label: str
    text: str = ""
    url: str | None = None
    strength: str | None = None


class Answer(BaseModel):
    """What every answer has."""

    notes: list[str] = Field(
        default_factory=list, description="What to know of this answer, as that it is cut short."
    )
    sources: list[SourceGiven] = Field(default_factory=list)
    disclaimer: str = DISCLAIMER


class Hit(TermNamed):
    """A term that words lead to."""

    definition: str
    matched: str = Field(description="The name that fits the words.")
    by: str = Field(
        description="What that name is: label, exact synonym, abbreviation, related, narrow or "
        "broad name, id, or code elsewhere."
    )
    score: float = Field(description="How well it fits, from 0 to 1.")


class SearchAnswer(Answer):
    """Terms that words lead to, the best first."""

    words: str
    terms: list[Hit]
    truncated: bool = False


class MappingFound(BaseModel):
    """A mapping between a term of ours and a code of another terminology."""

    term: TermNamed
    relation: str = Field(
        description="skos:exactMatch, closeMatch, broadMatch (the other is broader), narrowMatch "
        "(the other is narrower) or relatedMatch."
    )
    code: str
    code_label: str | None = None
    code_iri: str
    confidence: float | None = Field(default=None, description="From 0 to 1.")
    justification: str | None = None
    version: str | None = Field(default=None, description="The release the code was seen in.")
    comment: str | None = None


class Related(BaseModel):
    """One relation of a term: `term relation other`, or the other way round where incoming."""

    relation: TermNamed
    other: TermNamed
    incoming: bool = False
    inferred: bool = False
    strength: str | None = Field(default=None, description="definite, may or varies.")
    sources: list[str] = Field(default_factory=list, description="Identifiers of `sources`.")


class DescribeAnswer(Answer):
    """What the graph says of one term."""

    term: TermNamed
    definition: str
    synonyms: list[str]
    remarks: list[str]
    parents: list[TermNamed]
    children: list[TermNamed]
    relations: list[Related]
    mappings: list[MappingFound]


class Cell(BaseModel):
    """A value in a row: a term has an IRI, a text has none."""

    value: str = Field(description="A prefixed name or IRI, or the text itself.")
    iri: str | None = None
    label: str | None = None
    language: str | None = None
    datatype: str | None = None


class Table(BaseModel):
    """What a query found: rows, or yes or no; triples are rows of three."""

    form: str
    boolean: bool | None = None
    columns: list[str]
    rows: list[dict[str, Cell]]
    truncated: bool = Field(description="Whether there are more rows than are given.")


class SparqlAnswer(Answer):
    """The answer to a query."""

    answer: Table


class ParameterListed(BaseModel):
    """What may be chosen in a question."""

    name: str
    description: str
    accepts: str
    default: list[str]


class Listed(BaseModel):
    """A question of the library."""

    name: str
    topic: str
    summary: str
    parameters: list[ParameterListed]


class AskAnswer(Answer):
    """The answer to a question, or the list of questions."""

    questions: list[Listed] = Field(description="The question that was asked, or those found.")
    answer: Table | None = None
    query: str | None = Field(default=None, description="The SPARQL behind the answer.")


class ResolveAnswer(Answer):
    """The terms that a code elsewhere leads to."""

    code: str
    mappings: list[MappingFound]


class ExplainAnswer(Answer):
    """Why a triple is in the graph."""

    sentence: str
    standing: str = Field(description="stated, inferred, follows, described or unnamed.")
    account: str
    strength: str | None = None
    statements: list[dict[str, Any]] = Field(
        description="The stated records it rests on, each with sentence, strength and sources."
    )
    derivation: dict[str, Any] | None = Field(
        default=None, description="How it follows: a tree of steps with rule and premises."
    )
    text: str = Field(description="The same for a person.")

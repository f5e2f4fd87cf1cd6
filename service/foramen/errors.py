"""Define every exception the package raises.

Each carries the facts and `str()` makes the sentence; none knows HTTP or the terminal, and all
can be pickled, so that a query may run in another process.

ForamenError
  SourceErrors             findings                        several source files are wrong
  SourceError              file, row, column, rule, mend   a table, pattern or query file is wrong
  KnowledgeError
    DatasetMissing         path                            nothing was built yet
    StaleDataset           path, built_from, sources       built from other sources than these
    ShapesViolated         findings                        SHACL
    Inconsistent           classes                         the reasoner
    ReasonerUnavailable    reason
  QueryError
    QuerySyntaxError       line, column, hint              SPARQL that does not parse
    QueryNotAllowed        construct, hint                 update, SERVICE, a foreign graph
    UnknownFunction        function                        SPARQL knows no such function
    QueryTooLarge          limit, unit                     too many bytes
    QueryTooComplex        limit, unit                     too deeply nested, too many parts
    QueryTimeout           limit_ms
    QueryOutOfMemory       limit_bytes
    AnswerTooLarge         limit, unit
    EngineFailure          reason                          the engine broke
      EngineBusy           places                          all places are taken
      EngineMisbehaved     reason                          another machine's engine answered wrongly
  UnknownTerm              term, near
  UnknownPlace             place, near                     no foramen is at a level and side
  UnknownCode              code, near                      no mapping leads to a code elsewhere
  UnknownTerminology       name, mapped
  UnknownTopic             key, near                       nothing is taught under a key
  UnknownSource            kind, name, near
  NotStated                said, nearby                    the graph does not hold a triple
  UnknownQuestion          name, near
  BadParameter             question, name, value, hint
  NotAcceptable            offered
  BadRequest               hint
  RequestTooSlow           limit_ms                        the body did not arrive in time
  TooManyRequests          rule, retry_after_s
  UnsupportedMediaType     got, offered
  FhirRefused              status, issues                  a FHIR request that cannot be answered
  BadSetting               name, value, hint
  PortTaken                host, port
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class ForamenError(Exception):
    """Whatever this package knows how to explain."""


class SourceError(ForamenError):
    """A table, pattern or query file is wrong at one place."""

    def __init__(
        self, file: str, row: int | None, column: str | int | None, rule: str, mend: str
    ) -> None:
        super().__init__(file, row, column, rule, mend)
        self.file = file
        self.row = row
        self.column = column
        self.rule = rule
        self.mend = mend

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        stop = "" if not self.mend or self.rule.endswith((".", "!", "?", ";", ":")) else ";"
        return f"{place}: {self.rule}{stop} {self.mend}".rstrip()


class SourceErrors(ForamenError):
    """Several places of the sources are wrong; all are reported at once."""

    def __init__(self, findings: Iterable[SourceError]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        noun = "problem" if len(self.findings) == 1 else "problems"
        lines = "\n".join(f"  {finding}" for finding in self.findings)
        return f"{len(self.findings)} {noun} in the sources:\n{lines}"


class KnowledgeError(ForamenError):
    """The knowledge graph as a whole is missing or wrong."""


class DatasetMissing(KnowledgeError):
    """There is no built dataset at the given place."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path)
        self.path = Path(path)

    def __str__(self) -> str:
        return (
            f"There is no built dataset in {self.path}. "
            "Build it with `foramen build`, or point FORAMEN_DATASET at one."
        )


class StaleDataset(KnowledgeError):
    """The dataset was built from other sources than those that lie beside it."""

    def __init__(self, path: Path | str, built_from: str, sources: str) -> None:
        super().__init__(path, built_from, sources)
        self.path = Path(path)
        self.built_from = built_from
        self.sources = sources

    def __str__(self) -> str:
        return (
            f"The dataset in {self.path} was built from other sources "
            f"({self.built_from[:12]}, not {self.sources[:12]}). "
            "Build it again with `foramen build`."
        )


class ShapesViolated(KnowledgeError):
    """The graph breaks at least one SHACL shape."""

    def __init__(self, findings: Sequence[Any]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        lines = "\n".join(f"  {finding}" for finding in self.findings)
        return f"{len(self.findings)} shape findings:\n{lines}"


class Inconsistent(KnowledgeError):
    """The reasoner found a contradiction, or classes that can have no member."""

    def __init__(self, classes: Iterable[str]) -> None:
        self.classes = tuple(classes)
        super().__init__(self.classes)

    def __str__(self) -> str:
        if not self.classes:
            return "The ontology contradicts itself."
        return f"These classes can have no member: {', '.join(self.classes)}."


class ReasonerUnavailable(KnowledgeError):
    """The reasoner could not be started, so nothing was decided."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"The reasoner is not available: {self.reason}"


class QueryError(ForamenError):
    """A query could not be answered."""


class QuerySyntaxError(QueryError):
    """The text is not SPARQL; line and column count from 1, in characters."""

    def __init__(self, line: int, column: int, hint: str) -> None:
        super().__init__(line, column, hint)
        self.line = line
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        return f"The query does not parse at line {self.line}, column {self.column}. {self.hint}"


class QueryNotAllowed(QueryError):
    """The query is SPARQL, but asks for something that is closed here."""

    def __init__(self, construct: str, hint: str) -> None:
        super().__init__(construct, hint)
        self.construct = construct
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.construct} is not allowed. {self.hint}"


class UnknownFunction(QueryError):
    """The query calls a function that is not one of SPARQL's."""

    def __init__(self, function: str) -> None:
        super().__init__(function)
        self.function = function

    def __str__(self) -> str:
        return (
            f"The query calls <{self.function}>, which is no function of this endpoint: only those "
            "of SPARQL 1.1 and the casts of XML Schema are."
        )


class QueryTooLarge(QueryError):
    """The query text is longer than is accepted."""

    def __init__(self, limit: int, unit: str) -> None:
        super().__init__(limit, unit)
        self.limit = limit
        self.unit = unit

    def __str__(self) -> str:
        return f"The query is larger than the limit of {self.limit:,} {self.unit}."


class QueryTooComplex(QueryError):
    """The query is nested deeper, or has more parts, than is accepted."""

    def __init__(self, limit: int, unit: str) -> None:
        super().__init__(limit, unit)
        self.limit = limit
        self.unit = unit

    def __str__(self) -> str:
        return (
            f"The query has more than {self.limit:,} {self.unit}, which is the limit. "
            "Ask it in several smaller queries."
        )


class QueryTimeout(QueryError):
    """The query ran longer than it may."""

    def __init__(self, limit_ms: int) -> None:
        super().__init__(limit_ms)
        self.limit_ms = limit_ms

    def __str__(self) -> str:
        return (
            f"The query took longer than the limit of {self.limit_ms / 1000:g} s. "
            "Bind more of it to known terms, or ask for fewer rows."
        )


class QueryOutOfMemory(QueryError):
    """The query needed more memory than it may have."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(limit_bytes)
        self.limit_bytes = limit_bytes

    def __str__(self) -> str:
        return (
            f"The query needed more memory than the limit of {self.limit_bytes / 2**20:,.0f} MiB. "
            "Bind more of it to known terms, or do not sort or group so much."
        )


class AnswerTooLarge(QueryError):
    """The answer is larger than it may be; nothing of it is given."""

    def __init__(self, limit: int, unit: str) -> None:
        super().__init__(limit, unit)
        self.limit = limit
        self.unit = unit

    def __str__(self) -> str:
        return (
            f"The answer is larger than the limit of {self.limit:,} {self.unit}. "
            "Ask for part of it with LIMIT and OFFSET."
        )


class EngineFailure(QueryError):
    """The engine broke; the query may be right."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"The query engine gave no answer: {self.reason}"


class EngineBusy(EngineFailure):
    """As many queries as may be are evaluated and wait already."""

    def __init__(self, places: int) -> None:
        super().__init__(f"all {places} places are taken; try again later.")
        self.args = (places,)
        self.places = places


class EngineMisbehaved(EngineFailure):
    """An engine on another machine gave an answer that cannot be right."""


class UnknownTerm(ForamenError):
    """No term of the graph has this IRI, CURIE, name, label or synonym."""

    def __init__(self, term: str, near: Iterable[str] = ()) -> None:
        self.term = term
        self.near = tuple(near)
        super().__init__(term, self.near)

    def __str__(self) -> str:
        return f"There is no term {self.term!r}.{_did_you_mean(self.near)}"


class UnknownPlace(ForamenError):
    """No foramen lies at this level and side; `near` are those whose address is written alike."""

    def __init__(self, place: str, near: Iterable[str] = ()) -> None:
        self.place = place
        self.near = tuple(near)
        super().__init__(place, self.near)

    def __str__(self) -> str:
        asked = "A level is written L4-L5 or L4-5, a side left or right."
        return f"There is no intervertebral foramen at {self.place!r}. {asked}"


class UnknownCode(ForamenError):
    """No mapping leads from a code of another terminology to a term of the graph.

    `near` are codes or names that are mapped and look like it.
    """

    def __init__(self, code: str, hint: str = "", near: Iterable[str] = ()) -> None:
        self.code = code
        self.hint = hint
        self.near = tuple(near)
        super().__init__(code, hint, self.near)

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return f"No concept is mapped to {self.code!r}.{hint}{_did_you_mean(self.near)}"


class UnknownTerminology(ForamenError):
    """No terms are mapped to a terminology of this name; `mapped` are those that have some."""

    def __init__(self, name: str, mapped: Iterable[str] = ()) -> None:
        self.name = name
        self.mapped = tuple(mapped)
        super().__init__(name, self.mapped)

    def __str__(self) -> str:
        known = f" Mapped are: {', '.join(self.mapped)}." if self.mapped else ""
        return f"Nothing is mapped to a terminology called {self.name!r}.{known}"


class UnknownTopic(ForamenError):
    """No topic to teach has this key."""

    def __init__(self, key: str, near: Iterable[str] = ()) -> None:
        self.key = key
        self.near = tuple(near)
        super().__init__(key, self.near)

    def __str__(self) -> str:
        return f"There is no topic to teach with the key {self.key!r}.{_did_you_mean(self.near)}"


class UnknownSource(ForamenError):
    """No source or claim is called so; `near` are those that look like it."""

    def __init__(self, kind: str, name: str, near: Iterable[str] = ()) -> None:
        self.kind = kind
        self.name = name
        self.near = tuple(near)
        super().__init__(kind, name, self.near)

    def __str__(self) -> str:
        return f"There is no {self.kind} {self.name!r}.{_did_you_mean(self.near)}"


class NotStated(ForamenError):
    """The graph does not hold a triple that was to be explained.

    `nearby` are triples that it holds, each with its sentence, subject, predicate and object.
    """

    def __init__(self, said: str, nearby: Iterable[Mapping[str, str]] = ()) -> None:
        self.said = said
        self.nearby = tuple(dict(one) for one in nearby)
        super().__init__(said, self.nearby)

    def __str__(self) -> str:
        near = "; ".join(one["sentence"] for one in self.nearby)
        return (
            f'The graph neither states nor infers "{self.said}". '
            "That does not make it false: what is not stated is left open."
            f"{f' What it does hold: {near}.' if near else ''}"
        )


class UnknownQuestion(ForamenError):
    """The library has no question of this name."""

    def __init__(self, name: str, near: Iterable[str] = ()) -> None:
        self.name = name
        self.near = tuple(near)
        super().__init__(name, self.near)

    def __str__(self) -> str:
        return f"There is no question named {self.name!r}.{_did_you_mean(self.near)}"


class BadParameter(ForamenError):
    """A question was given a parameter that it has not, or a value that does not fit."""

    def __init__(self, question: str, name: str, value: str, hint: str) -> None:
        super().__init__(question, name, value, hint)
        self.question = question
        self.name = name
        self.value = value
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.question}: parameter {self.name!r} cannot be {self.value!r}. {self.hint}"


class NotAcceptable(ForamenError):
    """None of the media types asked for can be given."""

    def __init__(self, offered: Iterable[str]) -> None:
        self.offered = tuple(offered)
        super().__init__(self.offered)

    def __str__(self) -> str:
        return f"This can be given as {', '.join(self.offered)}."


class BadRequest(ForamenError):
    """The request itself is malformed."""

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.hint = hint

    def __str__(self) -> str:
        return self.hint


class RequestTooSlow(ForamenError):
    """The body of the request did not arrive in time."""

    def __init__(self, limit_ms: int) -> None:
        super().__init__(limit_ms)
        self.limit_ms = limit_ms

    def __str__(self) -> str:
        return f"The body of the request did not arrive within {self.limit_ms / 1000:g} s."


class TooManyRequests(ForamenError):
    """One client asks more than it may."""

    def __init__(self, rule: str, retry_after_s: int) -> None:
        super().__init__(rule, retry_after_s)
        self.rule = rule
        self.retry_after_s = retry_after_s

    def __str__(self) -> str:
        return f"One client may have {self.rule}. Ask again in {self.retry_after_s} s."


class UnsupportedMediaType(ForamenError):
    """The body was sent in a form that is not read here."""

    def __init__(self, got: str, offered: Iterable[str]) -> None:
        self.got = got
        self.offered = tuple(offered)
        super().__init__(got, self.offered)

    def __str__(self) -> str:
        got = f"not {self.got}" if self.got else "and the request names none"
        return f"A body is read as {' or '.join(self.offered)}, {got}."


class FhirRefused(ForamenError):
    """A FHIR request cannot be answered; the issues say why."""

    def __init__(self, status: int, issues: Sequence[Any], unknown_system: str = "") -> None:
        """Take what is to be said.

        Args:
            status: of HTTP.
            issues: each with a `text`.
            unknown_system: the code system that was not found, if that is why.
        """
        super().__init__(status, issues, unknown_system)
        self.status = status
        self.issues = tuple(issues)
        self.unknown_system = unknown_system

    def __str__(self) -> str:
        return "; ".join(str(issue.text) for issue in self.issues)


class BadSetting(ForamenError):
    """A setting has a value that it cannot have."""

    def __init__(self, name: str, value: str, hint: str) -> None:
        super().__init__(name, value, hint)
        self.name = name
        self.value = value
        self.hint = hint

    def __str__(self) -> str:
        return f"The setting {self.name} cannot be {self.value!r}: {self.hint}"


class PortTaken(ForamenError):
    """Another program listens on the port already."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port)
        self.host = host
        self.port = port

    def __str__(self) -> str:
        return (
            f"Port {self.port} on {self.host} is in use by another program. "
            f"Choose another, for example FORAMEN_PORT={self.port + 1}."
        )


def _did_you_mean(near: tuple[str, ...]) -> str:
    if not near:
        return ""
    return f" Did you mean {' or '.join(near)}?"

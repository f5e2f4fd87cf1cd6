"""Answer a FHIR request, whatever way it came: read, search, operation, batch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, unquote

from foramen.errors import FhirRefused

from . import limits
from .capabilities import capability_statement, terminology_capabilities
from .core import core_resources
from .elements import Json, objects, objects_in
from .gathered import Budget
from .issues import outcome_of, refused
from .library import KINDS, Library
from .operations import OPERATIONS, Call
from .search import search, summary_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .dialects import Dialect

__all__ = ["Answer", "Request", "Server"]

_COMMON: Final = {"_format", "_pretty", "_summary", "_elements"}
# What operations can be asked by GET; in a POST, what is not known does no harm.
_KNOWN: Final = {
    "url", "system", "version", "code", "display", "codeA", "codeB", "filter", "count", "offset",
    "property", "designation", "displayLanguage", "activeOnly", "excludeNested",
    "includeDesignations", "includeDefinition", "excludeNotForUI", "excludePostCoordinated",
    "exclude-system", "system-version", "check-system-version", "force-system-version",
    "default-valueset-version", "check-valueset-version", "force-valueset-version",
    "valueSetVersion", "systemVersion", "inferSystem", "abstract", "lenient-display-validation",
    "valueset-membership-only", "useSupplement", "versionsMatch", "context", "date", "cache-id",
    "sourceCode", "sourceSystem", "sourceScope", "targetCode", "targetSystem", "targetScope",
    "source", "target", "targetsystem", "reverse", "conceptMapVersion", "_lang",
}  # fmt: skip


@dataclass(frozen=True)
class Request:
    """One request.

    Attributes:
        path: what follows the base address, cut at the slashes.
        body: the JSON of the body, or None.
        base: the address of the server, without a slash at the end.
        budget: how much may be looked at, for all requests of a batch together.
    """

    method: str
    path: tuple[str, ...]
    query: tuple[tuple[str, str], ...]
    body: Any
    languages: str
    base: str
    budget: Budget = field(default_factory=Budget)

    @property
    def address(self) -> str:
        """Give the whole address without the query."""
        return "/".join((self.base, *self.path))


@dataclass(frozen=True)
class Answer:
    """Status and resource.

    Attributes:
        allow: the methods that would do, where the one used would not.
    """

    status: int
    resource: Json
    allow: tuple[str, ...] = ()


class Server:
    """A FHIR server of one version over some resources."""

    def __init__(
        self,
        resources: Iterable[Json],
        dialect: Dialect,
        *,
        version: str,
        date: str,
        disclaimer: str = "",
    ) -> None:
        """Take the resources, as R5, and the date of the content, as `2026-11-23`."""
        self.dialect = dialect
        self.library = Library([*resources, *core_resources(dialect.fhir, date)])
        self._version = version
        self._date = date
        self._disclaimer = disclaimer

    def answer(self, request: Request) -> Answer:
        """Answer a request; what is wrong with it is told in an OperationOutcome."""
        try:
            answer = self._answer(request)
        except FhirRefused as problem:
            status = 422 if problem.status == 200 else problem.status
            return Answer(status, outcome_of(problem.issues))
        return replace(answer, resource=self.dialect.write(answer.resource))

    def _answer(self, request: Request) -> Answer:
        match request.path:
            case () | ("",):
                return self._batch(request)
            case ("metadata",):
                return self._only("GET", request) or Answer(200, self._metadata(request))
            case (name,) if name.startswith("$"):
                return self._operate("", None, name[1:], request)
            case (kind, *rest) if kind in KINDS:
                return self._on_kind(kind, rest, request)
        raise refused(404, "not-found", f"There is nothing at {'/'.join(request.path)[:200]}.")

    def _on_kind(self, kind: str, rest: list[str], request: Request) -> Answer:
        match rest:
            case [] | [""]:
                return self._only("GET", request) or self._search(kind, request)
            case ["_search"]:
                return self._search(kind, request)
            case [name] if name.startswith("$"):
                return self._operate(kind, None, name[1:], request)
            case [name]:
                return self._only("GET", request) or self._read(kind, name, request)
            case [name, operation] if operation.startswith("$"):
                instance = self._instance(kind, name)
                return self._operate(kind, instance, operation[1:], request)
        raise refused(404, "not-found", f"There is nothing at {'/'.join(request.path)[:200]}.")

    def _read(self, kind: str, name: str, request: Request) -> Answer:
        found = summary_of(self._instance(kind, name), dict(request.query))
        request.budget.look_at(objects_in(found))
        return Answer(200, found)

    def _instance(self, kind: str, name: str) -> Json:
        found = self.library.by_id(kind, name)
        if found is None:
            names = [str(one.get("id")) for one in self.library.of(kind)]
            near = get_close_matches(name, names, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise refused(404, "not-found", f"There is no {kind} {name[:100]}.{hint}")
        return found

    @staticmethod
    def _only(method: str, request: Request) -> Answer | None:
        if request.method == method:
            return None
        said = f"{request.method} is not possible here: nothing can be written to this server."
        issue = refused(405, "not-supported", said).issues
        return Answer(405, outcome_of(issue), (method,))

    def _metadata(self, request: Request) -> Json:
        mode = dict(request.query).get("mode", "full")
        facts = (self._version, self._date)
        if mode == "terminology":
            return terminology_capabilities(request.base, self.dialect, self.library, *facts)
        if mode not in {"full", "normative"}:
            raise refused(400, "invalid", f"mode is full or terminology, not {mode[:40]}.")
        return capability_statement(request.base, self.dialect, *facts, self._disclaimer)

    def _search(self, kind: str, request: Request) -> Answer:
        resources = self.library.of(kind)
        found = search(resources, request.query, request.address, self.dialect)
        request.budget.look_at(objects_in(found))
        return Answer(200, found)

    def _operate(self, kind: str, instance: Json | None, name: str, request: Request) -> Answer:
        run = OPERATIONS.get((kind, name))
        if run is None:
            names = [other for of, other in OPERATIONS if of == kind]
            said = f"There is no operation ${name[:60]} here, but {', '.join(names)}."
            raise refused(404, "not-supported", said)
        if request.method not in {"GET", "POST"}:
            said = f"An operation is called by GET or POST, not {request.method}."
            outcome = outcome_of(refused(405, "not-supported", said).issues)
            return Answer(405, outcome, ("GET", "POST"))
        call = Call(
            _parameters(kind, name, request),
            self.library,
            self.dialect,
            request.languages,
            instance,
            f"{self._date}T00:00:00Z",
            request.budget,
        )
        return Answer(200, run(call))

    def _batch(self, request: Request) -> Answer:
        """Answer the requests of a batch one by one."""
        if request.method != "POST":
            said = "Send a batch here by POST; GET metadata tells what else can be asked."
            return Answer(405, outcome_of(refused(405, "not-supported", said).issues), ("POST",))
        bundle = request.body
        if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
            raise refused(400, "invalid", "Send a Bundle of type batch here.")
        if bundle.get("type") != "batch":
            said = f"The Bundle must be of type batch, not {str(bundle.get('type'))[:40]}."
            raise refused(400, "not-supported", said)
        entries = objects(bundle, "entry")
        if entries != bundle.get("entry", []):
            raise refused(400, "structure", "Bundle.entry must be a list of objects.")
        if len(entries) > limits.BATCH_ENTRIES:
            said = f"A batch may have {limits.BATCH_ENTRIES} entries."
            raise refused(413, "too-costly", said)
        answers = [self._one_of_batch(one, request) for one in entries]
        written: Json = {"resourceType": "Bundle", "type": "batch-response"}
        return Answer(200, {**written, **({"entry": answers} if answers else {})})

    def _one_of_batch(self, entry: Json, batch: Request) -> Json:
        asked = entry.get("request")
        method = str(asked.get("method")) if isinstance(asked, dict) else ""
        url = str(asked.get("url", "")) if isinstance(asked, dict) else ""
        # Only path and query count, and urlsplit fails on what only looks like a host.
        address, _, asking = url.removeprefix(batch.base).partition("#")[0].partition("?")
        path = tuple(unquote(one) for one in address.strip("/").split("/"))
        if not method or path in {(), ("",)}:
            outcome = outcome_of(
                refused(400, "invalid", "An entry needs request.method and url.").issues
            )
            answer = Answer(400, outcome)
        else:
            query = tuple(parse_qsl(asking, keep_blank_values=True))
            inner = replace(
                batch, method=method, path=path, query=query, body=entry.get("resource")
            )
            answer = self.answer(inner)
        response: Json = {"status": str(answer.status)}
        if answer.status >= 400:
            return {"response": {**response, "outcome": answer.resource}}
        return {"resource": answer.resource, "response": response}


def _parameters(kind: str, name: str, request: Request) -> Json:
    """Give the parameters of an operation as a Parameters resource."""
    query = [pair for pair in request.query if pair[0] not in _COMMON]
    given = [{"name": key, "valueString": value} for key, value in query]
    body = request.body
    if request.method == "GET" or body is None:
        _require_known(query)
        return {"resourceType": "Parameters", "parameter": given}
    sent = body.get("resourceType") if isinstance(body, dict) else None
    if sent == "Parameters":
        return {"resourceType": "Parameters", "parameter": [*objects(body, "parameter"), *given]}
    member = {"ValueSet": "valueSet", "CodeSystem": "codeSystem", "ConceptMap": "conceptMap"}
    if sent == kind and name in {"expand", "validate-code", "translate"}:
        own = {"name": member[kind], "resource": body}
        return {"resourceType": "Parameters", "parameter": [own, *given]}
    said = f"Send a Parameters resource, not {str(sent)[:40] if sent else 'this'}."
    raise refused(400, "invalid", said)


def _require_known(query: Sequence[tuple[str, str]]) -> None:
    for name, _ in query:
        if name not in _KNOWN:
            near = get_close_matches(name, _KNOWN, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise refused(400, "not-supported", f"There is no parameter {name[:60]}.{hint}")

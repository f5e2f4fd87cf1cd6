"""Answer the operations on code systems, value sets and concept maps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from foramen.errors import FhirRefused

from . import limits
from .asked import read_asked
from .coded import Coded, read_coded, single
from .codesystem import CodeSystem
from .elements import Json, named, objects, part, split_canonical, text
from .expand import expand
from .failures import failed, supplement_as_system
from .gathered import Budget
from .intake import require_form, sent_resources
from .issues import Issue, note, outcome_of, refused
from .library import Scope
from .lookup import look_up, subsumes
from .sources import Sources
from .stamps import stamp
from .translate import translate
from .validate import validate
from .versions import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .dialects import Dialect
    from .library import Library

__all__ = ["OPERATIONS", "Call"]

_OF_SYSTEM: Final = {"system": "url system", "version": "version"}
_OF_SET: Final = {"system": "system", "version": "systemVersion"}
_NO_CODE: Final = (
    "Unable to find code to validate (looked for coding | codeableConcept | code+system | "
    "code+inferSystem in parameters"
)
# What all validations of a batch share.
_SHARED: Final = {"url", "valueSet", "lenient-display-validation"}


@dataclass(frozen=True)
class Call:
    """One call of an operation.

    Attributes:
        parameters: a Parameters resource.
        languages: the Accept-Language header.
        instance: the resource that it is called on, or nothing.
        since: when the server's content was made, as an instant.
        budget: how much may be looked at, for all calls of a batch together.
        shared: what a batch brought for all its calls, or nothing.
    """

    parameters: Json
    library: Library
    dialect: Dialect
    languages: str = ""
    instance: Json | None = None
    since: str = "2026-01-01T00:00:00Z"
    budget: Budget = field(default_factory=Budget)
    shared: Scope | None = None

    def scope(self) -> Scope:
        """Give what the call can refer to."""
        sent = sent_resources(self.parameters)
        if self.shared is None:
            return Scope(self.library, sent)
        return Scope(self.library, [*sent, *self.shared.sent]) if sent else self.shared

    def sources(self, *, fall_back: bool) -> Sources:
        """Give the same with what the call asks for."""
        asked = read_asked(self.parameters, self.languages, fall_back=fall_back)
        return Sources(self.scope(), asked)

    def text(self, name: str) -> str:
        """Give a parameter as a text, or an empty one."""
        value = single(self.parameters, name)
        return "" if value is None else str(value)

    def sent(self, name: str) -> Json | None:
        """Give the resource of a parameter, if it is there."""
        for one in named(self.parameters, name):
            if "resource" in one:
                return require_form(one["resource"], name)
        return None


def _expand(call: Call) -> Json:
    sources = call.sources(fall_back=True)
    if call.text("context"):
        raise refused(400, "not-supported", "The parameter context is not supported.")
    value_set = _needed_value_set(call, sources)
    return expand(value_set, sources, call.budget, stamp(call))


def _needed_value_set(call: Call, sources: Sources) -> Json:
    """Find the value set that a call is about.

    Raises:
        FhirRefused: it is not named or not known.
    """
    value_set = call.instance or call.sent("valueSet")
    if value_set is not None:
        return value_set
    url = call.text("url")
    if not url:
        raise refused(400, "invalid", "Say which value set: give url or valueSet.")
    address, stated = split_canonical(url)
    version = sources.asked.version_of(address, call.text("valueSetVersion") or stated)
    found = sources.scope.find("ValueSet", address, version)
    if found is None:
        name = f"{address}|{version}" if version else address
        issue = note("Unable_to_resolve_value_Set_", name, code="not-found", kind="not-found")
        raise FhirRefused(422, (issue,))
    return found


def _validate_in_set(call: Call) -> Json:
    sources = call.sources(fall_back=False)
    value_set = _needed_value_set(call, sources)
    coded = read_coded(call.parameters, _OF_SET, needs_system=True)
    if coded is None:
        said = _NO_CODE
        raise refused(400, "invalid", said)
    return validate(value_set, sources, coded, call.budget)


def _validate_in_system(call: Call) -> Json:
    sources = call.sources(fall_back=False)
    coded = read_coded(call.parameters, _OF_SYSTEM, needs_system=False)
    if coded is None:
        raise refused(400, "invalid", _NO_CODE)
    try:
        cs = _code_system(call, sources, coded)
    except FhirRefused as problem:
        if problem.status != 200:
            raise
        return failed(problem, coded, sources)
    sources.require_supplements()
    return validate(_everything(cs), sources, coded, call.budget, implicit=True)


def _code_system(call: Call, sources: Sources, coded: Coded) -> CodeSystem:
    """Find the code system to check in.

    Raises:
        FhirRefused: with status 200 where that is an answer and no error.
    """
    sent = call.instance or call.sent("codeSystem")
    if sent is not None:
        sources.scope.prefer(sent)
        return CodeSystem(sent)
    first = coded.codings[0] if coded.codings else None
    url = call.text("url") or (first.system if first else "")
    if not url:
        place = coded.place(0)
        issue = note(
            "Coding_has_no_system__cannot_validate",
            severity="warning", kind="invalid-data", place=place,
        )  # fmt: skip
        raise FhirRefused(200, (issue,))
    stated = call.text("version") or (first.version if first else "")
    cs = sources.system(url, stated)
    if cs is None:
        raise FhirRefused(
            200, _why_not(sources, url, stated, coded), *_unknown(sources, url, stated)
        )
    return cs


def _unknown(sources: Sources, url: str, stated: str) -> tuple[str, ...]:
    version = sources.asked.version_of(url, stated)
    known = sources.scope.versions(url)
    return (f"{url}|{version}" if version and known else url,)


def _why_not(sources: Sources, url: str, stated: str, coded: Coded) -> tuple[Issue, ...]:
    place = f"{coded.place(0)}.system" if coded.path else "system"
    if sources.scope.find("ValueSet", url):
        kind = "invalid-data"
        return (note("Terminology_TX_System_ValueSet2", url, kind=kind, place=place),)
    found = sources.scope.find("CodeSystem", url, stated)
    if found is not None and found.get("content") == "supplement":
        return (supplement_as_system(found, place),)
    version = sources.asked.version_of(url, stated)
    known = listed(sources.scope.versions(url))
    message = "UNKNOWN_CODESYSTEM"
    if version:
        message += "_VERSION" if known else "_VERSION_NONE"
    issue = note(message, url, version, known, code="not-found", kind="not-found", place=place)
    return (issue,)


def _everything(cs: CodeSystem) -> Json:
    """Make the value set of all codes of a code system."""
    include = {"system": cs.url, **({"version": cs.version} if cs.version else {})}
    return {
        "resourceType": "ValueSet",
        "status": "active",
        "url": text(cs.resource, "valueSet") or f"{cs.url}/vs",
        **({"version": cs.version} if cs.version else {}),
        "compose": {"include": [include]},
    }


def _look_up(call: Call) -> Json:
    return look_up(call.parameters, call.sources(fall_back=True), call.instance)


def _subsumes(call: Call) -> Json:
    return subsumes(call.parameters, call.sources(fall_back=True), call.instance)


def _translate(call: Call) -> Json:
    return translate(call.parameters, call.scope(), call.dialect, call.instance, call.budget)


def _batch(call: Call) -> Json:
    """Check many codes, each as if it were asked alone."""
    given = objects(call.parameters, "parameter")
    shared = [one for one in given if text(one, "name") in _SHARED]
    wanted = [one for one in given if one.get("name") == "validation"]
    if len(wanted) > limits.BATCH_ENTRIES:
        raise refused(413, "too-costly", f"Send at most {limits.BATCH_ENTRIES} validations.")
    scope = call.scope()
    answers = []
    for one in wanted:
        inner = one.get("resource")
        own = objects(inner if isinstance(inner, dict) else None, "parameter")
        names = {text(each, "name") for each in own}
        whole = [*(each for each in shared if text(each, "name") not in names), *own]
        answers.append({"name": "validation", "resource": _one_of_batch(call, whole, scope)})
    return {"resourceType": "Parameters", "parameter": answers}


def _one_of_batch(call: Call, parameters: list[Json], scope: Scope) -> Json:
    names = {text(one, "name") for one in parameters}
    whole = {"resourceType": "Parameters", "parameter": parameters}
    alone = replace(call, parameters=whole, instance=None, shared=scope)
    run = _validate_in_set if names & {"url", "valueSet"} else _validate_in_system
    try:
        return run(alone)
    except FhirRefused as problem:
        return outcome_of(problem.issues)


def _versions(call: Call) -> Json:
    """Name the FHIR versions that are spoken at this address."""
    mime = call.dialect.mime
    said = [part("version", "String", mime), part("default", "String", mime)]
    return {"resourceType": "Parameters", "parameter": said}


# By kind of resource (empty for the whole server) and name.
OPERATIONS: Final[Mapping[tuple[str, str], Callable[[Call], Json]]] = {
    ("CodeSystem", "lookup"): _look_up,
    ("CodeSystem", "validate-code"): _validate_in_system,
    ("CodeSystem", "subsumes"): _subsumes,
    ("CodeSystem", "batch-validate-code"): _batch,
    ("ValueSet", "expand"): _expand,
    ("ValueSet", "validate-code"): _validate_in_set,
    ("ValueSet", "batch-validate-code"): _batch,
    ("ConceptMap", "translate"): _translate,
    ("", "versions"): _versions,
}

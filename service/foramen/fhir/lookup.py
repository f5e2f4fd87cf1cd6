"""Tell everything that a code system says of a code, and how two codes stand to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foramen.errors import FhirRefused

from .coded import single
from .elements import Json, part, text, value_name, value_of
from .issues import note, refused
from .versions import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .codesystem import CodeSystem
    from .concepts import Concept
    from .designations import Designation
    from .sources import Sources

__all__ = ["look_up", "subsumes"]


def look_up(parameters: Json, sources: Sources, instance: Json | None) -> Json:
    """Describe a code.

    Raises:
        FhirRefused: there is no such code or code system.
    """
    coding = single(parameters, "coding")
    given = coding if isinstance(coding, dict) else {}
    code = text(given, "code") or str(single(parameters, "code") or "")
    if not code:
        raise refused(400, "invalid", "Give code and system, or coding.")
    system = text(given, "system") or str(single(parameters, "system") or "")
    version = text(given, "version") or str(single(parameters, "version") or "")
    cs = needed_system(sources, system, version, instance)
    sources.require_supplements()
    concept = _needed_concept(cs, code)
    wanted = _Wanted(sources.asked.properties)
    said = [*_head(cs, concept, code, sources), *_details(cs, concept, wanted)]
    said += [part("used-supplement", "Canonical", one) for one in sources.used]
    return {"resourceType": "Parameters", "parameter": said}


class _Wanted:
    """Which properties are wanted; without any named, all."""

    def __init__(self, names: list[str]) -> None:
        self._names = set(names)

    def __call__(self, name: str) -> bool:
        return not self._names or name in self._names or "*" in self._names


def needed_system(sources: Sources, system: str, version: str, instance: Json | None) -> CodeSystem:
    """Find the code system that a request is about.

    Raises:
        FhirRefused: it is not named or not known.
    """
    if instance is not None:
        system, version = text(instance, "url"), text(instance, "version")
    if not system:
        raise refused(400, "invalid", "Give the system of the code.")
    cs = sources.system(system, version)
    if cs is not None:
        return cs
    known = listed(sources.scope.versions(system))
    if not version:
        message = "UNKNOWN_CODESYSTEM"
    else:
        message = "UNKNOWN_CODESYSTEM_VERSION" + ("" if known else "_NONE")
    issue = note(message, system, version, known, code="not-found", kind="not-found")
    raise FhirRefused(404, (issue,), system)


def _needed_concept(cs: CodeSystem, code: str) -> Concept:
    concept = cs.find(code)
    if concept is None:
        message = "Unknown_Code_in_Version" if cs.version else "Unknown_Code_in"
        issue = note(
            message, code, cs.url, cs.version, code="not-found", kind="invalid-code", place="code"
        )
        raise FhirRefused(404, (issue,))
    return concept


def _head(cs: CodeSystem, concept: Concept, code: str, sources: Sources) -> Iterator[Json]:
    names = cs.designations(concept)
    shown = names.preferred(sources.asked.languages)
    yield part("name", "String", text(cs.resource, "name") or cs.url)
    yield part("code", "Code", code)
    yield part("system", "Uri", cs.url)
    if cs.version:
        yield part("version", "String", cs.version)
    yield part("display", "String", shown.value if shown else text(concept.json, "display") or code)


def _details(cs: CodeSystem, concept: Concept, wanted: _Wanted) -> Iterator[Json]:
    definition = text(concept.json, "definition")
    if definition and wanted("definition"):
        yield part("definition", "String", definition)
    if wanted("abstract"):
        yield part("abstract", "Boolean", cs.meanings.facts(concept).abstract)
    if wanted("designation"):
        yield from (_designation(one) for one in cs.designations(concept).all)
    if wanted("inactive"):
        yield _property("inactive", "Boolean", cs.meanings.facts(concept).inactive)
    yield from _properties(cs, concept, wanted)


def _properties(cs: CodeSystem, concept: Concept, wanted: _Wanted) -> Iterator[Json]:
    for one, _ in cs.properties(concept):
        name = str(one.get("code"))
        if wanted(name) and name not in {"inactive", "parent", "child"}:
            kind = value_name(one).removeprefix("value")
            yield _property(name, kind, value_of(one))
    for name, codes in (("parent", concept.parents), ("child", concept.children)):
        if wanted(name):
            for code in codes:
                display = text(cs.concepts[code].json, "display")
                yield _property(name, "Code", code, display)


def _property(name: str, kind: str, value: object, description: str = "") -> Json:
    parts = [part("code", "Code", name), part("value", kind, value)]
    if description:
        parts.append(part("description", "String", description))
    return {"name": "property", "part": parts}


def _designation(one: Designation) -> Json:
    parts = [part("language", "Code", one.language.text)] if one.language else []
    if one.use:
        parts.append(part("use", "Coding", one.use))
    if one.source:
        parts.append(part("source", "Canonical", one.source))
    return {"name": "designation", "part": [*parts, part("value", "String", one.value)]}


def subsumes(parameters: Json, sources: Sources, instance: Json | None) -> Json:
    """Tell how two codes stand to each other.

    Raises:
        FhirRefused: a code or the code system is not known.
    """
    (code, system, version), (other, other_system, _) = (
        _side(parameters, letter) for letter in "AB"
    )
    if system and other_system and system != other_system:
        raise refused(400, "invalid", f"The codes are of two systems: {system}, {other_system}.")
    system = system or other_system or str(single(parameters, "system") or "")
    version = version or str(single(parameters, "version") or "")
    cs = needed_system(sources, system, version, instance)
    one, two = _needed_concept(cs, code), _needed_concept(cs, other)
    if one is two:
        outcome = "equivalent"
    elif one.code in cs.above(two.code):
        outcome = "subsumes"
    elif two.code in cs.above(one.code):
        outcome = "subsumed-by"
    else:
        outcome = "not-subsumed"
    return {"resourceType": "Parameters", "parameter": [part("outcome", "Code", outcome)]}


def _side(parameters: Json, letter: str) -> tuple[str, str, str]:
    coding = single(parameters, f"coding{letter}")
    given = coding if isinstance(coding, dict) else {}
    code = text(given, "code") or str(single(parameters, f"code{letter}") or "")
    if not code:
        raise refused(400, "invalid", "Give codeA and codeB with system, or codingA and codingB.")
    return code, text(given, "system"), text(given, "version")

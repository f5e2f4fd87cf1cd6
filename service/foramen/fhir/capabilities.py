"""Say what the server can do: CapabilityStatement and TerminologyCapabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .elements import Json, text
from .search import SEARCH_PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .dialects import Dialect
    from .library import Library

__all__ = ["capability_statement", "terminology_capabilities"]

_FEATURE: Final = "http://hl7.org/fhir/uv/application-feature/StructureDefinition/feature"
# Which version of HL7's terminology ecosystem tests was run against this server.
_TESTS: Final = "1.9.3"
_OPERATIONS: Final = {
    "CodeSystem": ("batch-validate-code", "lookup", "subsumes", "validate-code"),
    "ValueSet": ("batch-validate-code", "expand", "validate-code"),
    "ConceptMap": ("translate",),
}
_OF_FHIR: Final = "http://hl7.org/fhir/OperationDefinition"
_KINDS: Final = {"_id": "token", "url": "uri", "system": "uri", "version": "token"}
_EXPANSION: Final = (
    "activeOnly", "check-system-version", "check-valueset-version", "count",
    "default-valueset-version", "designation", "displayLanguage", "exclude-system",
    "excludeNested", "excludeNotForUI", "filter", "force-system-version",
    "force-valueset-version", "includeDefinition", "includeDesignations", "offset", "property",
    "system-version", "tx-resource", "useSupplement",
)  # fmt: skip


def _head(kind: str, base: str, name: str, version: str, date: str) -> Json:
    return {
        "resourceType": kind,
        "url": f"{base}/metadata",
        "version": version,
        "name": name,
        "title": f"Foramen terminology service ({name})",
        "status": "active",
        "experimental": False,
        "date": date,
        "publisher": "The Foramen project",
        "kind": "instance",
    }


def capability_statement(
    base: str, dialect: Dialect, version: str, date: str, disclaimer: str
) -> Json:
    """Describe the server."""
    head = _head("CapabilityStatement", base, "ForamenCapabilities", version, date)
    return {
        "resourceType": head.pop("resourceType"),
        "extension": [
            _feature("http://hl7.org/fhir/uv/tx-tests/FeatureDefinition/test-version", _TESTS),
            _feature(
                "http://hl7.org/fhir/uv/tx-ecosystem/FeatureDefinition/CodeSystemAsParameter",
                True,
            ),
        ],
        **head,
        "description": disclaimer,
        "instantiates": ["http://hl7.org/fhir/CapabilityStatement/terminology-server"],
        "software": {"name": "Foramen", "version": version, "releaseDate": date},
        "implementation": {"description": "Foramen: the neural foramen as codes", "url": base},
        "fhirVersion": dialect.fhir,
        "format": ["application/fhir+json", "json"],
        "rest": [
            {
                "mode": "server",
                "security": {
                    "cors": True,
                    "service": [{"text": "None: anyone may read"}],
                    "description": "Anyone may read; nothing can be written.",
                },
                "resource": [_resource(kind, names) for kind, names in _OPERATIONS.items()],
                "interaction": [{"code": "batch"}],
                "operation": [
                    {"name": "versions", "definition": f"{_OF_FHIR}/CapabilityStatement-versions"}
                ],
            }
        ],
    }


def _feature(definition: str, value: str | bool) -> Json:
    kind = "valueBoolean" if isinstance(value, bool) else "valueCode"
    parts = [{"url": "definition", "valueCanonical": definition}, {"url": "value", kind: value}]
    return {"url": _FEATURE, "extension": parts}


def _resource(kind: str, names: Iterable[str]) -> Json:
    return {
        "type": kind,
        "profile": f"http://hl7.org/fhir/StructureDefinition/{kind}",
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "no-version",
        "searchParam": [
            {"name": name, "type": _KINDS.get(name, how)}
            for name, (_, how) in SEARCH_PARAMETERS.items()
        ],
        "operation": [{"name": name, "definition": f"{_OF_FHIR}/{kind}-{name}"} for name in names],
    }


def terminology_capabilities(
    base: str, dialect: Dialect, library: Library, version: str, date: str
) -> Json:
    """Describe the terminologies."""
    systems: dict[str, list[Json]] = {}
    for one in library.of("CodeSystem"):
        systems.setdefault(text(one, "url"), []).append(one)
    head = _head("TerminologyCapabilities", base, "ForamenTerminology", version, date)
    return {
        **head,
        "url": f"{base}/metadata?mode=terminology",
        "software": {"name": "Foramen", "version": version},
        "implementation": {"description": "Foramen: the neural foramen as codes", "url": base},
        "lockedDate": False,
        "codeSystem": [_code_system(url, some, dialect) for url, some in sorted(systems.items())],
        "expansion": {
            "hierarchical": True,
            "paging": True,
            "incomplete": False,
            "parameter": [{"name": name} for name in _EXPANSION],
            "textFilter": "Words in any order; each may be the beginning of a word of a name.",
        },
        "codeSearch": "in-compose-or-expansion",
        "validateCode": {"translations": True},
        "translation": {"needsMap": False},
        "closure": {"translation": False},
    }


def _code_system(url: str, some: list[Json], dialect: Dialect) -> Json:
    versions = [
        {"code": text(one, "version"), "isDefault": index == len(some) - 1}
        for index, one in enumerate(sorted(some, key=lambda one: text(one, "version")))
        if text(one, "version")
    ]
    content = {} if dialect.name == "r4" else {"content": text(some[-1], "content")}
    return {"uri": url, "version": versions, **content, "subsumption": True}

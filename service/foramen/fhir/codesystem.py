"""Hold a code system with what supplements add to it, so that codes are found at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from .concepts import Concept, Meanings
from .designations import Designations
from .elements import STANDARDS_STATUS, Json, extension, objects, of_resource, text
from .languages import parse
from .versions import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["CodeSystem", "Status"]

_LANGUAGE_PACK: Final = "http://hl7.org/fhir/StructureDefinition/codesystem-supplement-type"


class Status:
    """What a resource says of its own standing."""

    def __init__(self, resource: Json) -> None:
        self.status = text(resource, "status")
        self.standards = str(extension(resource, STANDARDS_STATUS) or "")
        self.experimental = resource.get("experimental") is True

    @property
    def is_draft(self) -> bool:
        """Tell whether it is not yet meant for use."""
        return "draft" in {self.status, self.standards}


class CodeSystem:
    """A code system, complete or not, that is read once."""

    def __init__(self, resource: Json, supplements: Iterable[Json] = ()) -> None:
        self.resource = resource
        self.url = text(resource, "url")
        self.version = text(resource, "version")
        self.canonical = of_resource(resource)
        self.content = text(resource, "content")
        self.case_sensitive = resource.get("caseSensitive") is not False
        self.version_needed = resource.get("versionNeeded") is True
        self.language = parse(text(resource, "language"))
        self.supplements = tuple(_Supplement(one) for one in supplements)
        self.meanings = Meanings(objects(resource, "property"))
        self.status = Status(resource)
        # What filters look up, by property and code.
        self.indexes: dict[str, dict[str, list[str]]] = {}

    @property
    def is_complete(self) -> bool:
        """Tell whether a code that is not here does not exist."""
        return self.content == "complete"

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        """Give every concept by its code, in the order of the resource."""
        found: dict[str, Concept] = {}
        _collect(objects(self.resource, "concept"), None, found)
        for concept in list(found.values()):
            self._link(concept, found)
        return found

    def _link(self, concept: Concept, found: dict[str, Concept]) -> None:
        for value in self.meanings.of(concept, "parent"):
            _join(found.get(str(value)), concept)
        for value in self.meanings.of(concept, "child"):
            other = found.get(str(value))
            if other:
                _join(concept, other)

    @cached_property
    def _folded(self) -> dict[str, Concept]:
        return {code.casefold(): concept for code, concept in self.concepts.items()}

    @cached_property
    def has_hierarchy(self) -> bool:
        """Tell whether any concept stands below another."""
        return any(concept.parents for concept in self.concepts.values())

    def find(self, code: str) -> Concept | None:
        """Give the concept of a code, whatever its case where case does not matter."""
        if self.case_sensitive:
            return self.concepts.get(code)
        return self.concepts.get(code) or self._folded.get(code.casefold())

    def roots(self) -> Iterator[Concept]:
        """Give the concepts that stand below none."""
        return (concept for concept in self.concepts.values() if not concept.parents)

    def below(self, code: str) -> dict[str, None]:
        """Give the codes of all narrower concepts, without the concept itself."""
        return self._walk(code, up=False)

    def above(self, code: str) -> dict[str, None]:
        """Give the codes of all broader concepts, without the concept itself."""
        return self._walk(code, up=True)

    def _walk(self, code: str, *, up: bool) -> dict[str, None]:
        met: dict[str, None] = {}
        waiting = [code]
        while waiting:
            concept = self.concepts.get(waiting.pop())
            if concept:
                near = concept.parents if up else concept.children
                new = [one for one in near if one not in met and one != code]
                met.update(dict.fromkeys(new))
                waiting += new
        return met

    def designations(self, concept: Concept) -> Designations:
        """Give every name of a concept, those of supplements last."""
        names = Designations()
        names.add(concept.json, self.language)
        for one in self.supplements:
            if concept.code in one.concepts:
                names.add(one.concepts[concept.code].json, one.language, one.canonical)
        return names

    @cached_property
    def size(self) -> int:
        """Give about how many signs the values of its concepts have."""
        return sum(len(str(concept.json)) for concept in self.concepts.values())

    @cached_property
    def words(self) -> dict[str, tuple[str, ...]]:
        """Give what text filters look at, by code: every name, in small letters."""
        return {
            code: tuple(one.value.casefold() for one in self.designations(concept).all)
            for code, concept in self.concepts.items()
        }

    def extensions(self, concept: Concept) -> list[Json]:
        """Give the extensions of a concept, those of supplements last."""
        return [one for json in self._statements(concept) for one in objects(json, "extension")]

    def properties(self, concept: Concept) -> list[tuple[Json, str]]:
        """Give the properties of a concept, each with the address of what it means."""
        found = [
            (one, self.meanings.uris.get(str(one.get("code")), ""))
            for one in objects(concept.json, "property")
        ]
        for supplement in self.supplements:
            more = supplement.concepts.get(concept.code)
            for one in objects(more.json if more else None, "property"):
                uri = supplement.uris.get(str(one.get("code")), "")
                found.append((one, uri or self.meanings.uris.get(str(one.get("code")), "")))
        return found

    def _statements(self, concept: Concept) -> Iterator[Json]:
        yield concept.json
        for one in self.supplements:
            if concept.code in one.concepts:
                yield one.concepts[concept.code].json

    def has_supplement(self, wanted: str) -> bool:
        """Tell whether a supplement of this address (and version) was added."""
        return any(wanted in {one.canonical, one.url} for one in self.supplements)


class _Supplement:
    """A supplement, by code."""

    def __init__(self, resource: Json) -> None:
        self.url = text(resource, "url")
        self.canonical = of_resource(resource)
        self.language = parse(text(resource, "language"))
        self.uris = Meanings(objects(resource, "property")).uris
        self.concepts: dict[str, Concept] = {}
        _collect(objects(resource, "concept"), None, self.concepts)


def supplements(resource: Json, url: str, version: str | None, wanted: Iterable[str]) -> bool:
    """Tell whether a resource supplements a code system here.

    Language packs always do; others if they are asked for.
    """
    target, _, its_version = text(resource, "supplements").partition("|")
    if target != url or (its_version and version and not matches(its_version, version)):
        return False
    if extension(resource, _LANGUAGE_PACK) == "lang-pack":
        return True
    return bool({text(resource, "url"), of_resource(resource)} & set(wanted))


def _collect(concepts: list[Json], parent: Concept | None, found: dict[str, Concept]) -> None:
    """Walk the nested concepts in order; the first of two with one code counts."""
    waiting = [(one, parent) for one in reversed(concepts)]
    while waiting:
        json, above = waiting.pop()
        code = json.get("code")
        if not isinstance(code, str):
            continue
        concept = found.setdefault(code, Concept(code, json))
        if above is not None:
            _join(above, concept)
        waiting += [(one, concept) for one in reversed(objects(json, "concept"))]


def _join(parent: Concept | None, child: Concept) -> None:
    if parent is not None and parent is not child:
        child.parents[parent.code] = None
        parent.children[child.code] = None

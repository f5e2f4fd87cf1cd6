"""Find resources: those of the server, and those that came with a request and count before them."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from .codesystem import CodeSystem, supplements
from .elements import Json, of_resource, text
from .versions import latest, matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["KINDS", "Library", "Scope"]

KINDS: Final = ("CodeSystem", "ValueSet", "ConceptMap")
_USABLE: Final = {"complete", "fragment"}


class Library:
    """Resources that stay, by kind, address and id."""

    def __init__(self, resources: Iterable[Json] = ()) -> None:
        self.resources = tuple(resources)
        self._by_url: dict[tuple[str, str], list[Json]] = defaultdict(list)
        self._by_id: dict[tuple[str, str], Json] = {}
        for one in self.resources:
            kind = text(one, "resourceType")
            self._by_url[kind, text(one, "url")].append(one)
            self._by_id[kind, text(one, "id")] = one
        self.urls = {text(one, "url") for one in self.resources}
        # A code system is read once, and kept with the supplements that it was asked with.
        self.read = lru_cache(maxsize=32)(self._read)

    def _read(self, canonical: str, supplements_: tuple[str, ...]) -> CodeSystem:
        resource = next(one for one in self.of("CodeSystem") if of_resource(one) == canonical)
        more = [one for one in self.of("CodeSystem") if of_resource(one) in supplements_]
        return CodeSystem(resource, more)

    def of(self, kind: str) -> list[Json]:
        """Give every resource of a kind."""
        return [one for one in self.resources if one.get("resourceType") == kind]

    def by_url(self, kind: str, url: str) -> Sequence[Json]:
        """Give the resources of an address, one for each version."""
        return self._by_url.get((kind, url), ())

    def by_id(self, kind: str, name: str) -> Json | None:
        """Give the resource of an id."""
        return self._by_id.get((kind, name))


class Scope:
    """What one request can refer to."""

    def __init__(self, library: Library, sent: Sequence[Json] = ()) -> None:
        self.library = library
        self.sent: Sequence[Json] = sent
        self._systems: dict[tuple[str, str, tuple[str, ...]], CodeSystem] = {}

    def find(self, kind: str, url: str, version: str | None = None) -> Json | None:
        """Give the resource of an address; the latest, where no version is named."""
        sent = [
            one
            for one in self.sent
            if one.get("resourceType") == kind and url in {text(one, "url"), of_resource(one)}
        ]
        return _choose(sent, version) or _choose(self.library.by_url(kind, url), version)

    def code_system(
        self, url: str, version: str | None, wanted_supplements: Iterable[str] = ()
    ) -> CodeSystem | None:
        """Give a code system that has content, read with the supplements that apply."""
        found = self.find("CodeSystem", url, version)
        if found is None or text(found, "content") not in _USABLE:
            return None
        wanted = tuple(sorted(wanted_supplements))
        more = [
            one
            for one in (*self.sent, *self.library.of("CodeSystem"))
            if one.get("resourceType") == "CodeSystem" and supplements(one, url, version, wanted)
        ]
        if self.is_own(found) and all(map(self.is_own, more)):
            return self.library.read(of_resource(found), tuple(of_resource(one) for one in more))
        key = (of_resource(found), text(found, "id"), wanted)
        if key not in self._systems:
            self._systems[key] = CodeSystem(found, more)
        return self._systems[key]

    def versions(self, url: str) -> list[str]:
        """Give the versions of a code system that are known."""
        known = [
            text(one, "version")
            for one in (*self.sent, *self.library.by_url("CodeSystem", url))
            if one.get("resourceType") == "CodeSystem" and text(one, "url") == url
        ]
        return sorted({one for one in known if one})

    def prefer(self, resource: Json) -> None:
        """Let one resource count before all others."""
        if not self.is_own(resource):
            self.sent = [resource, *self.sent]

    def is_own(self, resource: Json) -> bool:
        """Tell whether a resource is one of the server's."""
        return any(one is resource for one in self.library.resources)


def _choose(resources: Iterable[Json], version: str | None) -> Json | None:
    """Give the newest that is of the version."""
    fitting = [one for one in resources if not version or matches(version, text(one, "version"))]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    best = latest(text(one, "version") for one in fitting)
    return next(one for one in fitting if text(one, "version") == best)

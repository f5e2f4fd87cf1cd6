"""Write one code of an expansion with its names, properties and extensions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from .designations import DISPLAY_USE
from .elements import STANDARDS_STATUS, Json, extension, objects, text, value_name, value_of

if TYPE_CHECKING:
    from .asked import Asked
    from .codesystem import CodeSystem
    from .concepts import Concept
    from .designations import Designation, Designations

__all__ = ["Entry", "Writer"]

_BASE: Final = "http://hl7.org/fhir/concept-properties#"
_EXT: Final = "http://hl7.org/fhir/StructureDefinition/"
# Extensions that are properties of a code in an expansion: which, its name, its type.
_AS_PROPERTIES: Final = (
    (f"{_EXT}codesystem-label", "label", "label", "valueString"),
    (f"{_EXT}valueset-label", "label", "label", "valueString"),
    (f"{_EXT}codesystem-conceptOrder", "order", "order", "valueDecimal"),
    (f"{_EXT}valueset-conceptOrder", "order", "order", "valueDecimal"),
    (f"{_EXT}itemWeight", "weight", "itemWeight", "valueDecimal"),
)
_OF_CONCEPT: Final = {
    f"{_EXT}{name}"
    for name in ("coding-sctdescid", "rendering-style", "rendering-xhtml", "codesystem-alternate")
}
_OF_LIST: Final = {STANDARDS_STATUS} | {
    f"{_EXT}{name}"
    for name in (
        "valueset-supplement", "valueset-deprecated", "valueset-concept-definition",
        "coding-sctdescid", "rendering-style", "rendering-xhtml",
    )
}  # fmt: skip


@dataclass(slots=True)
class Entry:
    """A code that is in a value set.

    Attributes:
        code: as the value set writes it.
        chosen: what the value set says of it where it lists it; else empty.
        language: of the value set.
        raw: a code of an expansion that was stored, in place of all else.
    """

    system: str
    version: str
    code: str
    cs: CodeSystem | None = None
    concept: Concept | None = None
    chosen: Json = field(default_factory=dict)
    language: str = ""
    raw: Json | None = None
    children: list[Entry] = field(default_factory=list)
    depth: int = 0

    @property
    def is_inactive(self) -> bool:
        """Tell whether the code is no longer for use."""
        if self.cs is None or self.concept is None:
            return bool(self.raw and self.raw.get("inactive"))
        return self.cs.meanings.facts(self.concept).inactive

    def words(self) -> tuple[str, ...]:
        """Give every name in small letters, for text filters."""
        if self.cs is None or self.concept is None:
            return ()
        own = self.cs.words[self.concept.code]
        if not self.chosen:
            return own
        said = [self.chosen, *objects(self.chosen, "designation")]
        more = (text(one, name).casefold() for one in said for name in ("display", "value"))
        return (*own, *(one for one in more if one))

    def names(self) -> Designations | None:
        """Give all names, of the code system and of the value set."""
        if self.cs is None or self.concept is None:
            return None
        names = self.cs.designations(self.concept)
        names.add_chosen(self.chosen, self.language)
        return names


class Writer:
    """Writes entries, and collects which properties the expansion has."""

    def __init__(self, asked: Asked, *, with_version: bool) -> None:
        self._asked = asked
        self._with_version = with_version
        self.definitions: dict[str, str] = {}
        self.supplements: dict[str, None] = {}

    def write(self, entry: Entry) -> Json:
        """Write an entry with those below it."""
        if entry.raw is not None:
            written = {key: value for key, value in entry.raw.items() if key != "contains"}
        else:
            written = self._plain(entry)
            self._add_details(written, entry)
        if entry.children:
            written["contains"] = [self.write(one) for one in entry.children]
        return written

    def _plain(self, entry: Entry) -> Json:
        written: Json = {"system": entry.system}
        if self._with_version and entry.version:
            written["version"] = entry.version
        if entry.cs is not None and entry.concept is not None:
            if entry.cs.meanings.facts(entry.concept).abstract:
                written["abstract"] = True
            if entry.is_inactive:
                written["inactive"] = True
        return written | {"code": entry.code}

    def _add_details(self, written: Json, entry: Entry) -> None:
        if entry.cs is None or entry.concept is None:
            return
        self._add_properties(written, entry, entry.cs, entry.concept)
        names = entry.names()
        if names is None:
            return
        shown = names.preferred(self._asked.languages)
        if shown:
            written["display"] = shown.value
            self._use(shown)
        if self._asked.include_designations:
            others = [
                self._use(one).as_json()
                for one in names.all
                if one is not shown and self._is_wanted(one) and not _is_shown(one, shown)
            ]
            if others:
                written["designation"] = others

    def _use(self, one: Designation) -> Designation:
        if one.source:
            self.supplements[one.source] = None
        return one

    def _is_wanted(self, one: Designation) -> bool:
        if not self._asked.designations:
            return True
        for wanted in self._asked.designations:
            system, _, code = wanted.partition("|")
            if one.use and (one.use.get("system"), one.use.get("code")) == (system, code):
                return True
            if one.language and system == "urn:ietf:bcp:47" and one.language.text == code:
                return True
        return False

    def _add_properties(
        self, written: Json, entry: Entry, cs: CodeSystem, concept: Concept
    ) -> None:
        said = cs.extensions(concept)
        status = cs.meanings.facts(concept).status
        if not status and cs.meanings.facts(concept).deprecated:
            status = "deprecated"
        if status and status.lower() != "active":
            self._add(written, "status", f"{_BASE}status", "valueCode", status)
        for source in ({"extension": said}, entry.chosen):
            for url, name, uri, kind in _AS_PROPERTIES:
                self._add(written, name, _BASE + uri, kind, extension(source, url))
        kept = [one for one in said if one.get("url") in _OF_CONCEPT]
        kept += [one for one in objects(entry.chosen, "extension") if one.get("url") in _OF_LIST]
        if kept:
            written["extension"] = kept
        for name in self._asked.properties:
            self._add_wanted(written, name, cs, concept)

    def _add_wanted(self, written: Json, name: str, cs: CodeSystem, concept: Concept) -> None:
        if name == "definition":
            said = text(concept.json, "definition")
            self._add(written, name, f"{_BASE}definition", "valueString", said or None)
            return
        for one, uri in cs.properties(concept):
            if one.get("code") == name:
                self._add(written, name, uri, value_name(one), value_of(one), again=True)

    def _add(
        self, written: Json, name: str, uri: str, kind: str, value: Any, *, again: bool = False
    ) -> None:
        if value is None:
            return
        self.definitions.setdefault(name, uri)
        properties = written.setdefault("property", [])
        same = next((one for one in properties if one["code"] == name), None)
        if same is not None and not again:
            same.clear()
            same |= {"code": name, kind: value}
        elif {"code": name, kind: value} not in properties:
            properties.append({"code": name, kind: value})


def _is_shown(one: Designation, shown: Designation | None) -> bool:
    """Tell whether a name says only what the display already says."""
    return (
        shown is not None
        and one.value == shown.value
        and one.use == DISPLAY_USE
        and one.language == shown.language
    )

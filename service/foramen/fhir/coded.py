"""Read the code that a request wants checked, in whichever of the three ways it is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import limits
from .elements import Json, named, objects, value_of
from .issues import refused

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Coded", "Coding", "Mode", "read_coded", "single"]

Mode: TypeAlias = Literal["code", "coding", "codeableConcept"]


@dataclass(frozen=True, slots=True)
class Coding:
    """A code with its system."""

    system: str
    version: str
    code: str
    display: str

    def __str__(self) -> str:
        version = f"|{self.version}" if self.version else ""
        display = f" ('{self.display}')" if self.display else ""
        return f"{self.system}{version}#{self.code}{display}"


@dataclass(frozen=True, slots=True)
class Coded:
    """What is to be checked.

    Attributes:
        path: what the places of issues begin with.
        concept: the CodeableConcept as it was given, where it was one.
    """

    mode: Mode
    path: str
    codings: tuple[Coding, ...]
    concept: Json | None = None

    def place(self, index: int) -> str:
        """Name one coding."""
        return f"{self.path}.coding[{index}]" if self.mode == "codeableConcept" else self.path


def read_coded(parameters: Json, names: Mapping[str, str], *, needs_system: bool) -> Coded | None:
    """Read it.

    Args:
        parameters: a Parameters resource.
        names: what system and version are called beside a bare code.
        needs_system: whether a bare code without a system is nothing.

    Raises:
        FhirRefused: there are too many codings.
    """
    concept = single(parameters, "codeableConcept")
    if isinstance(concept, dict):
        codings = objects(concept, "coding")
        if len(codings) > limits.CODINGS:
            raise refused(400, "too-costly", f"Give at most {limits.CODINGS} codings.")
        made = tuple(_coding(one) for one in codings)
        return Coded("codeableConcept", "CodeableConcept", made, concept)
    coding = single(parameters, "coding")
    if isinstance(coding, dict):
        return Coded("coding", "Coding", (_coding(coding),))
    code = single(parameters, "code")
    if code is None:
        return None
    given = {
        member: next((str(one) for one in _values(parameters, name)), "")
        for member, name in names.items()
    }
    if needs_system and not given["system"] and single(parameters, "inferSystem") is None:
        return None
    display = str(single(parameters, "display") or "")
    return Coded("code", "", (Coding(given["system"], given["version"], str(code), display),))


def single(parameters: Json, name: str) -> Any:
    """Give the value of a parameter that may come once, or None."""
    return next((value_of(one) for one in named(parameters, name)), None)


def _values(parameters: Json, names: str) -> list[Any]:
    found = (single(parameters, name) for name in names.split())
    return [one for one in found if one]


def _coding(one: Json) -> Coding:
    members = {name: one.get(name) for name in ("system", "version", "code", "display")}
    return Coding(**{name: str(value) if value else "" for name, value in members.items()})

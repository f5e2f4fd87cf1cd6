"""Check a code, Coding or CodeableConcept against a value set or code system."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from foramen.errors import FhirRefused
from foramen.namespaces import is_iri

from .agreement import note_version
from .checker import Checker, note_standing
from .codesystem import Status
from .displays import check_display, check_display_of_known
from .elements import Json, objects, part
from .failures import failed, supplement_as_system
from .finding import Finding
from .issues import Issue, note
from .membership import joined, unknown_code
from .versions import listed

if TYPE_CHECKING:
    from .coded import Coded, Coding
    from .codesystem import CodeSystem
    from .gathered import Budget
    from .sources import Sources

__all__ = ["validate"]

_INACTIVE: Final = {"inactive", "DISCOURAGED"}


@dataclass
class _Verdict:
    """What has become of the codings together.

    Attributes:
        ok: whether one of them is in the value set; None where that cannot be known.
        shown: the coding to report: the first that is right, else the first.
        right: whether that one is right.
    """

    ok: bool | None = False
    shown: Coding | None = None
    right: bool = False
    version: str = ""
    display: str = ""
    said: list[str] = field(default_factory=list)


class Validation:
    """One check of one coded value.

    Attributes:
        implicit: whether the value set is only "every code of this code system".
    """

    def __init__(
        self,
        value_set: Json,
        sources: Sources,
        coded: Coded,
        budget: Budget,
        *,
        implicit: bool = False,
    ) -> None:
        self._sources = sources
        self._asked = sources.asked
        self._coded = coded
        self._implicit = implicit
        self._checker = Checker(value_set, sources, budget)
        self._finding = Finding()
        self._verdict = _Verdict()
        self._concept_versions: dict[int, str] = {}

    def answer(self) -> Json:
        """Check and give the Parameters to answer with."""
        if not self._implicit:
            self._checker.prepare()
        finding = self._finding
        if not self._implicit:
            value_set = self._checker.value_set
            note_standing(finding, "ValueSet", self._checker.name, Status(value_set), value_set)
        for index, coding in enumerate(self._coded.codings):
            if not self._check(index, coding):
                break
        if self._verdict.ok is False and not self._implicit:
            self._say_not_in()
        return self._parameters()

    def _check(self, index: int, coding: Coding) -> bool:
        """Check one coding; tell whether to go on."""
        finding, path = self._finding, self._coded.place(index)
        if not coding.code:
            said = f"Coding has no code for system {coding.system} and cannot be validated"
            finding.outcome.add(Issue("error", "invalid", said, "invalid-data", path))
            self._verdict.ok = False
            return False
        finding.names.all = []
        finding.version = ""
        found = self._checker.check(path, coding, finding)
        self._keep(coding, found)
        if found is False and not self._implicit and self._coded.mode == "codeableConcept":
            self._say_this_not_in(index, coding)
        if found:
            check_display(coding, path, self._asked, finding)
            if self._verdict.shown is coding:
                self._show()
        elif not self._asked.membership_only and (finding.implied or coding.system):
            self._explain(index, coding, finding.implied or coding.system, path)
        return True

    def _keep(self, coding: Coding, found: bool | None) -> None:
        verdict = self._verdict
        if verdict.shown is None or (found and not verdict.right):
            verdict.shown = coding
            verdict.right = bool(found)
            verdict.version = coding.version or self._finding.version
            if found:
                verdict.version = self._finding.version or coding.version
        if verdict.ok is not True and found is not False:
            verdict.ok = found

    def _show(self) -> None:
        names = self._finding.names
        shown = names.preferred(self._asked.languages)
        if shown is None and not self._verdict.display:
            shown = names.preferred(None)
        if shown:
            self._verdict.display = shown.value

    def _say_this_not_in(self, index: int, coding: Coding) -> None:
        message = "None_of_the_provided_codes_are_in_the_value_set_one"
        place = f"{self._coded.path}.coding[{index}].code"
        issue = note(
            message, self._checker.name, f"'{self._written(coding)}'",
            severity="information", code="code-invalid", kind="this-code-not-in-vs", place=place,
        )  # fmt: skip
        self._finding.outcome.add(issue)

    def _written(self, coding: Coding) -> str:
        return f"{'' if coding.system else self._finding.implied}{coding}"

    def _say_not_in(self) -> None:
        coded = self._coded
        if coded.mode == "codeableConcept":
            message, place = "TX_GENERAL_CC_ERROR_MESSAGE", ""
            facts: tuple[str, ...] = (self._checker.name,)
        else:
            message = "None_of_the_provided_codes_are_in_the_value_set_one"
            place = joined(coded.path, "code")
            written = ", ".join(f"'{self._written(one)}'" for one in coded.codings)
            facts = (self._checker.name, written)
        issue = note(message, *facts, code="code-invalid", kind="not-in-vs", place=place)
        self._finding.say(issue)

    def _explain(self, index: int, coding: Coding, system: str, path: str) -> None:
        """Say what else is wrong with a coding that is not in the value set."""
        finding = self._finding
        if not is_iri(system):
            place = joined(path, "system") if self._coded.mode != "code" else path
            issue = note("Terminology_TX_System_Relative", kind="invalid-data", place=place)
            finding.tell(issue.text)
            finding.outcome.add(issue)
        cs = self._sources.system(system, coding.version)
        if cs is None:
            self._explain_system(coding, system, path)
            return
        note_version(self._sources, cs, path, finding)
        note_standing(finding, "CodeSystem", cs.canonical, cs.status, self._checker.value_set)
        concept = cs.find(coding.code)
        if concept is None:
            self._explain_code(cs, coding, system, path)
            return
        if self._coded.mode == "codeableConcept" and not coding.version and cs.version:
            self._concept_versions[index] = cs.version
        finding.names.all += cs.designations(concept).all
        if not self._verdict.right:
            self._show()
        check_display_of_known(coding, cs.url, path, self._asked, finding)
        if cs.version and self._coded.mode != "codeableConcept":
            self._verdict.version = cs.version

    def _explain_code(self, cs: CodeSystem, coding: Coding, system: str, path: str) -> None:
        name = f"{system}|{cs.version}#{coding.code}"
        if name in self._finding.unknown_codes:
            return
        self._finding.unknown_codes.add(name)
        issue = unknown_code(cs, coding.code, joined(path, "code"))
        self._finding.outcome.add_new(issue)
        if issue.severity == "error":
            self._finding.tell(issue.text)

    def _explain_system(self, coding: Coding, system: str, path: str) -> None:
        finding, scope = self._finding, self._sources.scope
        place = joined(path, "system")
        if scope.find("ValueSet", system):
            finding.say(
                note("Terminology_TX_System_ValueSet2", system, kind="invalid-data", place=place)
            )
            return
        found = scope.find("CodeSystem", system, coding.version)
        if found is not None and found.get("content") == "supplement":
            issue = supplement_as_system(found, place)
            finding.say(issue)
            return
        known = listed(scope.versions(system))
        finding.miss_system(system, coding.version or None, known, place)

    def _parameters(self) -> Json:
        finding, verdict, coded = self._finding, self._verdict, self._coded
        result = verdict.ok is True and not finding.outcome.has_errors
        said = [part("result", "Boolean", result), *self._of_code()]
        name = "x-unknown-system" if verdict.ok is False else "x-caused-by-unknown-system"
        said += [part(name, "Canonical", one) for one in finding.unknown]
        said += self._of_status()
        message = finding.summary()
        if message:
            said.append(part("message", "String", message))
        if coded.mode == "codeableConcept":
            said.append(part("codeableConcept", "CodeableConcept", self._concept()))
        if finding.outcome.issues:
            said.append({"name": "issues", "resource": finding.outcome.as_json()})
        return {"resourceType": "Parameters", "parameter": said}

    def _of_code(self) -> list[Json]:
        finding, verdict, coded = self._finding, self._verdict, self._coded
        shown = verdict.shown
        if shown is None or (coded.mode == "codeableConcept" and not verdict.right):
            return []
        said = [part("code", "Code", shown.code)]
        system = shown.system or (finding.implied if verdict.ok else "")
        if system:
            said.append(part("system", "Uri", system))
        if verdict.version:
            said.append(part("version", "String", verdict.version))
        if verdict.display:
            said.append(part("display", "String", verdict.display))
        if finding.normal:
            said.append(part("normalized-code", "Code", finding.normal))
        return said

    def _of_status(self) -> list[Json]:
        finding, shown = self._finding, self._verdict.shown
        code = shown.code if shown else ""
        said = []
        if finding.inactive:
            said.append(part("inactive", "Boolean", True))
            if finding.status and finding.status != "inactive":
                said.append(part("status", "Code", finding.status))
            self._say_status("INACTIVE_CONCEPT_FOUND", _inactive(finding.status), code)
        elif finding.status.lower() == "deprecated":
            said.append(part("status", "Code", "deprecated"))
            self._say_status("DEPRECATED_CONCEPT_FOUND", finding.status, code, in_code=True)
        return said

    def _say_status(self, message: str, status: str, code: str, *, in_code: bool = False) -> None:
        place = self._finding.inactive_place
        if in_code:
            place = joined(place, "code")
        issue = note(
            message, status, code,
            severity="warning", code="business-rule", kind="code-comment", place=place,
        )  # fmt: skip
        self._finding.say(issue)

    def _concept(self) -> Json:
        """Give the CodeableConcept with the versions that were found out."""
        concept = self._coded.concept or {}
        codings = [
            {**one, "version": self._concept_versions[index]}
            if index in self._concept_versions
            else one
            for index, one in enumerate(objects(concept, "coding"))
        ]
        return {**concept, "coding": codings}


def _inactive(status: str) -> str:
    return status if status in {"", *_INACTIVE} else f"{status} and inactive"


def validate(
    value_set: Json, sources: Sources, coded: Coded, budget: Budget, *, implicit: bool = False
) -> Json:
    """Check a coded value; an implicit value set stands for a whole code system.

    Raises:
        FhirRefused: the value set cannot be used at all.
    """
    try:
        return Validation(value_set, sources, coded, budget, implicit=implicit).answer()
    except FhirRefused as problem:
        if problem.status != 200:
            raise
        return failed(problem, coded, sources)

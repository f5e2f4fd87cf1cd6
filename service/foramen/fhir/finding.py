"""Hold what is found out while a code is checked."""

from __future__ import annotations

from dataclasses import dataclass, field

from .designations import Designations
from .issues import Issue, Outcome, note

__all__ = ["Finding"]


@dataclass
class Finding:
    """What is known of the code so far, and everything there is to say.

    Attributes:
        messages: the sentences of the summary.
        unknown: code systems that were not found.
        unknown_codes: codes that were said to be unknown.
        version: of the code system that the code was found in.
        normal: the code as the code system writes it, where that differs.
        implied: the system of a code that came without one.
    """

    outcome: Outcome = field(default_factory=Outcome)
    messages: list[str] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    unknown_codes: set[str] = field(default_factory=set)
    names: Designations = field(default_factory=Designations)
    version: str = ""
    inactive: bool = False
    inactive_place: str = ""
    status: str = ""
    normal: str = ""
    implied: str = ""

    def say(self, issue: Issue) -> None:
        """Add an issue and its sentence."""
        self.outcome.add_new(issue)
        self.tell(issue.text)

    def tell(self, message: str) -> None:
        """Add a sentence to the summary."""
        if message not in self.messages:
            self.messages.append(message)

    def miss_system(self, url: str, version: str | None, known: str, place: str) -> None:
        """Say that a code system, or a version of it, is not known."""
        if not version:
            issue = note("UNKNOWN_CODESYSTEM", url, code="not-found", kind="not-found", place=place)
            name = url
        else:
            message = "UNKNOWN_CODESYSTEM_VERSION" + ("" if known else "_NONE")
            issue = note(
                message, url, version, known, code="not-found", kind="not-found", place=place
            )
            name = f"{url}|{version}" if known else url
        self.tell(issue.text)
        if name not in self.unknown or not version:
            self.outcome.add_new(issue)
        self.unknown[name] = None

    def summary(self) -> str:
        """Put the sentences together, with the first error that is not yet among them."""
        said = list(self.messages)
        missed = next(
            (
                one.text
                for one in self.outcome.issues
                if one.severity == "error" and one.text not in said
            ),
            None,
        )
        return "; ".join(sorted([*said, missed] if missed else said))

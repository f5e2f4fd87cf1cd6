"""Run the checks of `foramen check` over the sources and the dataset that was built from them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from rdflib.namespace import OWL, RDF

from foramen.compiler.assemble import assemble
from foramen.compiler.built import Built, local_name
from foramen.compiler.findings import VIOLATION, CheckResult, Finding
from foramen.compiler.infer import SUB
from foramen.compiler.ledger import check_ledger
from foramen.compiler.options import optional_tables
from foramen.compiler.profile import check_profile
from foramen.compiler.reason import Classification, classify
from foramen.compiler.report_rules import report
from foramen.compiler.traceability import check_traceability
from foramen.errors import BadSetting, ReasonerUnavailable, SourceErrors
from foramen.knowledge import Knowledge, sources_digest

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CHECK_NAMES", "CheckResult", "Finding", "run_checks"]

_SHOWN = 50  # of each direction; more say nothing new
_BUILD = "Build it again with `foramen build`."


class _Bench:
    """What the checks look at; each part is made when the first check asks for it."""

    def __init__(self, sources: Path, knowledge: Knowledge) -> None:
        self.sources = sources
        self.knowledge = knowledge
        self.built = Built(knowledge)

    @cached_property
    def classification(self) -> Classification:
        """Give what the reasoner finds, or raise what kept it from its work."""
        return classify([*self.built.graph("axioms"), *self.built.graph("constraints")])


def run_checks(
    sources: Path, knowledge: Knowledge, only: Iterable[str] | None = None
) -> tuple[CheckResult, ...]:
    """Run the checks, all or those named, in a fixed order.

    Args:
        sources: the folder that holds `ontology/`, `shapes/` and `queries/`.
        knowledge: the dataset that is said to be built from them.
        only: the names of the checks to run.

    Raises:
        BadSetting: there is no check of a name in `only`.
    """
    wanted = CHECK_NAMES if only is None else tuple(only)
    for name in wanted:
        if name not in CHECK_NAMES:
            near = get_close_matches(name, CHECK_NAMES, n=1)
            hint = f"did you mean {near[0]}?" if near else f"choose of {', '.join(CHECK_NAMES)}."
            raise BadSetting("--only", name, hint)
    bench = _Bench(sources, knowledge)
    return tuple(_run(check, bench) for check in _CHECKS if check[0] in wanted)


_Check = tuple[str, str, Callable[[_Bench], Iterable[Finding]]]


def _run(check: _Check, bench: _Bench) -> CheckResult:
    name, title, look = check
    started = time.perf_counter()
    try:
        findings = tuple(look(bench))
    except ReasonerUnavailable as problem:
        findings = (Finding(VIOLATION, "", message=str(problem), source=name),)
    passed = all(finding.severity != VIOLATION for finding in findings)
    return CheckResult(name, title, passed, time.perf_counter() - started, findings)


def _fresh(bench: _Bench) -> Iterator[Finding]:
    if sources_digest(bench.sources) != bench.knowledge.sources_digest:
        message = f"It was built from other sources than those of {bench.sources}. {_BUILD}"
        yield Finding(VIOLATION, str(bench.knowledge.directory), message=message, source="fresh")


def _sources(bench: _Bench) -> Iterator[Finding]:
    try:
        assemble(bench.sources, optional_tables(bench.sources))
    except SourceErrors as problem:
        for fault in problem.findings:
            places = (("row", fault.row), ("column", fault.column))
            place = ", ".join(f"{what} {where}" for what, where in places if where is not None)
            message = f"{fault.rule}; {fault.mend}"
            yield Finding(VIOLATION, fault.file, place, message=message, source="sources")


def _shapes(bench: _Bench) -> Iterable[Finding]:
    from foramen.compiler.validate import run_shapes

    return run_shapes(bench.sources, bench.knowledge)


def _reasoner(bench: _Bench) -> Iterator[Finding]:
    if not bench.classification.consistent:
        message = "The axioms contradict each other: nothing can be as they say."
        yield Finding(VIOLATION, "", message=message, source="reasoner")
    for name in sorted(bench.classification.unsatisfiable):
        message = "Nothing can be of this class: two of the things said of it exclude each other."
        yield Finding(VIOLATION, name, message=message, source="reasoner")


def _agreement(bench: _Bench) -> Iterator[Finding]:
    named = {str(name) for name in bench.built.graph("axioms").subjects(RDF.type, OWL.Class)}
    rules = {(a, b) for a, p, b in bench.built.triples("entailed") if p == SUB and a != b}
    reasoner = bench.classification.subclass_pairs
    for pairs, message in (
        (reasoner - rules, "HermiT finds this subclass pair and the dataset lacks it."),
        (rules - reasoner, "The dataset holds this subclass pair and HermiT does not find it."),
    ):
        shown = sorted(pair for pair in pairs if set(pair) <= named)
        yield from _pairs(shown, f"{message} Mend ontology/rules/el.rls, or the axioms it reads.")


def _pairs(pairs: Sequence[tuple[str, str]], message: str) -> Iterator[Finding]:
    for narrow, wide in pairs[:_SHOWN]:
        yield Finding(VIOLATION, narrow, SUB, local_name(wide), message, "agreement")
    if len(pairs) > _SHOWN:
        more = f"... and {len(pairs) - _SHOWN} more such pairs."
        yield Finding(VIOLATION, "", message=more, source="agreement")


def _ledger(bench: _Bench) -> Iterable[Finding]:
    return check_ledger(bench.built, bench.sources)


def _traceability(bench: _Bench) -> Iterable[Finding]:
    return check_traceability(bench.built, bench.sources)


def _profile(bench: _Bench) -> Iterable[Finding]:
    return check_profile(bench.built.graph("axioms"), bench.built.graph("annotations"))


def _hygiene(bench: _Bench) -> Iterable[Finding]:
    return report(bench.built)


_CHECKS: tuple[_Check, ...] = (
    ("fresh", "The dataset is built from these sources", _fresh),
    ("sources", "Every table, pattern and reference of the sources is in order", _sources),
    ("shapes", "Every SHACL shape holds", _shapes),
    ("profile", "The axioms are OWL 2 EL and every name in them is declared", _profile),
    ("reasoner", "HermiT finds the ontology consistent and no class empty", _reasoner),
    ("agreement", "HermiT and the rules find the same class hierarchy", _agreement),
    ("ledger", "No released name is gone, and every term is in the ledger", _ledger),
    ("traceability", "Every claim is used and every statement has its source", _traceability),
    ("hygiene", "Labels, definitions and synonyms tell the terms apart", _hygiene),
)
CHECK_NAMES = tuple(name for name, _, _ in _CHECKS)

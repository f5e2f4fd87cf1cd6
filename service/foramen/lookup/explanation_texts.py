"""Write explanations as plain text, for a person who reads no data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .explanation_model import Rule
from .explanation_words import account, rule_account, sentence, strength_account

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .explanation_model import Explanation, Record, Source, Step
    from .explanation_words import Label

__all__ = ["as_text"]

_INDENT = "    "


def as_text(explanations: Iterable[Explanation], label: Label, closing: str = "") -> str:
    """Write explanations one after the other, then a closing sentence."""
    parts = ["\n".join(_explanation(one, label)) for one in explanations]
    return "\n\n\n".join([*parts, closing] if closing else parts) + "\n"


def _explanation(explanation: Explanation, label: Label) -> Iterator[str]:
    yield f"Why: {sentence(explanation.triple, label)}?"
    yield ""
    yield account(explanation)
    if strength := strength_account(explanation, label):
        yield strength
    for hedge in explanation.hedged_by:
        said = hedge.label if isinstance(hedge, Rule) else f"{sentence(hedge.triple, label)}."
        yield f"The hedge comes from: {said}{_after(hedge.sources)}"
    for tree in explanation.steps:
        yield ""
        yield from _step(tree, label, "")
    if explanation.left_out:
        yield ""
        yield f"Left out, since the whole is too large: {explanation.left_out} premises."
    if axioms := [step for step in explanation.all_steps if step.record.axiom]:
        yield ""
        yield "As OWL"
        for step in axioms:
            part = ", as part of a definition" if step.record.in_definition else ""
            yield f"  [{step.number}] {step.record.axiom}{part}"
    if explanation.sources:
        yield ""
        yield "Sources"
        yield from (f"  - {_source(source)}" for source in explanation.sources)


def _step(step: Step, label: Label, indent: str) -> Iterator[str]:
    record = step.record
    strength = f" ({label(record.strength)})" if record.strength else ""
    head = f"{indent}[{step.number}] {sentence(record.triple, label)}{strength}"
    if step.repeated:
        yield f"{head}: see [{step.number}] above"
        return
    yield head
    inner = indent + _INDENT
    yield from (inner + line for line in _grounds(record, label))
    if record.rule:
        yield f"{inner}It follows. {record.rule.label}"
        if ground := rule_account(record.rule, label):
            yield f"{inner}{ground}{_after(record.rule.sources)}"
    if step.premises:
        yield f"{inner}Because:"
    for premise in step.premises:
        yield from _step(premise, label, inner)
    if step.left_out:
        yield f"{inner}(left out: {step.left_out} more)"


def _grounds(record: Record, label: Label) -> Iterator[str]:
    """Say who states a thing and what each source adds; what is derived has it from its grounds."""
    if record.inferred:
        return
    if record.sources:
        yield f"Stated{_after(record.sources)}"
    else:
        yield "Stated by the ontology itself, with no statement of its own."
    if record.reason:
        yield f"Reason: {record.reason}"
    for other in record.alternatives:
        yield f"Consider instead: {label(other)}"
    yield from _remarks(record)


def _remarks(record: Record) -> Iterator[str]:
    if record.disputed_by:
        yield f"Another source says otherwise: {_labels(record.disputed_by)}"
    for remark in record.remarks:
        for note in remark.notes:
            yield f"{remark.source.label} adds: {note}"
    if agreement := {remark.confidence for remark in record.remarks if remark.confidence}:
        yield f"How well the sources agree: {', '.join(sorted(agreement))}"


def _after(sources: Sequence[Source]) -> str:
    return f" (after {_labels(sources)})" if sources else ""


def _labels(sources: Sequence[Source]) -> str:
    return "; ".join(source.label for source in sources)


def _source(source: Source) -> str:
    text = f": {source.text.rstrip('.')}." if source.text else ""
    return f"{source.label}{text}{f' <{source.url}>' if source.url else ''}"

"""Say triples, standings and rules in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from rdflib import BNode, Literal

from foramen.namespaces import RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Callable

    from foramen.engine.model import Term, Triple

    from .explanation_model import Explanation, Rule

__all__ = ["Label", "account", "name_of", "phrase", "rule_account", "sentence", "strength_account"]

Label: TypeAlias = "Callable[[str], str]"

_VERBS: Final = {
    str(RDF.type): "is of the type",
    str(RDFS.subClassOf): "is a kind of",
    str(RDFS.subPropertyOf): "is a narrower relation than",
    str(RDFS.label): "is called",
}


def name_of(term: Term, label: Label) -> str:
    """Give what a term is called; a text stands in quotation marks."""
    if isinstance(term, Literal):
        return f'"{term}"'
    return "something without a name" if isinstance(term, BNode) else label(str(term))


def phrase(predicate: Term, label: Label) -> str:
    """Give a relation as the verb of a sentence."""
    return _VERBS.get(str(predicate)) or label(str(predicate))


def sentence(triple: Triple, label: Label) -> str:
    """Say a triple as a sentence, without a full stop."""
    subject, predicate, object_ = triple
    return f"{name_of(subject, label)} {phrase(predicate, label)} {name_of(object_, label)}"


def account(explanation: Explanation) -> str:
    """Say how a triple stands in the dataset."""
    steps = [step for step in explanation.all_steps if step.record.inferred]
    grounds = [step for step in explanation.all_steps if not step.record.inferred]
    route = f"from {_counted(len(grounds), 'statement')} in {_counted(len(steps), 'step')}"
    match explanation.standing:
        case "stated":
            sources = len(explanation.steps[0].record.sources)
            after = f", after {_counted(sources, 'source')}" if sources else "; no source is named"
            return f"It is stated{after}."
        case "inferred":
            return f"No source says so in these words: it follows {route}."
        case "follows" if explanation.steps:
            return (
                f"No source says so in these words: it follows {route}. The dataset records no "
                "derivation of it, since it leads each relation to its nearest ends alone; the "
                "first step was put together for this answer."
            )
        case "follows":
            return "It follows from what is stated; the dataset records no derivation of it."
        case "described":
            return "It is part of how the term is described, and has no statement of its own."
        case "unnamed":
            return (
                "One of its ends has no name (a blank node), so it cannot be looked up: ask about "
                "the named terms around it."
            )
        case "absent":
            return (
                "The dataset neither states nor infers it: the query itself made it. That does "
                "not make it false: what is not stated is left open."
            )


def strength_account(explanation: Explanation, label: Label) -> str:
    """Say how firm a triple is, and what makes it no firmer."""
    if not explanation.strength:
        return ""
    meaning = explanation.said.get(explanation.strength, {}).get(str(SKOS.definition), [])
    text = f"Strength: {label(explanation.strength)}"
    text += f", that is, {_lowered(str(meaning[0]))}" if meaning else "."
    if explanation.steps[0].record.inferred:
        text += " A derived triple is as firm as the weakest of all that it rests on."
    return text


def rule_account(rule: Rule, label: Label) -> str:
    """Say what a rule rests on; most are logic, and rest on nothing."""
    if rule.strength:
        return f"The rule itself is said with strength {label(rule.strength)}."
    return f"It is the definition of {label(rule.defines)}." if rule.defines else ""


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

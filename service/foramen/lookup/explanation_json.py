"""Write explanations as JSON, in a structure that stays.

{"explanations": [one, ...], "disclaimer": text}, where one is

  triple        subject, predicate, object: each {iri, name, label}, or for a text {value,
                language, datatype}, for a blank node {blank}
  sentence      the triple in words
  standing      stated | inferred | follows | described | unnamed | absent
  account       the standing in words
  graphs        the named graphs that hold the triple
  strength      null, or {iri, label, meaning, reckoned, agrees}: `reckoned` is the weakest of all
                that it rests on, reckoned again from the tree (null where the tree is not whole)
  hedged_by     what makes a derived triple no firmer: statements and rules, {iri, said, sources}
  statements    the stated records of the tree, without repetition (a step, as below)
  derivation    null, or the tree of steps
  sources       every source, {iri, label, text, url, strength}
  left_out      how many premises are not shown

and a step is

  number, iri (null where the dataset keeps no record), triple, sentence, strength,
  kind          stated | inferred
  see           true where the step is shown in full further up, under the same number; then no more
  sources, disputed_by, remarks [{source, notes, confidence}], reason, caution, alternatives
  axiom, in_definition
  rule          null, or {iri, label, strength, sources, defines, chain}
  premises      the steps that it follows from, in reading order
  left_out      how many of them are not shown
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rdflib import BNode, Literal
from rdflib.namespace import SKOS

from foramen.namespaces import compact

from .explanation_model import Rule
from .explanation_words import account, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.engine.model import Term, Triple

    from .explanation_model import Explanation, Record, Source, Step
    from .explanation_words import Label

__all__ = ["as_json"]


def as_json(explanations: Iterable[Explanation], label: Label, disclaimer: str) -> str:
    """Write explanations as one JSON object."""
    writer = _Writer(label)
    whole = {
        "explanations": [writer.explanation(one) for one in explanations],
        "disclaimer": disclaimer,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


class _Writer:
    def __init__(self, label: Label) -> None:
        self._label = label

    def explanation(self, one: Explanation) -> dict[str, Any]:
        derived = next((tree for tree in one.steps if tree.record.inferred), None)
        stated = [step for step in one.all_steps if not step.record.inferred]
        return {
            "triple": self._triple(one.triple),
            "sentence": sentence(one.triple, self._label),
            "standing": one.standing,
            "account": account(one),
            "graphs": list(one.graphs),
            "strength": self._strength_of(one),
            "hedged_by": [self._hedge(hedge) for hedge in one.hedged_by],
            "statements": [self._step(step) for step in stated],
            "derivation": self._step(derived) if derived else None,
            "sources": [self._source(source) for source in one.sources],
            "left_out": one.left_out,
        }

    def _strength_of(self, one: Explanation) -> dict[str, Any] | None:
        if not one.strength:
            return None
        meaning = one.said.get(one.strength, {}).get(str(SKOS.definition), [])
        return {
            **self._term_of(one.strength),
            "meaning": str(meaning[0]) if meaning else "",
            "reckoned": one.reckoned,
            "agrees": None if one.reckoned is None else one.reckoned == one.strength,
        }

    def _step(self, step: Step) -> dict[str, Any]:
        record = step.record
        members: dict[str, Any] = {
            "number": step.number,
            "iri": record.iri or None,
            "kind": "inferred" if record.inferred else "stated",
            "triple": self._triple(record.triple),
            "sentence": sentence(record.triple, self._label),
            "strength": self._term_of(record.strength) if record.strength else None,
            "see": step.repeated,
        }
        if step.repeated:
            return members
        return members | {
            "sources": [self._source(source) for source in record.sources],
            **self._grounds(record),
            "axiom": record.axiom or None,
            "in_definition": record.in_definition,
            "rule": self._rule(record.rule) if record.rule else None,
            "premises": [self._step(premise) for premise in step.premises],
            "left_out": step.left_out,
        }

    def _grounds(self, record: Record) -> dict[str, Any]:
        return {
            "disputed_by": [self._source(source) for source in record.disputed_by],
            "remarks": [
                {
                    "source": remark.source.iri,
                    "notes": list(remark.notes),
                    "confidence": remark.confidence or None,
                }
                for remark in record.remarks
            ],
            "reason": record.reason or None,
            "caution": record.caution or None,
            "alternatives": [self._term_of(iri) for iri in record.alternatives],
        }

    def _rule(self, rule: Rule) -> dict[str, Any]:
        return {
            "iri": rule.iri,
            "label": rule.label,
            "strength": self._term_of(rule.strength) if rule.strength else None,
            "sources": [self._source(source) for source in rule.sources],
            "defines": self._term_of(rule.defines) if rule.defines else None,
            "chain": [self._term_of(iri) for iri in rule.chain] if rule.chain else None,
        }

    def _hedge(self, hedge: Record | Rule) -> dict[str, Any]:
        said = hedge.label if isinstance(hedge, Rule) else sentence(hedge.triple, self._label)
        sources = [source.iri for source in hedge.sources]
        return {"iri": hedge.iri or None, "said": said, "sources": sources}

    def _source(self, source: Source) -> dict[str, Any]:
        return {
            "iri": source.iri,
            "label": source.label,
            "text": source.text,
            "url": source.url or None,
            "strength": source.strength or None,
        }

    def _triple(self, triple: Triple) -> dict[str, Any]:
        names = ("subject", "predicate", "object")
        return dict(zip(names, map(self._term, triple), strict=True))

    def _term(self, term: Term) -> dict[str, Any]:
        if isinstance(term, Literal):
            datatype = str(term.datatype) if term.datatype else None
            return {"value": str(term), "language": term.language, "datatype": datatype}
        return {"blank": str(term)} if isinstance(term, BNode) else self._term_of(str(term))

    def _term_of(self, iri: str) -> dict[str, Any]:
        return {"iri": iri, "name": compact(iri), "label": self._label(iri)}

"""Make value sets of our code system: whole, by topic, by ancestor, by place.

Each is a rule and no list, so that it is right for every version of the code system.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

from .canonical import RELATIONS, SYSTEM, Resource, described, value_set_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.terminology.catalogue import Catalogue

__all__ = ["value_sets"]

_BELOW: Final = {
    "foramina": ("Intervertebral foramina", "IntervertebralForamen"),
    "roots": ("Spinal nerve roots", "SpinalNerveRoot"),
    "levels": ("Spinal levels", "SpinalLevel"),
    "dermatomes": ("Dermatomes", "Dermatome"),
    "stenosis": ("Foraminal stenosis", "ForaminalStenosis"),
    "radiculopathies": ("Radiculopathies", "Radiculopathy"),
    "causes": ("What may narrow a foramen", "Contributor"),
    "symptoms": ("Symptoms", "Symptom"),
    "imaging": ("Imaging", "ImagingExamination", "DiagnosticImage", "ImagingFeature"),
    "procedures": ("Procedures", "Procedure"),
    "cautions": ("Cautions", "Caution", "ProcedureRelevantCondition", "ProceduralRisk"),
    "grades": ("Grades and words of severity", "GradingSystem", "Grade", "ReportWord"),
}
_PLACES: Final = {
    "Level": ("level", "Everything at the {}"),
    "Root": ("root", "Everything about the {}"),
}
_SIDES: Final = {"LeftSide": "left", "RightSide": "right"}
_REGIONS: Final = "SpinalRegion"

_Rule = tuple[str, str, list[Resource]]


def value_sets(catalogue: Catalogue, version: str, date: str) -> list[Resource]:
    """Give every value set, the whole code systems first."""
    rules = [
        *_whole(),
        *_by_topic(catalogue),
        *_by_ancestor(catalogue),
        *_by_place(catalogue),
        *_by_side_and_region(catalogue),
    ]
    return [
        {
            **described("ValueSet", name, value_set_url(name), title, f"{title}.", version, date),
            "compose": {"include": include},
        }
        for name, title, include in rules
    ]


def _whole() -> Iterator[_Rule]:
    yield "all", "Every concept of Foramen", [{"system": SYSTEM}]
    yield "relations", "Every relation of Foramen", [{"system": RELATIONS}]


def _by_topic(catalogue: Catalogue) -> Iterator[_Rule]:
    topics = {term.topic for term in catalogue.terms.values() if term.kind != "property"}
    for topic in sorted(topics - {""}):
        yield f"topic-{topic}", f"Concepts of the topic {topic}", [_where("topic", "=", topic)]


def _by_ancestor(catalogue: Catalogue) -> Iterator[_Rule]:
    for name, (title, *codes) in _BELOW.items():
        include = [
            _where("concept", "is-a", code)
            for code in codes
            if str(FORAMEN[code]) in catalogue.terms
        ]
        if include:
            yield name, title, include


def _by_place(catalogue: Catalogue) -> Iterator[_Rule]:
    """Yield one for each level and root; what is on one side is found by both."""
    for term in catalogue.terms.values():
        if term.family in _PLACES and "_" not in term.notation:
            code, title = _PLACES[term.family]
            name = f"{code}-{term.notation}"
            yield name, title.format(term.label), [_where(code, "=", term.id)]


def _by_side_and_region(catalogue: Catalogue) -> Iterator[_Rule]:
    for code, side in _SIDES.items():
        if str(FORAMEN[code]) in catalogue.terms:
            yield f"side-{side}", f"Everything of the {side} side", [_where("side", "=", code)]
    for iri in sorted(catalogue.descendants(str(FORAMEN[_REGIONS]))):
        term = catalogue.terms[iri]
        name = f"region-{term.id.removesuffix('Region').casefold()}"
        yield name, f"Everything of the {term.label}", [_where("region", "=", term.id)]


def _where(code: str, operator: str, value: str) -> Resource:
    return {"system": SYSTEM, "filter": [{"property": code, "op": operator, "value": value}]}

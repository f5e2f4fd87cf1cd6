"""Make the project's own FHIR resources: code systems, value sets and concept maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foramen.terminology.sssom import mapping_set

from .canonical import RELATIONS, SYSTEM, Resource
from .code_system import code_systems
from .concept_map import concept_map
from .concept_map_reader import read_concept_map
from .r4 import as_r4
from .value_sets import value_sets

if TYPE_CHECKING:
    from foramen.terminology.catalogue import Catalogue

__all__ = [
    "RELATIONS",
    "SYSTEM",
    "Resource",
    "as_r4",
    "concept_map",
    "read_concept_map",
    "resources",
]


def resources(catalogue: Catalogue, version: str, date: str) -> list[Resource]:
    """Give every resource as plain R5 JSON, always in the same order.

    Args:
        catalogue: all terms and mappings.
        version: of the dataset, which is that of every resource.
        date: when it was published, as `2026-11-23`.
    """
    used = {one.source for one in catalogue.mappings}
    terminologies = [one for one in catalogue.terminologies.values() if one.prefix in used]
    maps = [
        concept_map(mapping_set(catalogue, version, date, one), [one])
        for one in sorted(terminologies, key=lambda one: one.prefix)
    ]
    made = [
        *code_systems(catalogue, version, date),
        *value_sets(catalogue, version, date),
        *maps,
    ]
    return [{name: value for name, value in one.items() if value not in ([], "")} for one in made]

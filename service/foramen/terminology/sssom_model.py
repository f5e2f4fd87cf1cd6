"""Hold a mapping set as SSSOM does: a header and rows, both of named slots that hold text.

What a slot may hold several of is joined by `|`, as in a table. Numbers have one spelling (`0.9`),
so that sets can be compared. https://mapping-commons.github.io/sssom/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

__all__ = [
    "ADDRESS_SLOTS",
    "DATE_SLOTS",
    "HEADER_SLOTS",
    "LIST_SLOTS",
    "NUMBER_SLOTS",
    "REFERENCE_SLOTS",
    "ROW_SLOTS",
    "MappingSet",
    "Row",
    "expand",
    "number",
    "parts",
]

Row: TypeAlias = Mapping[str, str]

# In the order of the SSSOM schema, which is also that of columns in a table.
_SHARED: Final = (
    "subject_type", "subject_source", "subject_source_version", "object_type", "object_source",
    "object_source_version", "predicate_type", "mapping_provider", "mapping_source",
    "mapping_cardinality", "cardinality_scope", "mapping_tool", "mapping_tool_id",
    "mapping_tool_version", "mapping_date", "publication_date", "review_date", "confidence",
    "reviewer_agreement", "curation_rule", "curation_rule_text", "subject_match_field",
    "object_match_field", "match_string", "subject_preprocessing", "object_preprocessing",
    "similarity_score", "similarity_measure", "see_also", "issue_tracker", "issue_tracker_item",
    "other", "comment",
)  # fmt: skip
HEADER_SLOTS: Final = (
    "sssom_version", "mapping_set_id", "mapping_set_version", "mapping_set_source",
    "mapping_set_title", "mapping_set_description", "mapping_set_confidence", "creator_id",
    "creator_label", "license", *_SHARED,
)  # fmt: skip
ROW_SLOTS: Final = (
    "record_id", "subject_id", "subject_label", "subject_category", "predicate_id",
    "predicate_label", "predicate_modifier", "object_id", "object_label", "object_category",
    "mapping_justification", "author_id", "author_label", "reviewer_id", "reviewer_label",
    "creator_id", "creator_label", "license", *_SHARED,
)  # fmt: skip
NUMBER_SLOTS: Final = frozenset(
    {"confidence", "mapping_set_confidence", "reviewer_agreement", "similarity_score"}
)
LIST_SLOTS: Final = frozenset(
    {
        "author_id", "author_label", "cardinality_scope", "creator_id", "creator_label",
        "curation_rule", "curation_rule_text", "mapping_set_source", "match_string",
        "object_match_field", "object_preprocessing", "reviewer_id", "reviewer_label", "see_also",
        "subject_match_field", "subject_preprocessing",
    }
)  # fmt: skip
# Their text names a thing, by a CURIE or by an IRI.
REFERENCE_SLOTS: Final = frozenset(
    {
        "author_id", "creator_id", "curation_rule", "issue_tracker_item", "mapping_justification",
        "mapping_source", "mapping_tool_id", "object_id", "object_match_field",
        "object_preprocessing", "object_source", "predicate_id", "record_id", "reviewer_id",
        "subject_id", "subject_match_field", "subject_preprocessing", "subject_source",
    }
)  # fmt: skip
ADDRESS_SLOTS: Final = frozenset(
    {"issue_tracker", "license", "mapping_provider", "mapping_set_id", "mapping_set_source",
     "see_also"}
)  # fmt: skip
DATE_SLOTS: Final = frozenset({"mapping_date", "publication_date", "review_date"})


@dataclass(frozen=True)
class MappingSet:
    """A header, the prefixes that its CURIEs use, and the mappings."""

    header: Row
    prefixes: Mapping[str, str]
    rows: tuple[Row, ...]

    def get(self, row: Row, slot: str) -> str:
        """Give what a row says, or the header for all rows, or nothing."""
        return row.get(slot) or self.header.get(slot, "")


def number(text: str) -> str:
    """Spell a number in one way.

    >>> number("0.90"), number("1.0"), number("1e-2")
    ('0.9', '1', '0.01')
    """
    return repr(float(text)).removesuffix(".0")


def parts(slot: str, text: str) -> list[str]:
    """Give the values that the text of a slot holds."""
    return text.split("|") if slot in LIST_SLOTS else [text]


def expand(curie: str, spaces: Mapping[str, str]) -> str:
    """Give the IRI of a CURIE; what has no prefix among these is left as it is.

    >>> expand("skos:exactMatch", {"skos": "http://www.w3.org/2004/02/skos/core#"})
    'http://www.w3.org/2004/02/skos/core#exactMatch'
    """
    prefix, colon, local = curie.partition(":")
    return f"{spaces[prefix]}{local}" if colon and prefix in spaces else curie

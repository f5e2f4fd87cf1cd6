"""The annotator is as good as is said, on sentences of another hand that no rule was made by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import annotation_measure

if TYPE_CHECKING:
    from foramen.annotate.annotator import Annotator
    from foramen.terminology.catalogue import Catalogue

SETS = Path(__file__).parents[1] / "data" / "annotation"
HELD_OUT = SETS / "held_out_2.tsv"
SEEN = SETS / "seen.tsv"
DEVELOPMENT = Path(__file__).with_name("development.tsv")


def measured(annotator: Annotator, catalogue: Catalogue, path: Path) -> annotation_measure.Measured:
    found = annotation_measure.measure(annotator, catalogue, annotation_measure.read(path))
    print(annotation_measure.report(found))  # noqa: T201 -- shown where it fails, and by -s
    return found


def test_precision_and_recall_hold_on_sentences_that_no_rule_was_made_by(
    annotator: Annotator, catalogue: Catalogue
) -> None:
    found = measured(annotator, catalogue, HELD_OUT)
    assert found.sentences >= 80
    assert found.precision >= 0.85
    assert found.recall >= 0.85


def test_what_was_learned_from_sentences_of_another_hand_is_kept(
    annotator: Annotator, catalogue: Catalogue
) -> None:
    found = measured(annotator, catalogue, SEEN)
    assert found.sentences == 172
    assert found.precision >= 0.95
    assert found.recall >= 0.95
    assert found.severity >= 0.95


def test_the_sentences_that_the_rules_were_made_by_are_read_right(
    annotator: Annotator, catalogue: Catalogue
) -> None:
    found = measured(annotator, catalogue, DEVELOPMENT)
    assert found.sentences >= 115
    assert found.wrong == []
    assert found.severity == 1

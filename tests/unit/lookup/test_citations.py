"""Sources as BibTeX and CSL-JSON: escaped, whole, and with no more than the graph says."""

import json

import pytest

from foramen.lookup.citations import bibtex, csl_json, reference
from foramen.lookup.sources_model import Source


def source(title="A title", address="", used="", key="KEY1"):
    return Source(f"https://w3id.org/foramen/source_{key}", key, title, used, address, "")


def parsed(text):
    """Read BibTeX as a reader of it does: entries of fields in balanced braces."""
    entries = {}
    place = 0
    while (at := text.find("@", place)) >= 0:
        kind, _, rest = text[at + 1 :].partition("{")
        body, length = balanced(rest)
        key, _, fields = body.partition(",")
        entries[key] = {"kind": kind, **dict(read_fields(fields))}
        place = at + 1 + len(kind) + 1 + length
    return entries


def balanced(text):
    """Give what stands before the brace that closes, and how long that is; BibTeX counts all."""
    depth, place = 1, 0
    while depth:
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        place += 1
    return text[: place - 1], place


def read_fields(text):
    while "=" in text:
        name, _, rest = text.partition("=")
        value, length = balanced(rest.lstrip()[1:])
        yield name.strip(" \n,"), value
        text = rest.lstrip()[1 + length :]


def test_an_entry_has_title_identifiers_address_and_note():
    entries = parsed(
        bibtex(
            [
                source(
                    "Goodman 2008, doi 10.1007/s12178-008-9035-2",
                    "https://link.springer.com/doi/10.1007/s12178-008-9035-2",
                    "Walls of the foramen.",
                )
            ]
        )
    )
    assert entries == {
        "KEY1": {
            "kind": "misc",
            "title": "{Goodman 2008, doi 10.1007/s12178-008-9035-2}",
            "doi": "10.1007/s12178-008-9035-2",
            "url": "https://link.springer.com/doi/10.1007/s12178-008-9035-2",
            "note": "Walls of the foramen.",
        }
    }


def test_what_means_something_to_latex_is_escaped():
    text = bibtex([source(r"50 % of A&B_{x} cost $5 #1 ~ ^ \end", used="4 % {")])
    assert r"50 \% of A\&B\_\textbraceleft{}x\textbraceright{} cost \$5 \#1 " in text
    assert r" \textasciitilde{} \textasciicircum{} " in text
    assert r"\textbackslash{}end" in text
    assert list(parsed(text)) == ["KEY1"]


@pytest.mark.parametrize("title", ["}", "{", "}}", "@misc{x,", "a = {b", "\\", "a\n\n@string{b}"])
def test_no_title_ends_its_entry(title):
    text = bibtex([source(title), source("Second", key="KEY2")])
    entries = parsed(text)
    assert entries["KEY2"]["title"] == "{Second}"
    assert len(entries) == 2


def test_an_address_is_not_escaped_and_ends_no_field():
    entries = parsed(bibtex([source(address="https://e.org/a_b%20c?x={1}&y=2")]))
    assert entries["KEY1"]["url"] == "https://e.org/a_b%20c?x=%7B1%7D&y=2"


def test_a_key_has_only_what_a_key_may_have():
    assert bibtex([source(key="a b{c},d")]).startswith("@misc{a-b-c--d,\n")


def test_no_sources_give_no_entries():
    assert bibtex([]) == ""
    assert json.loads(csl_json([])) == []


@pytest.mark.parametrize(
    ("title", "address", "reached", "led_to"),
    [
        ("x", "https://doi.org/10.3174/ajnr.A2241", "doi", "https://doi.org/10.3174/ajnr.A2241"),
        ("x, doi 10.1007/s1-2", "", "doi", "https://doi.org/10.1007/s1-2"),
        # The path holds more than the identifier.
        (
            "Chapter",
            "https://e.org/chapters/10.1201/b17094-9/spine",
            "web",
            "https://e.org/chapters/10.1201/b17094-9/spine",
        ),
        ("Moon, PMID 21253377", "", "pubmed", ""),
        (
            "x",
            "https://pmc.ncbi.nlm.nih.gov/articles/PMC7977207/",
            "pubmed",
            "https://pmc.ncbi.nlm.nih.gov/articles/PMC7977207/",
        ),
        (
            "x",
            "http://purl.obolibrary.org/obo/hp.owl",
            "vocabulary",
            "http://purl.obolibrary.org/obo/hp.owl",
        ),
        ("Book", "", "none", ""),
        ("x", "javascript:alert(1)", "none", ""),
    ],
)
def test_a_source_is_reached_by_what_its_title_and_address_name(title, address, reached, led_to):
    found = reference(source(title, address))
    assert found.reached == reached
    assert found.address == led_to


def test_csl_has_the_identifiers_and_nothing_that_is_empty():
    (item,) = json.loads(
        csl_json([source("Moon, PMID 21253377", "https://pubmed.ncbi.nlm.nih.gov/21253377/")])
    )
    assert item == {
        "id": "KEY1",
        "type": "article-journal",
        "title": "Moon, PMID 21253377",
        "URL": "https://pubmed.ncbi.nlm.nih.gov/21253377/",
        "PMID": "21253377",
    }

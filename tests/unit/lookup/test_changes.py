"""The list of changes: versions, parts, items; code and links, and nothing else of Markdown."""

from foramen.lookup.changes import Changes, Part, Release, Span, read_releases, spans

TEXT = """# Changes

What changed.

## 0.2.0 (2027-01-02)

### Ontology
- Adds `foramen:X`,
  which goes on here.
- Another.

### Service
* A [page](/about) and a *star*.

## 0.1.0 (unreleased)

### Service
- First.
"""
IDS = "name\tkind\tsince\nA\tclass\t0.1.0\nB\tclass\t0.2.0\nc\tproperty\t0.2.0\n"


def test_versions_parts_and_items_are_read_in_order():
    assert read_releases(TEXT) == (
        Release(
            "0.2.0",
            "2027-01-02",
            (
                Part("Ontology", ("Adds `foramen:X`, which goes on here.", "Another.")),
                Part("Service", ("A [page](/about) and a *star*.",)),
            ),
        ),
        Release("0.1.0", "unreleased", (Part("Service", ("First.",)),)),
    )


def test_what_is_no_list_of_changes_gives_none():
    assert read_releases("") == ()
    assert read_releases("- an item\n### a part\n  more\n") == ()
    assert read_releases("## 1.0\n- an item of no part\n") == (Release("1.0", "", ()),)


def test_code_and_links_are_told_from_words():
    assert [*spans("Run `make [x](y)`, see [the page](/about).")] == [
        Span("Run "),
        Span("make [x](y)", is_code=True),
        Span(", see "),
        Span("the page", address="/about"),
        Span("."),
    ]


def test_a_link_of_another_scheme_stays_words():
    for address in ("javascript:alert(1)", "data:text/html,x", "//e.org/", "about"):
        assert [*spans(f"[a]({address})")] == [Span(f"[a]({address})")]


def test_names_are_told_by_the_version_they_came_with(tmp_path, oxigraph):
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "ids.tsv").write_text(IDS, "utf-8")
    (tmp_path / "CHANGELOG.md").write_text(TEXT, "utf-8")
    members = Changes(tmp_path / "CHANGELOG.md", tmp_path, oxigraph).members()
    assert [one["version"] for one in members["releases"]] == ["0.2.0", "0.1.0"]
    assert members["releases"][0]["names_added"] == {
        "class": ["https://w3id.org/foramen/B"],
        "property": ["https://w3id.org/foramen/c"],
    }
    assert members["releases"][1]["names_added"] == {"class": ["https://w3id.org/foramen/A"]}
    assert members["obsolete"] == []


def test_a_package_without_these_files_has_no_changes(tmp_path, oxigraph):
    assert Changes(tmp_path / "x", tmp_path, oxigraph).members() == {"releases": [], "obsolete": []}

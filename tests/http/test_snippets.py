"""The code that a page gives can be run as it stands, and brings what the page shows."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from serving import served_at

from foramen.engine.results import BINDINGS
from foramen.web.snippets import snippets_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.knowledge import Knowledge

FORMATS = {offer.names[0]: offer for offer in BINDINGS}
# Whatever a shell, Python or R could take for its own.
AWKWARD = 'it\'s "a" \\n $HOME `id` {x} %s\n"""é"""\ttab\r\nend"'
ECHO = 'SELECT ?t { BIND("""%s""" AS ?t) }'


@pytest.fixture(scope="module")
def address(built: Knowledge) -> Iterator[str]:
    with served_at(built.directory, FORAMEN_REQUESTS_PER_CLIENT="0") as served:
        yield served


def run(name: str, code: str) -> str:
    command = ["bash", "-c", code] if name == "curl" else [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def snippet(name: str, *args: object, **options: bool) -> str:
    (code,) = [one.code for one in snippets_for(*args, **options) if one.name == name]
    return run(name, code)


def escaped(text: str) -> str:
    """Write a text as SPARQL does between three quotation marks."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("\r", "\\r")


@pytest.mark.parametrize("format_name", ["csv", "tsv", "json", "xml", "markdown"])
@pytest.mark.parametrize("name", ["curl", "Python"])
def test_a_question_is_asked_by_a_snippet_in_every_format(address, name, format_name):
    asked = f"{address}/questions/which-root-exits-through-a-foramen"
    fields = [("foramen", "Foramen_C7-T1_left"), ("foramen", "left L4/L5 foramen")]
    told = snippet(name, asked, fields, FORMATS[format_name])
    assert "Root_C8_left" in told
    assert "Root_L4_left" in told


@pytest.mark.parametrize("padding", [0, 7000], ids=["in the address", "as a form"])
def test_awkward_texts_arrive_as_they_are_by_curl(address, padding):
    query = ECHO % escaped(AWKWARD) + " " * padding
    fields = [("query", query)]
    told = snippet("curl", f"{address}/sparql", fields, FORMATS["csv"], posts=True)
    rows = list(csv.reader(io.StringIO(told, newline="")))
    assert rows == [["t"], [AWKWARD]]


@pytest.mark.parametrize("padding", [0, 7000], ids=["in the address", "as a form"])
def test_awkward_texts_arrive_as_they_are_by_python(address, padding):
    query = ECHO % escaped(AWKWARD) + " " * padding
    fields = [("query", query)]
    code = snippets_for(f"{address}/sparql", fields, FORMATS["json"], posts=True)[1].code
    shown = run("Python", code.replace("print(json.load(answer))", "print(answer.read().decode())"))
    (row,) = json.loads(shown)["results"]["bindings"]
    assert row["t"]["value"] == AWKWARD


def test_a_character_that_no_command_takes_is_sent_in_the_address():
    code = snippets_for("http://x/", [("a", "\0")], FORMATS["csv"])[0].code
    assert code == "curl -sS 'http://x/?a=%00&format=csv'\n"


@pytest.mark.parametrize("text", [AWKWARD, 'ends in "', "\\", "", '"""', "\0\r", '\n"'])
def test_python_reads_back_every_text(text):
    code = snippets_for("http://x/", [("a", text)], FORMATS["xml"])[1].code
    assignments = code.partition("with urlopen")[0]
    found: dict[str, object] = {}
    exec(assignments, found)  # noqa: S102 -- our own code, without the request
    assert found["fields"] == [("a", text), ("format", "xml")]


def test_r_gives_a_repeated_name_once_with_all_its_values():
    fields = [("a", "1"), ("b", 'x"\\'), ("a", "2")]
    code = snippets_for("http://x/q", fields, FORMATS["csv"])[-1].code
    assert code == (
        "library(httr2)\nlibrary(readr)\n\n"
        'answer <- request("http://x/q") |>\n'
        '  req_url_query(\n    a = c("1", "2"),\n    b = "x\\"\\\\",\n    format = "csv",\n'
        '    .multi = "explode"\n  ) |>\n  req_perform()\n'
        "print(read_csv(I(resp_body_string(answer))))\n"
    )


def test_pandas_is_offered_for_tables_alone():
    names = {
        name: [one.name for one in snippets_for("http://x/", [], offer)]
        for name, offer in FORMATS.items()
    }
    with_pandas = ["curl", "Python", "Python with pandas", "R"]
    without = ["curl", "Python", "R"]
    assert names == {
        "json": without,
        "xml": without,
        "csv": with_pandas,
        "tsv": with_pandas,
        "markdown": without,
    }

"""Write how a program asks for what a page shows: for curl, Python and R, ready to be run.

The one for Python needs nothing but Python; pandas and R are there for those who work in them.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from foramen.engine.results import Format

__all__ = ["Snippet", "curl_for", "snippets_for"]

_LONGEST_ADDRESS: Final = 6000  # many a proxy and library refuses longer ones
_JSON: Final = ("srj", "json", "jsonld")
_TABLES: Final = ("csv", "tsv")
_R_READERS: Final = {
    "csv": "read_csv(I(resp_body_string(answer)))",
    "tsv": "read_tsv(I(resp_body_string(answer)))",
    **dict.fromkeys(_JSON, "resp_body_json(answer, check_type = FALSE)"),
}
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\x00"}


@dataclass(frozen=True)
class Snippet:
    """Code that asks one thing, and what it is written for."""

    name: str
    code: str


@dataclass(frozen=True)
class _Asked:
    address: str
    fields: Sequence[tuple[str, str]]
    extension: str
    posts: bool


def snippets_for(
    address: str, fields: Sequence[tuple[str, str]], output: Format, *, posts: bool = False
) -> tuple[Snippet, ...]:
    """Write the snippets of one question.

    Args:
        address: the whole address, without parameters.
        fields: the parameters but for `format`; a name may come more than once.
        output: the format that the answer shall have.
        posts: whether the address also takes its parameters as a form, as long ones must be sent.
    """
    whole = (*fields, ("format", output.names[0]))
    long = posts and len(urlencode(whole)) > _LONGEST_ADDRESS
    asked = _Asked(address, whole, output.extension, long)
    made = [Snippet("curl", _curl(asked)), Snippet("Python", _python(asked))]
    if output.extension in _TABLES:
        made.append(Snippet("Python with pandas", _pandas(asked)))
    return (*made, Snippet("R", _r(asked)))


def curl_for(address: str, sends: str = "", body: str = "") -> str:
    """Write the command that gets an address, or sends a body of a media type there."""
    if not body:
        return f"curl -sS {shlex.quote(address)}"
    kind = shlex.quote(f"Content-Type: {sends}")
    return (
        f"curl -sS {shlex.quote(address)} \\\n  -H {kind} \\\n  --data-binary {shlex.quote(body)}"
    )


def _curl(asked: _Asked) -> str:
    if any("\0" in value for _, value in asked.fields):  # no command can be given this character
        return f"curl -sS {shlex.quote(f'{asked.address}?{urlencode(asked.fields)}')}\n"
    given = [f"--data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in asked.fields]
    start = f"curl -sS {'' if asked.posts else '--get '}{shlex.quote(asked.address)}"
    return " \\\n  ".join([start, *given]) + "\n"


def _python(asked: _Asked) -> str:
    tabs = ', delimiter="\\t"' if asked.extension == "tsv" else ""
    if asked.extension in _TABLES:
        needed = "import csv\nimport io\n"
        reads = (
            '    text = io.TextIOWrapper(answer, "utf-8", newline="")\n'
            f"    for row in csv.DictReader(text{tabs}):\n        print(row)\n"
        )
    elif asked.extension in _JSON:
        needed, reads = "import json\n", "    print(json.load(answer))\n"
    else:
        needed, reads = "", '    print(answer.read().decode("utf-8"))\n'
    return f"{needed}{_python_start(asked)}{reads}"


def _pandas(asked: _Asked) -> str:
    tabs = ', sep="\\t"' if asked.extension == "tsv" else ""
    reads = f"    frame = pandas.read_csv(answer{tabs})\nprint(frame)\n"
    return f"{_python_start(asked, 'import pandas')}{reads}"


def _python_start(asked: _Asked, library: str = "") -> str:
    fields = "".join(
        f"    ({_python_text(name)}, {_python_text(value)}),\n" for name, value in asked.fields
    )
    way = ", urlencode(fields).encode()" if asked.posts else ' + "?" + urlencode(fields)'
    return (
        "from urllib.parse import urlencode\nfrom urllib.request import urlopen\n\n"
        f"{library and f'{library}{chr(10)}{chr(10)}'}"
        f"address = {_python_text(asked.address)}\nfields = [\n{fields}]\n"
        f"with urlopen(address{way}) as answer:\n"
    )


def _r(asked: _Asked) -> str:
    reads = _R_READERS.get(asked.extension, "resp_body_string(answer)")
    readr = "library(readr)\n" if asked.extension in _TABLES else ""
    way = "req_body_form" if asked.posts else "req_url_query"
    fields = ",\n    ".join(_r_fields(asked.fields))
    return (
        f"library(httr2)\n{readr}\nanswer <- request({_r_text(asked.address)}) |>\n"
        f'  {way}(\n    {fields},\n    .multi = "explode"\n  ) |>\n  req_perform()\n'
        f"print({reads})\n"
    )


def _r_fields(fields: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name in dict.fromkeys(name for name, _ in fields):
        values = [_r_text(value) for other, value in fields if other == name]
        joined = ", ".join(values)
        yield f"{name} = {joined}" if len(values) == 1 else f"{name} = c({joined})"


def _python_text(text: str) -> str:
    r"""Write a text so that Python reads it; one of several lines keeps them.

    >>> print(_python_text('one "word"'))
    "one \"word\""
    """
    if "\n" not in text:
        return f'"{_escaped(text, _ESCAPES)}"'
    kept = {one: written for one, written in _ESCAPES.items() if one not in '\n\t"'}
    inner = _escaped(text, kept).replace('"""', r"\"\"\"")
    ends_open = inner.endswith('"') and not inner.endswith(r"\"")
    return f'"""{inner[:-1]}\\""""' if ends_open else f'"""{inner}"""'


def _r_text(text: str) -> str:
    """Write a text so that R reads it, whose texts may hold lines."""
    return f'"{_escaped(text, {one: how for one, how in _ESCAPES.items() if one != chr(10)})}"'


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)

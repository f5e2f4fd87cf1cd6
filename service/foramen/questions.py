"""Read the question library: one `.rq` file a question, its parameters as `VALUES` blocks.

A question runs as it stands. Values from outside enter only as typed terms in place of a block's
default, never as text; a block means the same on every engine, which bound variables do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast, get_args

import rdflib
from rdflib import URIRef

from .errors import BadParameter, SourceError, SourceErrors
from .headers import read_header
from .namespaces import FORAMEN, PREFIXES, XSD, expand, is_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from .headers import Header, HeaderItem

__all__ = ["Parameter", "Question", "Term", "load_questions"]

Term: TypeAlias = URIRef | rdflib.Literal
Kind: TypeAlias = Literal["iri", "text", "integer"]

_TERM: Final = re.compile(
    r"""<(?P<iri>[^<>"{}|^`\\\s]*)>"""
    r"""|(?P<curie>[A-Za-z][\w.-]*:[\w.%-]*[\w%-])"""
    r"""|"(?P<text>(?:[^"\\\n]|\\.)*)"(?:@(?P<language>[A-Za-z]+(?:-[A-Za-z0-9]+)*))?"""
    r"""|(?P<integer>[+-]?\d+)(?![\w.])"""
)
_BLOCK: Final = re.compile(
    r"""\bVALUES\s+\?(?P<name>\w+)\s*\{(?P<terms>(?:"(?:[^"\\\n]|\\.)*"|<[^<>]*>|[^"<{}])*)\}"""
)
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LOCAL: Final = re.compile(r"[\w./-]+", re.ASCII)
_NEEDED: Final = ("summary", "description", "audience", "tags")
_ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True)
class Parameter:
    """What may be chosen when a question is asked, with what it is if nothing is chosen."""

    name: str
    description: str
    accepts: Kind
    default: tuple[Term, ...]


@dataclass(frozen=True)
class Question:
    """A question of the library."""

    name: str
    topic: str
    summary: str
    description: str
    audience: tuple[str, ...]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

    def parameter(self, name: str, value: str = "") -> Parameter:
        """Find a parameter by name, or raise BadParameter with the names there are."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(parameter.name for parameter in self.parameters) or "none"
        raise BadParameter(self.name, name, value, f"This question's parameters: {known}.")

    def with_values(self, values: Mapping[str, Sequence[str | Term]]) -> str:
        """Give the query with the chosen values in place of the defaults.

        An IRI may be given whole, as a prefixed name, or as the local name of one of our terms.
        A parameter with no values keeps its default.

        Raises:
            BadParameter: there is no such parameter, or a value does not fit it.
        """
        text = self.text
        for name, chosen in values.items():
            parameter = self.parameter(name, ", ".join(map(str, chosen)))
            if chosen:
                terms = [_typed(self.name, parameter, value) for value in chosen]
                text = _with_block(text, name, terms)
        return text


def load_questions(root: Path) -> tuple[Question, ...]:
    """Read every question below `queries/`, sorted by topic and name.

    Raises:
        SourceErrors: some files are not questions; all of them are named.
    """
    questions: list[Question] = []
    findings: list[SourceError] = []
    seen: dict[str, str] = {}
    for path in sorted((root / "queries").rglob("*.rq")):
        file = path.relative_to(root).as_posix()
        try:
            if file.count("/") != 2 or not _NAME.fullmatch(path.parent.name):
                raise _fault(file, "It lies in no topic folder.", "Move it to queries/<topic>/.")
            if path.stem in seen:
                raise _fault(file, f"{seen[path.stem]} has the same name.", "Rename one of them.")
            questions.append(_read(path, file))
        except SourceError as finding:
            findings.append(finding)
        seen[path.stem] = file
    if findings:
        raise SourceErrors(findings)
    return tuple(questions)


def _read(path: Path, file: str) -> Question:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as problem:
        row = problem.object.count(b"\n", 0, problem.start) + 1
        raise SourceError(file, row, None, "This is not UTF-8 text.", "Save it as UTF-8.") from None
    header = read_header(lines)
    _check_header(header, path.stem, file)
    text = "\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n"
    items = header.lists.get("parameters", ())
    return Question(
        name=path.stem,
        topic=path.parent.name,
        summary=header.values["summary"],
        description=header.values["description"],
        audience=_split(header.values["audience"]),
        tags=_split(header.values["tags"]),
        parameters=tuple(_parameter(item, text, file) for item in items),
        text=text,
    )


def _check_header(header: Header, name: str, file: str) -> None:
    if not _NAME.fullmatch(name):
        raise _fault(file, "The file name is not a question in words.", "Use a-z, 0-9 and '-'.")
    if header.faults:
        raise SourceError(
            file, header.faults[0], 1, "This header line cannot be read.", "Write `#+ key: value`."
        )
    for key in _NEEDED:
        if not header.values.get(key):
            raise SourceError(file, 1, None, f"The header has no {key}.", f"Add `#+ {key}: ...`.")


def _parameter(item: HeaderItem, text: str, file: str) -> Parameter:
    if item.kind not in get_args(Kind):
        raise _fault(
            file,
            f"Parameter {item.name} accepts {item.kind!r}.",
            "Write iri, text or integer.",
        )
    blocks = [block for block in _BLOCK.finditer(text) if block["name"] == item.name]
    if len(blocks) != 1:
        raise _fault(
            file,
            f"Parameter {item.name} has {len(blocks)} VALUES blocks.",
            f"Write one `VALUES ?{item.name} {{ ... }}` with its default.",
        )
    default = tuple(_terms(blocks[0]["terms"], file, item.name))
    return Parameter(item.name, item.text, cast("Kind", item.kind), default)


def _terms(block: str, file: str, name: str) -> Iterator[Term]:
    position = 0
    while rest := block[position:].lstrip():
        position = len(block) - len(rest)
        found = _TERM.match(block, position)
        term = _term_of(found) if found else None
        if found is None or term is None:
            raise _fault(
                file,
                f"The default of parameter {name} cannot be read at {rest[:20]!r}.",
                "Write IRIs, prefixed names, texts in double quotes, or whole numbers.",
            )
        yield term
        position = found.end()


def _term_of(found: re.Match[str]) -> Term | None:
    if found["iri"] is not None:
        return URIRef(found["iri"])
    if found["curie"] is not None:
        iri = expand(found["curie"])
        return None if iri is None else URIRef(iri)
    if found["integer"] is not None:
        return rdflib.Literal(found["integer"], datatype=URIRef(XSD.integer), normalize=False)
    text = re.sub(r"\\(.)", lambda escape: _ESCAPES.get(escape[1], escape[1]), found["text"])
    return rdflib.Literal(text, lang=found["language"])


def _typed(question: str, parameter: Parameter, value: str | Term) -> Term:
    """Make a term of the parameter's kind from what a person typed, or refuse."""
    if isinstance(value, URIRef) and parameter.accepts == "iri":
        return value
    if isinstance(value, rdflib.Literal) and parameter.accepts != "iri":
        return value
    given = value.strip()
    if parameter.accepts == "iri":
        iri = _iri(given)
        if iri is None:
            raise BadParameter(
                question,
                parameter.name,
                given,
                "Give a term: its IRI, a name such as foramen:Foramen_L4-L5, or Foramen_L4-L5.",
            )
        return URIRef(iri)
    if parameter.accepts == "integer":
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", given):
            raise BadParameter(question, parameter.name, given, "Give a whole number.")
        return rdflib.Literal(given, datatype=URIRef(XSD.integer), normalize=False)
    first = next(iter(parameter.default), None)
    return rdflib.Literal(value, lang=getattr(first, "language", None))


def _iri(given: str) -> str | None:
    if given.startswith("<") and given.endswith(">"):
        given = given[1:-1]
    if given.partition(":")[0] in PREFIXES:
        given = expand(given) or ""
    elif ":" not in given and _LOCAL.fullmatch(given):
        given = f"{FORAMEN}{given}"
    return given if is_iri(given) else None


def _with_block(text: str, name: str, terms: Iterable[Term]) -> str:
    block = f"VALUES ?{name} {{ {' '.join(map(_written, terms))} }}"
    return _BLOCK.sub(lambda found: block if found["name"] == name else found[0], text)


def _written(term: Term) -> str:
    """Write a term for the query, short only where the file itself could have."""
    if isinstance(term, URIRef):
        return f"<{term}>"
    if term.datatype == URIRef(XSD.integer):
        return str(term)
    escaped = re.sub(r'["\\\n\r\t\x00-\x1f]', lambda bad: f"\\u{ord(bad[0]):04X}", str(term))
    return f'"{escaped}"' + (f"@{term.language}" if term.language else "")


def _fault(file: str, rule: str, mend: str) -> SourceError:
    """Make the error for a fault that has no one place in the file."""
    return SourceError(file, None, None, rule, mend)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in text.split(",")) if part)

"""Let a query pass, or say why not, before any parser sees it.

Deep brackets crash parsers and SERVICE reaches the network, so size, nesting, form and graphs are
read from the tokens. Syntax stays for the engine to judge: two parsers never agree on all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urljoin

from foramen.errors import QueryNotAllowed, QuerySyntaxError, QueryTooComplex, QueryTooLarge
from foramen.namespaces import FORAMEN

from .hints import FORMS, explain
from .model import CheckedQuery, DatasetSpec
from .tokens import is_ambiguous, nesting, place, scan, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from foramen.settings import Settings

    from .model import Form
    from .tokens import Token

__all__ = ["BASE_IRI", "Guard"]

BASE_IRI: Final = str(FORAMEN)
_UPDATES: Final = {
    "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH",
}  # fmt: skip
_VOLATILE: Final = {"NOW", "RAND", "UUID", "STRUUID"}
_PROLOGUE: Final = {"PREFIX": ("name", "iri"), "BASE": ("iri",), "VERSION": ("string",)}


@dataclass(frozen=True)
class Guard:
    """The rules of one service: how large a query may be and which graphs it may name."""

    max_bytes: int
    max_depth: int
    max_tokens: int
    graphs: frozenset[str]

    @classmethod
    def of(cls, settings: Settings, graphs: Iterable[str]) -> Guard:
        """Make the rules that the settings state."""
        return cls(
            settings.max_query_bytes,
            settings.max_query_depth,
            settings.max_query_tokens,
            frozenset(graphs),
        )

    def check(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> CheckedQuery:
        """Check a query; graphs given here replace those of its FROM clauses.

        Raises:
            QueryTooLarge: it is too long.
            QueryTooComplex: it is too deeply nested, or has too many parts.
            QueryNotAllowed: it is an update, uses SERVICE, or names a graph that is not here.
            QuerySyntaxError: it is none of the four query forms.
        """
        self._check_size(text)
        tokens = self._tokens(text)
        self._check_reading(tokens, text)
        if "\\u" in text or "\\U" in text:
            plain = unescaped(text)
            self._check_reading(self._tokens(plain), plain)
        form, prefixes, base = _read_prologue(tokens, text)
        dataset: DatasetSpec | None
        if default_graphs or named_graphs:
            dataset = DatasetSpec(tuple(default_graphs), tuple(named_graphs))
        else:
            dataset = _read_dataset(tokens, prefixes, base)
        if dataset is not None:
            self._check_graphs(dataset)
        is_volatile = any(token.keyword in _VOLATILE for token in tokens)
        names_graphs = dataset is not None or "GRAPH" in text.upper()
        return CheckedQuery(text, form, dataset, is_volatile=is_volatile, names_graphs=names_graphs)

    def _check_size(self, text: str) -> None:
        try:
            size = len(text.encode())
        except UnicodeEncodeError as problem:
            raise QuerySyntaxError(
                *place(text, problem.start), "This character is half of a pair and stands alone."
            ) from None
        if size > self.max_bytes:
            raise QueryTooLarge(self.max_bytes, "bytes")

    def _tokens(self, text: str) -> list[Token]:
        """Read the tokens, and no more than it takes to see that there are too many."""
        return list(islice(scan(text), self.max_tokens + 1))

    def _check_reading(self, tokens: list[Token], text: str) -> None:
        if nesting(tokens) > self.max_depth:
            raise QueryTooComplex(self.max_depth, "nested brackets")
        if len(tokens) > self.max_tokens:
            raise QueryTooComplex(self.max_tokens, "words and signs")
        calls_out = any(token.keyword == "SERVICE" for token in tokens)
        if calls_out or (is_ambiguous(tokens) and "SERVICE" in text.upper()):
            raise QueryNotAllowed(
                "SERVICE",
                "This endpoint asks no other; query the other endpoint yourself and give its "
                "answer here as VALUES.",
            )
        if any(token.kind == "open-string" for token in tokens) and not is_ambiguous(tokens):
            raise explain(text)

    def _check_graphs(self, dataset: DatasetSpec) -> None:
        for graph in (*dataset.default_graphs, *dataset.named_graphs):
            if graph not in self.graphs:
                known = ", ".join(sorted(self.graphs))
                raise QueryNotAllowed(
                    f"The graph <{graph}>",
                    f"Only the graphs of this endpoint can be asked: {known}",
                )


def _read_prologue(tokens: list[Token], text: str) -> tuple[Form, dict[str, str], str]:
    prefixes: dict[str, str] = {}
    base = BASE_IRI
    position = 0
    while position < len(tokens) and (kinds := _PROLOGUE.get(tokens[position].keyword)):
        parts = tokens[position + 1 : position + 1 + len(kinds)]
        if tuple(part.kind for part in parts) != kinds:
            raise _bad_prologue(tokens, position, text)
        if kinds[-1] == "iri":
            iri = urljoin(base, unescaped(parts[-1].text[1:-1]))
            if len(kinds) == 1:
                base = iri
            else:
                prefixes[parts[0].text.removesuffix(":")] = iri
        position += 1 + len(kinds)
    return _form(tokens, position, text), prefixes, base


def _bad_prologue(tokens: list[Token], position: int, text: str) -> QuerySyntaxError:
    keyword = tokens[position].keyword
    example = "PREFIX foramen: <https://w3id.org/foramen/>"
    written = example if keyword == "PREFIX" else f"{keyword} <https://w3id.org/foramen/>"
    at = tokens[min(position + 1, len(tokens) - 1)].start
    return QuerySyntaxError(*place(text, at), f"{keyword} is written like this: {written}")


def _form(tokens: list[Token], position: int, text: str) -> Form:
    keyword = tokens[position].keyword if position < len(tokens) else ""
    if keyword in _UPDATES:
        raise QueryNotAllowed(
            f"SPARQL Update ({keyword})",
            "This endpoint only reads: ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
        )
    if keyword not in FORMS:
        offset = tokens[position].start if position < len(tokens) else len(text)
        raise explain(text, offset)
    return cast("Form", keyword)


def _read_dataset(tokens: list[Token], prefixes: dict[str, str], base: str) -> DatasetSpec | None:
    default: list[str] = []
    named: list[str] = []
    for clause, iri in _from_clauses(tokens, prefixes, base):
        (named if clause == "NAMED" else default).append(iri)
    if not default and not named:
        return None
    return DatasetSpec(tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named)))


def _from_clauses(
    tokens: list[Token], prefixes: dict[str, str], base: str
) -> Iterator[tuple[str, str]]:
    """Read what stands behind each FROM; what is no graph name is for the parser to refuse."""
    for position, token in enumerate(tokens):
        if token.keyword != "FROM":
            continue
        following = tokens[position + 1 : position + 3]
        clause = "NAMED" if following and following[0].keyword == "NAMED" else ""
        graph = following[1 if clause else 0 :][:1]
        if graph and graph[0].kind == "iri":
            yield clause, urljoin(base, unescaped(graph[0].text[1:-1]))
        elif graph and graph[0].kind == "name":
            prefix, _, local = graph[0].text.partition(":")
            if prefix in prefixes:
                yield clause, prefixes[prefix] + local.replace("\\", "")

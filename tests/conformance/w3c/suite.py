"""Find the suite's cases in its manifests: what to load, what to ask, what to expect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from .rdf import MF, QT, RDF, RDFS, UT, Triples, ntriples, read

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["EXPECTED", "Case", "Data", "read_suite"]

# Any address would do, as long as it is not https: what LOAD names must fail quietly, and a library
# that may open nothing fails loudly when it looks for certificates.
_BASE: Final = "http://w3c.github.io/rdf-tests/sparql/sparql11/"
_ENTAILMENT: Final = "entailment"
_FEDERATED: Final = {"service", "syntax-fed"}
_RESULT_FORMATS: Final = {"csv-tsv-res", "json-res"}
_KINDS: Final = {
    "QueryEvaluationTest": "query evaluation",
    "CSVResultFormatTest": "query evaluation",
    "PositiveSyntaxTest11": "query syntax",
    "NegativeSyntaxTest11": "query syntax",
    "UpdateEvaluationTest": "update evaluation",
    "PositiveUpdateSyntaxTest11": "update syntax",
    "NegativeUpdateSyntaxTest11": "update syntax",
}
# What the suite holds at the commit that README.md names. A case that is not found is not passed.
EXPECTED: Final = {
    "query evaluation": 226,
    "query syntax": 114,
    "result formats": 10,
    "update evaluation": 94,
    "update syntax": 55,
}
_FROM: Final = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^<>]*)>", re.IGNORECASE)


@dataclass(frozen=True)
class Data:
    """The graphs of a case, each as N-Triples."""

    default: str = ""
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Case:
    """One case of the suite.

    Attributes:
        name: its folder and its name in the manifest, as in the table of known failures.
        group: the class of cases that it counts in.
        text: the query or update, as the file has it.
        base: the address of that file, against which the text's relative IRIs are read.
        wrong: whether the text must be refused, for a syntax case.
        result: the file of the expected answer, for a query.
        after: the expected graphs, for an update.
    """

    name: str
    group: str
    text: str
    base: str
    is_update: bool = False
    wrong: bool = False
    data: Data = Data()
    result: Path | None = None
    after: Data | None = None

    @property
    def is_federated(self) -> bool:
        """Tell whether the case uses SERVICE, which the service refuses by decision."""
        return self.name.partition("/")[0] in _FEDERATED

    @property
    def result_base(self) -> str:
        """Give the address of the file of the expected answer."""
        assert self.result is not None
        return urljoin(self.base, self.result.name)


def read_suite(suite: Path) -> list[Case]:
    """Read every SPARQL 1.1 case of query, update and result formats, without entailment.

    Of the federated cases only those count that need no second endpoint.
    """
    manifests = sorted((suite / "sparql" / "sparql11").glob("*/manifest.ttl"))
    return [
        case
        for manifest in manifests
        if manifest.parent.name != _ENTAILMENT
        for case in _Manifest(manifest).cases()
    ]


class _Manifest:
    """The manifest of one folder."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self._base = f"{_BASE}{path.parent.name}/"
        self._triples = read(path, f"{self._base}manifest.ttl")

    def cases(self) -> list[Case]:
        found = []
        for head in self._triples.subjects(f"{MF}entries"):
            for entry in self._triples.items(self._triples.value(head, f"{MF}entries")):
                kind = (self._triples.text(entry, f"{RDF}type") or "").rpartition("#")[2]
                if kind in _KINDS and not self._needs_endpoint(entry):
                    found.append(self._case(entry, kind))
        return found

    def _needs_endpoint(self, entry: Any) -> bool:
        action = self._triples.value(entry, f"{MF}action")
        return bool(self._triples.objects(action, f"{QT}serviceData"))

    def _case(self, entry: Any, kind: str) -> Case:
        action = self._triples.value(entry, f"{MF}action")
        asked = (
            self._triples.value(action, f"{QT}query")
            or self._triples.value(action, f"{UT}request")
            or action
        )
        path = self._path(asked)
        text = path.read_bytes().decode("utf-8")
        result = self._triples.value(entry, f"{MF}result")
        updates = kind == "UpdateEvaluationTest"
        formats = self._folder.name in _RESULT_FORMATS
        return Case(
            name=f"{self._folder.name}/{entry.value.rpartition('#')[2]}",
            group="result formats" if formats else _KINDS[kind],
            text=text,
            base=str(asked.value),
            is_update=path.suffix == ".ru",
            wrong=kind.startswith("Negative"),
            data=self._data(action, text, str(asked.value)),
            result=None if updates or result is None else self._path(result),
            after=self._data(result) if updates else None,
        )

    def _data(self, node: Any, text: str = "", base: str = "") -> Data:
        """Read the graphs that a node of the manifest names, and those that FROM names."""
        triples: Triples = self._triples
        default = [
            self._content(file)
            for file in (*triples.objects(node, f"{QT}data"), *triples.objects(node, f"{UT}data"))
        ]
        named = {urljoin(base, iri): "" for iri in _FROM.findall(text)}
        for graph in (
            *triples.objects(node, f"{QT}graphData"),
            *triples.objects(node, f"{UT}graphData"),
        ):
            file = triples.value(graph, f"{UT}graph") or graph
            iri = triples.text(graph, f"{RDFS}label") or file.value
            named[iri] = self._content(file)
        return Data("".join(default), tuple(sorted(named.items())))

    def _content(self, file: Any) -> str:
        return ntriples(self._path(file), str(file.value))

    def _path(self, file: Any) -> Path:
        return self._folder / str(file.value).removeprefix(self._base)

"""Know what every term is called, so that a person's words find it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from foramen.engine.model import Bindings
from foramen.namespaces import DCTERMS, FORAMEN, OBOINOWL, RDFS, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.engine.model import Engine

__all__ = ["EXACT_SYNONYMS", "SYNONYMS", "Names"]

EXACT_SYNONYMS: Final = (str(SKOS.altLabel), str(OBOINOWL.hasExactSynonym))
SYNONYMS: Final = {
    str(SKOS.altLabel): "also called",
    str(OBOINOWL.hasExactSynonym): "also called",
    str(FORAMEN.abbreviation): "abbreviation",
    str(OBOINOWL.hasRelatedSynonym): "related name",
    str(OBOINOWL.hasNarrowSynonym): "narrower name",
    str(OBOINOWL.hasBroadSynonym): "broader name",
}
# In the order in which they win where two terms share a name.
_NAMING: Final = (str(RDFS.label), str(DCTERMS.title), *SYNONYMS)
_QUERY: Final = f"""
SELECT ?term ?kind ?name WHERE {{
  VALUES ?kind {{ {" ".join(f"<{kind}>" for kind in _NAMING)} }}
  ?term ?kind ?name .
  FILTER(isIRI(?term))
}}
"""
# Records whose names are in their ends, and are put together from the labels of those.
_PREREQUISITE: Final = f"{FORAMEN}prerequisite_"
_MEMBERSHIP: Final = f"{FORAMEN}membership_"
# What these are called is shown, and is no name to find them by: a sentence, or a word that is
# looked up for something of the field.
_NO_NAMES: Final = tuple(
    f"{FORAMEN}{kind}_" for kind in ("objective", "competency", "topic", "bloom")
)
_ALIKE: Final = 60  # of 100
_LONGEST: Final = 200


class Names:
    """The labels and synonyms of all terms, read from the engine once."""

    def __init__(self, engine: Engine) -> None:
        self._labels: dict[str, str] = {}
        self._terms: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        rows = sorted(self._read(engine), key=_order)
        for term, kind, name in rows:
            if kind in _NAMING[:2]:
                self._labels.setdefault(term, name)
            if not term.startswith(_NO_NAMES):
                self._remember(name, term)
        for term in dict.fromkeys(term for term, _, _ in rows):
            if term.startswith(FORAMEN):
                self._remember(term.removeprefix(FORAMEN), term)

    def label(self, iri: str) -> str:
        """Give the label of a term, or its short name where it has none."""
        return self._labels.get(iri) or self._of_ends(iri) or compact(iri)

    def knows(self, iri: str) -> bool:
        """Tell whether a term has a label."""
        return iri in self._labels

    def find(self, name: str) -> str | None:
        """Give the term that has this label or synonym, whatever its capitals."""
        return self._terms.get(_folded(name))

    def near(self, name: str) -> tuple[str, ...]:
        """Give the names most like this one, at most five, each of another term."""
        alike = process.extract(
            _folded(name)[:_LONGEST], self._terms.keys(), scorer=fuzz.ratio, limit=20,
            score_cutoff=_ALIKE,
        )  # fmt: skip
        best: dict[str, str] = {}
        for folded, _, _ in alike:
            best.setdefault(self._terms[folded], self._shown[folded])
        return tuple(best.values())[:5]

    def _of_ends(self, iri: str) -> str:
        """Give what a record of teaching is called by the labels of its ends, or nothing."""
        if iri.startswith(_PREREQUISITE):
            concept, _, needed = iri.removeprefix(_PREREQUISITE).partition("__")
            return f"{self._named(concept)} needs {self._named(needed)}"
        if iri.startswith(_MEMBERSHIP):
            return f"where {self._named(iri.removeprefix(_MEMBERSHIP))} is taught"
        return ""

    def _named(self, local: str) -> str:
        return self._labels.get(f"{FORAMEN}{local}", local)

    def _remember(self, name: str, term: str) -> None:
        folded = _folded(name)
        self._terms.setdefault(folded, term)
        self._shown.setdefault(folded, name)

    @staticmethod
    def _read(engine: Engine) -> Iterable[tuple[str, str, str]]:
        answer = engine.answer(engine.guard.check(_QUERY))
        if isinstance(answer, Bindings):
            for row in answer.rows:
                yield str(row["term"]), str(row["kind"]), str(row["name"])


def _order(row: tuple[str, str, str]) -> tuple[bool, int, str, str]:
    """Let our terms win their names over codes elsewhere that are called the same."""
    term, kind, name = row
    return not term.startswith(str(FORAMEN)), _NAMING.index(kind), term, name


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())

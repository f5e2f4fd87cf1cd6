"""Find terms by words, and by codes of other terminologies, in the catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from foramen.engine.model import Bindings
from foramen.errors import QuerySyntaxError, UnknownCode
from foramen.namespaces import SKOS, compact, expand, is_iri
from foramen.terminology.model import Mapped

from .parts import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Name, Term

    from .parts import Parts

__all__ = ["CatalogueCodes", "CatalogueSearch"]

_ALIKE: Final = 70  # of 100
_NEAR: Final = 5
_SYSTEM: Final = re.compile(r"(?:urn:oid:)?(?P<system>[^|]+)\|(?P<code>[^|]+)")
_MATCHES: Final = " ".join(
    f"<{SKOS[name]}>"
    for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
)


class CatalogueSearch:
    """Finds terms by exact names, then by names that hold all words, then by likeness."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def find(self, words: str, most: int) -> Sequence[Found]:
        """Give at most so many terms, the best first."""
        wanted = _folded(words)
        named = list(_named(self._parts.catalogue))
        exact = [
            Found(term, name.text, True) for term, name in named if _folded(name.text) == wanted
        ]
        parts = wanted.split()
        holding = [
            Found(term, name.text, False)
            for term, name in named
            if all(part in _folded(name.text) for part in parts)
        ]
        holding.sort(key=lambda found: (len(found.name), found.name))
        found = {one.term.iri: one for one in reversed([*exact, *holding])}
        best = [one for one in [*exact, *holding] if found[one.term.iri] is one]
        return (best or self._alike(wanted, named))[:most]

    @staticmethod
    def _alike(wanted: str, named: Sequence[tuple[Term, Name]]) -> list[Found]:
        alike = process.extract(
            wanted, [_folded(name.text) for _, name in named], scorer=fuzz.ratio,
            limit=50, score_cutoff=_ALIKE,
        )  # fmt: skip
        found: dict[str, Found] = {}
        for _, _, place in alike:
            term, name = named[place]
            found.setdefault(term.iri, Found(term, name.text, False))
        return list(found.values())


class CatalogueCodes:
    """Finds mappings by the catalogue, and by the mapping links of the graph."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def find(self, code: str) -> Sequence[Mapped]:
        """Give the mappings to a code, in any of its forms.

        Raises:
            UnknownCode: no mapping leads there; the error carries near matches.
        """
        catalogue = self._parts.catalogue
        for form in _forms(code, catalogue):
            if found := catalogue.coded(compact(form)) or self._linked(form):
                return found
        known = sorted({mapping.object for mapping in catalogue.mappings} or self._known())
        near = process.extract(
            code[:100], known, scorer=fuzz.ratio, limit=_NEAR, score_cutoff=_ALIKE
        )
        raise UnknownCode(code, near=[one for one, _, _ in near])

    def _linked(self, form: str) -> tuple[Mapped, ...]:
        iri = form if "://" in form else expand(form)
        if iri is None or not is_iri(iri):
            return ()
        try:
            links = list(self._links(f"?s ?p <{iri}>", iri))
        except QuerySyntaxError:  # `http://[`: the engine is stricter on IRIs than is_iri
            return ()
        return tuple(_plain(subject, relation, iri) for subject, relation, _ in links)

    def _known(self) -> set[str]:
        return {compact(other) for _, _, other in self._links("?s ?p ?o", "")}

    def _links(self, pattern: str, other: str) -> Iterator[tuple[str, str, str]]:
        engine = self._parts.engine
        query = f"SELECT * WHERE {{ VALUES ?p {{ {_MATCHES} }} {pattern} }} ORDER BY ?s ?p"
        answer = engine.answer(engine.guard.check(query))
        for row in answer.rows if isinstance(answer, Bindings) else ():
            yield str(row["s"]), str(row["p"]), str(row.get("o", other))


def _forms(code: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield a code as it stands, and as `<system>|<code>` and the IRI of a terminology mean it."""
    given = code.strip().removeprefix("<").removesuffix(">")
    yield given
    if "://" not in given and "_" in given:  # UBERON_0003673, as OBO writes it in IRIs
        yield given.replace("_", ":", 1)
    parted = _SYSTEM.fullmatch(given)
    for one in catalogue.terminologies.values():
        if parted and parted["system"] in {one.oid, one.fhir_system, one.prefix}:
            yield f"{one.prefix}:{parted['code']}"
        if one.namespace and given.startswith(one.namespace):
            yield f"{one.prefix}:{given.removeprefix(one.namespace)}"
        prefix, colon, local = given.partition(":")
        if colon and prefix.casefold() == one.prefix.casefold():
            yield f"{one.prefix}:{local}"


def _plain(subject: str, relation: str, iri: str) -> Mapped:
    """Make a mapping of a link that has no record of its own."""
    return Mapped(
        iri="", subject=subject, predicate=compact(relation), object=compact(iri), object_iri=iri,
        object_label="", justification="", confidence=float("nan"),
        source=compact(iri).partition(":")[0], source_version="",
    )  # fmt: skip


def _named(catalogue: Catalogue) -> Iterator[tuple[Term, Name]]:
    for term in catalogue.terms.values():
        for name in term.names:
            yield term, name


def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())

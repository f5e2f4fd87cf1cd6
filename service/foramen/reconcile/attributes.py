"""Read the properties of entities: names, place, relations of the graph, codes elsewhere."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN
from foramen.terminology import places
from foramen.terminology.naming import level_of, side_of
from foramen.terminology.words import fold

from .model import Attribute, Settings, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Mapped, Term

    from .entities import Entities

__all__ = ["FORMS", "PLACES", "RELATIONS", "Attributes"]

FORMS: Final = {
    "code": "Code (M99.73)",
    "curie": "CURIE (ICD10CM:M99.73)",
    "iri": "IRI",
    "label": "Label elsewhere",
}
RELATIONS: Final = {
    "any": "Any mapping",
    "exactMatch": "The same meaning",
    "closeMatch": "Nearly the same meaning",
    "broadMatch": "A broader code",
    "narrowMatch": "A narrower code",
    "relatedMatch": "A related code",
}
# Properties that say where an entity is; their values also help to find it by its name.
PLACES: Final = ("level", "side", "root")
# Of a level, the root that leaves there is what tells it.
_LEADING_TO: Final = {
    name: tuple(relations) if name != "root" else (f"{FORAMEN}hasExitingRoot", *relations)
    for name, relations in places.PLACES.items()
}
# Some side, some level, some root: that says nothing of where.
_VAGUE: Final = frozenset(
    f"{FORAMEN}{name}" for name in ("Laterality", "SpinalLevel", "SpinalNerveRoot", "SpinalRegion")
)
# Of these, a member is named after a root, `Dermatome_L5`.
_NAMED_BY_ROOT: Final = frozenset(
    ("Dermatome", "DorsalRoot", "Ganglion", "KeyPoint", "Nerve", "Radiculopathy", "VentralRoot")
)
_LITERAL: Final = {
    "label": ("label", "The preferred name."),
    "synonym": ("synonym", "Other names of the same meaning."),
    "abbreviation": ("abbreviation", "Short forms."),
    "related": ("related name", "Names of a meaning near to this, narrower or broader."),
    "definition": ("definition", "What is meant."),
    "notation": ("notation", "The short code within a family, such as L4-L5_left."),
    "topic": ("topic", "The part of the field."),
    "iri": ("IRI", "The identifier on the web."),
    "broader": ("broader term", "What it is a kind of, or an instance of."),
    "level": ("level", "The spinal level, such as L4-L5."),
    "side": ("side", "Left or right."),
    "root": ("nerve root", "The root that exits there, or that is affected."),
    "region": ("region", "Cervical, thoracic, lumbar or sacral."),
}
_KINDS: Final = {
    "synonym": ("exact",),
    "abbreviation": ("abbreviation",),
    "related": ("related", "narrow", "broad"),
}
_UNTELLING: Final = frozenset({"level", "nerve", "root", "side", "spinal"})


class Attributes:
    """The properties of the entities of one catalogue."""

    def __init__(self, catalogue: Catalogue, entities: Entities) -> None:
        self._catalogue = catalogue
        self._entities = entities
        self._relations = self._used_relations()
        self._targets = dict.fromkeys(
            sorted({one.source for one in catalogue.mappings if one.source})
        )
        self.all: Mapping[str, Attribute] = {one.id: one for one in self._every()}
        self.of_type = lru_cache(maxsize=512)(self._of_type)
        self._compared = lru_cache(maxsize=32_768)(self._all_said)
        self._keys = lru_cache(maxsize=8192)(self._said_of)

    def values(self, term: Term, attribute: str, settings: Settings | None = None) -> list[Value]:
        """Give the values of a property of an entity, in a steady order."""
        wanted = settings or Settings()
        if attribute in self._targets:
            found = [Value(text) for text in self._codes(term, attribute, wanted)]
        elif attribute in _LITERAL:
            found = self._own(term, attribute)
        else:
            found = self._linked(term.relations.get(f"{FORAMEN}{attribute}", ()))
        return found[: wanted.limit] if wanted.limit > 0 else found

    def has(self, term: Term, attribute: str, said: str) -> bool:
        """Tell whether a property has a value that someone says so, or one that is a kind of it."""
        return not self._compared(attribute, term.iri).isdisjoint(_wanted(said))

    def _all_said(self, attribute: str, iri: str) -> frozenset[str]:
        """Give whatever the values of a property of an entity may be called."""
        term = self._catalogue.terms[iri]
        values = self.values(term, attribute)
        if attribute in self._targets:
            values += self.values(term, attribute, Settings(form="curie"))
        found: set[str] = set()
        for value in values:
            found |= self._keys(value.term.iri) if value.term else _wanted(value.text)
        return frozenset(found)

    def _own(self, term: Term, attribute: str) -> list[Value]:
        if attribute in _KINDS:
            kinds = _KINDS[attribute]
            return [Value(name.text) for name in term.names if name.kind in kinds]
        if attribute == "broader":
            return self._linked(term.parents)
        if attribute in _LEADING_TO:
            return self._placed(term, attribute)
        text = str(getattr(term, attribute))
        return [Value(text)] if text else []

    def _placed(self, term: Term, attribute: str) -> list[Value]:
        found: list[str] = []
        for relation in _LEADING_TO[attribute]:
            found += term.relations.get(relation, ())
        if not found:
            found.append(f"{FORAMEN}{_by_notation(term, attribute)}")
        return self._linked(iri for iri in dict.fromkeys(found) if iri not in _VAGUE)

    def _linked(self, iris: Iterable[str]) -> list[Value]:
        terms = [self._catalogue.terms[iri] for iri in iris if iri in self._catalogue.terms]
        return [Value(term.label, term) for term in terms]

    def _codes(self, term: Term, source: str, wanted: Settings) -> Iterable[str]:
        for mapping in self._catalogue.of(term.iri):
            predicate = mapping.predicate.removeprefix("skos:")
            if mapping.source == source and wanted.relation in {"any", predicate}:
                yield _FORM_OF[wanted.form](mapping)

    def _said_of(self, iri: str) -> frozenset[str]:
        """Give what one may call an entity, or anything that it is a kind of."""
        found: set[str] = set()
        for one in (iri, *self._catalogue.ancestors(iri)):
            term = self._catalogue.terms.get(one)
            if term is not None:
                found |= {term.id.casefold(), term.curie.casefold(), one.casefold()}
                found |= {_key(text) for text in (term.notation, *(n.text for n in term.names))}
        return frozenset(found - {""})

    def _of_type(self, type_: str) -> tuple[Attribute, ...]:
        """Give the properties that entities of a type have, common ones first; all for no type."""
        counts: Counter[str] = Counter()
        for term in self._entities.all:
            if not type_ or self._entities.is_of(term, type_):
                counts.update(self._held(term))
        order = {one: place for place, one in enumerate(self.all)}
        fixed = [one for one in self.all if one in _LITERAL and counts[one]]
        codes = [one for one in self._targets if counts[one]]
        others = [one for one in counts if one not in _LITERAL and one not in self._targets]
        others.sort(key=lambda one: (-counts[one], order[one]))
        return tuple(self.all[one] for one in (*fixed, *codes, *others))

    def _held(self, term: Term) -> list[str]:
        relations = [iri.removeprefix(str(FORAMEN)) for iri in term.relations]
        own = [one for one in _LITERAL if self._own(term, one)]
        codes = {mapping.source for mapping in self._catalogue.of(term.iri)}
        return [*own, *codes, *(one for one in relations if one in self._relations)]

    def _used_relations(self) -> Mapping[str, Term]:
        """Give the relations that lead from an entity to another."""
        terms = self._catalogue.terms
        used = {
            relation
            for term in self._entities.all
            for relation, targets in term.relations.items()
            if relation in terms and any(target in terms for target in targets)
        }
        found = {terms[iri].id: terms[iri] for iri in sorted(used)}
        return {one: term for one, term in found.items() if one not in _LITERAL}

    def _every(self) -> Iterable[Attribute]:
        for one, (name, description) in _LITERAL.items():
            yield Attribute(one, name, description)
        for source in self._targets:
            known = self._catalogue.terminologies.get(source)
            name = known.name if known is not None else source
            yield Attribute(source, f"{source} code", f"The codes of {name} that it is mapped to.")
        for one, term in self._relations.items():
            yield Attribute(one, term.label, term.definition)


_FORM_OF: Final[Mapping[str, Callable[[Mapped], str]]] = {
    "code": lambda mapping: mapping.code,
    "curie": lambda mapping: mapping.object,
    "iri": lambda mapping: mapping.object_iri,
    "label": lambda mapping: mapping.object_label,
}


def _by_notation(term: Term, attribute: str) -> str:
    """Give the local name of where a member of a family is, as its short code tells it."""
    if attribute == "level" and level_of(term):
        return f"Level_{level_of(term)}"
    if attribute == "side" and side_of(term):
        return f"{side_of(term).capitalize()}Side"
    if attribute == "root" and term.family in _NAMED_BY_ROOT:
        return f"Root_{term.notation}"
    return ""


@lru_cache(maxsize=4096)
def _wanted(said: str) -> frozenset[str]:
    """Give the forms in which a value is compared: as it is written, and by its words."""
    return frozenset({said.strip().casefold(), _key(said)} - {""})


def _key(text: str) -> str:
    """Give what is compared of a value: its words, without those that only say what it is."""
    words = fold(text[:200])
    return " ".join(word for word in words if word not in _UNTELLING) or " ".join(words)

"""Hold why a triple is in the graph: its records, as a tree from the triple to statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foramen.engine.model import Term, Triple

__all__ = [
    "UNRECORDED",
    "Book",
    "Explanation",
    "Record",
    "Remark",
    "Rule",
    "Said",
    "Source",
    "Standing",
    "Step",
]

UNRECORDED: Final = "urn:foramen:triple:"
"""What the key of a triple begins with that the dataset keeps no record of."""

Said: TypeAlias = dict[str, list["Term"]]
"""What the graph says of one record, by property."""

Standing: TypeAlias = Literal["stated", "inferred", "follows", "described", "unnamed", "absent"]
"""How a triple stands in the dataset.

stated: a source says it; inferred: it follows, and its derivation is recorded; follows: it
follows, and no derivation is recorded; described: it is part of how the ontology describes the
subject; unnamed: it has an end without a name, so it cannot be looked up; absent: it is not there.
"""


@dataclass(frozen=True)
class Source:
    """Who says a thing: a claim of the article or a citation; `text` is what it says, our words."""

    iri: str
    label: str
    text: str = ""
    url: str = ""
    strength: str = ""


@dataclass(frozen=True)
class Remark:
    """What one source adds to a statement."""

    source: Source
    notes: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class Rule:
    """A general way in which one thing follows from others.

    Attributes:
        strength: that of the claim which the rule rests on; a rule of logic has none.
        defines: the class whose definition it applies.
        chain: the two relations that a two-step rule joins.
    """

    iri: str
    label: str
    strength: str = ""
    sources: tuple[Source, ...] = ()
    defines: str = ""
    chain: tuple[str, str] | None = None


@dataclass(frozen=True)
class Record:
    """One thing that is stated or that follows.

    Attributes:
        iri: the record's own name; empty where the dataset keeps none.
        axiom: what it is in OWL; of a derived one, the axiom that its rule applies, if any.
        in_definition: whether that axiom is one part of the definition of the subject.
        premises: the keys of the records that it follows from.
    """

    iri: str
    triple: Triple
    inferred: bool
    strength: str
    sources: tuple[Source, ...] = ()
    disputed_by: tuple[Source, ...] = ()
    remarks: tuple[Remark, ...] = ()
    reason: str = ""
    caution: str = ""
    alternatives: tuple[str, ...] = ()
    axiom: str = ""
    in_definition: bool = False
    rule: Rule | None = None
    premises: tuple[str, ...] = ()


@dataclass
class Book:
    """Records by key, what the graph says of them and of all they mention, and what is lacking."""

    said: dict[str, Said] = field(default_factory=dict)
    mentioned: dict[str, Said] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A record at its place in the tree.

    Attributes:
        number: counts the records of the tree; one that is shown twice keeps its number.
        repeated: it is shown in full further up, and only named here.
        left_out: how many of its premises are not shown at all.
    """

    number: int
    record: Record
    repeated: bool = False
    premises: tuple[Step, ...] = ()
    left_out: int = 0

    def walk(self) -> Iterator[Step]:
        """Yield this step and all below it, each record once."""
        if not self.repeated:
            yield self
            for premise in self.premises:
                yield from premise.walk()


@dataclass(frozen=True)
class Explanation:
    """Why a triple is in the graph.

    Attributes:
        graphs: the named graphs that hold it.
        steps: its records as trees, the stated before the derived; mostly one.
        strength: how firmly it is said.
        reckoned: the weakest strength of all it rests on, reckoned again from the tree, or none
            where the tree is not whole.
        hedged_by: the statements and rules that make a derived triple no firmer than it is.
        described_by: the sources of the subject's description, where nothing else is known.
        said: what the graph says of every record, rule and source that was used.
    """

    triple: Triple
    standing: Standing
    graphs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    strength: str = ""
    reckoned: str | None = None
    hedged_by: tuple[Record | Rule, ...] = ()
    described_by: tuple[Source, ...] = ()
    said: Mapping[str, Said] = field(default_factory=dict)

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """Give every step of all trees, each once."""
        return tuple(step for tree in self.steps for step in tree.walk())

    @property
    def left_out(self) -> int:
        """Count the premises that are not shown."""
        return sum(step.left_out for step in self.all_steps)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Give every source that a statement or a rule of the tree rests on, by label."""
        found = {source.iri: source for source in self.described_by}
        for step in self.all_steps:
            record = step.record
            rule = record.rule.sources if record.rule else ()
            for source in (*record.sources, *record.disputed_by, *rule):
                found.setdefault(source.iri, source)
        return tuple(sorted(found.values(), key=lambda source: (source.label, source.iri)))

"""Keep the ledger of released names, `ontology/ids.tsv`: what was once released never vanishes.

A name may be deprecated, with a successor, but it stays and stays of its kind. The ledger only
grows: `python -m foramen.compiler.ledger` adds the names that are new since the last release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef
from rdflib.namespace import OWL, RDF, RDFS

from foramen.compiler.built import Built, local_name
from foramen.compiler.findings import VIOLATION, Finding
from foramen.compiler.tables import read_table
from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["LEDGER", "append_new_names", "check_ledger", "current_names"]

LEDGER = "ontology/ids.tsv"
COLUMNS = ("name", "kind", "since")
MEND = "`python -m foramen.compiler.ledger` adds it"

_KINDS = {
    OWL.Class: "class",
    RDFS.Class: "class",
    OWL.ObjectProperty: "property",
    OWL.AnnotationProperty: "property",
    RDF.Property: "property",
    OWL.NamedIndividual: "individual",
    FORAMEN.BloomLevel: "individual",
    FORAMEN.Strength: "individual",
}


def current_names(built: Built) -> dict[str, str]:
    """Give the kind of each of our names that a user may write down: terms and vocabulary.

    Statements, rules, sources and counts are records that are made of names; they are no terms.
    """
    return {
        local_name(subject): _KINDS[URIRef(str(kind))]
        for name in ("axioms", "about")
        for subject, kind in built.graph(name).subject_objects(RDF.type)
        if kind in _KINDS and str(subject).startswith(str(FORAMEN))
    }


def check_ledger(built: Built, sources: Path) -> Iterator[Finding]:
    """Compare the names of the dataset with those that were released."""
    now, released = current_names(built), _released(sources)
    for name in sorted(released.keys() | now.keys()):
        kind, was = now.get(name), released.get(name)
        if kind == was:
            continue
        if was is None:
            message = f"The {kind} is not in the ledger: {MEND}."
        elif kind is None:
            message = (
                f"A released {was} is gone. Put it back as deprecated, with the term that takes "
                "its place; or remove its row, if it was never released."
            )
        else:
            message = f"It was released as a {was} and is now a {kind}. Give the {kind} a new name."
        yield Finding(VIOLATION, str(FORAMEN[name]), LEDGER, kind or "", message, "ledger")


def append_new_names(built: Built, sources: Path, since: str) -> tuple[str, ...]:
    """Add the names that the ledger lacks, in the order of the alphabet; give them back."""
    path = sources / LEDGER
    now, released = current_names(built), _released(sources)
    new = tuple(sorted(now.keys() - released.keys()))
    text = path.read_text("utf-8") if path.exists() else "\t".join(COLUMNS) + "\n"
    text += "".join(f"{name}\t{now[name]}\t{since}\n" for name in new)
    path.write_text(text, "utf-8")
    return new


def _released(sources: Path) -> Mapping[str, str]:
    path = sources / LEDGER
    if not path.exists():
        return {}
    return {row.cells["name"]: row.cells["kind"] for row in read_table(path, sources).rows}


def _main() -> None:
    from foramen import resources
    from foramen.knowledge import load_knowledge

    built = Built(load_knowledge(resources.dataset_directory()))
    sources = resources.sources_root()
    new = append_new_names(built, sources, resources.version())
    print(f"{len(new)} names added to {sources / LEDGER}")  # noqa: T201  the command's answer


if __name__ == "__main__":
    _main()

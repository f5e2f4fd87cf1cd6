"""Give the tests of views a catalogue written by hand, and the real one."""

from __future__ import annotations

import pytest

from foramen.terminology.catalogue import Catalogue
from foramen.terminology.model import Mapped, Name, Term, Terminology

F = "https://w3id.org/foramen/"


def term(local, kind="class", *, names=(), parents=(), relations=None, **more):
    """Make a term that is called like its identifier, in lower case."""
    label = local.lower()
    return Term(
        iri=F + local,
        kind=kind,
        label=label,
        definition=f"What is called {label}.",
        names=(Name(label, "label"), *(Name(text, name_kind) for text, name_kind in names)),
        topic=more.pop("topic", "anatomy"),
        family="",
        notation="",
        parents=tuple(F + parent for parent in parents),
        relations={
            F + name: tuple(F + end for end in ends) for name, ends in (relations or {}).items()
        },
        **more,
    )


def mapped(subject, predicate, code, label=""):
    """Make a mapping to a code of UBERON."""
    return Mapped(
        iri=f"{F}mapping_{subject}_{code}",
        subject=F + subject,
        predicate=f"skos:{predicate}Match",
        object=f"UBERON:{code}",
        object_iri=f"http://purl.obolibrary.org/obo/UBERON_{code}",
        object_label=label,
        justification="semapv:ManualMappingCuration",
        confidence=0.9,
        source="UBERON",
        source_version="2026-04-01",
    )


@pytest.fixture(scope="session")
def hand_made() -> Catalogue:
    """A catalogue with what can go wrong: quotes, braces, an obsolete term, inherited relations."""
    terms = [
        term("Thing", topic=""),
        term("Root", parents=["Thing"]),
        term("LeftRoot", parents=["Root"]),
        term("Opening", parents=["Thing"], relations={"transmits": ["Root"]}),
        term(
            "LeftOpening",
            parents=["Opening"],
            names=[('the "left" {one}', "exact"), ("LO", "abbreviation"), ("hole", "related")],
            relations={
                "transmits": ["Root", "LeftRoot"],
                "transmitsRoot": ["LeftRoot"],
                "narrows": ["Opening"],
                "definedBy": ["rule_1"],
            },
            sources=(f"{F}source_X",),
        ),
        term("OldOpening", parents=["Opening"], deprecated=True, replaced_by=f"{F}Opening"),
        term("GradeOne", "individual", parents=["Thing"], topic="grading"),
        term("transmits", "property"),
        term("transmitsRoot", "property", parents=["transmits"]),
        term("narrows", "property"),
    ]
    mappings = [
        mapped("Root", "exact", "0000001", 'a "root"'),
        mapped("LeftOpening", "broad", "0000002"),
    ]
    uberon = Terminology(
        "UBERON", "Uber-anatomy", "http://purl.obolibrary.org/obo/UBERON_", "", "", "2026-04-01",
        "", "", "",
    )  # fmt: skip
    return Catalogue(terms, mappings, [uberon])


@pytest.fixture(scope="session")
def real(real_catalogue: Catalogue) -> Catalogue:
    """The catalogue of the real dataset."""
    return real_catalogue

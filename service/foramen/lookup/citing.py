"""Say how to cite the dataset, from what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.distributions import DATASET
from foramen.engine.model import Bindings
from foramen.namespaces import DCTERMS

from .citations import bibtex_entry

if TYPE_CHECKING:
    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge

__all__ = ["Citing", "citing"]

_ABOUT: Final = f"""
PREFIX dcterms: <{DCTERMS}>
SELECT ?title ?creator ?issued WHERE {{
  OPTIONAL {{ <{DATASET}> dcterms:title ?title }}
  OPTIONAL {{ <{DATASET}> dcterms:creator ?creator }}
  OPTIONAL {{ <{DATASET}> dcterms:issued ?issued }}
}}
"""


@dataclass(frozen=True)
class Citing:
    """How to cite a dataset, as a line and as BibTeX; `date` is empty where it says none."""

    title: str
    creator: str
    date: str
    text: str
    bibtex: str


def citing(knowledge: Knowledge, engine: Engine) -> Citing:
    """Put the reference together: who, when, what, which version, where."""
    answer = engine.answer(engine.guard.check(_ABOUT))
    row = answer.rows[0] if isinstance(answer, Bindings) and answer.rows else {}
    title = str(row.get("title", "Foramen"))
    creator = str(row.get("creator", "The Foramen contributors"))
    date = str(row.get("issued", ""))
    year = date[:4] or "n.d."
    version, iri = knowledge.version, knowledge.version_iri
    fields = (
        ("author", creator),
        ("title", title),
        ("year", date[:4]),
        ("date", date),
        ("version", version),
        ("howpublished", "Data set"),
        ("url", iri),
        ("note", f"Version {version}, licensed CC BY 4.0"),
    )
    return Citing(
        title=title,
        creator=creator,
        date=date,
        text=f"{creator} ({year}). {title}, version {version} [data set]. {iri}. CC BY 4.0.",
        bibtex=bibtex_entry("misc", "foramen", fields),
    )

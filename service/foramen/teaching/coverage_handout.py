"""Arrange the coverage of a syllabus as a handout: tables of the page, and JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .handout import Handout, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from foramen.terminology.model import Term

    from .coverage import Coverage, Covered, Late
    from .handout import Cell
    from .matched import Line
    from .model import Prerequisite

__all__ = ["LEAD", "covered_handout", "empty_handout"]

LEAD = "What a syllabus covers, what it misses, and where its order breaks a prerequisite."


def empty_handout() -> Handout:
    """Give what there is before a syllabus is given."""
    return Handout("coverage", "Coverage", LEAD, (), "/teach/coverage")


def covered_handout(found: Coverage, address: str = "") -> Handout:
    """Arrange what was found.

    Args:
        found: what was found.
        address: the path and query that show it, if any do.
    """
    number = found.numbers
    lead = (
        f"Lines: {number['lines']:,}, of which {number['matched']:,} are matched, "
        f"{number['in_part']:,} in part and {number['unmatched']:,} not; "
        f"concepts that they teach: {len(found.covered)}; "
        f"prerequisites in no line: {number['missing']}; breaks of order: {number['order']}. "
        "A concept counts as taught where a line names it, also in passing. "
        "Prerequisites are the editors' judgement."
    )
    return Handout(
        "coverage",
        "Coverage of a syllabus",
        lead,
        tuple(_sheets(found)),
        address,
        members=_members(found),
    )


def _sheets(found: Coverage) -> Iterator[Sheet]:
    label = _labels
    yield Sheet(
        "lines",
        "Lines and what they name",
        (
            "line",
            "text",
            "matched",
            "recognised",
            "not recognised",
            "concepts",
            "identifiers",
            "topics",
            "nearest terms",
        ),
        tuple(
            (
                line.item.number,
                line.item.text,
                line.matched,
                "; ".join(line.words),
                "; ".join(one.words for one in line.rest),
                "; ".join(label(mention.named) for mention in line.mentions),
                "; ".join(mention.concept.id for mention in line.mentions),
                "; ".join(topic.label for topic in line.topics),
                label(_near(line)),
            )
            for line in found.lines
        ),
    )
    yield Sheet(
        "covered",
        "Concepts that are taught",
        ("concept", "identifier", "topic", "first line", "lines"),
        tuple(
            (*_named(one), one.topic.label if one.topic else "", one.first, _numbers(one.lines))
            for one in found.covered
        ),
    )
    yield Sheet(
        "missing",
        "Needed and in no line",
        ("concept", "line", "needs", "identifier", "how", "reason"),
        tuple(_gap_rows(found)),
    )
    yield Sheet(
        "order",
        "Taught after what needs it",
        ("concept", "line", "is needed by", "in line", "reason"),
        tuple(_late_rows(found.late)),
    )
    yield Sheet(
        "repeats",
        "Named in several lines",
        ("concept", "named as", "lines"),
        tuple((one.concept.label, label(one.named), _numbers(one.lines)) for one in found.repeats),
    )
    yield Sheet(
        "topics",
        "How much of each topic is taught",
        ("topic", "taught", "of", "not taught", "named in lines"),
        tuple(
            (
                one.topic.label,
                len(one.covered),
                len(one.covered) + len(one.missing),
                label(one.missing),
                _numbers(one.lines),
            )
            for one in found.shares
        ),
    )
    yield Sheet(
        "in part",
        "Lines that are matched in part",
        ("line", "text", "recognised", "not recognised", "nearest terms"),
        tuple(
            (line.item.number, line.item.text, "; ".join(line.words), one.words, label(one.near))
            for line in found.in_part
            for one in line.rest
        ),
    )
    yield Sheet(
        "unmatched",
        "Lines that name nothing known",
        ("line", "text", "nearest terms"),
        tuple((one.item.number, one.item.text, label(one.near)) for one in found.unmatched),
    )
    if found.late and found.proposed:
        yield Sheet(
            "proposed order",
            "The same lines in an order that breaks nothing",
            ("place", "line", "text"),
            tuple(
                (place, one.item.number, one.item.text)
                for place, one in enumerate(found.proposed, 1)
            ),
        )


def _gap_rows(found: Coverage) -> Iterator[tuple[Cell, ...]]:
    terms = found.curriculum.catalogue.terms
    for gap in found.gaps:
        start = gap.covered.concept.label, gap.covered.first
        for one in gap.direct:
            needs = terms[one.needs]
            yield (*start, needs.label, needs.id, "directly", one.rationale)
        for needs in gap.further:
            yield (*start, needs.label, needs.id, "by way of others", "")


def _late_rows(late: Iterable[Late]) -> Iterator[tuple[Cell, ...]]:
    for one in late:
        for breach in one.before:
            way = f"by way of {_labels(breach.by_way)}" if breach.by_way else ""
            reason = breach.reason.rationale if breach.reason else way
            by = breach.covered
            yield one.covered.concept.label, one.covered.first, by.concept.label, by.first, reason


def _members(found: Coverage) -> Mapping[str, Any]:
    return {
        "numbers": dict(found.numbers),
        "include": [one.key for one in found.topics],
        "lines": [_line(one) for one in found.lines],
        "covered": [
            {
                "concept": _term(one.concept),
                "topic": one.topic.key if one.topic else None,
                "lines": list(one.lines),
            }
            for one in found.covered
        ],
        "missing": [
            {
                "concept": _term(gap.covered.concept),
                "line": gap.covered.first,
                "needs": [
                    {
                        **_term(found.curriculum.catalogue.terms[one.needs]),
                        "reason": _reason(one),
                    }
                    for one in gap.direct
                ],
                "further": [_term(one) for one in gap.further],
            }
            for gap in found.gaps
        ],
        "order": [
            {
                "concept": _term(one.covered.concept),
                "line": one.covered.first,
                "before": [
                    {
                        "concept": _term(breach.covered.concept),
                        "line": breach.covered.first,
                        "reason": _reason(breach.reason),
                        "by_way": [_term(term) for term in breach.by_way],
                    }
                    for breach in one.before
                ],
            }
            for one in found.late
        ],
        "repeats": [
            {
                "concept": _term(one.concept),
                "named": [_term(term) for term in one.named],
                "lines": list(one.lines),
            }
            for one in found.repeats
        ],
        "topics": [
            {
                "topic": one.topic.key,
                "label": one.topic.label,
                "covered": [_term(term) for term in one.covered],
                "missing": [_term(term) for term in one.missing],
                "lines": list(one.lines),
            }
            for one in found.shares
        ],
        "tangled": list(found.tangled),
        "proposed": [one.item.number for one in found.proposed] if found.proposed else None,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "line": line.item.number,
        "text": line.item.text,
        "matched": line.matched,
        "recognised": list(line.words),
        "unrecognised": [
            {"words": one.words, "phrase": one.phrase, "near": [_term(term) for term in one.near]}
            for one in line.rest
        ],
        "concepts": [
            {
                **_term(one.concept),
                "named": [_term(term) for term in one.named],
                "words": one.words,
            }
            for one in line.mentions
        ],
        "topics": [topic.key for topic in line.topics],
        "near": [_term(one) for one in line.near],
    }


def _near(line: Line) -> Iterable[Term]:
    """Give what a line or what was not recognised of it may mean, each once."""
    terms = (*line.near, *(term for one in line.rest for term in one.near))
    return {term.iri: term for term in terms}.values()


def _reason(one: Prerequisite | None) -> str | None:
    return one.rationale if one else None


def _term(term: Term) -> dict[str, str]:
    return {"id": term.id, "label": term.label, "iri": term.iri}


def _named(one: Covered) -> tuple[str, str]:
    return one.concept.label, one.concept.id


def _labels(terms: Iterable[Term]) -> str:
    return "; ".join(term.label for term in terms)


def _numbers(lines: Iterable[int]) -> str:
    return ", ".join(map(str, lines))

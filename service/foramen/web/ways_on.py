"""Say, for each way to fail, what was asked, how to mend it, and where to go on from there.

Nothing here may fail itself: where a look-up does, the page is told without what it would give.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_plus

from flask import g, request, url_for

from foramen.lookup.model import Link

from .question_library import words_of
from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.questions import Question

    from .problems import Problem

__all__ = ["WaysOn", "ways_on"]

_log: Final = logging.getLogger(__name__)

_LONGEST_SHOWN: Final = 300
_LONGEST_TYPED: Final = 120
_SHOWN: Final = 5
_FEW: Final = 3
# How to mend it, by what went wrong, else by the status.
_MENDS: Final[Mapping[str, str]] = {
    "query-syntax-error": "Mend the marked place below and run it again.",
    "unknown-function": "Use a function of SPARQL 1.1, such as CONTAINS, REPLACE or xsd:integer.",
    "bad-parameter": "Choose a value that the parameter accepts; its page offers some.",
    "query-not-allowed": "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE; nothing can be changed.",
    "unknown-term": "Look at the spelling, or search for a part of the name.",
    "unknown-code": "Look at the code and its prefix, or search for what it stands for.",
    "unknown-place": "Write the level as in L4-L5 and the side, or choose it on the spine.",
    "unknown-terminology": "Choose one of the terminologies that the mappings lead to.",
    "unknown-topic": "Choose one of the topics to teach.",
    "not-stated": "See what the graph holds instead; that it is not stated does not make it false.",
    "unknown-question": "Choose one of the questions, or ask it in SPARQL.",
    "not-acceptable": "Name one of the formats on offer in Accept, or by format= in the address.",
    "query-timeout": "Bind more of the query to known terms, or ask for fewer rows.",
    "query-out-of-memory": "Bind more of the query to known terms; sort and group less.",
    "answer-too-large": "Ask for part of it with LIMIT and OFFSET, or take the files.",
    "query-too-large": "Ask it in several smaller queries, or take the files.",
    "query-too-complex": "Ask it in several smaller queries.",
    "too-many-requests": "Wait, then go on more slowly; whole files are one request.",
    "engine-busy": "Wait a few seconds and ask again; the request is right.",
    "400": "Look at what was asked above, and ask again.",
    "404": "Look at the spelling of the address, or search for what you were looking for.",
    "405": "Open the address as a page instead of sending something to it.",
    "408": "Send the body again, in one go.",
    "413": "Send less at a time.",
    "415": "Send it in one of the forms on offer.",
    "500": "It is not your doing. Tell whoever runs this the number below, and try again.",
    "502": "It is not your doing. Try again in a little while.",
    "503": "Wait a few seconds and ask again; the request may well be right.",
}
_NO_TERMS: Final = {"unknown-question", "unknown-topic"}  # their names are no terms
_TITLES: Final[Mapping[int, str]] = {
    400: "The request cannot be read",
    404: "Nothing is here",
    405: "Nothing can be sent here",
    413: "What was sent is too large",
}
_PAGES: Final[Mapping[str, tuple[str, str]]] = {
    "spine": ("spine.spine", "The spine, level by level"),
    "correlate": ("correlate.correlate", "Correlate findings"),
    "browse": ("browse.kinds", "Browse all terms"),
    "terms": ("browse.kinds", "Browse all terms"),
    "teach": ("teach_topics.topics", "Teach"),
    "questions": ("questions.library", "Questions"),
    "sparql": ("sparql.sparql", "SPARQL"),
    "query": ("sparql.sparql", "SPARQL"),
    "about": ("about.about", "About Foramen"),
    "sources": ("sources.sources", "Sources"),
    "compare": ("compare.compare", "Compare terms"),
    "mappings": ("mappings.everything", "Mappings"),
    "annotate": ("annotation.page", "Annotate a text"),
    "api": ("openapi.page", "Interfaces"),
    "docs": ("openapi.page", "Interfaces"),
    "downloads": ("dumps.downloads", "Downloads"),
    "prefixes": ("metadata.prefixes", "Prefixes"),
    "search": ("search.search", "Search"),
    "explain": ("explain.explain", "Why is something in the graph?"),
}


@dataclass(frozen=True)
class WaysOn:
    """What the page of a problem shows beside the problem.

    Attributes:
        asked: the method and address, shortened.
        title: what it is called in plain words, where HTTP's own are technical.
        typed: the words to search for, where there are some.
        near: names that the problem itself offers, each with the label of what it names.
    """

    asked: str
    mend: str
    title: str = ""
    typed: str = ""
    near: tuple[tuple[str, str], ...] = ()
    terms: tuple[Link, ...] = ()
    questions: tuple[Question, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()


def ways_on(problem: Problem) -> WaysOn:
    """Find the ways on from a problem."""
    asked = f"{request.method} {request.path}"
    text = unquote_plus(request.query_string.decode("utf-8", "replace"))
    if text and g.get("query") is None:  # a query is shown whole
        asked += f"?{text}"
    if len(asked) > _LONGEST_SHOWN:
        asked = f"{asked[:_LONGEST_SHOWN]}…"
    mend = _MENDS.get(problem.kind) or _MENDS.get(str(problem.status), "")
    if problem.status == 413:
        mend += f" The most that is read is {service().settings.max_request_bytes:,} bytes."
    ways = WaysOn(asked, mend, "" if problem.kind else _TITLES.get(problem.status, ""))
    if problem.status not in {400, 404, 405}:
        return ways
    try:
        return _found(problem, ways)
    except Exception:  # noqa: BLE001 -- a problem must be told, whatever a look-up does
        _log.exception("no ways on from %s", request.path)
        return ways


def _found(problem: Problem, ways: WaysOn) -> WaysOn:
    if problem.status == 405:
        return replace(ways, pages=((request.path, "this address as a page"),))
    typed = _typed(problem)
    near = problem.facts.get("near", ())
    return replace(
        ways,
        typed=typed,
        near=_named(near) if problem.kind not in _NO_TERMS else (),
        terms=_terms(typed) if problem.status == 404 and not near else (),
        questions=_questions(typed, near) if problem.status == 404 else (),
        pages=_pages(),
    )


def _typed(problem: Problem) -> str:
    """Give the words that a reader was after: of the address, or of the parameter in question."""
    if problem.status != 404:
        return ""
    named = request.args.get("name") or request.args.get("code") or request.args.get("q")
    words = named or re.sub(r"\.\w{1,6}$", "", request.path.rstrip("/").rpartition("/")[2])
    if not named:
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words.replace("_", " "))
        if "-" in words and not re.search(r"\d", words):
            words = words.replace("-", " ")
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", words).split())[:_LONGEST_TYPED]


def _named(near: Iterable[str]) -> tuple[tuple[str, str], ...]:
    names = service().concepts.names
    labels = {name: names.label(names.find(name) or name) for name in near}
    first = {label: name for name, label in reversed(labels.items())}
    return tuple((name, label) for name, label in labels.items() if first[label] == name)


def _terms(typed: str) -> tuple[Link, ...]:
    if not typed:
        return ()
    hits = service().search.best(typed, kinds={"class", "individual"}, limit=_SHOWN)
    return tuple(Link(hit.term.iri, hit.term.label) for hit in hits)


def _questions(typed: str, near: Any) -> tuple[Question, ...]:
    """Give the questions that share most words with what was typed, two at least."""
    library = service().questions
    found = [library[name] for name in near if name in library]
    wanted = {word for word in re.findall(r"[a-z0-9]+", typed.lower()) if len(word) > _FEW}
    shared = [(len(wanted.intersection(words_of(one).split())), one) for one in library.values()]
    best = sorted(shared, key=lambda pair: (-pair[0], pair[1].summary))
    found += [one for number, one in best[:_FEW] if number > 1 and one not in found]
    return tuple(found[:_SHOWN])


def _pages() -> tuple[tuple[str, str], ...]:
    """Give the pages whose names are like a part of the address."""
    parts = [part.lower() for part in request.path.split("/") if part][:2]
    names = [name for part in parts for name in get_close_matches(part, _PAGES, n=2, cutoff=0.7)]
    found = {url_for(_PAGES[name][0]): _PAGES[name][1] for name in names}
    return tuple((address, title) for address, title in found.items() if address != request.path)

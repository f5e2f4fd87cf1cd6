"""Ask for pages, each time at another address: what is kept in memory is no measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from .interface_requests import REQUESTS, a_level, a_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from .interface_requests import Request

__all__ = ["PAGES"]

_MUSCLES: Final = ("ElbowFlexors", "ElbowExtensors", "AnkleDorsiflexors", "LongToeExtensors")
_QUESTIONS: Final = (
    ("which-root-exits-through-a-foramen", "foramen"),
    ("which-structures-bound-a-foramen", "foramen"),
)
_KINDS: Final = (
    "Foramen",
    "ForaminalStenosis",
    "LateralDiscHerniation",
    "ParacentralDiscHerniation",
)
_CLASSES: Final = (
    "ForaminalStenosis", "IntervertebralForamen", "SpinalNerveRoot", "Radiculopathy",
    "DiscHerniation",
    "LumbarForaminalStenosis", "Dermatome", "VertebralPart", "Osteophyte", "FacetArthropathy",
    "EpiduralInjection", "SpinalNerve",
)  # fmt: skip
_FILTERS: Final = ("root", "disc", "left", "foramen", "a", "lumbar", "stenosis", "nerve")


def _page(path: str, **query: Any) -> Request:
    return f"{path}?{urlencode(query)}", None


def _once_more(number: int, *paths: str) -> Request:
    """Ask for pages of which there are few: signs that part nothing make another address."""
    path = paths[number % len(paths)]
    return f"{path}{'&' if '?' in path else '?'}{'&' * (number + 2)}", None


def _same(*paths: str) -> Callable[[int], Request]:
    return lambda number: _once_more(number, *paths)


def _spine_level(number: int) -> Request:
    return _once_more(number, f"/spine/{a_level(number)}/{a_side(number)}")


def _spine_beside(number: int) -> Request:
    other = a_level(number + 1 + number // 46)
    return _page(f"/spine/{a_level(number)}/{a_side(number)}", **{"with": f"{other}-left"})


def _figure(number: int) -> Request:
    blanks = " " * (number // 46)
    return _page("/spine/picture.svg", level=a_level(number) + blanks, side=a_side(number))


def _body(number: int) -> Request:
    root = a_level(number).rpartition("-")[0]
    return _page("/spine/body.svg", root=f"Root_{root}_{a_side(number)}" + " " * (number // 46))


def _term(number: int) -> Request:
    name = f"{_KINDS[number // 46 % 4]}_{a_level(number)}_{a_side(number)}"
    return _once_more(number, f"/{name}")


def _correlate(number: int) -> Request:
    finding = f"KeyMuscle_{_MUSCLES[number % 4]}"
    return _page("/correlate", side=a_side(number), finding=finding, text=f"case {number}")


def _search(number: int) -> Request:
    return _page("/search", q=f"{a_side(number)} {a_level(number)} foramen {number}")


def _suggest(number: int) -> Request:
    typed = f"{a_side(number)} {a_level(number)} foraminal stenosis"
    return _page("/search/suggest", q=typed[: 3 + number % len(typed)] + " " * (number + 2))


def _question(number: int) -> Request:
    name, parameter = _QUESTIONS[number // 46 % 2]
    foramen = f"Foramen_{a_level(number)}_{a_side(number)}"
    return _page(f"/questions/{name}", **{parameter: foramen + " " * (number // 92)})


def _sparql(number: int) -> Request:
    query = f"SELECT * {{ ?s ?p ?o }} LIMIT {100 + number}"
    return f"/sparql?query={quote(query)}&format=html", None


def _compare(number: int) -> Request:
    a, b = f"Foramen_{a_level(number)}_left", f"Foramen_{a_level(number + 1 + number // 23)}_right"
    return _page("/compare", a=a, b=b)


def _compare_classes(number: int) -> Request:
    a, b = (_CLASSES[one % len(_CLASSES)] for one in (number, number + 1 + number // 12 % 11))
    return _page("/compare", a=a, b=b + " " * (number // 132))


def _opened(path: str, name: str) -> Callable[[int], Request]:
    """Open a tree at a term of each level."""

    def request(number: int) -> Request:
        term = name.format(a_level(number), a_level(number).partition("-")[2], a_side(number))
        return _page(path, open=term, filter=" " * (number // 23 + 1))

    return request


def _filtered(path: str) -> Callable[[int], Request]:
    """Filter by words of which much has one."""
    return lambda n: _page(path, filter=_FILTERS[n % len(_FILTERS)] + " " * (n // len(_FILTERS)))


def _path(number: int) -> Request:
    to, known = (_CLASSES[one % len(_CLASSES)] for one in (number, number + 1 + number // 12 % 11))
    return _page("/teach/path", to=to, known=known + " " * (number // 132))


def _plan(number: int) -> Request:
    to = _CLASSES[number % len(_CLASSES)]
    return _page("/teach/plan", target=to, units=3 + number // 12, size=5)


def _coverage(number: int) -> Request:
    named = (a_level(number), *(_CLASSES[(number + one) % len(_CLASSES)] for one in range(9)))
    return _page("/teach/coverage", text="\n".join(named) + " " * (number // 276))


def _quiz(number: int) -> Request:
    return _page("/teach/quiz", topic="roots", seed=number)


def _letter(number: int) -> Request:
    return _once_more(number, *(f"/browse/letters/{letter}" for letter in "adlnrs"))


PAGES: Final[dict[str, Callable[[int], Request]]] = {
    "no work": REQUESTS["no work"],
    "home": _same("/"),
    "spine": _same("/spine/"),
    "spine: a level": _spine_level,
    "spine: a level beside another": _spine_beside,
    "picture of the spine": _figure,
    "picture of the body": _body,
    "concept page of a level": _term,
    "concept page of a class": _same(*(f"/{name}" for name in _CLASSES)),
    "correlate": _correlate,
    "search": _search,
    "suggest while typing": _suggest,
    "tree of kinds": _same("/browse/"),
    "tree of kinds, opened": _opened("/browse/", "Foramen_{0}_{2}"),
    "tree of kinds, filtered": _filtered("/browse/"),
    "tree of parts, opened": _opened("/browse/parts", "Vertebra_{1}"),
    "tree of parts, filtered": _filtered("/browse/parts"),
    "topics": _same("/browse/topics"),
    "letters": _letter,
    "letters, filtered": _filtered("/browse/letters"),
    "questions": _same("/questions"),
    "question with its answer": _question,
    "sources": _same("/sources/"),
    "a source": _same("/sources/RADIO-IVF", "/sources/ARTICLE"),
    "claims": _same("/sources/claims"),
    "a claim": _same("/sources/claims/PUR03", "/sources/claims/INT01"),
    "compare two levels": _compare,
    "compare two classes": _compare_classes,
    "SPARQL, 100 rows as a page": _sparql,
    "about": _same("/about", "/about/changes"),
    "topics to teach": _same("/teach/"),
    "a topic to teach": _same("/teach/topics/roots", "/teach/topics/symptoms"),
    "objectives": _same("/teach/objectives"),
    "path to a concept": _path,
    "plan of lessons": _plan,
    "coverage of ten lines": _coverage,
    "ten quiz drafts": _quiz,
    "flash cards": _same("/teach/cards?topic=roots", "/teach/cards?topic=narrowing"),
    "study sheet of roots": _same("/teach/sheets?sheet=roots"),
}
"""The first needs no work; the others are shown beside it."""

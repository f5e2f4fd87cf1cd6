"""Let people walk the terms: by kind, by part, by topic, by letter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

from flask import Blueprint, Response, get_template_attribute, render_template, request, url_for

from foramen.engine.results import BINDINGS, write_answer
from foramen.errors import UnknownTerm
from foramen.namespaces import FORAMEN
from foramen.terminology import lists
from foramen.terminology.kind_tree import KindTree
from foramen.terminology.part_tree import PartTree
from foramen.terminology.trees import filtered, fits, plain_words, sides_of
from foramen.web import browsing
from foramen.web.browsing import Branch
from foramen.web.negotiation import choose_output, written_response
from foramen.web.parameters import Parameters
from foramen.web.presentation import address
from foramen.web.service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markupsafe import Markup

    from foramen.engine.model import Bindings
    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term
    from foramen.terminology.trees import Fold, Node

__all__ = ["blueprint"]

blueprint: Final = Blueprint("browse", __name__)

_LONGEST: Final = 200
_FILES: Final = (("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json"))


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is the same for every node of a tree.

    Attributes:
        page: the address of the tree.
        root: what the address of a term begins with; its local name follows.
        explain: the address that explains a triple.
        way: the IRIs of the terms whose branches are open.
        whole: whether every branch is open.
        noun: what is counted below a node.
        families: the name of each family by the IRI of its general term.
        kept: what closed branches look like; most of a tree is the same on every page.
    """

    page: str
    root: str
    explain: str
    here: Term | None
    way: frozenset[str]
    whole: bool
    noun: str
    families: Mapping[str, str]
    kept: dict[int, Markup]

    def item(self, node: Node, above: Term | None) -> Markup:
        """Draw a node and what lies below it."""
        if self.whole or (node.main and node.term.iri in self.way):
            return self._item(node, above)
        if id(node) not in self.kept:
            self.kept[id(node)] = self._item(node, above)
        return self.kept[id(node)]

    def _item(self, node: Node, above: Term | None) -> Markup:
        draw = get_template_attribute("browse/_tree.html", "tree_item")
        return cast("Markup", draw(node, self, above))

    def opens(self, fold: Fold) -> bool:
        """Tell whether the way leads through a family."""
        return self.whole or any(node.main and node.term.iri in self.way for node in fold.nodes)

    def why(self, node: Node, whole: Term) -> str:
        """Give the address that tells by whom a part is said, and how firmly, or why it follows."""
        said = (node.term.id, "partOf", whole.id)
        if node.how == "has":
            said = (whole.id, "hasPart", node.term.id)
        given = zip(("subject", "predicate", "object"), said, strict=True)
        return f"{self.explain}?{urlencode(dict(given))}"

    def to_family(self, head: Term) -> str:
        """Give the address where the members of a family are drawn."""
        name = self.families.get(head.iri)
        return f"{self.page}?family={name}" if name else f"{self.page}?open={head.id}#here"


_kinds = lru_cache(maxsize=2)(KindTree)
_parts = lru_cache(maxsize=2)(PartTree)
_families = lru_cache(maxsize=2)(lists.families)
_topics = lru_cache(maxsize=2)(lists.by_topic)
_letters = lru_cache(maxsize=2)(lists.by_letter)


@blueprint.get("/browse/")
def kinds() -> Response:
    """Show what is a kind of what, as a tree that opens at a term or holds one family."""
    parameters = Parameters(request.args, ("open", "family", "filter", "format"))
    catalogue = service().catalogue
    tree = _kinds(catalogue)
    here = _term(parameters.text("open"))
    family = parameters.choice("family", ("", *sorted(tree.families)), "")
    words = plain_words(parameters.text("filter", most=_LONGEST))
    top = tree.families[family] if family else here
    if request_for := _wanted(parameters):
        rows = browsing.kind_rows(catalogue, _chosen(catalogue, top, words))
        return _file(rows, request_for, "kinds")
    roots = (tree.branch(tree.families[family].iri),) if family else tree.roots
    return _page(
        "browse.html",
        roots=filtered(roots, words) if words else roots,
        drawn=Drawing(
            page=url_for(".kinds"),
            root=_root(),
            explain=url_for("explain.explain"),
            here=here,
            way=frozenset(tree.way(here.iri)) if here else frozenset(),
            whole=bool(words or family),
            noun="kind",
            families={head.iri: name for name, head in tree.families.items()},
            kept=_drawn(tree, _root()),
        ),
        family=tree.families[family] if family else None,
        terms=sum(term.kind == "class" for term in catalogue.terms.values()),
        query=browsing.kinds_query(Branch(top.iri, top.curie) if top else None),
        branch=top,
    )


@blueprint.get("/browse/parts")
def parts() -> Response:
    """Show what is part of what."""
    parameters = Parameters(request.args, ("open", "filter", "format"))
    catalogue = service().catalogue
    tree = _parts(catalogue)
    here = _term(parameters.text("open"))
    words = plain_words(parameters.text("filter", most=_LONGEST))
    if request_for := _wanted(parameters):
        terms = catalogue.terms
        some = [
            one
            for one in tree.parts
            if fits(terms[one.part].label, words) or fits(terms[one.whole].label, words)
        ]
        return _file(browsing.part_rows(terms, some), request_for, "parts")
    held = here is not None and tree.holds(here.iri)
    return _page(
        "browse/parts.html",
        roots=filtered(tree.roots, words) if words else tree.roots,
        drawn=Drawing(
            page=url_for(".parts"),
            root=_root(),
            explain=url_for("explain.explain"),
            here=here,
            way=frozenset(tree.way(here.iri)) if here and held else frozenset(),
            whole=bool(words),
            noun="part",
            families={},
            kept=_drawn(tree, _root()),
        ),
        held=held,
        query=browsing.PARTS_QUERY,
    )


@blueprint.get("/browse/topics")
def topics() -> Response:
    """Show the terms by topic, and the families of terms."""
    parameters = Parameters(request.args, ("topic", "filter", "format"))
    catalogue = service().catalogue
    every = _topics(catalogue)
    topic = parameters.choice("topic", ("", *every), "")
    words = plain_words(parameters.text("filter", most=_LONGEST))
    kept = {
        name: [term for term in terms if fits(term.label, words)]
        for name, terms in every.items()
        if topic in {"", name}
    }
    if request_for := _wanted(parameters):
        rows = browsing.term_rows(term for terms in kept.values() for term in terms)
        return _file(rows, request_for, "topics")
    return _page(
        "browse/topics.html",
        topics={name: terms for name, terms in kept.items() if terms},
        topic=topic,
        every=every,
        families=[one for one in _families(catalogue) if fits(one.head.label, words)],
        query=browsing.TOPICS_QUERY,
    )


@blueprint.get("/browse/letters", defaults={"letter": ""})
@blueprint.get("/browse/letters/<letter>")
def letters(letter: str) -> Response:
    """Show every name by its first letter; without one, the first."""
    parameters = Parameters(request.args, ("filter", "format"))
    every = _letters(service().catalogue)
    words = plain_words(parameters.text("filter", most=_LONGEST))
    chosen = letter.lower()
    if letter and chosen not in every:
        raise UnknownTerm(f"name that begins with {letter[:20]}")
    # The words of a filter are looked for under every letter, where none was chosen.
    whole = not letter and (words or _wanted(parameters))
    wanted = tuple(every) if whole else (chosen or next(iter(every), ""),)
    entries = [one for name in wanted for one in every.get(name, ()) if fits(one.name.text, words)]
    if request_for := _wanted(parameters):
        return _file(browsing.name_rows(entries), request_for, f"names-{letter or 'all'}")
    return _page(
        "browse/letters.html",
        letters={name: len(names) for name, names in every.items()},
        letter=chosen,
        shown="" if whole else wanted[0],
        entries=entries,
        query=browsing.NAMES_QUERY,
    )


def _term(name: str) -> Term | None:
    """Give the term that a tree is opened at."""
    if not name:
        return None
    term = service().catalogue.get(name)
    if term is None:
        raise UnknownTerm(name[:_LONGEST], service().concepts.names.near(name))
    return term


def _chosen(catalogue: Catalogue, top: Term | None, words: Sequence[str]) -> Iterable[Term]:
    """Give the terms of the tree, or of the branch below a term, that a filter lets through."""
    every: Mapping[str, Term] = catalogue.terms
    some = [top.iri, *catalogue.descendants(top.iri)] if top else list(every)
    for iri in some:
        term = every[iri]
        beside = " ".join(one.label for one in sides_of(term, catalogue))
        if term.kind != "property" and fits(f"{term.label} {beside}", words):
            yield term


def _wanted(parameters: Parameters) -> str:
    """Give the media type of the file that is asked for, or nothing where it is the page."""
    output = choose_output(BINDINGS, named=parameters.text("format"), html="first")
    return output.media_type if output.format is not None else ""


def _file(rows: Bindings, media_type: str, name: str) -> Response:
    output = choose_output(BINDINGS, named=media_type, html="first")
    return written_response("".join(write_answer(rows, media_type)).encode(), output, name)


@lru_cache(maxsize=4)
def _drawn(tree: KindTree | PartTree, root: str) -> dict[int, Markup]:  # noqa: ARG001 (the key)
    """Give where the closed branches of a tree are kept; its nodes live as long as it does."""
    return {}


def _root() -> str:
    return address(f"{FORAMEN}X").removesuffix("X")


def _page(template: str, **shown: Any) -> Response:
    given = {key: value for key, value in request.args.items() if key != "format" and value}
    typed = request.args.get("filter", "").strip()
    page = render_template(template, given=given, typed=typed, root=_root(), files=_FILES, **shown)
    return Response(page)

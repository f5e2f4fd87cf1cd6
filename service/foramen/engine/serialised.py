"""Read and write answers with Oxigraph's own parsers and serialisers, which are fast and strict."""

from __future__ import annotations

from traceback import clear_frames
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from foramen.errors import EngineMisbehaved, NotAcceptable

from . import comma_separated, markdown
from .model import Boolean, make_graph
from .received import BINDINGS_TYPE, GRAPH_TYPE, from_oxigraph
from .results import BINDINGS, GRAPHS, write_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import IO

    from .output import Output

__all__ = ["TURTLE_TYPE", "copy_bindings", "copy_graph", "write_bindings", "write_triples"]

TURTLE_TYPE: Final = "text/turtle"
_FORMATS: Final = {
    BINDINGS_TYPE: ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}


def write_bindings(results: Any, media_type: str, output: Output) -> None:
    """Write rows, or yes or no, as the store gives them.

    Raises:
        NotAcceptable: they have no such format.
    """
    if media_type in _ROW_BY_ROW:
        _ROW_BY_ROW[media_type](results, output)
        return
    if media_type not in _FORMATS:
        raise NotAcceptable(offer.media_type for offer in BINDINGS)
    results.serialize(output, format=_FORMATS[media_type])


def _write_csv(results: Any, output: Output) -> None:
    """Write what the store's own writer quotes too little."""
    if isinstance(results, ox.QueryBoolean):
        _write_boolean(results, comma_separated.CSV, output)
        return
    output.write(comma_separated.line(name.value for name in results.variables).encode())
    for solution in results:
        output.write(comma_separated.line(map(_text, solution)).encode())


def _text(term: Any) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)


def _write_markdown(results: Any, output: Output) -> None:
    """Write what the store has no writer for."""
    if isinstance(results, ox.QueryBoolean):
        _write_boolean(results, markdown.MARKDOWN, output)
        return
    names = [variable.value for variable in results.variables]
    output.write(markdown.head(names).encode())
    for solution in results:
        row = {name: from_oxigraph(solution[name]) for name in names if solution[name] is not None}
        output.write(markdown.line(names, row).encode())


def _write_boolean(answer: Any, media_type: str, output: Output) -> None:
    for piece in write_answer(Boolean(bool(answer)), media_type):
        output.write(piece.encode())


_ROW_BY_ROW: Final[dict[str, Callable[[Any, Output], None]]] = {
    comma_separated.CSV: _write_csv,
    markdown.MARKDOWN: _write_markdown,
}


def write_triples(triples: Iterable[Any], media_type: str, output: Output) -> None:
    """Write triples, each once, in an order that is the same every time.

    Raises:
        NotAcceptable: a graph has no such format.
    """
    if media_type == GRAPH_TYPE:
        lines = {ox.serialize([t], format=ox.RdfFormat.N_TRIPLES) for t in output.counted(triples)}
        for line in sorted(filter(None, lines)):
            output.write(line)
    elif media_type in {offer.media_type for offer in GRAPHS}:
        graph = make_graph(
            (from_oxigraph(t.subject), from_oxigraph(t.predicate), from_oxigraph(t.object))
            for t in output.counted(triples)
        )
        for piece in write_answer(graph, media_type):
            output.write(piece.encode())
    else:
        raise NotAcceptable(offer.media_type for offer in GRAPHS)


def copy_bindings(source: IO[bytes], media_type: str, output: Output, *, is_boolean: bool) -> None:
    """Read SPARQL JSON while it arrives, and write it in a format.

    Raises:
        EngineMisbehaved: it is not SPARQL JSON, or of the wrong kind.
        NotAcceptable: as `write_bindings`.
    """

    def copy() -> None:
        results = ox.parse_query_results(source, format=ox.QueryResultsFormat.JSON)
        if isinstance(results, ox.QueryBoolean) != is_boolean:
            raise EngineMisbehaved("it answered with the wrong kind of result.")
        write_bindings(results, media_type, output)

    _copied(copy, "what it sent is no whole answer in SPARQL JSON.")


def copy_graph(source: IO[bytes], source_type: str, media_type: str, output: Output) -> None:
    """Read N-Triples or Turtle while it arrives, and write it in a format.

    Raises:
        EngineMisbehaved: it is neither.
        NotAcceptable: as `write_triples`.
    """
    is_turtle = source_type == TURTLE_TYPE
    form = ox.RdfFormat.TURTLE if is_turtle else ox.RdfFormat.N_TRIPLES

    def copy() -> None:
        triples = (quad.triple for quad in ox.parse(source, format=form))
        write_triples(triples, media_type, output)

    _copied(copy, "what it sent is no whole graph.")


def _copied(copy: Callable[[], None], complaint: str) -> None:
    """Copy, and leave nothing of Oxigraph's behind in a traceback.

    Its parsers must end in the thread that made them; a traceback would keep them until the
    garbage collector comes by, in whichever thread.
    """
    try:
        copy()
    except (SyntaxError, ValueError) as problem:
        clear_frames(problem.__traceback__)
        raise EngineMisbehaved(complaint) from problem
    except BaseException as problem:
        clear_frames(problem.__traceback__)
        raise

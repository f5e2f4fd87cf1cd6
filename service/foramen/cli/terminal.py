"""Show results to a person: tables and progress.

Colour and moving bars appear on a terminal only; in a pipe or a log the same facts are plain lines.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, NoReturn

from rdflib import Literal, URIRef
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from foramen.engine.model import Bindings, Boolean
from foramen.engine.results import write_answer
from foramen.namespaces import compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rdflib.term import Node

    from foramen.compiler.checks import CheckResult
    from foramen.engine.model import Answer
    from foramen.knowledge import Knowledge
    from foramen.questions import Question

__all__ = [
    "build_progress",
    "console",
    "show_answer",
    "show_build",
    "show_checks",
    "show_questions",
    "show_service",
    "term_text",
]

_UNBOUNDED = 100_000  # a pipe has no width: nothing is folded or cut
_SEVERITY_STYLE = {"Violation": "red", "Warning": "yellow", "Info": "cyan"}


class _Screen(Console):
    def on_broken_pipe(self) -> NoReturn:
        """Leave it to the command to end quietly; rich would end it as if it had failed."""
        raise BrokenPipeError


def console(*, stderr: bool = False) -> Console:
    """Make the place to print to, as stdout or stderr is at this moment."""
    stream = sys.stderr if stderr else sys.stdout
    return _Screen(
        stderr=stderr,
        highlight=False,
        width=None if stream.isatty() else _UNBOUNDED,
    )


def _table(*headings: str, numbers: Iterable[str] = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in headings:
        right = heading in numbers
        table.add_column(
            heading, justify="right" if right else "left", overflow="fold", no_wrap=right
        )
    return table


def term_text(term: Node | None) -> str:
    """Write a term as a person would: a prefixed name, a bare text or number, no @en."""
    if term is None:
        return ""
    if isinstance(term, URIRef):
        return compact(str(term))
    if isinstance(term, Literal) and term.language not in (None, "en"):
        return f"{term}@{term.language}"
    return str(term)


def show_answer(answer: Answer) -> None:
    """Print an answer: rows as a table, yes or no as a word, a graph as Turtle."""
    if isinstance(answer, Boolean):
        console().print(Text("yes" if answer.value else "no", style="bold"))
    elif isinstance(answer, Bindings):
        _show_bindings(answer)
    else:
        turtle = "".join(write_answer(answer, "text/turtle"))
        console().print(Text(turtle.strip()), soft_wrap=True)
        _show_number(len(answer.triples), "triple")


def _show_bindings(answer: Bindings) -> None:
    table = _table(*answer.variables)
    for row in answer.rows:
        table.add_row(*(Text(term_text(row.get(name))) for name in answer.variables))
    if answer.rows:
        console().print(table)
    _show_number(len(answer.rows), "row")


def _show_number(number: int, noun: str) -> None:
    console().print(Text(f"{number:,} {noun}{'' if number == 1 else 's'}", style="dim"))


def show_questions(questions: Iterable[Question]) -> None:
    """Print the questions by topic, with the names of their parameters."""
    screen = console()
    table = _table("topic", "name", "question", "parameters")
    topic = ""
    for question in sorted(questions, key=lambda question: (question.topic, question.name)):
        table.add_row(
            Text("" if question.topic == topic else question.topic, style="bold"),
            Text(question.name, style="cyan"),
            Text(question.summary),
            Text(" ".join(f"{parameter.name}=" for parameter in question.parameters)),
        )
        topic = question.topic
    screen.print(table)


# -- building ------------------------------------------------------------------------------------


@contextmanager
def build_progress() -> Iterator[Callable[[str, float], None]]:
    """Yield what the compiler tells each finished stage to, with its seconds."""
    screen = console(stderr=True)

    def report(stage: str, seconds: float) -> None:
        screen.print(Text.assemble((f"{seconds:6.1f} s  ", "dim"), stage))

    # Off a terminal the spinner is silent, and the stages are plain lines.
    with screen.status("Building the dataset ..."):
        yield report


def show_build(knowledge: Knowledge, seconds: float) -> None:
    """Print what was built: the graphs with their triples, then the counts."""
    screen = console()
    screen.print(
        Text(f"Built foramen {knowledge.version} into {knowledge.directory} in {seconds:.1f} s")
    )
    graphs = _table("graph", "triples", "in the default graph", numbers=("triples",))
    for iri, triples in knowledge.graphs.items():
        name = iri.rpartition("/")[2]
        graphs.add_row(name, f"{triples:,}", "yes" if iri in knowledge.default_graphs else "no")
    graphs.add_section()
    graphs.add_row("all", f"{sum(knowledge.graphs.values()):,}", "")
    screen.print(graphs)
    counts = _table("count", "number", numbers=("number",))
    for name, number in knowledge.counts.items():
        counts.add_row(name.replace("_", " "), f"{number:,}")
    screen.print(counts)


# -- checking ------------------------------------------------------------------------------------


def show_checks(results: Sequence[CheckResult]) -> None:
    """Print one row a check, then every finding."""
    screen = console()
    table = _table("check", "what holds", "result", "findings", "s", numbers=("findings", "s"))
    for result in results:
        verdict = Text("holds", style="green") if result.passed else Text("FAILS", style="bold red")
        table.add_row(
            result.name,
            Text(result.title),
            verdict,
            str(len(result.findings)),
            f"{result.seconds:.1f}",
        )
    screen.print(table)
    for result in results:
        if result.findings:
            _show_findings(screen, result)
    failed = sum(not result.passed for result in results)
    summary = f"{failed} of {len(results)} checks fail" if failed else "All checks hold"
    screen.print(Text(summary, style="bold red" if failed else "bold green"))


def _show_findings(screen: Console, result: CheckResult) -> None:
    table = _table("severity", "where", "path", "value", "message")
    for finding in result.findings:
        table.add_row(
            Text(finding.severity, style=_SEVERITY_STYLE.get(finding.severity, "")),
            *(Text(compact(text or "")) for text in (finding.focus, finding.path, finding.value)),
            Text(finding.message),
        )
    screen.print(Text(f"\n{result.name}", style="bold"))
    screen.print(table)


# -- serving -------------------------------------------------------------------------------------


def show_service(host: str, port: int, knowledge: Knowledge, questions: int) -> None:
    """Print once what is served and where."""
    shown = {name: knowledge.counts.get(name, 0) for name in ("classes", "statements")}
    shown["triples"] = sum(knowledge.graphs.get(name, 0) for name in knowledge.default_graphs)
    counts = ", ".join(f"{number:,} {name}" for name, number in shown.items())
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    screen = console()
    screen.print(Text(f"Foramen {knowledge.version}: {counts}, {questions} questions"))
    screen.print(Text("  home        ") + Text(f"{address}/", style="bold cyan"))
    screen.print(Text("  endpoint    ") + Text(f"{address}/sparql", style="bold cyan"))
    if find_spec("mcp") is not None:
        screen.print(Text("  agents      ") + Text(f"{address}/mcp", style="bold cyan"))
    screen.print(Text("Stop with Ctrl+C.", style="dim"))
    screen.file.flush()

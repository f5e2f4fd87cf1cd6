"""Make the MCP server: six tools that read, two resources; every error is told in words."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import mcp_types as types
from mcp.server.caching import CacheHint
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError

from foramen.endpoint import DISCLAIMER
from foramen.errors import ForamenError
from foramen.resources import version

from . import asking, looking_up
from .answers import (
    Answer,
    AskAnswer,
    DescribeAnswer,
    ExplainAnswer,
    ResolveAnswer,
    SearchAnswer,
    SparqlAnswer,
)
from .arguments import (
    MOST_ROWS,
    Arguments,
    AskArguments,
    DescribeArguments,
    ExplainArguments,
    ResolveArguments,
    SearchArguments,
    SparqlArguments,
)
from .overview import overview
from .rows import TIME_LIMIT_MS
from .texts import as_text

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mcp.server.context import ServerRequestContext

    from .parts import Parts

    Run: TypeAlias = Callable[[Callable[[], Any]], Awaitable[Any]]

__all__ = ["make_server"]

_log: Final = logging.getLogger(__name__)

_SCHEMA: Final = "foramen://schema"
_DISCLAIMER: Final = "foramen://disclaimer"
_INSTRUCTIONS: Final = (
    "The neural (intervertebral) foramen as a knowledge graph: levels, sides, roots, walls, "
    "causes, symptoms, imaging, procedures and cautions, each statement with a source and a "
    "strength (definite, may, varies). Begin with search or ask; before you write SPARQL, read "
    f"the resource {_SCHEMA}. Repeat the strength and the sources in what you say. What the graph "
    f"does not state is left open: never call it safe or false. {DISCLAIMER}"
)
_READS: Final = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_LASTING: Final = CacheHint(ttl_ms=300_000, scope="public")
_MOST_FAULTS: Final = 5


@dataclass(frozen=True)
class _Tool:
    """A tool: what it is called, takes, does and gives."""

    name: str
    title: str
    description: str
    takes: type[Arguments]
    gives: type[Answer]
    run: Callable[[Any], Answer]

    def described(self) -> types.Tool:
        """Give it as agents see it."""
        return types.Tool(
            name=self.name,
            title=self.title,
            description=self.description,
            input_schema=self.takes.model_json_schema(),
            output_schema=self.gives.model_json_schema(),
            annotations=_READS,
        )


def make_server(parts: Parts, run: Run) -> Server[Any]:
    """Make a server.

    Args:
        parts: what the tools ask.
        run: awaits a function that may take a while; how, is for the transport to choose.
    """
    tools = {tool.name: tool for tool in _tools(parts)}
    # The data of a running service never change.
    schema = cache(lambda: _overview(parts))
    described = {name: tool.described() for name, tool in tools.items()}

    async def list_tools(_: ServerRequestContext[Any], __: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[*described.values()])

    async def call_tool(
        _: ServerRequestContext[Any], asked: types.CallToolRequestParams
    ) -> types.CallToolResult:
        tool = tools.get(asked.name)
        if tool is None:
            known = ", ".join(tools)
            message = f"There is no tool {asked.name[:100]!r}. There are: {known}."
            raise MCPError(code=types.INVALID_PARAMS, message=message)
        result: types.CallToolResult = await run(lambda: _called(tool, asked.arguments or {}))
        return result

    async def list_resources(_: ServerRequestContext[Any], __: Any) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=_resources())

    async def read_resource(
        _: ServerRequestContext[Any], asked: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        text, kind = DISCLAIMER, "text/plain"
        if asked.uri == _SCHEMA:
            text, kind = await run(schema), "text/markdown"
        elif asked.uri != _DISCLAIMER:
            message = f"There is no resource {asked.uri[:200]!r}: {_SCHEMA}, {_DISCLAIMER}."
            raise MCPError(code=types.INVALID_PARAMS, message=message)
        content = types.TextResourceContents(uri=asked.uri, text=text, mime_type=kind)
        return types.ReadResourceResult(contents=[content])

    return Server(
        "foramen",
        version=version(),
        title="Foramen",
        instructions=_INSTRUCTIONS,
        cache_hints={
            "tools/list": _LASTING,
            "resources/list": _LASTING,
            "resources/read": _LASTING,
        },
        get_tool_input_schema=lambda name: (
            described[name].input_schema if name in described else None
        ),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )


def _tools(parts: Parts) -> list[_Tool]:
    return [
        _Tool(
            "search",
            "Search terms",
            "Find terms of the graph by words: labels, synonyms, abbreviations. Gives identifiers "
            "and definitions for the other tools.",
            SearchArguments,
            SearchAnswer,
            lambda given: looking_up.search(parts, given),
        ),
        _Tool(
            "describe",
            "Describe a term",
            "Tell all about one term: definition, synonyms, parents, relations in both directions "
            "with strength and sources, mappings to other terminologies.",
            DescribeArguments,
            DescribeAnswer,
            lambda given: looking_up.describe(parts, given),
        ),
        _Tool(
            "ask",
            "Ask a question of the library",
            "Answer a prepared question, such as which-root-may-a-finding-compromise with "
            "values {finding: 'right L4/5 paracentral disc herniation'}. Without a question, list "
            "them, or those that hold the words of `find`. Safer than SPARQL of your own.",
            AskArguments,
            AskAnswer,
            lambda given: asking.ask(parts, given),
        ),
        _Tool(
            "sparql",
            "Query with SPARQL",
            "Answer a SPARQL 1.1 query (only reading; no SERVICE, no update) within "
            f"{TIME_LIMIT_MS // 1000} s; gives the first {MOST_ROWS} rows and says when there are "
            f"more. Read the resource {_SCHEMA} first. Relations are plain triples between "
            "classes: foramen:Foramen_L4-L5_left foramen:transmitsRoot ?root, with "
            "PREFIX foramen: <https://w3id.org/foramen/>.",
            SparqlArguments,
            SparqlAnswer,
            lambda given: asking.sparql(parts, given),
        ),
        _Tool(
            "resolve",
            "Resolve a code of another terminology",
            "Give our terms for a code elsewhere (CURIE, IRI or OID form), each with how near it "
            "is and the confidence.",
            ResolveArguments,
            ResolveAnswer,
            lambda given: looking_up.resolve(parts, given),
        ),
        _Tool(
            "explain",
            "Explain a triple",
            "Tell why a triple is in the graph: who states it, or by which rule it follows from "
            "what, down to stated records with their sources.",
            ExplainArguments,
            ExplainAnswer,
            lambda given: asking.explain(parts, given),
        ),
    ]


def _resources() -> list[types.Resource]:
    return [
        types.Resource(
            name="schema",
            title="How the graph is built",
            uri=_SCHEMA,
            description="Prefixes, kinds of terms, relations with counts, example queries: read "
            "it before writing SPARQL.",
            mime_type="text/markdown",
        ),
        types.Resource(
            name="disclaimer",
            title="Disclaimer",
            uri=_DISCLAIMER,
            description="What the graph is not for.",
            mime_type="text/plain",
        ),
    ]


def _called(tool: _Tool, arguments: dict[str, Any]) -> types.CallToolResult:
    """Run a tool; what goes wrong is told to the model, which can mend it."""
    try:
        answer = tool.run(tool.takes.model_validate(arguments))
    except ValidationError as faults:
        return _error(_faults(tool, faults))
    except ForamenError as error:
        return _error(str(error))
    except Exception as error:  # noqa: BLE001  no traceback may reach a client
        return _error(_unforeseen(tool.name, error))
    return types.CallToolResult(
        content=[types.TextContent(text=as_text(answer))],
        structured_content=answer.model_dump(mode="json", exclude_none=True),
    )


def _overview(parts: Parts) -> str:
    try:
        return overview(parts)
    except ForamenError as error:
        raise MCPError(code=types.INTERNAL_ERROR, message=str(error)) from error
    except Exception as error:
        message = _unforeseen(_SCHEMA, error)
        raise MCPError(code=types.INTERNAL_ERROR, message=message) from error


def _error(text: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=text)], is_error=True)


def _faults(tool: _Tool, faults: ValidationError) -> str:
    """Say which arguments do not fit, without what was sent: that may be large."""
    known = ", ".join(tool.takes.model_fields)
    told = []
    for fault in faults.errors(include_url=False, include_context=False, include_input=False):
        place = ".".join(str(part)[:100] for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            told.append(f"There is no argument {place!r}; known: {known}.")
        else:
            told.append(f"{place}: {fault['msg']}.")
    return f"The arguments of {tool.name} do not fit. {' '.join(told[:_MOST_FAULTS])}"


def _unforeseen(where: str, error: Exception) -> str:
    number = uuid.uuid4().hex[:12]
    _log.error("unforeseen error %s in %s", number, where, exc_info=error)
    return (
        "The service failed. Whoever runs it finds the reason in the log under the number "
        f"{number}."
    )

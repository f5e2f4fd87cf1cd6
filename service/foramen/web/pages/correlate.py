"""Tell which roots, foramina and other causes the graph connects with findings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, render_template, request, url_for

from foramen.correlate.query import query_of
from foramen.correlate.written import NOTE, as_csv, as_markdown, as_members
from foramen.engine.results import Format
from foramen.pictures.body import draw_body
from foramen.web.correlating import FIELDS, answered
from foramen.web.description import DISCLAIMER
from foramen.web.negotiation import choose, choose_output, written_response
from foramen.web.parameters import Parameters
from foramen.web.presentation import address
from foramen.web.service import service

if TYPE_CHECKING:
    from foramen.correlate.model import Answer, Finding, Test
    from foramen.web.negotiation import Output

__all__ = ["blueprint"]

blueprint: Final = Blueprint("correlate", __name__)

_JSON: Final = Format(("json",), "application/json", (), "json")
_CSV: Final = Format(("csv",), "text/csv", (), "csv")
_MARKDOWN: Final = Format(("md", "markdown"), "text/markdown", (), "md")
_FORMATS: Final = (_CSV, _JSON, _MARKDOWN)
_MOST_LIT: Final = 4
# What the empty page offers to begin with: names of findings, of one side.
_EXAMPLES: Final = (
    ("left", ("KeyMuscle_AnkleDorsiflexors", "KeyPoint_L4")),
    ("right", ("KeyMuscle_WristExtensors", "Reflex_Biceps")),
    ("left", ("Foot", "DynamicBehaviour", "SpinalExtension")),
)


@blueprint.get("/correlate")
def correlate() -> Response:
    """Show the sheet and what the graph connects with it, or give that as a file."""
    given = Parameters(request.args, (*FIELDS, "format"))
    output = choose_output(_FORMATS, named=given.text("format"), html="first")
    answer = answered(given)
    if output.format is not None:
        return written_response(_written(answer, output).encode(), output, "correlation")
    return Response(_page(answer, given), mimetype="text/html")


@blueprint.get("/api/correlate")
def correlate_for_programs() -> Response:
    """Give the same for programs."""
    given = Parameters(request.args, FIELDS)
    choose(request.headers.get("Accept"), (_JSON.media_type,))
    return Response(_as_json(answered(given)), mimetype=_JSON.media_type)


def _written(answer: Answer, output: Output) -> str:
    if output.format is _CSV:
        return as_csv(answer)
    if output.format is _MARKDOWN:
        return as_markdown(answer, DISCLAIMER)
    return _as_json(answer)


def _as_json(answer: Answer) -> str:
    content = {**as_members(answer), "disclaimer": DISCLAIMER}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _page(answer: Answer, given: Parameters) -> str:
    sheet = service().correlation.sheet
    ticked = {name: given.texts(name) for name in ("finding", "absent")}
    offered = {term.id for group in sheet.groups for term in group.terms}
    return render_template(
        "correlate.html",
        answer=answer,
        groups={group.id: group for group in sheet.groups},
        ticked={name: set(names) for name, names in ticked.items()},
        besides=[
            (name, found)
            for name, names in ticked.items()
            for one in dict.fromkeys(names)
            if one not in offered and (found := sheet.find(one, ""))
        ],
        text=given.text("text"),
        examples=[_example(side, names) for side, names in _EXAMPLES],
        note=NOTE,
        words=service().concepts.statements.words,
        query=query_of(answer),
        figure=_figure(answer),
        args=[(name, value) for name in FIELDS for value in request.args.getlist(name)],
        with_test=_with_test,
        without_words=_as_ticks(answer),
        opposite=_opposite,
    )


def _figure(answer: Answer) -> str:
    """Light the skin of the roots that stand first, if they are few."""
    first = [one.root.iri for one in answer.candidates if one.place == 1]
    if not 0 < len(first) <= _MOST_LIT:
        return ""
    return draw_body(service().column, address=address, lit=first).inline()


def _example(side: str, names: tuple[str, ...]) -> tuple[str, str]:
    sheet = service().correlation.sheet
    found = [one for name in names if (one := sheet.find(name, ""))]
    words = ", ".join(one.base.label for one in found)
    named = [one.base.id for one in found]
    return f"{side}: {words}", url_for("correlate.correlate", side=side, finding=named)


def _with_test(test: Test, name: str) -> str:
    """Give the address of the same sheet with one more finding on it."""
    args: dict[str, Any] = {
        field: request.args.getlist(field) for field in FIELDS if field in request.args
    }
    short = test.base.id if args.get("side") == [test.side] else test.term.id
    args[name] = [*args.get(name, ()), short]
    return url_for("correlate.correlate", **args, _anchor="answer")


def _as_ticks(answer: Answer) -> str:
    """Give the address of the same sheet with ticks in the place of words."""
    asked = answer.asked

    def names(findings: tuple[Finding, ...]) -> list[str]:
        same = asked.side
        return list(
            dict.fromkeys(
                one.base.id if one.side in {"", same} else one.term.id for one in findings
            )
        )

    return url_for(
        "correlate.correlate",
        side=asked.side or None,
        finding=names((*asked.present, *asked.images)),
        absent=names(asked.absent),
    )


def _opposite(one: Finding, side: str) -> bool:
    """Tell whether a finding is of the other side than a root."""
    return bool(one.side and side and one.side != side)

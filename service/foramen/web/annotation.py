"""Serve `/api/annotate`: free text in, concepts with level, side and certainty out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, render_template, request

from foramen.annotate.annotator import MOST_CHARACTERS
from foramen.annotate.batch import as_csv, as_ndjson
from foramen.annotate.tables import read_table
from foramen.annotate.written import as_members
from foramen.errors import BadRequest, UnsupportedMediaType

from .description import DISCLAIMER
from .marked import marked
from .negotiation import choose
from .parameters import Parameters
from .service import service

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["blueprint"]

blueprint: Final = Blueprint("annotation", __name__)

_MOST_TEXTS: Final = 100
_MOST_TOGETHER: Final = 200_000
# Reports as people write them stay far below; each annotation is some kilobytes of the answer.
_MOST_FOUND: Final = 4_000
_JSON: Final = "application/json"
_NDJSON: Final = "application/x-ndjson"
_CSV: Final = "text/csv"
_FORM: Final = "application/x-www-form-urlencoded"
_TABLES: Final = frozenset({_CSV, "text/tab-separated-values", "application/csv"})
_FORMATS: Final[Mapping[str, str]] = {"ndjson": _NDJSON, "csv": _CSV}
_EXAMPLE: Final = "severe+left+L4-5+foraminal+narrowing"


@blueprint.get("/api/annotate")
def annotate() -> Response:
    """Annotate one text of the address."""
    text = Parameters(request.args, {"text"}).needed("text", _EXAMPLE, most=MOST_CHARACTERS)
    return _json({"text": text, **_found(text)})


@blueprint.post("/api/annotate")
def annotate_sent() -> Response:
    """Annotate what is sent: a text, some texts, or a table of them."""
    kind = request.mimetype
    if kind in _TABLES or kind == "multipart/form-data":
        return _passing(_table(kind))
    Parameters(request.args, set())
    if kind == _FORM:
        text = Parameters(request.form, {"text"}).needed("text", _EXAMPLE, most=MOST_CHARACTERS)
        return _passing(_json({"text": text, **_found(text)}))
    if kind == _JSON:
        return _passing(_json(_sent()))
    raise UnsupportedMediaType(kind, (_JSON, _FORM, _CSV, "multipart/form-data"))


_SHOWN: Final = "Severe left L4-5 foraminal narrowing; no central canal stenosis."


@blueprint.route("/annotate", methods=["GET", "POST"])
def page() -> Response:
    """Let people try it: the text is sent, not put into the address, which servers write down."""
    # A text in the address would be passed over in silence: the example shows what to send.
    Parameters(request.args, ())
    if request.mimetype not in {"", _FORM, "multipart/form-data"}:
        raise UnsupportedMediaType(request.mimetype, (_FORM,))
    given = Parameters(request.form, {"text"}).text("text", most=MOST_CHARACTERS)
    found = service().annotator.annotate(given) if given else None
    content = render_template(
        "annotate.html",
        text=given,
        found=found,
        pieces=marked(given, found) if found else (),
        example=_SHOWN,
    )
    response = Response(content)
    return _passing(response) if given else response


def _table(kind: str) -> Response:
    given = Parameters(request.args, {"column", "format"})
    named = given.choice("format", ("", *_FORMATS), "")
    wanted = _FORMATS.get(named) or choose(request.headers.get("Accept"), (_NDJSON, _CSV))
    rows = read_table(_uploaded(kind), given.text("column"))
    write = as_csv if wanted == _CSV else as_ndjson
    pieces = (piece.encode() for piece in write(service().annotator, rows))
    return Response(pieces, mimetype=wanted)


def _uploaded(kind: str) -> bytes:
    if kind in _TABLES:
        return request.get_data()
    files = [file for _, file in request.files.items(multi=True)]
    if len(files) != 1 or request.form:
        raise BadRequest("Send one file, and nothing else, in the form: -F file=@reports.csv")
    return bytes(files[0].read())


def _sent() -> dict[str, Any]:
    try:
        body = json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise BadRequest("The body is not JSON.") from None
    if isinstance(body, dict) and body.keys() == {"text"} and isinstance(body["text"], str):
        return {"text": body["text"], **_found(body["text"])}
    if isinstance(body, dict) and body.keys() == {"texts"} and isinstance(body["texts"], list):
        return {"results": _results(body["texts"])}
    raise BadRequest(
        'Send {"text": "..."} or {"texts": [{"id": "1", "text": "..."}]}, and nothing beside it.'
    )


def _is_text(given: object) -> bool:
    """Tell whether it is a text that can be written down again: half a character cannot."""
    return isinstance(given, str) and not any("\ud800" <= sign <= "\udfff" for sign in given)


def _results(texts: list[Any]) -> list[dict[str, Any]]:
    if len(texts) > _MOST_TEXTS:
        raise BadRequest(f"Send at most {_MOST_TEXTS} texts at once, or a table as CSV.")
    for number, one in enumerate(texts, 1):
        if not (
            isinstance(one, dict)
            and one.keys() <= {"id", "text"}
            and isinstance(one.get("text"), str)
            and _is_text(one.get("id", ""))
        ):
            raise BadRequest(f'Text {number} is not of the form {{"id": "1", "text": "..."}}.')
    if sum(len(one["text"]) for one in texts) > _MOST_TOGETHER:
        raise BadRequest(
            f"The texts together may have {_MOST_TOGETHER:,} characters; send a table as CSV."
        )
    results: list[dict[str, Any]] = []
    count = 0
    for one in texts:
        found = _found(one["text"])
        count += len(found["annotations"])
        if count > _MOST_FOUND:
            raise BadRequest(
                f"The texts together have more than {_MOST_FOUND:,} annotations; send a table as "
                "CSV, which is answered row by row."
            )
        results.append({"id": one.get("id", ""), **found})
    return results


def _found(text: str) -> dict[str, Any]:
    return as_members(service().annotator.annotate(text))


def _json(members: dict[str, Any]) -> Response:
    choose(request.headers.get("Accept"), (_JSON,))
    content = json.dumps({**members, "disclaimer": DISCLAIMER}, ensure_ascii=False, indent=1)
    return Response(content + "\n", mimetype=_JSON)


def _passing(response: Response) -> Response:
    """Let nobody keep an answer to a text that was sent: it may be about a person."""
    response.headers["Cache-Control"] = "no-store"
    return response

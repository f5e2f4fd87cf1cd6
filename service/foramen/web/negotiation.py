"""Choose the media type of an answer from the Accept header, as RFC 9110 says.

The most specific range that fits a type gives its quality. Of the types of the best quality the
one that was named most exactly wins, then the one that is offered first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from flask import Response, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from foramen.errors import NotAcceptable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foramen.engine.model import Written
    from foramen.engine.results import Format

__all__ = ["HTML", "Output", "choose", "choose_output", "written_response"]

HTML: Final = "text/html"
_WHOLE_BYTES: Final = 1_048_576


@dataclass(frozen=True)
class Output:
    """What to answer with: a format and the media type to call it, or a page and no format."""

    media_type: str
    format: Format | None


@lru_cache(maxsize=1000)  # clients say the same again and again
def choose(accept: str | None, offers: tuple[str, ...]) -> str:
    """Choose one of the offered media types, the first where anything will do.

    Raises:
        NotAcceptable: none of them is wanted.
    """
    ranges = [
        (media_range.partition(";")[0].strip().lower(), quality)
        for media_range, quality in parse_accept_header(accept or "*/*", MIMEAccept)
    ]
    best: tuple[float, int] = (0.0, 0)
    chosen = None
    for offer in offers:
        fitting = [
            (_exactness(media_range), quality)
            for media_range, quality in ranges
            if _fits(media_range, offer)
        ]
        exactness, quality = max(fitting, default=(0, 0.0))
        if quality > 0 and (quality, exactness) > best:
            best = (quality, exactness)
            chosen = offer
    if chosen is None:
        raise NotAcceptable(offers)
    return chosen


def choose_output(formats: Sequence[Format], *, named: str | None, html: str) -> Output:
    """Choose what the present request wants.

    Args:
        formats: what data can be written as.
        named: the value of `format=` in the address, which wins over Accept.
        html: whether a page is the "first" or the "last" choice where anything will do.

    Raises:
        NotAcceptable: nothing on offer is wanted.
    """
    if named:
        return _output_named(named.strip().lower(), formats)
    media_types = [entry.media_type for entry in formats]
    media_types += [alias for entry in formats for alias in entry.aliases]
    offers = (HTML, *media_types) if html == "first" else (*media_types, HTML)
    media_type = choose(request.headers.get("Accept"), offers)
    entry = next((entry for entry in formats if _means(entry, media_type)), None)
    return Output(media_type, entry)


def written_response(content: bytes | Written, output: Output, name: str) -> Response:
    """Send what was written, under the very media type that was asked for."""
    if isinstance(content, bytes) or len(content) <= _WHOLE_BYTES:
        whole = content if isinstance(content, bytes) else content.read()
        response = Response(whole, mimetype=output.media_type)
    else:
        response = Response(content.pieces(), mimetype=output.media_type)
        response.content_length = len(content)
        response.call_on_close(content.close)
    if output.format is not None:
        file_name = f"{name}.{output.format.extension}"
        response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    return response


def _output_named(named: str, formats: Sequence[Format]) -> Output:
    if named in {"html", HTML}:
        return Output(HTML, None)
    for entry in formats:
        if named in entry.names or _means(entry, named):
            return Output(entry.media_type, entry)
    raise NotAcceptable([*(entry.names[0] for entry in formats), "html"])


def _means(entry: Format, media_type: str) -> bool:
    return media_type == entry.media_type or media_type in entry.aliases


def _fits(media_range: str, offer: str) -> bool:
    return media_range in {"*/*", offer, f"{offer.partition('/')[0]}/*"}


def _exactness(media_range: str) -> int:
    return 2 - media_range.count("*")

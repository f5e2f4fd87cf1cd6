"""State every setting: its name with the unit, type, default and one sentence.

The environment is read only by `Settings.from_environment`, which the composition roots call.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from . import resources
from .errors import BadSetting

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SETTINGS", "Setting", "Settings"]


@dataclass(frozen=True)
class Setting:
    """One thing that whoever runs the service may choose."""

    name: str
    type: type
    default: Any
    help: str

    @property
    def variable(self) -> str:
        """Name the environment variable that sets it."""
        return f"FORAMEN_{self.name.upper()}"


@dataclass(frozen=True)
class Settings:
    """The settings of one service, checked when made."""

    host: str = field(default="127.0.0.1", metadata={"help": "The address to listen on."})
    port: int = field(default=8000, metadata={"help": "The port to listen on."})
    workers: int = field(default=1, metadata={"help": "How many server processes answer requests."})
    dataset: Path | None = field(
        default=None,
        metadata={"help": "The folder of the built dataset; found by itself if not set."},
    )
    sources: Path | None = field(
        default=None,
        metadata={
            "help": "The folder of ontology, shapes and queries; found by itself if not set."
        },
    )
    build_with: str = field(
        default="",
        metadata={
            "help": "The optional tables that `foramen build` reads, such as snomedct, by comma."
        },
    )
    engine: str = field(
        default="oxigraph",
        metadata={
            "help": "What evaluates queries: oxigraph, rdflib, or the address of a SPARQL endpoint."
        },
    )
    engine_update: str = field(
        default="",
        metadata={"help": "Where that endpoint takes SPARQL Update (for `foramen load`)."},
    )
    engine_store: str = field(
        default="",
        metadata={"help": "Where it speaks the Graph Store Protocol (for `foramen load`)."},
    )
    engine_directory: Path | None = field(
        default=None,
        metadata={
            "help": "The folder of the sockets of engine processes that run already; `foramen "
            "serve` shares one set among its server processes by it."
        },
    )
    engine_user: str = field(default="", metadata={"help": "The user name that it asks for."})
    engine_password: str = field(
        default="", metadata={"help": "The password that it asks for."}, repr=False
    )
    engine_token: str = field(
        default="", metadata={"help": "The bearer token that it asks for."}, repr=False
    )
    query_time_limit_ms: int = field(
        default=30_000, metadata={"help": "How many milliseconds a query may be evaluated."}
    )
    query_memory_bytes: int = field(
        default=1_073_741_824,
        metadata={"help": "How many bytes of memory a query may take, beside the data."},
    )
    concurrent_queries: int = field(
        default=8,
        metadata={"help": "How many queries are evaluated at a time, each in its own process."},
    )
    queued_queries: int = field(
        default=64,
        metadata={"help": "How many more queries one server process lets wait for a place."},
    )
    max_query_bytes: int = field(
        default=65_536, metadata={"help": "How many bytes the text of a query may have."}
    )
    max_query_depth: int = field(
        default=64, metadata={"help": "How deep the brackets of a query may be nested."}
    )
    max_query_tokens: int = field(
        default=20_000,
        metadata={"help": "How many words and signs a query may have, as a bound of its algebra."},
    )
    max_result_rows: int = field(
        default=500_000, metadata={"help": "How many rows or triples an answer may have."}
    )
    max_page_rows: int = field(
        default=50_000,
        metadata={"help": "How many rows or triples it may have on a page or in a terminal."},
    )
    max_result_bytes: int = field(
        default=100_000_000,
        metadata={"help": "How many bytes an answer may have when it is written out."},
    )
    max_request_bytes: int = field(
        default=262_144, metadata={"help": "How many bytes the body of a request may have."}
    )
    max_upload_bytes: int = field(
        default=4_194_304,
        metadata={"help": "How many bytes it may have where a table or a resource is sent."},
    )
    request_time_limit_ms: int = field(
        default=10_000,
        metadata={"help": "How many milliseconds the body of a request may take to arrive."},
    )
    cache_bytes: int = field(
        default=33_554_432,
        metadata={"help": "How many bytes of answers one server process keeps; 0 for none."},
    )
    rate_limit_per_minute: int = field(
        default=0,
        metadata={"help": "How many requests a minute one client may send; 0 for any number."},
    )
    requests_per_client: int = field(
        default=0,
        metadata={"help": "How many requests of one client may be open at once; 0 for any number."},
    )
    trusted_proxies: int = field(
        default=0,
        metadata={
            "help": "How many reverse proxies stand before the service; their X-Forwarded-For, "
            "-Proto, -Host and -Prefix are believed."
        },
    )
    mcp_origins: str = field(
        default="",
        metadata={
            "help": "The origins of web pages, parted by spaces, that may use /mcp beside those of "
            "this machine; programs need none."
        },
    )
    metrics: str = field(
        default="local",
        metadata={"help": "Who may read /metrics: local (this machine only), all or none."},
    )
    request_log: str = field(
        default="json",
        metadata={"help": "How each request is logged on standard error: json, text or off."},
    )

    def __post_init__(self) -> None:
        for setting in SETTINGS:
            value = getattr(self, setting.name)
            test, hint = _RANGES.get(setting.name, _ANY_PATH if setting.type is Path else _COUNT)
            if not test(value):
                raise BadSetting(setting.name, str(value), hint)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read `FORAMEN_*`; an empty value counts as not set.

        Raises:
            BadSetting: a value is not of its type or out of its range.
        """
        given = os.environ if environment is None else environment
        values = {
            setting.name: _read(setting, given[setting.variable])
            for setting in SETTINGS
            if given.get(setting.variable)
        }
        return cls(**values)

    @property
    def dataset_directory(self) -> Path:
        """Give the folder of the built dataset, chosen or found."""
        return self.dataset or resources.dataset_directory()

    @property
    def optional_tables(self) -> tuple[str, ...]:
        """Name the optional tables to build with."""
        return tuple(filter(None, (name.strip() for name in self.build_with.split(","))))

    @property
    def sources_root(self) -> Path:
        """Give the folder of the sources, chosen or found."""
        return self.sources or resources.sources_root()


_TYPES: Final[Mapping[str, type]] = {"int": int, "str": str, "Path | None": Path}
_Range: TypeAlias = tuple[Callable[[Any], bool], str]
_COUNT: Final[_Range] = (lambda number: bool(number >= 1), "it must be at least 1")
_ANY_PATH: Final[_Range] = (lambda _: True, "")
_ANY_COUNT: Final[_Range] = (lambda number: bool(number >= 0), "it must be 0 or more")
_ANY_TEXT: Final[_Range] = (lambda _: True, "")
_ADDRESS: Final = re.compile(r"https?://[^\s/@?#]+(/[^\s#]*)?", re.IGNORECASE)
_ANY_ADDRESS: Final[_Range] = (
    lambda text: not text or _ADDRESS.fullmatch(text) is not None,
    "it must be an http or https address, and name no password",
)
_RANGES: Final[Mapping[str, _Range]] = {
    "host": (bool, "it must not be empty"),
    "port": (lambda port: 0 <= port <= 65_535, "it must lie between 0 and 65535"),
    "engine": (
        lambda name: name in {"oxigraph", "rdflib"} or _ADDRESS.fullmatch(name) is not None,
        "choose oxigraph, rdflib, or an http or https address that names no password",
    ),
    "build_with": _ANY_TEXT,
    "engine_update": _ANY_ADDRESS,
    "engine_store": _ANY_ADDRESS,
    "engine_user": _ANY_TEXT,
    "engine_password": _ANY_TEXT,
    "engine_token": _ANY_TEXT,
    "queued_queries": _ANY_COUNT,
    "cache_bytes": _ANY_COUNT,
    "rate_limit_per_minute": _ANY_COUNT,
    "requests_per_client": _ANY_COUNT,
    "trusted_proxies": _ANY_COUNT,
    "mcp_origins": _ANY_TEXT,
    "metrics": (lambda who: who in {"local", "all", "none"}, "choose local, all or none"),
    "request_log": (lambda form: form in {"json", "text", "off"}, "choose json, text or off"),
}

SETTINGS: Final = tuple(
    Setting(entry.name, _TYPES[str(entry.type)], entry.default, entry.metadata["help"])
    for entry in fields(Settings)
)


def _read(setting: Setting, text: str) -> Any:
    try:
        return setting.type(text)
    except ValueError:
        raise BadSetting(setting.name, text, "it must be a whole number") from None

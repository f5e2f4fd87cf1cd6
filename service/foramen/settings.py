"""State every setting: its name with the unit, type, default and one sentence.

The environment is read only by `Settings.from_environment`, which the composition roots call.
"""

from __future__ import annotations

import os
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
    engine: str = field(
        default="oxigraph",
        metadata={"help": "The engine that evaluates queries: oxigraph or rdflib."},
    )
    query_time_limit_ms: int = field(
        default=30_000, metadata={"help": "How many milliseconds a query may take to be answered."}
    )
    concurrent_queries: int = field(
        default=8, metadata={"help": "How many queries one server process evaluates at a time."}
    )
    max_query_bytes: int = field(
        default=65_536, metadata={"help": "How many bytes the text of a query may have."}
    )
    max_query_depth: int = field(
        default=64, metadata={"help": "How deep the brackets of a query may be nested."}
    )
    max_result_rows: int = field(
        default=100_000,
        metadata={
            "help": "How many rows or triples an answer may have on a page or in a terminal."
        },
    )
    max_result_bytes: int = field(
        default=50_000_000,
        metadata={"help": "How many bytes an answer may have when it is written out."},
    )
    max_request_bytes: int = field(
        default=262_144, metadata={"help": "How many bytes the body of a request may have."}
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
    def sources_root(self) -> Path:
        """Give the folder of the sources, chosen or found."""
        return self.sources or resources.sources_root()


_TYPES: Final[Mapping[str, type]] = {"int": int, "str": str, "Path | None": Path}
_Range: TypeAlias = tuple[Callable[[Any], bool], str]
_COUNT: Final[_Range] = (lambda number: bool(number >= 1), "it must be at least 1")
_ANY_PATH: Final[_Range] = (lambda _: True, "")
_RANGES: Final[Mapping[str, _Range]] = {
    "host": (bool, "it must not be empty"),
    "port": (lambda port: 0 <= port <= 65_535, "it must lie between 0 and 65535"),
    "engine": (lambda name: name in {"oxigraph", "rdflib"}, "choose oxigraph or rdflib"),
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

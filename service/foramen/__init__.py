"""Answer questions about the neural foramen from a built knowledge graph.

Importing the package reads no file and starts nothing: load a dataset with `load_knowledge`.
"""

from .errors import ForamenError
from .knowledge import Knowledge, load_knowledge
from .settings import Settings

__all__ = ["ForamenError", "Knowledge", "Settings", "__version__", "load_knowledge"]


def __getattr__(name: str) -> str:
    if name == "__version__":
        from .resources import version

        return version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Find the file of each dump: as it was released, or converted from that once and kept.

Converted files lie beside the sockets of the engine processes, where all server processes find them
and from where they go with the service; else in a folder of this process. All of them together take
about five times the bytes of the dataset's own files, and each takes some seconds at most to make.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from foramen.distributions import DATASET, ONTOLOGY
from foramen.engine.conversion import convert, merge

if TYPE_CHECKING:
    from foramen.distributions import Distribution
    from foramen.knowledge import Knowledge

__all__ = ["ReleaseFiles"]

_RELEASED = {"ttl", "owl", "ofn"}


class ReleaseFiles:
    """The files of one dataset."""

    def __init__(self, knowledge: Knowledge, shared: Path | None = None) -> None:
        self._knowledge = knowledge
        self._shared = shared
        self._lock = threading.Lock()
        self._folder: Path | None = None

    def path(self, file: Distribution) -> Path:
        """Give the place of a file, making it first where it was not released in this format."""
        if file.of == ONTOLOGY and file.suffix in _RELEASED:
            return self._knowledge.ontology(file.suffix)
        if file.of in self._knowledge.graphs and file.suffix == "nt":
            return self._knowledge.graph_file(file.of)
        if self._folder is not None and (self._folder / file.file_name).is_file():
            return self._folder / file.file_name
        with self._lock:  # one at a time: many clients that ask at once wait for the same work
            target = self._converted() / file.file_name
            if not target.is_file():
                self._make(file, target)
            return target

    def etag(self, file: Distribution) -> str:
        """Tell one content of a file from any other, the same on every machine."""
        return f"{self._knowledge.sources_digest[:20]}-{file.file_name}"

    def _make(self, file: Distribution, target: Path) -> None:
        graphs = {graph: self._knowledge.graph_file(graph) for graph in self._knowledge.graphs}
        part = target.with_name(f".{os.getpid()}-{target.name}")
        try:
            if file.of == DATASET:
                merge(graphs, part, file.suffix)
            elif file.of == ONTOLOGY:
                convert(self._knowledge.ontology("ttl"), part, file.suffix)
            elif file.suffix == "nq":
                merge({file.of: graphs[file.of]}, part, file.suffix)
            else:
                convert(graphs[file.of], part, file.suffix)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    def _converted(self) -> Path:
        """Give the folder of converted files; whoever cleans up behind us only costs some time."""
        if self._folder is None or not self._folder.is_dir():
            self._folder = self._shared_folder() or self._own_folder()
        return self._folder

    def _shared_folder(self) -> Path | None:
        if self._shared is None:
            return None
        folder = self._shared / f"files-{self._knowledge.sources_digest[:20]}"
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            return None  # the folder of sockets has gone, or is not ours to write to
        return folder

    def _own_folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="foramen-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder

"""An archive that stays open while its index is rebuilt: each question goes to the newest state."""

from __future__ import annotations

import logging
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final

from index.errors import CommuniquesError, IndexMissing, IndexStale
from index.generations import generations
from index.manifest import read_manifest
from search.engine import Engine
from search.whoosh_engine import WhooshEngine

log = logging.getLogger(__name__)


EARLIER: Final = 2
"""Engines over earlier generations that are kept, for readers in the middle of an answer."""


class Archive:
    """The index at a location, reopened when a rebuild has swapped in another generation."""

    def __init__(self, location: str) -> None:
        self._location = Path(location)
        self._lock = Lock()
        self._engine: Engine | None = None
        self._generation: tuple[int, int, int] | None = None
        self._earlier: OrderedDict[str, Engine] = OrderedDict()

    def engine(self) -> Engine:
        """Return an engine over the newest servable generation.

        An engine that was handed out goes on answering from the generation it was opened on.

        Raises:
            IndexMissing: there is no index yet.
            IndexStale: the only index there is cannot be served.
        """
        generation = self._current()
        engine = self._engine
        if engine is not None and generation == self._generation:
            return engine
        with self._lock:
            generation = self._current()
            if self._engine is None or generation != self._generation:
                replaced, self._engine = self._engine, self._open(self._location.resolve())
                self._generation = generation
                if replaced is not None and replaced is not self._engine:
                    self._keep(replaced)
            return self._engine

    def engine_of(self, fingerprint: str) -> Engine | None:
        """An engine over the generation with a fingerprint, as long as that can be had.

        The generation that a rebuild replaced lies on disk until the next one, so that every
        process that serves the index can go on with it.
        """
        engine = self.engine()
        if engine.manifest.fingerprint == fingerprint:
            return engine
        with self._lock:
            if fingerprint not in self._earlier:
                for folder in generations(self._location):
                    with suppress(IndexMissing, IndexStale):
                        if read_manifest(folder).fingerprint == fingerprint:
                            self._keep(open_engine(folder))
            return self._earlier.get(fingerprint)

    def _current(self) -> tuple[int, int, int] | None:
        """What tells one generation from another, at the cost of one look at the disk."""
        try:
            state = self._location.stat()
        except OSError:
            return None
        return state.st_dev, state.st_ino, state.st_mtime_ns

    def _keep(self, engine: Engine) -> None:
        self._earlier[engine.manifest.fingerprint] = engine
        while len(self._earlier) > EARLIER:
            self._earlier.popitem(last=False)

    def _open(self, generation: Path) -> Engine:
        try:
            return open_engine(generation)
        except (IndexMissing, IndexStale) as error:
            # Told of the location, which the user knows, not of the generation it leads to.
            named = self._renamed(error)
            if self._engine is None:
                raise named from None
            log.warning("%s. The previous index goes on answering", named)
            return self._engine

    def _renamed(self, error: IndexMissing | IndexStale) -> CommuniquesError:
        if isinstance(error, IndexStale):
            return IndexStale(self._location, error.why)
        return IndexMissing(self._location)


def open_engine(location: Path) -> Engine:
    """Open the engine for a location: a folder with an index.

    Raises:
        IndexMissing: there is none.
        IndexStale: it was made under other rules, or is damaged.
    """
    return WhooshEngine(location)

"""An archive that stays open while its index is rebuilt: each question goes to the newest state."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Lock

from index.errors import CommuniquesError, IndexMissing, IndexStale
from search.engine import Engine
from search.whoosh_engine import WhooshEngine

log = logging.getLogger(__name__)


class Archive:
    """The index at a location, reopened when a rebuild has swapped in another generation."""

    def __init__(self, location: str) -> None:
        self._location = Path(location)
        self._lock = Lock()
        self._engine: Engine | None = None
        self._generation: Path | None = None

    def engine(self) -> Engine:
        """Return an engine over the newest servable generation.

        An engine that was handed out goes on answering from the generation it was opened on.

        Raises:
            IndexMissing: there is no index yet.
            IndexStale: the only index there is cannot be served.
        """
        generation = self._location.resolve()
        engine = self._engine
        if engine is not None and generation == self._generation:
            return engine
        with self._lock:
            if self._engine is None or generation != self._generation:
                self._engine = self._open(generation)
                self._generation = generation
            return self._engine

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

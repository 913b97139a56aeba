"""Where the generations of an index lie, and how the next one takes over in one rename.

``DIR`` is a symbolic link to a folder in ``DIR.generations``. A new generation is built there
under a name of its own, and a new link is renamed over the old one, which is atomic: who opens
``DIR`` finds the old index or the new one, whole. (Only where ``DIR`` is a plain folder, empty or
with a copied index, is it moved away first, since a link cannot be renamed over a folder.) The
generation that was replaced is kept until
the next build, for readers that are still opening its files.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from index.errors import BuildFailed
from index.manifest import MANIFEST

GENERATIONS = ".generations"
"""Ends the name of the folder that holds the generations of an index."""


@contextmanager
def new_generation(location: Path) -> Iterator[Path]:
    """Give an empty folder to build in; when the block ends well, it becomes ``location``.

    When the block raises, the folder is removed and everything stays as it was.

    Raises:
        BuildFailed: another build is under way, or ``location`` is a folder of something else.
    """
    location = location.absolute()  # not resolve(): the link itself is replaced
    _refuse_foreign(location)
    home = location.with_name(location.name + GENERATIONS)
    try:
        new = [folder for folder in (home, *home.parents) if not folder.exists()]
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "lock").open("w")
    except OSError as error:
        raise BuildFailed(
            f"{home} cannot be written: {error.strerror}; choose another --index"
        ) from None
    with lock, _locked(lock):
        folder = home / datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        folder.mkdir()
        try:
            yield folder
            sync(folder)
            previous = _swap(location, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            _take_away(new, Path(lock.name))
            raise
        _prune(home, keep={folder, previous})


def _take_away(folders: list[Path], lock: Path) -> None:
    """Remove folders that were made for a build, innermost first, and the lock in them."""
    with suppress(OSError):  # one that holds something else meanwhile stays
        if folders:
            lock.unlink()
        for folder in folders:
            folder.rmdir()


def generations(location: Path) -> list[Path]:
    """The generations of an index that are on disk, oldest first; the current one is last."""
    current = location.resolve()
    home = location.absolute().with_name(location.name + GENERATIONS)
    others = [path.parent for path in home.glob(f"*/{MANIFEST}")]
    return [*sorted(path for path in others if path.resolve() != current), current]


def _refuse_foreign(location: Path) -> None:
    if location.is_symlink() or not location.exists():
        return
    if location.samefile(Path.cwd()):
        raise BuildFailed(
            "The current folder cannot become the index, which is a link; name one below it"
        )
    if not location.is_dir():
        raise BuildFailed(f"{location} is a file; name a folder for the index")
    if any(location.iterdir()) and not (location / MANIFEST).exists():
        raise BuildFailed(f"{location} holds other files; name a new or empty folder for the index")


@contextmanager
def _locked(lock: TextIO) -> Iterator[None]:
    """Hold a lock that the system lets go of when this process ends, however it ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        current = os.path.samestat(Path(lock.name).stat(), os.fstat(lock.fileno()))
    except (BlockingIOError, FileNotFoundError):
        current = False
    if not current:  # held by another build, or taken away by one that failed
        raise BuildFailed(
            f"Another build of this index is under way ({lock.name}); try again when it has ended"
        )
    yield


def sync(folder: Path) -> None:
    """Have the disk hold the new files before the link names them; Whoosh itself never does."""
    for path in [*(path for path in folder.rglob("*") if path.is_file()), folder]:
        _fsync(path)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(location: Path, folder: Path) -> Path:
    """Make ``location`` a link to ``folder``; return the generation it led to before."""
    previous = location.resolve()
    if location.is_dir() and not location.is_symlink():
        # A plain folder (empty, or an index copied here) gives way first: a link cannot be
        # renamed over a folder.
        previous = folder.with_name(folder.name + ".replaced")
        location.rename(previous)
    link = folder.with_name(folder.name + ".link")
    link.symlink_to(Path(folder.parent.name) / folder.name)
    link.replace(location)
    _fsync(location.parent)
    return previous


def _prune(home: Path, keep: set[Path]) -> None:
    kept = {path.resolve() for path in keep}
    for path in home.iterdir():
        if path.is_dir() and not path.is_symlink() and path.resolve() not in kept:
            shutil.rmtree(path, ignore_errors=True)

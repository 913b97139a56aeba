"""The Java programs over Lucene (java/), compiled and talked to."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.bench.engines.messages import packed, read
from tests.bench.engines.protocol import NotInstalled

SOURCES = Path(__file__).parent / "java"
JARS = Path("/usr/share/java")
MODULES = ("core", "analyzers-common", "facet", "highlighter", "memory", "queries")
OPTIONS = ("-Xmx2g", "-XX:+UseSerialGC")
"""Memory as others have it, and one thread that collects garbage, not one for every processor."""

MISSING = "lucene needs {}: apt-get install liblucene8-java openjdk-17-jdk-headless (Debian 12)"


class JavaProgram:
    """One of the programs in java/, compiled when made.

    Raises:
        NotInstalled: there is no compiler, or no Lucene.
    """

    def __init__(self, name: str, jars: Path = JARS) -> None:
        libraries = lucene(jars)
        if not shutil.which("javac"):
            raise NotInstalled(MISSING.format("a Java compiler"))
        self._name, self._classes = name, TemporaryDirectory()
        self._path = ":".join([self._classes.name, *map(str, libraries)])
        sources = sorted(SOURCES.glob("*.java"))
        options = ["-Xlint:all,-path", "-cp", self._path, "-d", self._classes.name]
        subprocess.run(["javac", *options, *sources], check=True)

    def start(self, *arguments: str | Path) -> Conversation:
        """Run the program."""
        command = ["java", *OPTIONS, "-cp", self._path, self._name, *map(str, arguments)]
        return Conversation(self._name, command)

    def close(self) -> None:
        """Forget what was compiled."""
        self._classes.cleanup()


class Conversation:
    """A program that runs, takes messages and may answer them."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self._name = name
        self._running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        self._to, self._back = self._running.stdin, self._running.stdout

    def tell(self, *strings: str) -> None:
        """Send a message that has no answer."""
        try:
            self._to.write(packed(strings))
        except BrokenPipeError as error:
            raise self._failed() from error

    def ask(self, *strings: str) -> list[str]:
        """Send a message and wait for the answer."""
        self.tell(*strings)
        self._to.flush()
        try:
            return read(self._back)
        except EOFError as error:
            raise self._failed() from error

    def close(self) -> None:
        """Say that there are no more messages, and wait until the program is done."""
        self._running.communicate()
        if self._running.returncode:
            raise self._failed()

    def _failed(self) -> click.ClickException:
        return click.ClickException(f"{self._name} failed; what it said is above")


def lucene(jars: Path) -> list[Path]:
    """The libraries that the programs use, whatever their version."""
    found = [[*jars.glob(f"lucene-{module}-[0-9]*.jar")] for module in MODULES]
    if not all(found):
        raise NotInstalled(MISSING.format("Lucene"))
    return [paths[0] for paths in found]

"""The command line of Communiqués."""

from __future__ import annotations

import errno
import os
from importlib import import_module
from typing import Any

import click

from index.errors import CommuniquesError, IndexMissing, IndexStale, WrongUsage

USAGE, NO_INDEX, FAILED, INTERRUPTED = 2, 3, 1, 130


_COMMANDS = {
    "index": "index.commands",
    "search": "web.commands",
    "explain": "web.commands",
    "serve": "web.commands",
    "inspect": "index.commands",
    "doctor": "index.commands",
    "analyze": "index.commands",
    "stats": "web.machine_commands",
    "export": "web.machine_commands",
    "mcp": "web.machine_commands",
    "completion": "web.machine_commands",
}
"""The module of each command, imported when it is called: `index` needs no web server."""


class _Commands(click.Group):
    """Tells our own errors in one sentence, with the exit code of their kind."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(_COMMANDS[name]), name)
        return command

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            context.exit(INTERRUPTED)
        except CommuniquesError as error:
            failure = click.ClickException(str(error))
            failure.exit_code = _exit_code(error)
            raise failure from None
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read our output has seen enough; click ends quietly
            raise click.ClickException(f"{error.filename or 'Output'}: {error.strerror}") from None


def _exit_code(error: CommuniquesError) -> int:
    match error:
        case IndexMissing() | IndexStale():
            return NO_INDEX
        case WrongUsage():
            return USAGE
        case _:
            return FAILED


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="communiques")
@click.pass_context
def main(context: click.Context) -> None:
    """Full-text search for archives of French-language press releases."""
    if os.environ.get("NO_COLOR"):
        context.color = False


if __name__ == "__main__":
    main()

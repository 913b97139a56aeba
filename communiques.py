"""The command line of Communiqués."""

from __future__ import annotations

import errno
import os
from typing import Any

import click

from index.commands import analyze, doctor, index, inspect
from index.errors import CommuniquesError, IndexMissing, IndexStale
from index.settings import SettingsInvalid
from search.errors import QueryInvalid
from search.synonyms import SynonymsInvalid
from web.commands import explain, search, serve
from web.machine_commands import completion, export, mcp, stats

USAGE, NO_INDEX, FAILED, INTERRUPTED = 2, 3, 1, 130


class _Commands(click.Group):
    """Tells our own errors in one sentence, with the exit code of their kind."""

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
        case QueryInvalid() | SettingsInvalid() | SynonymsInvalid():
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


main.add_command(index)
main.add_command(search)
main.add_command(explain)
main.add_command(serve)
main.add_command(inspect)
main.add_command(doctor)
main.add_command(analyze)
main.add_command(stats)
main.add_command(export)
main.add_command(mcp)
main.add_command(completion)


if __name__ == "__main__":
    main()

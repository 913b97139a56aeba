"""What the benches' commands share: errors told in a sentence, and types of options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from index.errors import CommuniquesError

SOME = click.IntRange(1)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class Bench(click.Command):
    """Tells our own errors, and files that are not as they should be, in one sentence."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except CommuniquesError as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            if error.filename is None:
                raise
            raise click.ClickException(f"{error.filename}: {error.strerror}") from None

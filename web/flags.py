"""Command-line flags that mean what the parameters of a URL mean, made from the same model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_args, get_origin

import click
from pydantic.fields import FieldInfo

from web.query_strings import Parameters, ParametersInvalid

_METAVARS = (
    {"country": "COUNTRY", "from_": "DATE", "to": "DATE", "year": "YEAR"}
    | dict.fromkeys(("page", "size"), "N")
    | {"fields": "NAME"}
)

Read = TypeVar("Read", bound=Parameters)
Command = TypeVar("Command", bound=Callable[..., Any])


def parameter_flags(model: type[Parameters], *left_out: str) -> Callable[[Command], Command]:
    """Give a command a flag for each parameter but some, ``q`` being an argument."""

    def decorate(command: Command) -> Command:
        for name, field in reversed(model.model_fields.items()):
            if name not in ("q", *left_out):
                command = _flag(name, field)(command)
        return command

    return decorate


def read_flags(model: type[Read], query: str, flags: dict[str, Any]) -> Read:
    """The parameters that an argument and flags stand for.

    Raises:
        click.UsageError: a value cannot be used; the message names its flag.
    """
    fields = model.model_fields
    given = {
        fields[name].alias or name: value
        for name, value in flags.items()
        if value not in (None, ())
    }
    try:
        return model.read({"q": query, **given})
    except ParametersInvalid as error:
        faults = (f"{_flag_name(name)}: {fault}" for name, fault in error.faults.items())
        raise click.UsageError("; ".join(faults)) from None


def _flag(name: str, field: FieldInfo) -> Callable[[Command], Command]:
    written = _flag_name(field.alias or name)
    if field.annotation is bool:
        written = f"{written}/--no-{written.removeprefix('--')}"
    values = get_args(field.annotation) if get_origin(field.annotation) is Literal else None
    return click.option(
        written,
        name,
        multiple=isinstance(field.default, tuple),
        type=click.Choice(values) if values else bool if field.annotation is bool else str,
        metavar=None if values else _METAVARS.get(name),
        default=None,
        help=_help(field),
    )


def _help(field: FieldInfo) -> str:
    default = field.default
    shown = f"  [default: {default}]" if default and not isinstance(default, bool) else ""
    return f"{field.description}{shown}"


def _flag_name(parameter: str) -> str:
    """What the command line calls a parameter; the question is an argument."""
    if parameter == "q":
        return "QUERY"
    return "--" + parameter.replace("_", "-")

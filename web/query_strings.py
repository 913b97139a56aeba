"""Query strings to parameters and back: what every kind of them has in common."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, ClassVar, Final, Self
from urllib.parse import parse_qsl, quote_plus

from pydantic import BaseModel, ConfigDict, ValidationError

from index.errors import CommuniquesError

_UNDECODED: Final = "werkzeug.url_quote"
"""What Python calls Werkzeug's way with bytes that are no UTF-8."""


class ParametersInvalid(CommuniquesError):
    """Some parameters cannot be used; ``faults`` gives a sentence for each, by name."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {fault}" for name, fault in faults.items()))
        self.faults = dict(faults)


class Parameters(BaseModel):
    """Parameters as they are written in a URL: every kind reads and writes them alike."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wanted: ClassVar[dict[str, str]] = {}
    """What to give for a parameter, said when something else is given."""

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Self:
        """Validate parameters given by their names in a URL.

        Raises:
            ParametersInvalid: an unknown name, or a value that cannot be used.
        """
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise ParametersInvalid({_name(e): cls._sentence(e) for e in error.errors()}) from None

    @classmethod
    def from_query_string(cls, text: str, *, lenient: bool = False) -> Self:
        """Read a query string, as Werkzeug does: what is no UTF-8 stays percent-encoded.

        Args:
            text: the query string, in ASCII.
            lenient: pass over what is unknown or empty, as forms and links bring it, and take the
                first value of what may stand once; a machine is better told.

        Raises:
            ParametersInvalid: see ``read``; and something given twice that may stand once.
        """
        known = cls.names()
        given: dict[str, list[str]] = {}
        for name, value in parse_qsl(text, keep_blank_values=True, errors=_UNDECODED):
            if not lenient or (value and name in known):
                given.setdefault(name, []).append(value)
        for name, values in given.items():
            if len(values) > 1 and not lenient and not known.get(name, True):
                raise ParametersInvalid({name: f"give it once, not {len(values)} times"})
        return cls.read(
            {name: values if known.get(name) else values[0] for name, values in given.items()}
        )

    @classmethod
    @cache
    def names(cls) -> dict[str, bool]:
        """The parameters as they are called in a URL, and whether each may be repeated."""
        fields = cls.model_fields.items()
        return {field.alias or name: isinstance(field.default, tuple) for name, field in fields}

    def query_string(self, **changes: object) -> str:
        """These parameters, with some changed, as a query string without those at default.

        Changes go by the names of the fields. Parameters that mean the same are written the same.
        """
        values = self.__dict__ | changes
        assert len(values) == len(self.__dict__), f"no such field among {[*changes]}"
        return self._spelled(values)

    @classmethod
    def _spelled(cls, values: Mapping[str, Any]) -> str:
        """The values of these parameters, given by their fields; others are passed over."""
        return "&".join(
            [
                _written(name, value)
                for field, name, default in cls._spelling()
                if (value := values[field]) != default
            ]
        )

    @classmethod
    @cache
    def _spelling(cls) -> list[tuple[str, str, Any]]:
        """Field, name in a URL and default of each parameter, in the order of writing."""
        fields = cls.model_fields.items()
        return [(field, about.alias or field, about.default) for field, about in fields]

    @classmethod
    def _sentence(cls, error: Mapping[str, Any]) -> str:
        if error["type"] == "extra_forbidden":
            known = ", ".join(cls.names())
            return f"no such parameter; the parameters are {known}" if known else "none is taken"
        wanted = cls.wanted.get(_name(error), "")
        if error["type"] == "missing":
            return wanted or "it is required"
        if error["type"] == "string_too_long":
            most = error["ctx"]["max_length"]
            return f"it has {len(error['input'])} characters; shorten it to {most}"
        if wanted:
            return f"{wanted}, not {error['input']!r}"
        return str(error["msg"]).removeprefix("Value error, ")


@lru_cache(maxsize=1024, typed=True)  # typed: True is not 1
def _written(name: str, value: Any) -> str:
    """A parameter in a query string; an answer has links by the dozen that share most of theirs."""
    if isinstance(value, tuple):
        return "&".join([_written(name, one) for one in value])
    return f"{name}={quote_plus(str(value).lower() if isinstance(value, bool) else str(value))}"


def _name(error: Mapping[str, Any]) -> str:
    return str(error["loc"][0])

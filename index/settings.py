"""What a host may set: defaults < communiques.toml < COMMUNIQUES_* variables < flags."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.errors import WrongUsage

DEFAULT_FILE = "communiques.toml"


def available_processors() -> int:
    """How many processors this process may run on."""
    return len(os.sched_getaffinity(0))


class SettingsInvalid(WrongUsage):
    """A setting has a value that cannot be used."""


class Settings(BaseSettings):
    """Settings, read once where the program is entered and passed on as arguments."""

    model_config = SettingsConfigDict(env_prefix="COMMUNIQUES_", frozen=True, extra="forbid")

    index: str = Field(default="var/index", min_length=1, description="where the index lies")
    host: str = Field(default="127.0.0.1", description="address that `serve` listens on")
    port: int = Field(default=8000, ge=0, le=65535, description="port that `serve` listens on")
    jobs: int = Field(default=0, ge=0, description="processes of `index`; 0: one a processor")
    memory_mb: int = Field(default=512, ge=64, description="memory that they may use together")
    cache_mb: int = Field(default=64, ge=0, description="answers that `serve` remembers; 0: none")
    cors: str = Field(default="", description="origins that may read the API; `*`: any")
    rate_limit: str = Field(default="", description="requests an address may make: `60/minute`")
    proxies: int = Field(default=0, ge=0, description="proxies in front, that name the address")
    publisher: str = Field(default="", description="who issued the releases, to be cited")
    workers: int = Field(default=1, ge=1, description="processes of `serve`")

    synonyms: str = Field(default="", description="file of synonyms; empty: that of the program")

    @property
    def processes(self) -> int:
        """How many processes read files."""
        return self.jobs or available_processors()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Rank the sources, strongest first. The file's name is itself set by the environment."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, _file())


def load_settings(**flags: Any) -> Settings:
    """Read the settings; a flag that is None was not given.

    Raises:
        SettingsInvalid: a value is of the wrong kind, or the file has an unknown key.
    """
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        faults = "; ".join(f"{_name(fault['loc'])}: {fault['msg']}" for fault in error.errors())
        raise SettingsInvalid(
            f"Invalid setting ({faults}); see {_file()} and the COMMUNIQUES_* variables"
        ) from None
    except (OSError, ValueError) as error:  # TOMLDecodeError is a ValueError
        raise SettingsInvalid(f"The settings in {_file()} cannot be read: {error}") from None


def _file() -> str:
    """The file of settings; one that the environment names must be there."""
    named = os.environ.get("COMMUNIQUES_CONFIG")
    if named and not Path(named).is_file():
        raise SettingsInvalid(f"COMMUNIQUES_CONFIG names {named}, which is no file; correct it")
    return named or DEFAULT_FILE


def _name(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location))

"""The settings of a program that answers questions, put to use as it is entered."""

from __future__ import annotations

from typing import Any

from index.settings import Settings, load_settings
from search.synonyms import use_synonyms


def enter(settings: Settings | None = None, **flags: Any) -> Settings:
    """Read the settings, unless they are given, and look for the wordings that they name.

    Raises:
        SettingsInvalid: a setting cannot be used.
        SynonymsInvalid: the file of synonyms cannot be used.
    """
    settings = settings or load_settings(**flags)
    use_synonyms(settings.synonyms)
    return settings

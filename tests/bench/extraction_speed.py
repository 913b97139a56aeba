"""Releases extracted a second, in one process.

    python -m tests.bench.extraction_speed [FOLDER] [--count 2000] [--hostile]

Reads the files of FOLDER, or makes pages itself: menu or heading, plain or hard-wrapped, with
a contact block, from invented sentences. With --hostile, also times 0.5 and 2 MB of pieces made
to lead a careless pattern astray: four times the text should take about four times as long.
Processor time throughout.
"""

from __future__ import annotations

import contextlib
import json
import random
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import click

from index.extraction import InvalidRelease, extract
from tests.bench.commands import FOLDER, SOME, Bench

HOSTILE = Path(__file__).with_name("hostile_texts.json")
PLACES = ("le Pérou", "la Côte d'Ivoire", "le Népal", "la Géorgie", "Haïti", "le Liban")
CITIES = ("Lima", "Abidjan", "Katmandou", "Tbilissi", "Port-au-Prince", "Beyrouth", "Banjul")
SENTENCES = (
    "Les équipes de l'OIM ont distribué des couvertures à {n} familles déplacées de {city}.",
    "« Nous avons marché trois jours avant de trouver un abri », raconte une mère de deux enfants.",
    "Le projet, mené avec {place} et financé par l'Union européenne, prendra fin en septembre.",
    "Des agents formés à l'écoute orientent les victimes vers les services de santé de {city}.",
    "Selon les autorités, {n} personnes ont regagné leur village depuis le début de l'année.",
    "La coopération entre {place} et ses voisins a permis de rouvrir la route principale.",
)
MENU = "-\nQui sommes nous\nStructure\nStructure\n-\nNotre travail\n- Agir\n- 2030 AGENDA\n"


def pages(count: int, seed: int = 7) -> Iterator[bytes]:
    """Raw pages of about 390 words, a fifth of them hard-wrapped."""
    chosen = random.Random(seed)

    def sentence() -> str:
        return chosen.choice(SENTENCES).format(
            place=chosen.choice(PLACES), city=chosen.choice(CITIES), n=chosen.randrange(20, 9000)
        )

    for number in range(count):
        paragraphs = [" ".join(sentence() for _ in range(4)) for _ in range(7)]
        paragraphs[0] = f"{chosen.choice(CITIES)} - {paragraphs[0]}"
        title = f"Une route rouverte vers {chosen.choice(CITIES)}, épisode {number}"
        contact = (
            "Pour plus d'informations, veuillez contacter\nAna Ruiz\nOIM Quito\n"
            "Email: aruiz@example.org\nTel: +593 2 255 0100"
        )
        if number % 5 == 0:
            paragraphs = [textwrap.fill(text, 64) for text in paragraphs]
            yield (MENU + "\n".join([title, *paragraphs, contact])).encode()
        elif number % 5 == 1:
            yield "\n\n".join(["Communiqué\nGlobal", title, *paragraphs, contact]).encode()
        else:
            yield (MENU + "\n".join([title, *paragraphs, contact])).encode()


@click.command(cls=Bench)
@click.argument("folder", required=False, type=FOLDER)
@click.option("--count", default=2000, show_default=True, type=SOME, help="Pages to make.")
@click.option("--hostile", is_flag=True, help="Time what leads careless patterns astray, too.")
def main(folder: Path | None, count: int, hostile: bool) -> None:
    """Print the speed, and how many files were no releases."""
    if folder:
        files = [path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()]
    else:
        files = list(pages(count))
    invalid = 0
    start = time.process_time()
    for number, data in enumerate(files):
        try:
            extract(data, id=str(number), source="")
        except InvalidRelease:
            invalid += 1
    seconds = time.process_time() - start
    size = sum(map(len, files)) / 1e6
    print(f"{len(files)} files, {size:.1f} MB, {invalid} invalid, {len(files) / seconds:.0f}/s")
    if hostile:
        for name, piece in json.loads(HOSTILE.read_text("utf-8")).items():
            half, whole = (_seconds(piece, size) for size in (500_000, 2_000_000))
            print(f"{name:14} {half:6.2f} s {whole:6.2f} s  x{whole / half:.1f}")


def _seconds(piece: str, size: int) -> float:
    """Processor seconds for ``size`` bytes of a piece."""
    data = b"Titre\n\n" + (piece * (size // len(piece.encode()) + 1)).encode()
    start = time.process_time()
    with contextlib.suppress(InvalidRelease):
        extract(data, id="hostile", source="")
    return time.process_time() - start


if __name__ == "__main__":
    main()

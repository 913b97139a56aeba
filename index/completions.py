"""What completion needs beside the segments: pairs of words, and where the words of titles begin.

Words themselves are in the segments already, sorted, with the releases that have each. What is
made here is numbers of their surfaces, so nothing is analysed again and no text is stored twice:
one pass over the postings gives the words of all titles, and the whole text of a sample.

Each segment has a file of its own beside it; without it, words alone are completed.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from index.french.forms import stop_words
from index.segments.arrays import Array, Arrays, ArraysWriter, Ranges, find_in
from index.segments.beside import lacking
from index.segments.reading import Segment
from index.segments.texts import Texts, texts_of, titles_of

SUFFIX: Final = ".completions"

VERSION: Final = 1
"""Raised when the arrays change; files of another version are as good as missing."""

SAMPLE_SHARE: Final = 0.25
FEWEST, MOST = 1_000, 10_000
"""Releases that pairs of words are counted in: a share of the segment, spread over it, within
bounds. So the file takes a tenth at most of the time that the segment took."""

MIN_DOCUMENTS: Final = 2
"""Releases of the sample that have a pair: what stands in one is as likely a slip."""

COMPARED: Final = 4
"""Words by which places in titles are sorted; an even number."""

AT_ONCE: Final = 1 << 20
"""Places that are sorted at a time, about 100 MB."""

TEXTS_AT_ONCE = 1_000
"""Texts whose offsets are read at a time: the system maps all that lies around them."""


def write_completions(folder: Path) -> None:
    """Write the file of each segment of an index that has none that can be used."""
    for segment, target in lacking(folder, SUFFIX, VERSION):
        with ArraysWriter(target) as writer:
            writer.facts["version"] = VERSION
            writer.facts["sample"] = len(_sample(segment))
            for name, values in (_pairs(segment) | _titles(segment)).items():
                writer.add(name, values.astype("<u4"))


def read_completions(folder: Path, segment: Segment) -> Arrays | None:
    """The arrays of a segment's file; None when there is none that can be used."""
    return Arrays.usable(folder / (segment.name + SUFFIX), VERSION)


def _sample(segment: Segment) -> Array:
    """The documents that pairs of words are counted in."""
    wanted = min(max(FEWEST, int(SAMPLE_SHARE * segment.documents)), MOST)
    return np.arange(0, segment.documents, -(-segment.documents // wanted))


def _pairs(segment: Segment) -> dict[str, Array]:
    """Two words side by side that both say something, and how many documents have them so."""
    texts = texts_of(segment, _sample(segment))
    surfaces = texts.surfaces
    lengths = np.diff(texts.starts)
    owner = np.repeat(np.arange(len(texts.docs)), lengths)
    position = np.arange(len(owner)) - np.repeat(texts.starts[:-1], lengths)
    titles = np.repeat(segment.title_lengths[texts.docs], lengths)
    gaps = _gaps(segment, texts.docs)
    says = _says_something(segment)[surfaces] & ~texts.compound
    follows = np.zeros(len(owner), bool)
    # One character lies between them: a space, as compounds are left out.
    follows[1:] = gaps[1:] == segment.arrays["word_lengths"][texts.words[:-1]] + np.uint32(1)
    follows &= (position > 0) & (position != titles)
    at = np.flatnonzero(says[1:] & says[:-1] & follows[1:])
    keys = surfaces[at].astype(np.uint64) << np.uint64(32) | surfaces[at + 1]
    order = np.argsort(keys, kind="stable")
    keys, holders = keys[order], owner[at[order]]
    new = np.diff(keys, prepend=~keys[:1]) != 0
    once = new | (np.diff(holders, prepend=-1) != 0)  # a document counts once
    first = np.flatnonzero(new[once])
    counts = np.diff(first, append=np.count_nonzero(once))
    pairs = keys[once][first[counts >= MIN_DOCUMENTS]]
    return {
        "pair_first": pairs >> np.uint64(32),
        "pair_second": pairs & np.uint64(0xFFFFFFFF),
        "pair_docs": counts[counts >= MIN_DOCUMENTS],
    }


def _gaps(segment: Segment, docs: Array) -> Array:
    """The gaps (see docs/index-format.md) at all positions of some documents."""
    starts = segment.arrays["starts"]
    parts = [segment.arrays["gaps"][:0]]
    for first in range(0, len(docs), TEXTS_AT_ONCE):
        some = docs[first : first + TEXTS_AT_ONCE]
        parts.append(Ranges(starts[some], starts[some + 1]).of(segment.arrays["gaps"]))
        segment.forget_pages()
    return np.concatenate(parts)


def _titles(segment: Segment) -> dict[str, Array]:
    """The words of all titles, and where titles and words in them that say something begin."""
    titles = titles_of(segment)
    return {
        "title_words": titles.surfaces,
        "title_starts": titles.starts,
        "title_places": _sorted_places(segment, titles),
    }


def _sorted_places(segment: Segment, titles: Texts) -> Array:
    """Where titles and words in titles begin, sorted by the words from there on."""
    wanted = _says_something(segment)[titles.surfaces]
    wanted[titles.starts[:-1][np.diff(titles.starts) > 0]] = True
    places = np.flatnonzero(wanted).astype("<u4")
    first = titles.surfaces[places]
    held = np.cumsum(np.bincount(first, minlength=len(segment.surfaces)))
    cuts = np.unique(np.searchsorted(held, np.arange(AT_ONCE, len(places), AT_ONCE)) + 1)
    parts = [
        _sorted_by_words(titles, places[(first >= low) & (first < high)])
        for low, high in pairwise([0, *cuts.tolist(), len(segment.surfaces)])
    ]
    return np.concatenate([places[:0], *parts])


def _sorted_by_words(titles: Texts, places: Array) -> Array:
    ends = titles.starts[find_in(titles.starts, places, "right")]

    def word(ahead: int) -> Array:
        at = np.minimum(places + np.int64(ahead), len(titles.surfaces) - 1)
        inside = places + np.int64(ahead) < ends
        return np.where(inside, titles.surfaces[at].astype(np.uint64) + np.uint64(1), np.uint64(0))

    # Two words in one number are sorted in half of the time.
    pairs = [word(ahead) << np.uint64(32) | word(ahead + 1) for ahead in range(0, COMPARED, 2)]
    return places[np.lexsort(pairs[::-1])]


def _says_something(segment: Segment) -> Array:
    """Say of each surface whether it is more than a little word."""
    says = np.ones(len(segment.surfaces), bool)
    found = map(segment.surfaces.find, stop_words())
    says[[number for number in found if number is not None]] = False
    return says

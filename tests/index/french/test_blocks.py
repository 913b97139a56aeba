"""A block of texts is analysed as its texts are, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.french import analyze
from index.french.blocks import Block, BlockAnalyzer

Token = tuple[str, str, str, int, int, int]


class Numbers:
    def __init__(self) -> None:
        self.words: list[tuple[str, str, str]] = []

    def __call__(self, *word: str) -> int:
        if word not in self.words:
            self.words.append(word)  # type: ignore[arg-type]
        return self.words.index(word)  # type: ignore[arg-type]


def in_blocks(texts: list[str]) -> list[list[Token]]:
    """The tokens of each text, analysed anew and then again, when all of it is known."""
    numbers = Numbers()
    analyzer = BlockAnalyzer(numbers)
    found = tokens_of(analyzer.analyze(texts), numbers)
    assert tokens_of(analyzer.analyze(texts), numbers) == found
    return found


def tokens_of(block: Block, numbers: Numbers) -> list[list[Token]]:
    found, at = [], 0
    for count in block.counts.tolist():
        rows = slice(at, at + count)
        columns = (block.positions[rows], block.starts[rows], block.ends[rows])
        words = [numbers.words[word] for word in block.words[rows].tolist()]
        places = zip(*(column.tolist() for column in columns), strict=True)
        found.append([(*word, *place) for word, place in zip(words, places, strict=True)])
        at += count
    return found


def one_by_one(texts: list[str]) -> list[list[Token]]:
    return [[tuple(token) for token in analyze(text)] for text in texts]  # type: ignore[misc]


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["", "  ", "l’OIM", ""],
        ["8 500 victimes et 1 234 567,8", "le 01 23 45 67 89, puis 12 mai 2012 500"],
        ["finit par 8", "500 commence"],
        ["8\0", "8 500", "\0", "\0\0"],
        ["ses surs et ma sur", "surs", "ses", "surs, ses Surs", "deux SURS"],
        ["un rendez-vous à la co-construction d'un chef-d'œuvre"],
        ["l’OIM aide 8 500 migrants, " * 5000, "a" * 200_000, "l’OIM"],
        ["\u2028deux\x1cmots\u3000et\xa0demi\u20098\u2009500"],
    ],
)
def test_texts_that_need_care(texts: list[str]) -> None:
    assert in_blocks(texts) == one_by_one(texts)


PIECES = st.sampled_from(
    [
        "8",
        "500",
        "12,5",
        " ",
        "\u00a0",
        "\n",
        "ses",
        "surs",
        "sur",
        "sûr",
        "ma",
        "l'",
        "œ",
        "é",
        "-",
        ".",
        "rendez-vous",
        "O.I.M.",
        ",",
        "(",
        "»",
        "a",
        "北京",
        "٣",
    ]
)
TEXTS = st.lists(
    st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=20)), max_size=4
)


@given(TEXTS)
def test_any_texts(texts: list[str]) -> None:
    assert in_blocks(texts) == one_by_one(texts)


@pytest.mark.parametrize(
    "text",
    [
        "ma sur北京",
        "ses surs-mesure",
        "ma-sur",
        "ses (surs)",
        "sa sur, ses surs.",
        "sa l'sur",
        "x-sa sur",
        "deux sûrs alliés",
    ],
)
def test_sisters_in_every_surrounding(text: str) -> None:
    assert in_blocks([text]) == one_by_one([text])

"""Give back the œ that a bad transcoding lost: ``mise en uvre`` → ``mise en œuvre``.

Latin-1 has no œ, and exports through it drop the letter: a fifth of the archive's oldest pages.
What remains (``uvre``, ``cur``, ``vux``) is mostly no French word, and is repaired anywhere
(``data/lost_oe.txt``). Others are words of their own and are repaired only where grammar leaves
no choice: ``sur`` and ``surs`` after a possessive, which no preposition follows, and ``il`` after
an elision, which no pronoun takes.
"""

from __future__ import annotations

from collections.abc import Sequence

MAYBE_SISTER = frozenset({"sur", "surs"})
# « ses surs » is always « ses sœurs »; « elles sont surs » may be « sûrs ».
_BEFORE_SISTERS = frozenset({"mes", "tes", "ses", "nos", "vos", "leurs", "deux", "trois", "quatre"})
_BEFORE_SISTER = frozenset({"ma", "ta", "sa"})


def restore(lower: str, full: str) -> str:
    """Return the lower-case word with the œ of ``full`` put back: ``manuvré`` → ``manœuvré``.

    ``full`` is the folded word spelled with its œ, so letter positions agree.
    """
    at = full.index("œ")
    return lower[:at] + "œ" + lower[at:]


def is_sister(word: str, before: Sequence[str]) -> bool:
    """Say whether ``word``, in lower case, after the last of ``before``, folded, is sœur or sœurs.

    With an accent it is not: « deux sûrs alliés ».
    """
    if word not in MAYBE_SISTER or not before:
        return False
    return before[-1] in (_BEFORE_SISTERS if word == "surs" else _BEFORE_SISTER)

"""Links to a passage of a page (https://wicg.github.io/scroll-to-text-fragment/)."""

from __future__ import annotations

from urllib.parse import quote

from search.snippets import ELLIPSIS

EDGE = 5
"""Words at either end that tell a long passage from the others of its page."""


def text_fragment(passage: str) -> str:
    """The fragment of an address that leads to a passage: ``#:~:text=…``.

    A long passage is named by its first and last words. Ellipses of a snippet are left out.
    """
    words = passage.strip(f"{ELLIPSIS} ").split()
    ends = [words] if len(words) <= 2 * EDGE else [words[:EDGE], words[-EDGE:]]
    return "#:~:text=" + ",".join(_encoded(" ".join(end)) for end in ends)


def _encoded(text: str) -> str:
    """Percent-encoded, hyphens too: before a comma they would have a meaning."""
    return quote(text, safe="").replace("-", "%2D")

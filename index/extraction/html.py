"""An HTML page → its title and lines.

selectolax rather than lxml or trafilatura: on the layouts of these archives all three give the
same paragraphs once navigation is dropped by tag, trafilatura merges the contact lines and
loses short paragraphs, and selectolax is the smallest and fastest (decision of 2026-11).
"""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.extraction.decoding import clean

_BLOCK_TAG = re.compile(r"<(?:!doctype html|html|body|div|p|br|h[1-6]|article|td|li)\b", re.I)
_INLINE_TAG = re.compile(r"</?(?:a|b|i|u|em|strong|span|font|sup|sub)\b[^<>\n]{0,300}>", re.I)
_BLOCKS = frozenset((Path(__file__).parent / "data" / "block_tags.txt").read_text("utf-8").split())
_DROPPED = (
    "script, style, noscript, template, svg, iframe, nav, form, button, select, footer, "
    "[role=navigation], [role=banner], [role=contentinfo], .breadcrumb, .breadcrumbs, "
    ".visually-hidden, .social-share"
)
_SITE_NAME = re.compile(r"\s+[|–—-]\s+[^|]*$")
_SPACES = re.compile(r"[ \t\n\r\f]+")


def is_html(text: str) -> bool:
    """Whether a text is a page or a piece of one: it has tags that make blocks."""
    return _BLOCK_TAG.search(text) is not None


def strip_inline_tags(text: str) -> str:
    """Plain text with stray inline tags taken out ("<em>", "</a>")."""
    return _INLINE_TAG.sub("", text) if "<" in text else text


def page_lines(text: str) -> tuple[str | None, list[str], list[str]]:
    """The title of a page, its lines, and its captions and boxes.

    Paragraphs are separated by empty lines; a ``<br>`` only starts a new line. Navigation,
    footers, scripts and forms are left out. The title is the first ``<h1>``, else ``<title>``.
    """
    tree = LexborHTMLParser(text)
    page_title = tree.css_first("title")
    for node in tree.css(_DROPPED):
        if node.css_first("h1") is None:  # left open, it would take the release with it
            node.decompose()
    root = _content(tree)
    if root is None:
        return None, [], []
    heading = root.css_first("h1") or tree.css_first("h1")
    title = _flat(heading) if heading is not None else ""
    if not title and page_title is not None:
        title = _SITE_NAME.sub("", _flat(page_title))
    if heading is not None:
        heading.decompose()
    boxes = []
    for node in root.css("figcaption, aside, .caption, .field--name-field-caption"):
        boxes.append(_flat(node))
        node.decompose()
    return clean(title) or None, _lines(root), [clean(box) for box in boxes if box]


def _content(tree: LexborHTMLParser) -> LexborNode | None:
    """The smallest element that holds the release: main, else a single article, else body."""
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text(deep=True).strip()) > 200:
            return found[0]
    return tree.body


def _flat(node: LexborNode) -> str:
    return _SPACES.sub(" ", node.text(deep=True)).strip(" ")


def _lines(root: LexborNode) -> list[str]:
    """The text under ``root`` in reading order, cut at blocks and line breaks."""
    pieces: list[str] = []
    preformatted = 0
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:  # no recursion: pages may nest as deep as they like
        node, leaving = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            raw = node.text_content or ""
            pieces.append(raw if preformatted else _SPACES.sub(" ", raw))
            continue
        if tag == "br":
            pieces.append("\n")
        elif tag in _BLOCKS:
            pieces.append("\n\n")
            preformatted += (tag == "pre") * (-1 if leaving else 1)
        if leaving:
            continue
        if tag in _BLOCKS:
            stack.append((node, True))
        children = list(node.iter(include_text=True))
        stack.extend((child, False) for child in reversed(children))
    return [_SPACES.sub(" ", line).strip(" ") for line in "".join(pieces).split("\n")]

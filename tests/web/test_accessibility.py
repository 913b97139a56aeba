"""Whom a page keeps out, and what it weighs: axe-core, reflow, motion, print, transfer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

PERU = "/communiques/perou-foyer-iquitos-2019"
PAGES = {
    "latest": "/",
    "results": "/?q=oim+traite&country=PE&country=UA&from=2003",
    "nothing": "/?q=xylophone+zoologique",
    "partial": "/?q=traite+xylophone+solaire",
    "map": "/carte?country=PE",
    "concordance": "/concordance?q=traite&order=left",
    "concordance of nothing": "/concordance",
    "about": "/apropos",
    "state": "/etat",
    "reasons": "/pourquoi?q=victimes+traite&id=perou-foyer-iquitos-2019",
    "release": f"{PERU}?q=victimes+traite",
    "missing": "/?page=999",
    "english": "/?q=traite&lang=en",
    "api": "/api/v1/docs",
}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LIGHT_LIMIT = 60_000
"""Bytes of the first page of results, with everything that it loads."""


@pytest.fixture(params=[(1280, "light"), (1280, "dark"), (390, "light")], ids=str)
def context(
    browser: Browser, sample_site: str, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    width, scheme = request.param
    context = browser.new_context(
        base_url=sample_site,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="fr-FR",
        bypass_csp=True,  # for axe itself; the policy is tested with the pages
    )
    yield context
    context.close()


def violations(page: Page) -> list[str]:
    options = {"runOnly": WCAG, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found
        for node in violation["nodes"]
        if not (violation["id"] == "target-size" and is_on_the_map(node["html"]))
    ]


def is_on_the_map(html: str) -> bool:
    """A country on the map is as large as it is.

    The list beside it has the same links, at full size (WCAG 2.2, target size, "equivalent").
    """
    return html.startswith('<a class="shade-')


def test_axe_finds_nothing_on_any_page(context: BrowserContext) -> None:
    page = context.new_page()
    for name, url in PAGES.items():
        page.goto(url)
        for details in page.locator("details:not([name])").all():
            details.evaluate("details => { details.open = true }")
        assert violations(page) == [], name


def test_axe_finds_nothing_on_what_opens(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(PERU)
    page.locator(".evidence summary").first.click()
    page.locator("#q").press_sequentially("perou")
    page.get_by_role("option").first.wait_for()
    page.locator("#q").press("ArrowDown")
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 820])
def test_nothing_is_cut_off_at_400_percent(browser: Browser, sample_site: str, width: int) -> None:
    """Zoomed to 400 %, a screen of 1280 pixels is 320 wide (WCAG 1.4.10)."""
    context = browser.new_context(base_url=sample_site, viewport={"width": width, "height": 256})
    page = context.new_page()
    for url in (*PAGES.values(), "/?q=" + "x" * 400):
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
    context.close()


def test_nothing_moves_for_whoever_asked_for_rest(browser: Browser, sample_site: str) -> None:
    context = browser.new_context(base_url=sample_site, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{PERU}?q=victimes")
    behaviour = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    assert behaviour == "auto"
    moving = page.evaluate("document.getAnimations().length")
    assert moving == 0
    context.close()


def test_a_release_prints_as_text_without_the_controls(
    browser: Browser, sample_site: str, tmp_path: Path
) -> None:
    context = browser.new_context(base_url=sample_site)
    page = context.new_page()
    page.goto(f"{PERU}?q=victimes")
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(".marks")).to_be_hidden()
    expect(page.locator(".prose")).to_be_visible()
    pdf = page.pdf(path=tmp_path / "communique.pdf", format="A4")
    assert pdf.startswith(b"%PDF")
    context.close()


def test_the_first_page_is_light_and_asks_nobody_else(browser: Browser, sample_site: str) -> None:
    context = browser.new_context(base_url=sample_site)
    page = context.new_page()
    answers: list[Response] = []
    said: list[str] = []
    page.on("response", lambda answer: answers.append(answer))
    page.on("console", lambda message: said.append(message.text))
    page.goto("/?q=oim", wait_until="networkidle")
    assert all(answer.url.startswith(sample_site) for answer in answers)
    weight = sum(
        sizes["responseHeadersSize"] + sizes["responseBodySize"]
        for sizes in (answer.request.sizes() for answer in answers)
    )
    assert weight < LIGHT_LIMIT
    assert said == []  # nothing that the Content-Security-Policy refused
    context.close()

"""The site as a reader meets it: the real server, a real browser, and a rebuild under way."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.servers import announced

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """The address of ``communiques serve``, started where there is no index yet."""
    command = [sys.executable, str(ROOT / "communiques.py"), "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--index", "ix"], cwd=folder, stderr=subprocess.PIPE, text=True
    ) as server:
        address, said = announced(server)
        assert "sample archive" in said
        try:
            yield address
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=30) == 0
            assert server.stderr is not None
            assert "Traceback" not in server.stderr.read()
        finally:
            server.kill()


@pytest.fixture(params=[{"width": 1280, "height": 900}, {"width": 390, "height": 844}])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a desk and on a phone, without JavaScript: everything works without it."""
    context = browser.new_context(viewport=request.param, java_script_enabled=False, locale="fr-FR")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_a_reader_searches_picks_a_country_opens_a_release_and_goes_back(
    site: str, page: Page
) -> None:
    page.goto(site)
    box = page.get_by_role("searchbox")
    box.fill("victimes de traite")
    box.press("Enter")
    count = page.get_by_role("status")
    expect(count).to_contain_text("communiqués")
    expect(count).to_contain_text("victimes de traite")
    whole = count.inner_text()
    expect(page.locator(".snippet mark").first).to_be_visible()

    country = page.locator(".choices label").first
    name = country.locator(".label").inner_text()
    country.click()
    page.get_by_role("button", name="Appliquer").click()
    chip = page.get_by_role("list", name="Filtres appliqués").get_by_role("link", name=name)
    expect(chip).to_be_visible()
    expect(page).to_have_url(re.compile("country=[A-Z]{2}"))
    filtered = page.url
    expect(count).not_to_have_text(whole)

    page.locator(".hit h2 a").first.click()
    expect(page.locator("article h1")).to_be_visible()
    expect(page.locator("article mark").first).to_be_visible()

    page.go_back()
    expect(page).to_have_url(filtered)
    chip.click()
    expect(count).to_have_text(whole)


def test_no_page_is_wider_than_the_screen(site: str, page: Page) -> None:
    for path in ("", "?q=traite", "?q=" + "x" * 400, "communiques/perou-foyer-iquitos-2019"):
        page.goto(site + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], path


def test_paging_goes_on_and_back(site: str, page: Page) -> None:
    page.goto(site)
    first = page.locator(".hit h2").first.inner_text()
    page.get_by_role("link", name="Suivante").click()
    expect(page.locator(".paging [aria-current=page]")).to_have_text("Page 2")
    expect(page.locator(".hit h2").first).not_to_have_text(first)
    page.get_by_role("link", name="Précédente").click()
    expect(page.locator(".hit h2").first).to_have_text(first)


def test_a_rebuild_shows_without_a_restart(site: str, folder: Path) -> None:
    def get(path: str) -> str:
        with urllib.request.urlopen(site + path) as answer:
            return str(answer.read().decode())

    assert '"total":0' in get("api/v1/search?q=nouveaute").replace(" ", "")
    (folder / "b.jsonl").write_text('{"id": "b", "text": "Une nouveauté."}\n')
    command = [sys.executable, str(ROOT / "communiques.py"), "index", "b.jsonl", "--index", "ix"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    assert '"total":1' in get("api/v1/search?q=nouveaute").replace(" ", "")

"""What a reader does, in a real browser: with JavaScript and without, by keyboard, by finger.

A click returns as soon as the next page begins to arrive. What is read at once (a count, a list,
an attribute) is read after ``wait_for_url``, which waits for the whole page; ``expect`` waits
by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

PERU = "/communiques/perou-foyer-iquitos-2019"


def opened(browser: Browser, site: str, **options: Any) -> Iterator[Page]:
    options = {"viewport": {"width": 1280, "height": 900}, "locale": "fr-FR"} | options
    context = browser.new_context(base_url=site, **options)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser, sample_site: str) -> Iterator[Page]:
    """A page on a desk, with JavaScript."""
    yield from opened(browser, sample_site)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def either(browser: Browser, sample_site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The same with JavaScript and without it."""
    yield from opened(browser, sample_site, java_script_enabled=request.param)


@pytest.fixture
def phone(browser: Browser, sample_site: str) -> Iterator[Page]:
    yield from opened(
        browser, sample_site, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )


def total(page: Page) -> int:
    found = re.search(r"\d[\d\u202f]*", page.locator("#compte").inner_text())
    return int(found[0].replace("\u202f", "")) if found else 0


def test_a_search_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("victimes de traite")
    page.keyboard.press("Enter")
    expect(page.locator("#compte")).to_contain_text("victimes de traite")
    title = page.locator(".hit h2 a").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if title.evaluate("link => link === document.activeElement"):
            break
    expect(title).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("article mark").first).to_be_visible()


def test_two_countries_widen_the_choice_and_back_undoes_it(either: Page) -> None:
    page = either
    page.goto("/?q=traite")
    whole = page.locator("#compte").inner_text()
    counts = [
        int(page.locator(f".choices li:has([value={code}]) .count").text_content() or "")
        for code in ("PE", "UA")
    ]
    page.locator(".facet summary").click()
    for code in ("PE", "UA"):
        page.locator(f".choices [value={code}]").check()
    page.get_by_role("button", name="Appliquer").click()
    page.wait_for_url(re.compile("country=PE.*country=UA|country=UA.*country=PE"))
    assert max(counts) <= total(page) <= sum(counts)
    chips = page.get_by_role("list", name="Filtres appliqués").get_by_role("link")
    expect(chips).to_have_count(2)
    page.go_back()
    expect(page.locator("#compte")).to_have_text(re.compile(re.escape(whole.split("\n")[0])))
    expect(page.locator(".choices :checked")).to_have_count(0)


def test_the_map_agrees_with_the_list_and_leads_to_the_releases(either: Page) -> None:
    page = either
    page.goto("/?q=traite")
    page.get_by_role("navigation", name="Présentation").get_by_role("link", name="Carte").click()
    peru = page.locator(".map a[aria-label^='Pérou']")
    page.wait_for_url("**/carte?q=traite")
    expect(peru).to_have_attribute("aria-label", re.compile(r"Pérou\s:\s\d+ communiqué"))
    told = re.search(r":\s(\d+)", peru.get_attribute("aria-label") or "")
    listed = page.locator(".ranking a", has_text="Pérou").locator(".count")
    assert told
    assert listed.text_content() == told[1]
    peru.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/\?q=traite&country=PE$"))
    assert total(page) == int(told[1])
    page.go_back()
    page.locator(".map a[aria-label^='Ukraine'] path").click()
    expect(page).to_have_url(re.compile("country=UA"))


def test_an_island_too_small_to_see_has_a_point(either: Page) -> None:
    page = either
    page.goto("/carte")
    page.locator(".map a[aria-label^='Maurice'] circle").click()
    page.wait_for_url(re.compile("country=MU"))
    assert total(page) > 0


def test_a_bar_of_the_histogram_filters_by_its_years(either: Page) -> None:
    page = either
    page.goto("/")
    bar = page.locator(".histogram a").nth(3)
    label = bar.get_attribute("aria-label") or ""
    told = re.search(r"^(\d{4})(?:–(\d{4}))?\s:\s(\d+)", label)
    assert told, label
    bar.locator(".hit-area").click()
    page.wait_for_url(re.compile(f"from={told[1]}&to={told[2] or told[1]}$"))
    assert total(page) == int(told[3])
    expect(page.locator("#from")).to_have_value(told[1])
    expect(page.locator("#to")).to_have_value(told[2] or told[1])
    for date in page.locator(".hit time").all():
        assert told[1] <= (date.get_attribute("datetime") or "")[:4] <= (told[2] or told[1])
    expect(page.locator(".histogram .selected")).not_to_have_count(0)


def test_a_range_of_dates_can_be_typed(either: Page) -> None:
    page = either
    page.goto("/?q=traite")
    page.locator("#from").fill("2010")
    page.locator("#to").fill("2015-06")
    page.get_by_role("button", name="Appliquer").click()
    chip = page.get_by_role("link", name="De 2010 à juin 2015")
    expect(chip).to_be_visible()
    chip.click()
    expect(page).to_have_url(re.compile(r"\?q=traite$"))


def test_the_order_can_be_chosen(either: Page) -> None:
    page = either
    page.goto("/?q=traite")
    page.get_by_role("link", name="Plus anciens").click()
    page.wait_for_url(re.compile("sort=oldest"))
    days = [date.get_attribute("datetime") or "" for date in page.locator(".hit time").all()]
    dated = [day for day in days if not day.startswith("--")]  # a day without a year comes last
    assert dated == sorted(dated)
    assert days[: len(dated)] == dated
    assert len(dated) > 2


def test_buttons_lead_from_one_searched_word_to_the_next(page: Page) -> None:
    page.goto(f"{PERU}?q=victimes+traite")
    marks = page.locator("article mark[id]")
    count = marks.count()
    assert count > 2
    following = page.get_by_role("button", name="Suivant")
    following.click()
    expect(page.locator("mark.here")).to_have_attribute("id", "m1")
    expect(page.locator(".marks [role=status]")).to_have_text(f"1 sur {count}")
    following.click()
    expect(page.locator("mark.here")).to_have_attribute("id", "m2")
    page.get_by_role("button", name="Précédent").press("Enter")
    page.get_by_role("button", name="Précédent").press("Enter")
    expect(page.locator("mark.here")).to_have_attribute("id", f"m{count}")
    expect(page.locator("mark.here")).to_be_in_viewport()


def test_without_script_a_link_leads_to_each_searched_word(
    browser: Browser, sample_site: str
) -> None:
    for page in opened(browser, sample_site, java_script_enabled=False):
        page.goto(f"{PERU}?q=victimes+traite")
        links = page.get_by_role("navigation", name="Mots trouvés").get_by_role("link")
        expect(links).to_have_count(page.locator("article mark[id]").count())
        links.last.click()
        expect(page.locator("mark:target")).to_be_in_viewport()


def test_each_country_shows_the_passage_that_names_it(either: Page) -> None:
    page = either
    page.goto(PERU)
    page.locator(".evidence summary", has_text="Pérou").click()
    passages = page.locator(".evidence details[open] mark")
    expect(passages.first).to_be_visible()
    link = page.locator(".evidence details[open] a[href*=':~:text=']").first
    expect(link).to_have_attribute("href", re.compile("^#:~:text=."))


def test_a_passage_shows_over_the_page_until_it_is_sent_away(page: Page) -> None:
    page.goto(PERU)
    name = page.locator(".evidence summary", has_text="Pérou")
    passage = page.get_by_role("tooltip").first
    expect(passage).to_be_hidden()
    name.hover()
    expect(passage).to_be_visible()
    expect(passage.locator("mark")).to_be_visible()
    passage.hover()  # from the name onto the passage, which stays
    expect(passage).to_be_visible()
    page.keyboard.press("Escape")
    expect(passage).to_be_hidden()
    page.mouse.move(0, 0)
    name.hover()
    expect(passage).to_be_visible()
    page.mouse.move(0, 0)
    expect(passage).to_be_hidden()
    page.locator(".back a").focus()
    page.keyboard.press("Tab")
    expect(name).to_be_focused()
    expect(passage).to_be_visible()
    page.keyboard.press("Enter")
    expect(passage).to_be_hidden()
    expect(page.locator(".evidence details[open] .passages")).to_be_visible()


def test_a_finger_opens_the_passages(phone: Page) -> None:
    phone.goto(PERU)
    phone.locator(".evidence summary", has_text="Pérou").tap()
    expect(phone.locator(".evidence details[open] .passages")).to_be_visible()
    expect(phone.get_by_role("tooltip")).to_have_count(0)


def test_why_a_result_is_there_is_told_on_the_spot(page: Page) -> None:
    page.goto("/?q=traite+victimes")
    hit = page.locator(".hit").nth(1)
    with page.expect_response("**/pourquoi?**"):
        hit.get_by_text("Pourquoi ce résultat").click()
    expect(hit.locator(".reasons li").first).to_contain_text("traite")
    expect(page.locator(".reasons")).to_have_count(1)
    expect(hit.get_by_role("link", name="Ce qui fait son rang")).to_have_count(0)


def test_why_a_result_is_there_is_a_link_offline(page: Page) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/?q=traite")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.get_by_text("Pourquoi ce résultat").first.click()
    expect(page.get_by_role("link", name="Ce qui fait son rang")).to_be_visible()
    assert said == []


def test_without_script_why_a_result_is_there_is_a_page(browser: Browser, sample_site: str) -> None:
    for page in opened(browser, sample_site, java_script_enabled=False):
        page.goto("/?q=traite")
        page.get_by_text("Pourquoi ce résultat").first.click()
        page.get_by_role("link", name="Ce qui fait son rang").first.click()
        expect(page.locator(".reasons li").first).to_contain_text("traite")
        page.locator(".back a").click()
        expect(page).to_have_url(re.compile(r"/\?q=traite$"))


def test_another_search_on_the_map_is_a_map(either: Page) -> None:
    either.goto("/carte?q=traite&country=PE")
    either.locator("#q").fill("oim")
    either.get_by_role("button", name="Rechercher").click()
    expect(either).to_have_url(re.compile(r"/carte\?q=oim&country=PE$"))


def test_a_selected_passage_gets_a_link(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PERU)
    page.evaluate("document.getSelection().selectAllChildren(document.querySelector('.prose p'))")
    page.get_by_text("Copier le lien vers ce passage").click()
    expect(page.get_by_text("Lien copié")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"{PERU}#:~:text=Lima%2C%20le" in copied


def test_completion_restores_accents_and_obeys_the_keyboard(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Rechercher dans les communiqués")
    box.press_sequentially("perou")
    options = page.get_by_role("option")
    expect(options.first).to_have_text(re.compile("Pérou"))
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    box.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("perou")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]").inner_text()
    box.press("Enter")
    expect(page.locator("#compte")).to_contain_text(chosen)


def test_what_is_typed_on_cancels_the_question_before(page: Page) -> None:
    page.goto("/")
    page.route("**/suggest?q=mig", lambda route: None)  # an answer that never comes
    box = page.get_by_role("combobox", name="Rechercher dans les communiqués")
    with page.expect_request("**/suggest?q=mig"):
        box.press_sequentially("mig")
    with page.expect_event("requestfailed", lambda request: request.url.endswith("q=mig")):
        box.press_sequentially("rants")
    expect(page.get_by_role("option").first).to_have_text(re.compile("^migrants"))


def test_completion_is_silent_offline(page: Page) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/")
    page.context.set_offline(True)
    box = page.get_by_role("combobox", name="Rechercher dans les communiqués")
    with page.expect_event("requestfailed"):
        box.press_sequentially("migr")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert said == []


def test_the_list_of_countries_narrows_without_minding_accents(page: Page) -> None:
    page.goto("/")
    box = page.get_by_label("Chercher un pays dans la liste")
    box.fill("EQUATEUR")
    shown = page.locator(".choices li:visible .label")
    expect(shown).to_have_text(["Équateur"])
    box.press("Enter")
    expect(page).to_have_url(re.compile("/$"))
    box.fill("")
    page.get_by_role("button", name="De A à Z").click()
    names = shown.all_inner_texts()
    assert names.index("Érythrée") < names.index("Espagne") < names.index("États-Unis")


def test_a_phone_reads_searches_and_filters(phone: Page) -> None:
    phone.goto("/?q=traite")
    phone.get_by_role("link", name="Filtrer les résultats").tap()
    expect(phone.locator("#filtres")).to_be_in_viewport()
    phone.locator(".choices [value=PE]").tap()
    phone.get_by_role("button", name="Appliquer").tap()
    expect(phone).to_have_url(re.compile("country=PE"))
    phone.locator(".hit h2 a").first.tap()
    expect(phone.locator("article h1")).to_be_visible()


def test_a_phone_shows_the_whole_world_and_more_of_it_when_asked(phone: Page) -> None:
    phone.goto("/carte?q=indonésie")
    frame = phone.locator(".map-frame")
    sizes = "frame => [frame.scrollWidth, frame.clientWidth, frame.scrollLeft]"
    whole, seen, _ = frame.evaluate(sizes)
    assert whole == seen
    phone.get_by_label("Agrandir la carte").tap()
    expect(phone.locator(".map a[aria-label^='Indonésie']")).to_be_in_viewport()
    whole, seen, scrolled = frame.evaluate(sizes)
    assert whole > 2 * seen
    assert scrolled > seen


def test_pages_speak_english_when_the_browser_does(browser: Browser, sample_site: str) -> None:
    for page in opened(browser, sample_site, locale="en-GB"):
        page.goto("/?q=traite")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("button", name="Search")).to_be_visible()
        page.get_by_role("link", name="Français").click()
        expect(page.get_by_role("button", name="Rechercher")).to_be_visible()
        page.locator(".hit h2 a").first.click()
        expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_a_concordance_is_sorted_and_leads_to_the_passage(either: Page) -> None:
    either.goto("/?q=traite")
    either.get_by_role("link", name="Concordance").click()
    either.wait_for_url("**/concordance?q=traite")
    lines = either.locator(".kwic .line")
    count = lines.count()
    assert count > 2
    by_rank = lines.all_inner_texts()
    either.get_by_role("link", name="Après le mot").click()
    either.wait_for_url(re.compile("order=right"))
    expect(either.get_by_role("link", name="Après le mot")).to_have_attribute(
        "aria-current", "true"
    )
    expect(lines).to_have_count(count)
    assert lines.all_inner_texts() != by_rank
    assert sorted(lines.all_inner_texts()) == sorted(by_rank)
    title = either.locator(".kwic .source a").first.inner_text()
    either.locator(".kwic .source a").first.click()
    expect(either.locator("article h1")).to_have_text(title)
    expect(either.locator("article mark").first).to_be_visible()
    either.go_back()
    expect(either).to_have_url(re.compile("order=right"))


def test_a_release_is_cited_and_its_references_taken_along(either: Page) -> None:
    either.goto("/communiques/perou-foyer-iquitos-2019?q=victimes")
    cited = either.get_by_role("region", name="Citer ce communiqué")
    expect(cited).to_contain_text(
        "[en ligne]. Communiqué de presse. Lima, 26 avril 2019 [consulté le"
    )
    expect(cited).to_contain_text("/communiques/perou-foyer-iquitos-2019")
    for name, begins in (("RIS", "TY  - ELEC"), ("BibTeX", "@misc{")):
        with either.expect_download() as download:
            cited.get_by_role("link", name=name).click()
        assert download.value.path().read_text("utf-8").startswith(begins)

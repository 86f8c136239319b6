"""Everything without a mouse: Tab in reading order, the skip link, arrows, letters, Enter, Esc; and on a wall."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settle, to

pytestmark = pytest.mark.browser
FOCUSED = "(() => { const at = document.activeElement; return [at.className, at.innerText || at.ariaLabel || '']; })()"


def test_first_tab_offers_the_way_to_the_content(page: Page) -> None:
    to(page, "/")
    page.keyboard.press("Tab")
    for _ in range(20):
        if "skip" in page.evaluate(FOCUSED)[0]:
            break
        page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0, "the way to the content is off the screen"  # type: ignore[index]
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_tab_goes_through_the_page_in_reading_order(page: Page) -> None:
    to(page, "/")
    page.locator("#main").focus()
    places = []
    for _ in range(30):  # a card has its name and its figures
        page.keyboard.press("Tab")
        places.append(page.evaluate("(() => { const b = document.activeElement.getBoundingClientRect();"
                                    " return [document.activeElement.className, b.x, b.y]; })()"))  # fmt: skip
    cards = [(x, y) for name, x, y in places if "card-name" in name.split()]
    assert len(cards) >= 6 and cards == sorted(cards), "cards are reached force by force"
    outlines = page.evaluate(
        "[null, '::after'].map((part) => getComputedStyle(document.activeElement, part).outlineStyle)"
    )
    assert {*outlines} != {"none"}, "the focus is not seen"


def test_arrows_walk_the_tile_map_and_enter_marks_the_city(page: Page) -> None:
    to(page, "/")
    page.locator('.tile[title="广州市"] .tile-name').focus()
    for key, city in (("ArrowRight", "东莞"), ("ArrowDown", "深圳"), ("ArrowLeft", "中山"), ("ArrowUp", "广州")):
        page.keyboard.press(key)
        assert city in page.evaluate(FOCUSED)[1]
    page.keyboard.press("Enter")
    expect(page.locator('.tile[title="广州市"] .tile-name')).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize(("letter", "heading"), [("t", "数据表"), ("c", "地市画像"), ("d", "指标目录"), ("o", "总览")])
def test_g_and_a_letter_open_a_page(page: Page, letter: str, heading: str) -> None:
    to(page, "/service")
    page.keyboard.press("g")
    page.keyboard.press(letter)
    expect(page.locator("h1")).to_have_text(heading)
    settle(page)


@pytest.mark.parametrize(
    ("typed", "heading"),
    [("茂名", "地市画像"), ("Maoming", "地市画像"), ("志愿服务队", "志愿服务"), ("数据表", "数据表")],
)
def test_slash_finds_cities_indicators_and_pages(page: Page, typed: str, heading: str) -> None:
    to(page, "/?p=2026-08")
    page.keyboard.press("/")
    field = page.locator(".search-field")
    expect(field).to_be_focused()
    field.fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(heading)
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert "p=2026-08" in page.url
    settle(page)


def test_search_that_finds_nothing_says_so_and_escape_returns(page: Page) -> None:
    to(page, "/")
    page.locator('.card[data-indicator="vol_teams"] .card-name').focus()
    page.keyboard.press("/")
    page.locator(".search-field").fill("没有这个指标")
    expect(page.locator(".search-list li")).to_have_count(1)
    assert page.locator(".search-list a").count() == 0
    page.keyboard.press("Escape")
    expect(page.locator('.card[data-indicator="vol_teams"] .card-name')).to_be_focused()


def test_question_mark_lists_the_keys(page: Page) -> None:
    to(page, "/")
    page.keyboard.press("?")
    keys = page.locator("dialog .keys")
    expect(keys).to_be_visible()
    for key in ("/", "g", "e", "p"):
        expect(keys).to_contain_text(key)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_presentation_turns_with_arrows_and_escape_returns_the_focus(page: Page) -> None:
    to(page, "/employment")
    button = page.locator('[data-act="present"]')
    button.focus()
    page.keyboard.press("p")
    show = page.locator("dialog.show")
    expect(show.locator(".main-svg").first).to_be_visible()
    expect(show.locator(".show-count")).to_have_text("1 / 3")
    for at in (2, 3):
        page.keyboard.press("ArrowRight")
        expect(show.locator(".show-count")).to_have_text(f"{at} / 3")
        expect(show).to_have_attribute("data-slide", ("ranked", "trend", "composition")[at - 1])
    page.keyboard.press("ArrowLeft")
    expect(show.locator(".show-count")).to_have_text("2 / 3")
    page.keyboard.press("b")
    expect(show).to_have_class("show is-blank")
    page.keyboard.press("b")
    page.keyboard.press("Escape")
    if show.count():  # the first Esc may only have left the full screen
        page.keyboard.press("Escape")
    expect(show).to_have_count(0)
    expect(button).to_be_focused()


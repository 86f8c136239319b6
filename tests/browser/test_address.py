"""The address is the state: a copied link, Back, a second click, another language or theme all keep the view."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import settle, shows, table_of, to, visitor

pytestmark = pytest.mark.browser


def test_copied_link_opens_the_same_view_for_somebody_else(chromium: Browser, server: str) -> None:
    with visitor(chromium, server) as (page, _):
        to(page, "/")
        page.locator('.card[data-indicator="vol_hours"] .card-name').click()
        shows(page, "where", indicator="vol_hours")
        page.locator('select[data-param="p"]').select_option("2026-08")
        shows(page, "where", period="2026-08")
        page.locator('select[data-param="area"]').select_option("prd")
        page.wait_for_url("**area=prd**")
        page.locator('[data-panel="where"] a', has_text="表格").click()
        expect(page.locator('[data-panel="where"] table')).to_have_count(1)
        settle(page)
        here = _view(page)
        page.locator('[data-act="link"]').click()
        expect(page.locator(".toast")).to_be_visible()
        link = page.evaluate("navigator.clipboard.readText()")
    with visitor(chromium, server) as (page, _):
        to(page, link)
        assert _view(page) == here


def _view(page: Page) -> tuple[str, str, list[list[str]]]:
    chosen = "[...document.querySelectorAll('select')].map((one) => one.value).join()"
    return page.locator(".headline p").inner_text(), page.evaluate(chosen), table_of(page, "where")


def test_back_takes_back_one_choice_at_a_time(page: Page) -> None:
    to(page, "/")
    page.locator('.card[data-indicator="vol_teams"] .card-name').click()
    shows(page, "where", indicator="vol_teams")
    page.locator('.side-link[href^="/employment"]').click()
    expect(page.locator("h1")).to_have_text("就业创业")
    page.go_back()
    shows(page, "where", indicator="vol_teams")
    page.go_back()
    shows(page, "where", indicator="emp_employed_new")
    page.go_forward()
    shows(page, "where", indicator="vol_teams")


def test_city_is_marked_everywhere_and_a_second_click_clears_it(page: Page) -> None:
    to(page, "/?all=1")
    tile = page.locator('.tile[title="茂名市"] .tile-name')
    tile.click()
    expect(tile).to_have_attribute("aria-current", "true")
    expect(page.locator(".rank [aria-current]")).to_contain_text("茂名")
    page.locator(".rank [aria-current]").click()
    expect(page.locator(".tile [aria-current], .rank [aria-current]")).to_have_count(0)
    assert "city=" not in page.url


def test_double_click_on_a_tile_opens_the_city(page: Page) -> None:
    to(page, "/")
    page.locator('.tile[title="茂名市"] .tile-name').dblclick()
    expect(page.locator("h1")).to_have_text("地市画像")
    expect(page.locator(".headline p")).to_contain_text("茂名市")
    settle(page)


def test_language_and_theme_keep_the_view(page: Page) -> None:
    to(page, "/employment?p=2026-08&area=west&t=ranked")
    before = table_of(page, "ranked")
    page.locator('[data-act="theme"]').click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert table_of(page, "ranked") == before
    page.locator('a[lang="en"]').click()
    expect(page.locator("h1")).to_have_text("Employment")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    settle(page)
    after = table_of(page, "ranked")
    assert after[1][0] == "Yangjiang" and [row[2] for row in after[1:]] == [row[2] for row in before[1:]]
    page.reload()
    settle(page)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator('.side-link[href^="/honour"]').click()
    expect(page.locator("h1")).to_have_text("Honour")
    assert all(part in page.url for part in ("p=2026-08", "area=west", "lang=en"))
    settle(page)


@pytest.mark.parametrize(
    ("param", "choice", "said"),
    [("p", "2025-12", "2025年12月"), ("area", "east", "粤东"), ("basis", "month", "10月"), ("cmp", "prev", "−215人")],
)
def test_choice_of_the_top_bar_changes_the_page(page: Page, param: str, choice: str, said: str) -> None:
    to(page, "/employment")
    before = page.locator("#page").inner_text()
    page.locator(f'select[data-param="{param}"]').select_option(choice)
    page.wait_for_url(f"**{param}={choice}**")
    expect(page.locator(f'select[data-param="{param}"]')).to_have_value(choice)
    page.wait_for_function("before => document.querySelector('#page').innerText !== before", arg=before)
    settle(page)
    expect(page.locator("#page")).to_contain_text(said)

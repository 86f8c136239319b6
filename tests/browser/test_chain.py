"""A number is clicked: its drawer opens over a page that stays as it is, the cell is framed, the original returns."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import to

pytestmark = pytest.mark.browser
CARD = '.card[data-indicator="emp_employed_new"]'


def test_from_a_number_to_its_cell_to_the_original_and_back(page: Page, tmp_path: Path) -> None:
    to(page, "/employment?p=2026-10")
    page.evaluate("document.querySelector('.panel').dataset.same = 'yes'")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or "") if "_dash-update" in request.url else None)
    figure = page.locator(f"{CARD} .card-figure")
    figure.click()
    drawer = page.locator("dialog.drawer[open]")
    expect(drawer.locator("h2")).to_contain_text("本年新增就业")
    expect(drawer.locator(".formula")).to_contain_text("19市之和")
    assert "src=emp_employed_new~440000~2026-10~ytd" in page.url

    drawer.locator("tr", has_text="茂名").locator("a").click()
    expect(drawer.locator("h2")).to_contain_text("1,125人")
    drawer.locator(".cell-place", has_text="更正").click()
    framed = drawer.locator(".excerpt .is-own")
    expect(framed).to_have_text("134")
    expect(drawer.locator(".story")).to_contain_text("历次数值")
    with page.expect_download() as coming:
        drawer.get_by_text("下载原件").click()
    saved = tmp_path / "原件.xlsx"
    coming.value.save_as(saved)
    mark = drawer.locator(".story code", has_text="sha256").get_attribute("title")
    assert coming.value.suggested_filename.endswith("（更正）.xlsx")
    assert hashlib.sha256(saved.read_bytes()).hexdigest() == mark

    page.keyboard.press("Escape")
    expect(page.locator("dialog.drawer[open]")).to_have_count(0)
    expect(figure).to_be_focused()
    assert "src=" not in page.url
    assert page.evaluate("document.querySelector('.panel').dataset.same") == "yes"
    assert not [body for body in asked if '"page"' in body and '"url"' in body], "the page was asked for again"


def test_back_closes_a_copied_link_opens_and_a_table_is_walked_by_keyboard(page: Page) -> None:
    to(page, "/employment?p=2026-10&src=emp_employed_new~440900~2026-09~month")
    drawer = page.locator("dialog.drawer[open]")
    expect(drawer.locator("h2")).to_contain_text("134人")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)

    page.locator('[data-panel="detail"] .table-wrap').focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(drawer.locator("h2")).to_be_visible()
    opened = page.url
    assert "src=emp_employed_new~44" in opened
    page.go_back()
    expect(drawer).to_have_count(0)
    page.go_forward()
    expect(drawer).to_have_count(1)
    assert page.url == opened

    to(page, "/employment?p=2026-10")
    bar = page.locator('[data-panel="ranked"] .bars .point').nth(8).bounding_box()
    assert bar is not None
    page.mouse.move(bar["x"] + 20, bar["y"] + bar["height"] / 2)
    page.mouse.click(bar["x"] + 21, bar["y"] + bar["height"] / 2)
    expect(drawer.locator("h2")).to_contain_text("新增就业完成率")

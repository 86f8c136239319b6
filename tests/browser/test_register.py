"""The grid in a real browser: it comes only where it is, and is searched, filtered and taken away there."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import to, visitor

pytestmark = pytest.mark.browser
ROW = ".register .ag-row .ag-cell"
COUNT = "document.querySelector('.register .panel-foot span').innerText.replace(/\\D/g, '')"


def _count(page: Page) -> int:
    return int(page.evaluate(COUNT))


def _fewer(page: Page, than: int) -> int:
    """Wait until the register says that it has fewer rows, and how many."""
    page.wait_for_function(f"() => document.querySelector('.register .panel-foot span') && +{COUNT} < {than}")
    page.wait_for_selector(ROW)
    return _count(page)


def test_the_grids_script_comes_with_the_first_grid_and_not_before(chromium: Browser, server: str) -> None:
    with visitor(chromium, server) as (page, seen):
        to(page, "/employment")
        assert not [url for url in seen.requests if "dash_ag_grid" in url]
        page.click("a.side-link[href^='/volunteers']")
        page.wait_for_selector(ROW)
        assert [url for url in seen.requests if "dash_ag_grid" in url]
        page.click("a.side-link[href^='/governance']")
        expect(page.locator(".register")).to_have_count(0)


def test_choosing_a_card_does_not_touch_the_grid(page: Page) -> None:
    to(page, "/volunteers")
    page.wait_for_selector(ROW)
    page.evaluate("document.querySelector('.register .ag-root-wrapper').dataset.same = 'yes'")
    page.click(".card[data-indicator=vol_hours] .card-name")
    page.wait_for_selector(".force-ranked[data-indicator=vol_hours]")
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('.register .ag-root-wrapper').dataset.same") == "yes"


def test_a_register_is_searched_and_filtered_and_the_file_holds_what_is_left(page: Page, tmp_path: Path) -> None:
    to(page, "/volunteers")
    page.wait_for_selector(ROW)
    whole = _count(page)
    page.click(".register-search")
    page.keyboard.type("红棉")
    sought = _fewer(page, whole)
    assert page.evaluate("document.activeElement.className") == "register-search"
    page.hover(".ag-header-cell[col-id=level]")
    page.click(".ag-header-cell[col-id=level] .ag-header-cell-filter-button")
    page.locator(".ag-filter input:visible").first.fill("镇")
    left = _fewer(page, sought)
    expect(page.locator(".register-export")).to_contain_text(f"{left:,}")
    page.keyboard.press("Escape")
    with page.expect_download() as waiting:
        page.click(".register-export button >> nth=0")
    waiting.value.save_as(tmp_path / "file.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "file.xlsx").worksheets[0]
    assert sum(line[5] == "镇级" for line in sheet.iter_rows(min_row=5, values_only=True)) == left


def test_a_bar_opens_its_sources_and_they_lead_to_its_city(page: Page) -> None:
    to(page, "/employment")
    page.locator(".force-ranked .point path").last.click(force=True)
    drawer = page.locator("dialog.drawer[open]")
    expect(drawer.locator("h2")).to_contain_text("新增就业完成率")
    drawer.get_by_text("只看该市").click()
    expect(drawer).to_have_count(0)
    expect(page).to_have_url(re.compile(r"(area|city)=44"))


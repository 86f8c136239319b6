"""Taking a table away as a reader does it: the menu says what will be in the file, and the file holds just that."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import settle, table_of, to

pytestmark = pytest.mark.browser
MAOMING = "440900"


def menu(page: Page) -> None:
    page.locator('[data-act="export"]').click()
    expect(page.locator(".export-menu")).to_be_visible()


def taken(page: Page, format: str, folder: Path) -> Path:
    """The file of a format, chosen from the menu that is open."""
    with page.expect_download() as coming:
        page.locator(f'[data-format="{format}"]').click()
    place = folder / coming.value.suggested_filename
    coming.value.save_as(place)
    return place


def test_workbook_of_a_filtered_and_sorted_table_has_just_its_rows_in_their_order(page: Page, tmp_path: Path) -> None:
    to(page, "/table?area=north&sort=-vol_teams&cols=vol_teams,vol_volunteers")
    expect(page.locator('[data-act="export"]')).to_have_text("导出5行")
    shown = table_of(page, "table")
    menu(page)
    expect(page.locator(".export-head b")).to_have_text("5行 × 4列 ＋ 合计1行")
    place = taken(page, "xlsx", tmp_path)
    assert place.name == "分市主要指标_2026年10月.xlsx"
    rows = [[cell.value for cell in row] for row in load_workbook(place)["数据"].iter_rows()]
    filed = [row for row in rows if row[1] in ("粤北", "5/5市", "4/5市")]
    assert [row[0] for row in filed] == [row[0] for row in shown[2:]]
    assert [f"{row[2]:,}" for row in filed] == [row[2] for row in shown[2:]]


def test_table_without_total_and_notes_leaves_them_out(page: Page, tmp_path: Path) -> None:
    to(page, "/table")
    menu(page)
    for text in ("含合计行", "含说明与来源"):
        page.locator(".export-option", has_text=text).click()
    book = load_workbook(taken(page, "xlsx", tmp_path))
    assert book.sheetnames == ["数据"] and "全省合计" not in [cell.value for cell in book["数据"]["A"]]


@pytest.mark.parametrize(("format", "encoding"), [("csv", "utf-8-sig"), ("csv_gb", "gb18030")])
def test_csv_reads_in_its_encoding(page: Page, tmp_path: Path, format: str, encoding: str) -> None:
    to(page, "/city?city=" + MAOMING)
    menu(page)
    place = taken(page, format, tmp_path)
    rows = list(csv.reader(io.StringIO(place.read_bytes().decode(encoding))))
    assert rows[0][:3] == ["力量（示例数据）", "指标", "计量单位"] and len(rows) == 16


def test_copy_gives_text_and_html_with_heads_and_units(page: Page) -> None:
    to(page, "/table?cols=vol_teams")
    menu(page)
    page.locator('[data-format="copy"]').click()
    expect(page.locator(".toast")).to_have_text("已复制")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.splitlines()[0] == "地市（示例数据）\t区域\t志愿服务队（支）" and len(text.splitlines()) == 23
    kinds = page.evaluate("navigator.clipboard.read().then((items) => items[0].types)")
    assert kinds == ["text/plain", "text/html"]


def test_menu_opens_by_its_key_walks_by_arrows_and_gives_the_focus_back(page: Page) -> None:
    to(page, "/compare")
    page.keyboard.press("e")
    expect(page.locator('[data-format="xlsx"]')).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator('[data-format="csv"]')).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".export-menu")).to_have_count(0)
    expect(page.locator('[data-act="export"]')).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/employment", "/city", "/compare"])
def test_every_page_with_a_table_offers_it(page: Page, tmp_path: Path, path: str) -> None:
    to(page, path)
    menu(page)
    size = page.locator(".export-head b").inner_text()
    rows = int(re.match(r"(\d+)行", size)[1])
    place = taken(page, "csv", tmp_path)
    lines = place.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + rows + ("合计1行" in size)


# ------------------------------------------------------------------ the pages themselves
def test_filters_live_in_the_address_and_back_takes_them_back(page: Page) -> None:
    to(page, "/table")
    page.locator('a[role="checkbox"]', has_text="珠三角").focus()
    page.keyboard.press("Space")
    expect(page.locator(".sheet-table tbody tr")).to_have_count(12)
    assert "area=" in page.url
    page.locator(".filters-search").fill("志愿")
    page.keyboard.press("Enter")
    expect(page.locator(".chip.is-filter")).to_have_count(2)
    page.go_back()
    expect(page.locator(".chip.is-filter")).to_have_count(1)
    page.go_back()
    expect(page.locator(".sheet-table tbody tr")).to_have_count(21)


def test_heat_table_leads_to_a_profile_and_the_profile_to_another(page: Page) -> None:
    to(page, "/compare")
    page.locator(f'tr[data-row="{MAOMING}"] th a').first.click()
    expect(page.locator(".profile-head h2")).to_have_text("茂名市")
    page.locator('select[data-param="city"]').select_option("440300")
    expect(page.locator(".profile-head h2")).to_have_text("深圳市")
    settle(page)
    assert "city=440300" in page.url


@pytest.mark.parametrize("path", [f"/city?city={MAOMING}", "/compare", "/table"])
def test_nothing_scrolls_at_1440_by_900(page: Page, path: str) -> None:
    to(page, path)
    assert page.locator(".page").evaluate("(place) => place.scrollHeight <= place.clientHeight")


@pytest.mark.parametrize("path", [f"/city?city={MAOMING}", "/compare", "/table"])
def test_heads_and_city_column_stay_in_sight_and_cells_under_their_heads(page: Page, path: str) -> None:
    """The left edge of every figure's column lies under its heading, on a desk and on a phone."""
    for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        page.set_viewport_size(size)
        to(page, path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"]
        if path.startswith("/city"):
            continue
        off = page.evaluate("""() => {
          const table = document.querySelector('.matrix, .sheet-table');
          const seen = (cells) => [...cells].filter((cell) => cell.offsetParent).slice(-3)
            .map((cell) => Math.round(cell.getBoundingClientRect().right));
          return [seen(table.tHead.rows[1].cells), seen(table.tBodies[0].rows[1].cells)];
        }""")
        assert off[0] == off[1]


@pytest.mark.parametrize("path", ["/tracker", "/tracker?form=all", "/tracker?form=F03&p=2026-06"])
def test_on_a_phone_the_matrix_slides_in_its_own_box_under_pinned_cities(page: Page, path: str) -> None:
    """The page is never wider than the phone, and the chosen month is in sight beside the city names."""
    page.set_viewport_size({"width": 390, "height": 844})
    to(page, path)
    wide, pinned, marks = page.evaluate("""() => {
      const box = document.querySelector('.tracker-matrix .table-wrap');
      const city = document.querySelector('.track-table tbody th'), outer = box.getBoundingClientRect();
      const within = (one) => { const own = one.getBoundingClientRect();
        return own.left >= city.getBoundingClientRect().right - 1 && own.right <= outer.right + 1; };
      const marks = [...city.parentElement.querySelectorAll('.tmark')].filter(within).length;
      box.scrollLeft = box.scrollWidth;
      return [document.documentElement.scrollWidth, city.getBoundingClientRect().left - outer.left, marks];
    }""")
    assert wide == 390 and abs(pinned) <= 1 and marks >= 1

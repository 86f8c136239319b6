"""What people come for, done as they would: each of these takes a reader well under a minute."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from catalog.book import load
from samples import truth
from tests.browser.conftest import settle, shows, table_of, to, visitor

pytestmark = pytest.mark.browser
LAST = "2026-10"
MAOMING = "440900"
NORTH = {row.short_zh for row in load().regions.values() if row.area == "north" and row.code in load().cities}


def _cities(indicator: str, period: str = LAST) -> dict[str, float]:
    """The invented truth of one indicator, city by city."""
    held = {city: truth.table().get((indicator, city, period)) for city in load().cities}
    return {city: value for city, value in held.items() if value is not None}


def _year_to_date(indicator: str, year: int) -> float:
    return sum(truth.table()[(indicator, MAOMING, f"{year}-{month:02d}")] or 0 for month in range(1, 11))


def _short(code: str) -> str:
    return load().regions[code].short_zh


def test_leader_sees_how_many_volunteer_teams_there_are_and_which_cities_lag(page: Page) -> None:
    to(page, "/")
    teams = _cities("vol_teams")
    card = page.locator('.card[data-indicator="vol_teams"]')
    expect(card).to_contain_text(f"{sum(teams.values()):,.0f}")
    card.locator(".card-name").click()
    shows(page, "where", indicator="vol_teams")
    last = sorted(teams, key=lambda city: -teams[city])[-4:]
    expect(page.locator(".rank .name")).to_contain_text(["广州", *(_short(city) for city in last)])
    page.locator(".rank-more").click()
    expect(page.locator(".rank")).to_have_count(21)
    # Which lag for their size is said in words on the force's own page.
    page.keyboard.press("g")
    page.locator('.side-link[href^="/volunteers"]').click()
    expect(page.locator(".headline p")).to_contain_text("靠后的是")


def test_leader_sees_employment_of_maoming_against_last_year(page: Page) -> None:
    to(page, "/")
    page.keyboard.press("/")
    page.locator(".search-field").fill("茂名")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("地市画像")
    expect(page.locator(".headline p")).to_contain_text("茂名市")
    this, last = _year_to_date("emp_employed_new", 2026), _year_to_date("emp_employed_new", 2025)
    page.goto(f"/employment?area={MAOMING}")
    settle(page)
    card = page.locator('.card[data-indicator="emp_employed_new"]')
    expect(card.locator(".card-figure b")).to_have_text(f"{this:,.0f}")
    expect(card).to_contain_text(f"{abs(this / last - 1) * 100:.1f}%")
    expect(card).to_contain_text(f"{'增长' if this > last else '下降'}")


def test_analyst_takes_honour_rooms_of_northern_guangdong_to_excel(page: Page, tmp_path: Path) -> None:
    to(page, "/honour")
    page.locator('select[data-param="area"]').select_option("north")
    expect(page.locator('[data-panel="detail"] tbody tr')).to_have_count(6)  # five cities and their total
    settle(page)
    shown = [row for row in table_of(page, "detail") if row[0] in NORTH]
    page.keyboard.press("e")
    expect(page.locator(".export-head .num")).to_contain_text("5行")
    rows, everything = _taken(page, '[data-format="xlsx"]', tmp_path)
    written = [row for row in rows if str(row[0]).removesuffix("市") in NORTH]
    assert [str(row[0]).removesuffix("市") for row in written] == [row[0] for row in shown]
    for on_paper, on_screen in zip(written, shown, strict=True):
        assert [cell for cell in on_paper[2:] if cell is not None] == pytest.approx(_numbers(on_screen[1:]), abs=0.05)
    assert [said for said in ("示例数据", "2026年10月", "粤北", "数据来源", "9月") if said not in everything] == []


def _numbers(texts: list[str]) -> list[float]:
    return [float(text.replace(",", "")) for text in texts]


def _taken(page: Page, button: str, folder: Path) -> tuple[list[tuple[object, ...]], str]:
    """All rows of the first sheet of the workbook that a button gives, and everything written in it."""
    with page.expect_download() as coming:
        page.locator(button).click()
    place = folder / coming.value.suggested_filename
    coming.value.save_as(place)
    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(place).worksheets]
    return sheets[0], " ".join(str(cell) for rows in sheets for row in rows for cell in row if cell is not None)


def test_analyst_takes_the_register_of_honour_rooms_of_northern_guangdong_to_excel(page: Page, tmp_path: Path) -> None:
    to(page, "/honour?area=north")
    count = int(re.sub(r"\D", "", page.locator(".register-export").inner_text()))
    rows, _ = _taken(page, ".register-export", tmp_path)
    sites = sum(value for city, value in _cities("hon_sites", "2026-09").items() if _short(city) in NORTH)
    assert len([row for row in rows if row[0] in NORTH]) == count == sites


def test_analyst_takes_a_slide_of_the_ranking(chromium: Browser, server: str, tmp_path: Path) -> None:
    with visitor(chromium, server) as (page, _):
        to(page, "/?ind=vol_teams")
        page.locator('[data-picture="where"]').click()
        dialog = page.locator("dialog[open]")
        expect(dialog.locator(".main-svg").first).to_be_visible()
        title = dialog.locator("h2").inner_text()
        png = _saved(page, "PNG", tmp_path)
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        size = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
        assert size == (2560, 1440)
        drawn = re.sub(r"<[^>]+>", "\n", _saved(page, "SVG", tmp_path).decode())
        for said in (title[:12], "来源", "截至2026年10月31日", "示例数据", "21/21"):
            assert said in drawn, said
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(page.locator('[data-picture="where"]')).to_be_focused()


def _saved(page: Page, kind: str, folder: Path) -> bytes:
    with page.expect_download() as coming:
        page.locator("dialog[open] button", has_text=kind).first.click()
    name = coming.value.suggested_filename
    assert "志愿服务队" in name and "2026年10月" in name and name.lower().endswith(kind.lower())
    coming.value.save_as(folder / name)
    return (folder / name).read_bytes()

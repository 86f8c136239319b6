"""Totals say over how many cities they are; a year that lacks a month is said to lack it, and is not «not reported»."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers.desk import Desk
from callbacks.export import made
from callbacks.router import show
from catalog.book import load
from catalog.records import Scope
from catalog.view import View
from tests.made import GUANGZHOU, MAOMING, SHENZHEN, new_store, observation, reading, store
from tests.nodes import text

KNOWN = load()
NEW = "emp_employed_new"


def _months(city: str, year: int, months: range | list[int], value: float = 100.0) -> list[object]:
    return [observation(NEW, city, f"{year}-{month:02d}", value, cell=f"A{month}", sheet=f"{city}{year}")
            for month in months]  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """2026: 广州 whole, 茂名 without March and April, 深圳 silent in October; 2025: 广州 and 茂名."""
    engine = new_store(tmp_path)
    rows = [*_months(GUANGZHOU, 2026, range(1, 11)), *_months(MAOMING, 2026, [1, 2, 5, 6, 7, 8, 9, 10]),
            *_months(SHENZHEN, 2026, range(1, 10)), *_months(GUANGZHOU, 2025, range(1, 13), 80.0),
            *_months(MAOMING, 2025, range(1, 13), 80.0)]  # fmt: skip
    assert store(engine, reading("月报.xlsx", *rows)).accepted  # type: ignore[arg-type]
    return Desk(engine, KNOWN)


def test_a_city_that_lacks_months_is_partial_and_one_that_sent_nothing_is_silent(desk: Desk) -> None:
    kpi = desk.kpi(NEW, Scope())
    assert kpi.basis == "ytd" and kpi.value == 1000 and kpi.reported == 1
    assert kpi.partial == ((MAOMING, ("2026-03", "2026-04")),)
    assert SHENZHEN in kpi.silent and MAOMING not in kpi.silent and MAOMING in kpi.missing


def test_card_rank_and_table_of_the_city_say_which_months_are_lacking(desk: Desk) -> None:
    kpi = desk.kpi(NEW, Scope(area=MAOMING))
    assert kpi.value is None and kpi.status == "partial"
    said = text(show(desk, KNOWN, "/employment", f"?area={MAOMING}").page)
    assert "累计不全（缺3月、4月）" in said
    ranking = {row.region: row.kpi.status for row in desk.overview(Scope(indicator=NEW)).ranking.rows}
    assert (ranking[MAOMING], ranking[SHENZHEN], ranking[GUANGZHOU]) == ("partial", "none", "no_target")
    table = desk.table(Scope(extra=(("cols", NEW),))).table
    marks = {row.region: row.cells[0].mark for row in table.rows}
    assert (marks[MAOMING], marks[SHENZHEN], marks[GUANGZHOU]) == ("partial", "none", "")
    notes = {note.word: note for note in table.footnotes}
    assert notes["incomplete"].regions == (MAOMING,) and notes["incomplete"].lacking == (("2026-03", "2026-04"),)
    assert MAOMING not in notes["partial"].regions and SHENZHEN in notes["partial"].regions


def test_the_month_alone_is_reported_whatever_the_year_lacks(desk: Desk) -> None:
    kpi = desk.kpi(NEW, Scope(area=MAOMING, basis="month"))
    assert kpi.value == 100 and kpi.partial == ()


def test_a_joint_january_and_february_lacks_nothing(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    rows = [observation(NEW, MAOMING, "2026-01/2026-02", 200.0), *_months(MAOMING, 2026, range(3, 11))]
    assert store(engine, reading("月报.xlsx", *rows)).accepted  # type: ignore[arg-type]
    kpi = Desk(engine, KNOWN).kpi(NEW, Scope(area=MAOMING))
    assert kpi.value == 1000 and kpi.partial == ()


def test_page_sentence_and_file_say_it_in_words(desk: Desk) -> None:
    page = text(show(desk, KNOWN, "/table", f"?cols={NEW}").page)
    assert "茂名（缺3月、4月）" in page
    file = made(desk, "table", View(KNOWN, Scope(extra=(("cols", NEW),)), "/table"), "csv").content.decode("utf-8-sig")
    line = next(line for line in file.splitlines() if line.startswith("茂名市"))
    assert "累计不全" in line and "未报送" not in line
    english = text(show(desk, KNOWN, "/employment", f"?area={MAOMING}&lang=en").page)
    assert "Year incomplete (without Mar, Apr)" in english


@pytest.fixture
def two(tmp_path: Path) -> Desk:
    """2026: three cities; 2025: two of them."""
    engine = new_store(tmp_path)
    rows = [row for city in (GUANGZHOU, MAOMING, SHENZHEN) for row in _months(city, 2026, range(1, 11))]
    rows += [row for city in (GUANGZHOU, MAOMING) for row in _months(city, 2025, range(1, 13), 80.0)]
    assert store(engine, reading("月报.xlsx", *rows)).accepted  # type: ignore[arg-type]
    return Desk(engine, KNOWN)


@pytest.mark.parametrize("page", ["/", "/employment"])
def test_growth_over_fewer_cities_than_the_total_says_so_on_the_card(two: Desk, page: str) -> None:
    kpi = two.kpi(NEW, Scope())
    assert (kpi.reported, kpi.same_set, kpi.growth) == (3, 2, 25.0)
    assert "同口径2市" in text(show(two, KNOWN, page, "").page)
    assert "same 2 cities" in text(show(two, KNOWN, page, "?lang=en").page)


def test_growth_over_all_cities_of_the_total_says_nothing_more(desk: Desk) -> None:
    assert "同口径" not in text(show(desk, KNOWN, "/employment", "").page)


def test_table_and_file_say_over_how_many_cities_a_change_is(two: Desk) -> None:
    extra = (("cols", NEW), ("show", "growth"))
    assert "比较按同口径2市计算" in text(show(two, KNOWN, "/table", f"?cols={NEW}&show=growth").page)
    file = made(two, "table", View(KNOWN, Scope(extra=extra), "/table"), "csv").content
    book = made(two, "table", View(KNOWN, Scope(extra=extra), "/table"), "xlsx").content
    assert file and book
    notes = {note.word: note.n for note in two.table(Scope(extra=extra)).table.footnotes}
    assert notes["same_set"] == 2


def test_profile_and_heat_map_say_it_too(desk: Desk) -> None:
    assert "累计不全（缺3月、4月）" in text(show(desk, KNOWN, "/city", f"?city={MAOMING}").page)
    row = next(row for row in desk.compare(Scope()).rows if row.region == MAOMING)
    assert ("2026-03", "2026-04") in [cell.lacking for cell in row.cells]
    file = made(desk, "compare", View(KNOWN, Scope(), "/compare"), "csv").content.decode("utf-8-sig")
    assert "累计不全（缺3月、4月）" in next(line for line in file.splitlines() if line.startswith("茂名市"))


def test_a_total_without_a_city_is_not_called_the_provinces(two: Desk) -> None:
    page = text(show(two, KNOWN, "/table", f"?cols={NEW}").page)
    assert "已报送市合计" in page and "全省合计" not in page
    file = made(two, "overview", View(KNOWN, Scope(indicator=NEW), "/"), "csv").content.decode("utf-8-sig")
    assert "已报送市合计" in file and "全省合计" not in file


def test_the_sentence_says_it_too(two: Desk) -> None:
    kpi = two.kpi(NEW, Scope())
    zh, en = (View(KNOWN, Scope(lang=lang), "/").voice.growth(kpi) for lang in ("zh", "en"))
    assert zh.endswith("（同口径2市）") and en.endswith("(same 2 cities)")

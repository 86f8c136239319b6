"""Who signed a sheet and when says nothing of its figures; a misspelt 填报单位 is asked about once and remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from catalog.book import load
from catalog.records import Reading
from loaders.corrected import corrected
from loaders.look import look
from review.remembered import keep, with_remembered
from tests.made import MAOMING, new_store
from tests.reader_sheets import reading_of, write

HEAD = ["项目", "本月发生", "本年累计", "上年同期累计"]
BODY = [["本期新增实现就业人数（人）", 5, 60, 55], ["适应性培训人数（人）", 8, 90, 80],
        ["待就业人数（人）", 4, None, None]]  # fmt: skip
SHEET = "2026年11月"
TOLD = {"sheets": {SHEET: {"region": MAOMING}}}


def form(unit: str, month: int = 11, day: str = "2026-12-03") -> list[list[Any]]:
    """The monthly report as our blank lays it out: signer and day in cells of their own."""
    return [["退役军人就业情况月报表"], [f"填报单位：{unit}", f"报告期：2026年{month}月"],
            ["填表人：", "张三", "报出日期：", day], HEAD, *BODY]  # fmt: skip


def read_form(path: Path, unit: str, month: int = 11) -> Reading:
    return reading_of(path, form(unit, month), sheet=f"2026年{month}月")


def test_the_day_of_reporting_is_no_period(tmp_path: Path) -> None:
    reading = read_form(tmp_path / "表.xlsx", "茂名市退役军人事务局")
    assert not reading.findings and {o.period for o in reading.observations} == {"2026-11"}
    assert reading.reported == ((SHEET, "2026-12-03"),)


def test_a_day_of_reporting_alone_dates_no_figure(tmp_path: Path) -> None:
    rows = form("茂名市退役军人事务局")
    rows[1] = rows[1][:1]
    reading = reading_of(tmp_path / "表.xlsx", [*rows[:2], ["填报日期：2026年12月3日"], *rows[3:]])
    assert {o.period for o in reading.observations} == {None}
    assert "no_period" in {f.code for f in reading.findings}


def test_the_name_of_who_filled_it_in_is_not_drawn_as_a_title(tmp_path: Path) -> None:
    seen = look(write(tmp_path / "表.xlsx", {SHEET: form("茂名市退役军人事务局")}), rows=28, columns=40)
    parts = {(one.row, one.column): one.part for pane in seen.panes for one in pane.cells}
    assert parts[1, 1] == "title" and {parts[3, column] for column in (1, 2, 3, 4)} == {"note"}


def test_a_misspelt_city_in_the_meta_block_is_asked_about_once(tmp_path: Path) -> None:
    found = read_form(tmp_path / "表.xlsx", "茂明市退役军人事务局").findings
    assert [(f.code, f.ref.cell) for f in found] == [("unknown_region", "A2")]
    assert "“茂明市退役军人事务局”。是否为“茂名市”？" in found[0].text


def test_the_area_told_for_a_sheet_holds_for_the_next_file_with_that_name(tmp_path: Path) -> None:
    engine, book = new_store(tmp_path), load()
    first = read_form(tmp_path / "11月.xlsx", "茂明市退役军人事务局")
    right = corrected(first, TOLD)
    assert {o.region for o in right.observations} == {MAOMING}
    assert {f.code for f in right.findings} == {"told_by_hand"}
    assert keep(engine, first, TOLD, book, who="张三")
    later = with_remembered(engine, read_form(tmp_path / "12月.xlsx", "茂明市退役军人事务局", 12), book)
    assert {(o.region, o.period) for o in later.observations} == {(MAOMING, "2026-12")}
    assert not [f for f in later.findings if f.severity != "note"]


def test_the_same_blank_of_another_unknown_name_is_never_that_city(tmp_path: Path) -> None:
    engine, book = new_store(tmp_path), load()
    keep(engine, read_form(tmp_path / "a.xlsx", "茂明市退役军人事务局"), TOLD, book, who="张三")
    other = with_remembered(engine, read_form(tmp_path / "b.xlsx", "湛红市退役军人事务局"), book)
    assert {o.region for o in other.observations} == {None}
    assert [f.code for f in other.findings] == ["unknown_region"]


def test_a_sheet_with_nothing_above_its_table_is_read(tmp_path: Path) -> None:
    rows = [HEAD, *BODY]
    reading = reading_of(tmp_path / "广州市_就业月报_2026年10月.xlsx", rows)
    assert {(o.region, o.period) for o in reading.observations} == {("440100", "2026-10")}

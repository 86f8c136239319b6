"""Areas and times, however they are written: domain.md §1.3 and §2.2."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from reader_sheets import codes, fact, facts, reading_of, write

from loaders.grid import open_book
from loaders.read import interpret, read

OCTOBER = "2026-10"
TITLE = ["全省退役军人工作主要指标汇总表（截至2026年10月底）"]


# ------------------------------------------------------------------ areas
@pytest.mark.parametrize(
    "name", ["广州", "广州市", " 广 州 ", "广州市局", "广州市退役军人事务局", "廣州", "440100", "　广州市", "Guangzhou"]
)
def test_an_area_is_known_however_it_is_written(tmp_path: Path, name: str) -> None:
    rows = [TITLE, ["地区", "队伍数"], [name, 5], ["深圳市", 7], ["佛山市", 9]]
    assert facts(reading_of(tmp_path / "x.xlsx", rows))["B3"][1] == "440100"


def test_a_misspelt_area_is_asked_about_and_not_taken(tmp_path: Path) -> None:
    rows = [TITLE, ["地区", "队伍数"], ["广洲市", 5], ["深圳市", 7], ["佛山市", 9]]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    found = next(f for f in reading.findings if f.code == "unknown_region")
    assert found.severity == "error" and found.ref.cell == "A3" and "是否为“广州市”？" in found.text
    assert facts(reading)["B3"][1] is None


def test_totals_subtotals_and_zones_inside_a_city_have_their_roles(tmp_path: Path) -> None:
    rows = [
        TITLE,
        ["序号", "地区", "队伍数"],
        [None, "全省合计", 21],
        [None, "珠三角小计", 21],
        [1, "广州市", 10],
        [2, "珠海市", 11],
        [None, "其中：横琴粤澳深度合作区", 4],
    ]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    roles = {o.ref.cell: (o.role, o.region) for o in reading.observations}
    assert roles["C3"] == ("total", "440000") and roles["C4"] == ("subtotal", "prd")
    assert roles["C5"] == ("region", "440100") and roles["C7"][0] == "memo"
    assert not [f for f in reading.findings if f.severity != "note"]


def test_counties_under_a_city_named_once(tmp_path: Path) -> None:
    rows = [
        ["2026年10月就业情况"],
        ["地市", "县区", "新增就业"],
        ["广州市", "越秀区", 3],
        [None, "荔湾区", 4],
        [None, "小计", 7],
        ["韶关市", "武江区", 1],
        [None, "浈江区", 2],
        ["合计", None, 10],
    ]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    got = {o.ref.cell: (o.region, o.role) for o in reading.observations}
    assert got["C3"] == ("440104", "region") and got["C4"] == ("440103", "region")
    assert (
        got["C5"] == ("440100", "subtotal") and got["C7"] == ("440204", "region") and got["C8"] == ("440000", "total")
    )
    assert not reading.findings


# ------------------------------------------------------------------ time
def test_the_sheet_beats_sheet_name_and_file_name_and_the_conflict_is_told(tmp_path: Path) -> None:
    rows = [
        ["广州市退役军人就业情况月报表"],
        ["报告期：2026年9月"],
        ["项目", "本月发生", "本年累计", "上年同期累计", "同比增减"],
        ["新增实现就业", 312, 2890, 2611, "10.7%"],
        ["适应性培训", 0, 640, 655, "-2.3%"],
    ]
    reading = reading_of(tmp_path / "广州市_就业月报_2025.xlsx", rows, sheet="10月")
    assert {o.period for o in reading.observations} == {"2026-09"} and {o.region for o in reading.observations} == {
        "440100"
    }
    assert "period_conflict" in codes(reading) and reading.form == "F03"
    assert [fact(o)[0] for o in reading.observations] == [312, 2890, 2611, 10.7, 0, 640, 655, -2.3]


def test_month_from_the_sheet_and_year_from_the_file(tmp_path: Path) -> None:
    rows = [["项目", "本月发生", "本年累计"], ["新增实现就业", 312, 2890]]
    reading = reading_of(tmp_path / "广州市_就业月报_2026.xlsx", rows, sheet="10月")
    assert {fact(o) for o in reading.observations} == {
        (312, "440100", "emp_employed_new", "value", OCTOBER),
        (2890, "440100", "emp_employed_new", "ytd", OCTOBER),
    }


def test_a_form_of_the_future_gives_nothing(tmp_path: Path) -> None:
    head = ["项目", "本月发生", "本年累计"]
    sheets: dict[str, Any] = {"10月": [head, ["新增实现就业", 3, 9]], "11月": [head, ["新增实现就业"], ["适应性培训"]]}
    reading = read(write(tmp_path / "广州市_就业月报_2026.xlsx", sheets))
    assert {o.ref.sheet for o in reading.observations} == {"10月"} and "no_figures" in codes(reading)


def test_a_summary_sheet_does_not_tell_its_facts_again(tmp_path: Path) -> None:
    sheets: dict[str, Any] = {
        "汇总": [["项目", "9月", "10月"], ["新增实现就业", 2, 4]],
        "9月": [["项目", "本月发生"], ["新增实现就业", 2]],
        "10月": [["项目", "本月发生"], ["新增实现就业", 3]],
    }
    reading = read(write(tmp_path / "广州市_就业月报_2026.xlsx", sheets))
    kept = {(o.ref.sheet, o.value) for o in reading.observations if o.role == "region"}
    assert kept == {("9月", 2.0), ("10月", 3.0)}
    assert [f.ref.cell for f in reading.findings if f.code == "told_twice"] == ["C2"]


def test_a_figure_without_any_time_stops_the_load(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", [["地区", "队伍数"], ["广州市", 5], ["深圳市", 7]])
    assert [f.severity for f in reading.findings if f.code == "no_period"] == ["error"]


def test_a_header_of_forty_thousand_characters_costs_no_time(tmp_path: Path) -> None:
    """Found by the fuzz run: a pattern that went through a text squared took the whole of the ten seconds."""
    path = tmp_path / "x.csv"
    path.write_text(f"地区,队伍数（支）,{'人' * 40_000}\n广州市,5,6\n", encoding="utf-8")
    started = time.process_time()
    interpret(open_book(path))
    assert time.process_time() - started < 3

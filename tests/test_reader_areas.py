"""Whose figure it is: a name that is nobody's is asked about, also where the title names a city that could be taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reader_sheets import reading_of

from catalog.records import Reading

TITLE = ["广州市退役军人就业情况表（2026年10月）"]
HEAD = ["地区", "新增就业（人）", "待就业人数"]


def asked(reading: Reading) -> list[tuple[str, str]]:
    return [(f.ref.cell, f.severity) for f in reading.findings if f.code == "unknown_region"]


def regions(reading: Reading) -> dict[str, str | None]:
    return {o.ref.cell: o.region for o in reading.observations}


@pytest.mark.parametrize("head", ["地区", "", "县区", "单位"])
def test_a_misspelt_city_under_the_title_of_a_city_is_asked_about_and_not_taken(tmp_path: Path, head: str) -> None:
    reading = reading_of(tmp_path / "x.xlsx", [TITLE, [head, *HEAD[1:]], ["广洲市", 5, 6]])
    assert asked(reading) == [("A3", "error")] and regions(reading) == {"B3": None, "C3": None}
    assert "是否为“广州市”" in reading.findings[0].text


def test_a_misspelt_county_beside_one_that_is_known_is_asked_about(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", [TITLE, HEAD, ["荔弯区", 5, 6], ["越秀区", 1, 2]])
    assert asked(reading) == [("A3", "error")]
    assert regions(reading) == {"B3": None, "C3": None, "B4": "440104", "C4": "440104"}


def test_a_misspelt_city_over_a_column_is_asked_about(tmp_path: Path) -> None:
    rows: list[list[Any]] = [TITLE, ["指标", "广洲市"], ["新增就业（人）", 5], ["待就业人数", 6]]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert asked(reading) == [("B2", "error")] and set(regions(reading).values()) == {None}


def test_offices_and_quarters_of_a_city_are_not_the_city(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", [TITLE, ["单位", *HEAD[1:]], ["局机关", 5, 6], ["服务中心", 7, 8]])
    assert asked(reading) == [("A3", "error"), ("A4", "error")] and set(regions(reading).values()) == {None}


def test_a_misspelt_city_in_the_meta_block_is_asked_about(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["退役军人就业情况表（2026年10月）"], ["填报单位：广洲市退役军人事务局"], ["项目", "本月"]]
    rows += [["新增就业（人）", 5], ["待就业人数", 6]]
    assert asked(reading_of(tmp_path / "x.xlsx", rows)) == [("A2", "error")]


def test_another_city_under_the_title_of_a_city_is_remarked_on(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", [TITLE, HEAD, ["韶关市", 5, 6]])
    assert [(f.code, f.severity, f.ref.cell) for f in reading.findings] == [("region_conflict", "warning", "A3")]
    assert regions(reading) == {"B3": "440200", "C3": "440200"}


@pytest.mark.parametrize("name", ["广州市", "广州市局", "越秀区", "合计"])
def test_what_the_city_holds_is_no_stranger(tmp_path: Path, name: str) -> None:
    assert not reading_of(tmp_path / "x.xlsx", [TITLE, HEAD, [name, 5, 6]]).findings


def test_indicators_of_a_city_are_no_areas(tmp_path: Path) -> None:
    rows: list[list[Any]] = [TITLE, ["项目", "本月"], ["新增就业（人）", 5], ["其中：城区", 3], ["待就业人数", 6]]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert not asked(reading) and set(regions(reading).values()) == {"440100"}


def test_a_row_of_figures_without_a_name_is_not_the_citys_own(tmp_path: Path) -> None:
    rows: list[list[Any]] = [TITLE, HEAD, ["越秀区", 5, 6], ["海珠区", 5, 6], [None, 10, 12]]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert [(f.code, f.severity, f.ref.cell) for f in reading.findings] == [("row_without_area", "error", "A5")]
    assert regions(reading)["B5"] is None and regions(reading)["B3"] == "440104"


def test_a_sheet_that_nowhere_says_whose_figures_it_has_stops_the_load(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["退役军人就业情况表（2026年10月）"], ["项目", "本月"], ["新增就业（人）", 5]]
    found = [(f.code, f.severity, f.ref.cell) for f in reading_of(tmp_path / "x.xlsx", rows).findings]
    assert found == [("no_region", "error", "A3")]

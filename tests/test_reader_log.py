"""An activity log (F12): hours × persons, a team counted once a month, and it is said that this was done."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from reader_sheets import codes, reading_of, write

from catalog.records import Reading
from loaders.read import read

GUANGZHOU, SHAOGUAN, MAOMING = "440100", "440200", "440900"
HEAD = ["编号", "活动名称", "所属队伍", "地市", "活动日期（起止）", "服务时长（小时）", "参与人数", "服务群众（人次）"]
HEAD += ["地点"]
LOG: list[list[Any]] = [
    ["志愿服务活动记录（2026年）"],
    HEAD,
    [1, "清明祭英烈", "红棉老兵志愿服务队", "广州市", "2026.9.3-9.5", 2, 15, 200, "烈士陵园"],
    [2, "防汛值守", "战旗志愿服务队", "韶关市", "2026年10月9日", 3.5, 20, 310, "沿江路"],
    [3, "送温暖", "红棉老兵志愿服务队", "广州市", "2026-10-11", 4, 10, 40, "西关"],
    [4, "普法宣讲", "红棉老兵 志愿服务队", "广州市", "10月20日", 1.5, 30, 120, "东山"],
    [5, "急救培训", "荔湾志愿服务队、红棉老兵志愿服务队", "广州市", dt.date(2026, 10, 28), 2, 8, 16, "荔湾"],
    ["合计", None, None, None, None, 13, 83, 686],
]


def sums(reading: Reading) -> dict[tuple[object, ...], tuple[object, ...]]:
    """(indicator, region, period) → (value, qualifier, cell) of what was worked out."""
    found = [o for o in reading.observations if o.role == "region"]
    return {(o.indicator, o.region, o.period): (o.value, o.qualifier, o.ref.cell) for o in found}


def test_hours_activities_and_active_teams_of_each_city_and_month(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "log.xlsx", LOG)
    assert sums(reading) == {
        ("vol_activities", GUANGZHOU, "2026-09"): (1, "eq", "B3:B3"),
        ("vol_teams_active", GUANGZHOU, "2026-09"): (1, "eq", "C3:C3"),
        ("vol_hours", GUANGZHOU, "2026-09"): (2 * 15, "eq", "F3:F3"),
        ("vol_persons_served", GUANGZHOU, "2026-09"): (200, "eq", "H3:H3"),
        ("vol_activities", SHAOGUAN, "2026-10"): (1, "eq", "B4:B4"),
        ("vol_teams_active", SHAOGUAN, "2026-10"): (1, "eq", "C4:C4"),
        ("vol_hours", SHAOGUAN, "2026-10"): (3.5 * 20, "eq", "F4:F4"),
        ("vol_persons_served", SHAOGUAN, "2026-10"): (310, "eq", "H4:H4"),
        ("vol_activities", GUANGZHOU, "2026-10"): (3, "eq", "B5:B7"),
        # 红棉老兵 held three, one of them together with 荔湾: two teams, not four
        ("vol_teams_active", GUANGZHOU, "2026-10"): (2, "eq", "C5:C7"),
        ("vol_hours", GUANGZHOU, "2026-10"): (4 * 10 + 1.5 * 30 + 2 * 8, "eq", "F5:F7"),
        ("vol_persons_served", GUANGZHOU, "2026-10"): (176, "eq", "H5:H7"),
    }
    assert reading.form == "F12" and codes(reading) == {"events_counted"}


def test_a_team_active_in_two_months_is_never_added_up(tmp_path: Path) -> None:
    active = [o for o in reading_of(tmp_path / "log.xlsx", LOG).observations if o.indicator == "vol_teams_active"]
    assert {o.period for o in active} == {"2026-09", "2026-10"} and all("/" not in str(o.period) for o in active)


def test_it_is_said_that_the_figures_were_worked_out_and_how(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "log.xlsx", LOG)
    (note,) = reading.findings
    assert note.severity == "note" and "5条活动" in note.text and "不是表中印出的数" in note.text
    hours = next(o for o in reading.observations if o.indicator == "vol_hours" and o.ref.cell == "F5:F7")
    assert hours.text == "=SUMPRODUCT(F5:F7;G5:G7)" and [label.cell for label in hours.column[0]] == ["F2", "G2"]


def test_a_month_on_two_sheets_is_added_up_once_and_its_teams_counted_once(tmp_path: Path) -> None:
    first = [LOG[0], HEAD, LOG[4], LOG[5]]
    second = [LOG[0], HEAD, LOG[6], [9, "夜巡", "红棉老兵志愿服务队", "广州市", "2026.10.30", 1, 6, 5, "海珠"]]
    found = sums(read(write(tmp_path / "log.xlsx", {"上旬": first, "下旬": second})))
    assert found["vol_hours", GUANGZHOU, "2026-10"][0] == 40 + 45 + 16 + 6
    assert found["vol_teams_active", GUANGZHOU, "2026-10"][0] == 2
    assert found["vol_activities", GUANGZHOU, "2026-10"][0] == 4


def test_printed_totals_of_hours_are_not_multiplied_again(tmp_path: Path) -> None:
    head = [*HEAD[:5], "服务总时长（小时）", *HEAD[6:]]
    found = sums(reading_of(tmp_path / "log.xlsx", [LOG[0], head, *LOG[2:5]]))
    assert found["vol_hours", SHAOGUAN, "2026-10"][0] == 3.5


@pytest.mark.parametrize("title", ["志愿服务活动记录（2026年10月）", "茂名市志愿服务活动记录（2026年10月）"])
def test_the_city_of_the_title_holds_and_without_any_the_load_stops(tmp_path: Path, title: str) -> None:
    head = ["活动名称", "所属队伍", "活动日期", "服务时长（小时）", "参与人数"]
    rows = [[title], head, ["夜巡", "战旗队", "10月3日", 2, 5], ["普法", "红棉队", None, 1, 7]]
    reading = reading_of(tmp_path / "log.xlsx", rows)
    errors = [(f.code, f.ref.cell) for f in reading.findings if f.severity == "error"]
    if "茂名市" in title:
        assert not errors and sums(reading)["vol_hours", MAOMING, "2026-10"] == (17, "eq", "D3:D4")
    else:
        assert errors == [("event_without_city", "A3"), ("event_without_city", "A4")] and not sums(reading)


def test_an_activity_without_month_stops_the_load(tmp_path: Path) -> None:
    rows = [["茂名市志愿服务活动记录"], HEAD, [1, "夜巡", "战旗队", "茂名市", "国庆期间", 2, 5, 9, "城区"], LOG[3]]
    reading = reading_of(tmp_path / "log.xlsx", rows)
    assert [(f.ref.cell, f.severity) for f in reading.findings if f.code == "event_without_month"] == [("E3", "error")]


def test_what_is_missing_makes_a_lower_bound_and_is_named(tmp_path: Path) -> None:
    rows = [list(row) for row in LOG[:7]]
    rows[4][6], rows[5][5], rows[6][7] = None, "约1.5", None
    reading = reading_of(tmp_path / "log.xlsx", rows)
    found = sums(reading)
    assert found["vol_hours", GUANGZHOU, "2026-10"][:2] == (1.5 * 30 + 2 * 8, "ge")
    assert found["vol_persons_served", GUANGZHOU, "2026-10"][:2] == (160, "ge")
    assert {f.ref.cell for f in reading.findings if f.code == "event_incomplete"} == {"F5", "H7"}


def test_about_so_many_stays_about(tmp_path: Path) -> None:
    rows = [list(row) for row in LOG[:7]]
    rows[3][6] = "约20"
    assert sums(reading_of(tmp_path / "log.xlsx", rows))["vol_hours", SHAOGUAN, "2026-10"][:2] == (70, "approx")


def test_hours_without_their_unit_are_asked_about_and_not_guessed(tmp_path: Path) -> None:
    rows = [LOG[0], [*HEAD[:5], "服务时长", *HEAD[6:]], *LOG[2:]]
    reading = reading_of(tmp_path / "log.xlsx", rows)
    assert not [key for key in sums(reading) if key[0] == "vol_hours"]
    assert [f.ref.cell for f in reading.findings if f.code == "hours_without_unit"] == ["F2"]


def test_an_activity_over_two_months_or_entered_twice_is_remarked_on(tmp_path: Path) -> None:
    rows = [*LOG[:4], LOG[3], [7, "巡河", "战旗志愿服务队", "韶关市", "2026.10.30-11.2", 1, 1, 1, "江边"]]
    reading = reading_of(tmp_path / "log.xlsx", rows)
    found = {f.code: f for f in reading.findings}
    assert found["event_twice"].ref.cell == "B5" and "第4行" in found["event_twice"].text
    assert found["event_months"].ref.cell == "E6" and "2026-10" in found["event_months"].text
    assert sums(reading)["vol_activities", SHAOGUAN, "2026-10"][0] == 3

"""What a cell, a header and a unit line say: the number quirks of domain.md §2.4."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from reader_sheets import codes, facts, reading_of

from catalog.records import Observation
from loaders.json_lines import as_json

OCTOBER = "2026-10"
TITLE = ["全省退役军人工作主要指标汇总表（截至2026年10月底）"]


def one(tmp_path: Path, header: str, cell: object, unit: str = "") -> Observation:
    """The observation of one cell of Guangzhou under a header."""
    rows: list[Any] = [TITLE, [None, None, unit], ["地区", header], ["广州市", cell], ["深圳市", 100]]
    reading = reading_of(tmp_path / "x.xlsx", [r for r in rows if any(r)])
    return next(o for o in reading.observations if o.region == "440100")


# ------------------------------------------------------------------ numbers
@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("'812", 812),
        ("812支", 812),
        ("8,459", 8459),
        ("8，459", 8459),
        ("8 459", 8459),
        ("1.2万", 12000),
        ("(12)", -12),
        ("△12", -12),
        ("８４５９", 8459),
        ("3100①", 3100),
        ("8459支(新增12支)", 8459),
        ("6支（市4县2）", 6),
        ("０", 0),
        ("1 234 567", 1234567),
        ("+15", 15),
        ("－7", -7),
        ("12　支", 12),
        ("0", 0),
        ("持平", 0),
    ],
)
def test_a_number_typed_as_text_is_the_number(tmp_path: Path, printed: str, value: float) -> None:
    found = one(tmp_path, "队伍数", printed)
    assert (found.indicator, found.value) == ("vol_teams", value)


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("未报送", "not_reported"),
        ("—", "not_applicable"),
        ("－", "not_applicable"),
        ("/", "not_applicable"),
        ("…", "below_unit"),
        ("*", "suppressed"),
        ("不详", "unknown"),
        ("#DIV/0!", "unreadable"),
        ("=TODAY()", "unreadable"),
        ("见附件", "unreadable"),
    ],
)
def test_a_cell_without_a_number_says_why_and_is_never_zero(tmp_path: Path, printed: str, state: str) -> None:
    rows = [TITLE, ["地区", "队伍数"], ["广州市", printed], ["深圳市", 100], ["佛山市", 7]]
    found = next(o for o in reading_of(tmp_path / "x.xlsx", rows).observations if o.region == "440100")
    assert (found.missing, found.value, found.printed) == (state, None, None)


def test_an_empty_cell_of_an_area_is_not_reported(tmp_path: Path) -> None:
    rows = [
        TITLE,
        ["地区", "队伍数", "志愿者"],
        ["广州市", 5, 60],
        ["潮州市"],
        ["深圳市", 7, 80],
        ["云浮市"],
        ["注：示例"],
    ]
    found = facts(reading_of(tmp_path / "x.xlsx", rows))
    assert found["B4"] == ("not_reported", "445100", "vol_teams", "value", OCTOBER)
    assert found["C6"] == ("not_reported", "445300", "vol_volunteers", "value", OCTOBER)
    assert "A7" not in found and len(found) == 8


def test_qualifiers_are_kept(tmp_path: Path) -> None:
    wanted = {
        "近200万": (2e6, "lt"),
        "超过5万": (5e4, "ge"),
        "3100多支": (3100, "ge"),
        "约120": (120, "approx"),
        "12": (12, "eq"),
    }
    for text, (value, qualifier) in wanted.items():
        found = one(tmp_path, "队伍数", text)
        assert (found.value, found.qualifier) == (value, qualifier), text


# ------------------------------------------------------------------ units
def test_unit_of_header_scales_once(tmp_path: Path) -> None:
    found = one(tmp_path, "累计服务时长（万小时）", 512.4)
    assert (found.indicator, found.printed, found.value, found.unit) == ("vol_hours_cum", 512.4, 5124000, "万小时")


def test_unit_line_with_several_units_is_shared_out_by_column(tmp_path: Path) -> None:
    rows = [
        TITLE,
        [None, None, None, "单位：支、人、万小时"],
        ["地区", "队伍数", "志愿者", "累计时长"],
        ["广州市", 8, 96, 1.5],
        ["深圳", 7, 90, 2],
    ]
    found = {
        o.ref.cell: (o.unit, o.value)
        for o in reading_of(tmp_path / "x.xlsx", [rows[0], rows[1], [], *rows[2:]][:2] + rows[2:]).observations
    }
    assert (found["B4"], found["C4"]) == (("支", 8), ("人", 96))
    assert found["D4"][0] == "万小时" and found["D4"][1] == pytest.approx(15000)


def test_persons_and_person_times_are_never_one(tmp_path: Path) -> None:
    rows = [TITLE, ["地区", "参观人次（人）", "志愿者"], ["广州市", 5, 60], ["深圳市", 7, 80]]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert "unit_conflict" in codes(reading)
    assert all(o.indicator is None for o in reading.observations if o.ref.cell.startswith("B"))


def test_rooms_and_walls_together_are_not_rooms(tmp_path: Path) -> None:
    assert one(tmp_path, "荣誉室(墙)", 3).indicator == "hon_sites"
    assert one(tmp_path, "荣誉室", 3).indicator == "hon_rooms"


def test_a_bare_word_counts_only_under_its_topic(tmp_path: Path) -> None:
    rows = [["2026年10月道路情况"], ["地区", "覆盖率"], ["广州市", 50], ["深圳市", 60]]
    assert {o.indicator for o in reading_of(tmp_path / "x.xlsx", rows).observations} == {None}
    rows[0] = ["2026年10月一村（社区）一队伍情况"]
    assert {o.indicator for o in reading_of(tmp_path / "x.xlsx", rows).observations} == {"vol_village_coverage"}


def test_scientific_notation_is_a_number_and_its_lost_digits_are_said(tmp_path: Path) -> None:
    assert one(tmp_path, "志愿者", "3.2E+05").value == 320_000
    rows = [TITLE, ["地区", "志愿者", "队伍数"], ["广州市", "3.2E+05", "8.459E+03"], ["深圳市", 90, "1E5"]]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert [f.ref.cell for f in reading.findings if f.code == "scientific_text"] == ["B3"]
    assert {o.ref.cell: o.value for o in reading.observations if o.region == "440100"} == {"B3": 320_000, "C3": 8459}


# ------------------------------------------------------------------ headers and rows that only look odd
def test_a_heading_over_one_column_beside_merged_ones_belongs_to_the_header(tmp_path: Path) -> None:
    rows: list[Any] = [["2026年10月志愿服务情况"], ["地区", "队伍数", "志愿者"], [None, None, "注册人数"],
                       ["广州市", 8, 96], ["深圳市", 7, 90]]  # fmt: skip
    reading = reading_of(tmp_path / "x.xlsx", rows, merges=["A2:A3", "B2:B3"])
    chains = {o.ref.cell: [[label.cell for label in chain] for chain in o.column] for o in reading.observations}
    assert chains["B4"] == [["B2"]] and chains["C4"] == [["C2", "C3"]]


def test_a_bare_number_under_the_last_row_is_a_footnote_mark_and_no_area(tmp_path: Path) -> None:
    rows = [TITLE, ["地区", "队伍数", "志愿者"], ["广州市", 8, 96], ["深圳市", 7, 90], ["1"], ["2"]]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert {o.ref.cell for o in reading.observations} == {"B3", "C3", "B4", "C4"}
    assert reading.tables[0].range.endswith("4")


@pytest.mark.parametrize("printed", ["9" * 400, "1E+99", "-" + "9" * 20, "1" * 5000])
def test_a_number_nobody_can_mean_is_unreadable_and_said(tmp_path: Path, printed: str) -> None:
    rows = [TITLE, ["地区", "志愿者", "队伍数"], ["广州市", printed, 5], ["深圳市", 90, 8]]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert facts(reading)["B3"][0] == "unreadable" and "unreadable_cell" in codes(reading)
    assert json.dumps(as_json(reading), allow_nan=False)


def test_minus_nothing_is_nothing(tmp_path: Path) -> None:
    found = one(tmp_path, "志愿者", "-0")
    assert found.value == 0 and math.copysign(1, found.value) == 1

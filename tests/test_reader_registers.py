"""Registers: one thing a line, city from merges or the line above, personal columns gone, six ways of a date."""

from __future__ import annotations

from pathlib import Path

import pytest
from reader_sheets import codes, reading_of

from loaders.registers import iso_date

TEAMS = [
    ["全省退役军人志愿服务队台账"],
    ["报告期：2026年10月"],
    [
        "序号",
        "地市",
        "县（市、区）",
        "镇（街道）",
        "村（社区）",
        "队伍名称",
        "层级",
        "成立时间",
        "队长",
        "联系电话",
        "人数",
        "累计时长（小时）",
        "状态",
    ],
    [
        1,
        "惠州市",
        "惠城区",
        "江北街道",
        "三新社区",
        "三新社区战旗志愿服务队",
        "村",
        "2021.4",
        "张三",
        "13812345678",
        25,
        "1,860",
        "在册",
    ],
    [
        2,
        None,
        None,
        "桥东街道",
        "东平社区",
        "东平社区战旗志愿服务队",
        "村",
        "2022年2月",
        "李四",
        "13912345678",
        "约30",
        "/",
        "注销",
    ],
    [
        3,
        "佛山",
        "禅城区",
        None,
        None,
        "禅城区退役军人志愿服务大队",
        None,
        "2020-05-06",
        "王五",
        "020-1234567",
        "十二",
        900,
        "在册",
    ],
    ["说明：本表为示例数据"],
]
SITES = [
    ["荣誉室（墙）登记表（2026年9月）"],
    ["序号", "地市", "县区", "名称", "类型（室/墙）", "级别", "地址", "面积（㎡）", "年参观人次", "负责人", "电话"],
    [1, "汕头市", "金平区", "金平区荣誉室", "馆", "县", "长平路8号", "约120", "3,200", "李四", "13800000000"],
    [2, "汕头市", "金平区", "小公园社区荣誉墙", "墙", "村", "小公园1号", "/", 0, "王五", "13900000000"],
]


def test_f04_lines_with_city_merged_and_personal_columns_dropped(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", TEAMS, ["B4:B5", "C4:C5"])
    assert reading.form == "F04" and reading.sample and not reading.observations
    assert [(r.region, r.line) for r in reading.register_rows] == [("441300", 4), ("441300", 5), ("440600", 6)]
    first, second, third = (r.fields for r in reading.register_rows)
    assert (
        first["members"] == 25
        and first["hours"] == 1860
        and first["founded"] == "2021-04"
        and first["status"] == "team_active"
    )
    assert (
        second["county"] == "惠城区"
        and second["members"] == 30
        and second["hours"] is None
        and second["status"] == "team_closed"
    )
    assert third["level"] == "level_county" and third["members"] is None and third["founded"] == "2020-05-06"
    text = repr(reading)
    assert not any(secret in text for secret in ("张三", "13812345678", "李四", "王五"))
    assert {p.reason for p in reading.passed_over} >= {"ordinal", "personal"}
    assert "unreadable_number" in codes(reading)


def test_f08_rooms_and_walls(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", SITES)
    rows = [r.fields for r in reading.register_rows]
    assert [(r["type"], r["level"], r["area"], r["visits"]) for r in rows] == [
        ("site_room", "level_county", 120, 3200),
        ("site_wall", "level_village", None, 0),
    ]
    assert reading.form == "F08" and {r.period for r in reading.register_rows} == {"2026-09"}


def test_a_line_entered_twice_and_an_unknown_city_are_found(tmp_path: Path) -> None:
    rows = [
        *TEAMS[:5],
        ["4", "惠洲市", "惠城区", "江北街道", "三新社区", "甲队"],
        ["5", "惠州市", "惠城区", "桥东街道", "东平社区", "东平社区战旗志愿服务队"],
    ]
    reading = reading_of(tmp_path / "x.xlsx", rows, ["B4:B5", "C4:C5"])
    found = {f.code: f for f in reading.findings}
    assert found["duplicate_row"].ref.cell == "F7" and found["unknown_region"].severity == "error"
    assert "惠州市" in found["unknown_region"].text


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021.4", "2021-04"),
        ("2021年4月", "2021-04"),
        ("2021-04-05", "2021-04-05"),
        ("2021/4/5", "2021-04-05"),
        ("202104", "2021-04"),
        ("2021", "2021"),
        ("2021年4月5日", "2021-04-05"),
        ("去年", None),
    ],
)
def test_a_date_in_six_forms(text: str, iso: str | None) -> None:
    assert iso_date(text) == iso

"""Every check has a workbook that fails it, at the cell it names, and a twin that does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.review_books import CITIES, Case, cities, everywhere, found_in, monthly

TEAMS, VOLUNTEERS, HOURS = "志愿服务队（支）", "志愿者（人）", "志愿服务时长（小时）"
TOTAL_HOURS = "累计志愿服务时长（小时）"
SITES = ["荣誉室（墙）总数（个）", "荣誉室（个）", "荣誉墙（面）"]
MONTH = ["新增实现就业（人）", "招聘会（场）", "提供岗位数（个）", "达成就业意向（人）"]
CIRCULAR = [["2026年1—10月新增实现就业人数进度通报表"], ["地市", "年度目标", "累计完成", "完成率（%）"]]
AID = ["认定为就业困难人数（人）", "就业困难人员帮扶率（%）"]
COHORT = ["自主就业退役士兵人数", 1200, None, None]


def months(heads, rows, first=1, last=9, year=2026):
    """A workbook of monthly sheets: rows(month) gives a month's rows."""
    return {f"{m}月": cities(f"{year}年{m}月", heads, *rows(m)) for m in range(first, last + 1)}


def steady(head, level, city="广州市"):
    """Nine months that hardly move."""
    return {"往月汇总.xlsx": months([head], lambda m: [[city, level + m], ["深圳市", level + 2 * m]])}


FORM = [
    Case("duplicate_area",
         cities("2026年10月", [TEAMS], ["广州市", 812], ["深圳市", 300], ["广州市", 812]),
         cities("2026年10月", [TEAMS], ["广州市", 812], ["深圳市", 300], ["珠海市", 812]), "B5"),
    Case("missing_area",
         cities("2026年10月", [TEAMS], *([city, 100] for city in CITIES[:-1])),
         cities("2026年10月", [TEAMS], *([city, 100] for city in CITIES[:-1]), [CITIES[-1], "未报送"]), "A3"),
    Case("area_blank",
         cities("2026年10月", [TEAMS, VOLUNTEERS], ["广州市", 812, 90], ["深圳市", 300, 80], ["潮州市"], ["云浮市"]),
         cities("2026年10月", [TEAMS, VOLUNTEERS], ["广州市", 812, 90], ["深圳市", 300, 80],
                ["潮州市", "未报送", "未报送"], ["云浮市", None, 20]), "A5"),
    Case("unknown_region",
         cities("2026年10月", [TEAMS], ["广州市", 812], ["深圳市", 90], ["广洲市", 300]),
         cities("2026年10月", [TEAMS], ["广州市", 812], ["深圳市", 90], ["珠海市", 300]), "A5", severity="error"),
    Case("period_future",
         cities("2026年12月", [TEAMS], ["广州市", 812], ["深圳市", 300]),
         cities("2026年11月", [TEAMS], ["广州市", 812], ["深圳市", 300]), "B3", severity="error"),
    Case("future_zero",
         [["2026年志愿服务时长（小时）"], ["地区", "9月", "10月", "11月", "12月"], ["广州市", 80, 90, 20, 0]],
         [["2026年志愿服务时长（小时）"], ["地区", "9月", "10月", "11月", "12月"], ["广州市", 80, 90, 0, None]], "E3"),
    Case("form_frequency",
         cities("2026年三季度", ["新增实现就业（人）"], ["广州市", 812], ["深圳市", 300]),
         cities("2026年9月", ["新增实现就业（人）"], ["广州市", 812], ["深圳市", 300]), "B3"),
    Case("unit_slip",
         cities("2026年10月", [HOURS], ["广州市", 5.1], ["深圳市", 30000]),
         cities("2026年10月", [HOURS], ["广州市", 51000], ["深圳市", 30000]), "B3", steady(HOURS, 50000)),
    Case("period_conflict",
         [["2026年10月退役军人就业情况"], ["报告期：2026年9月"], ["地区", "新增实现就业（人）"], ["广州市", 31],
          ["深圳市", 20]],
         [["2026年10月退役军人就业情况"], ["报告期：2026年10月"], ["地区", "新增实现就业（人）"], ["广州市", 31],
          ["深圳市", 20]], "A4"),
]  # fmt: skip

RANGE = [
    Case("out_of_range",
         cities("2026年10月", ["就业率（%）"], ["广州市", 96.5], ["深圳市", 120.5]),
         cities("2026年10月", ["就业率（%）"], ["广州市", 96.5], ["深圳市", 99.5]), "B4"),
    Case("not_whole",
         cities("2026年10月", [VOLUNTEERS], ["广州市", 812.5], ["深圳市", 300]),
         cities("2026年10月", ["志愿者（万人）"], ["广州市", 8.1255], ["深圳市", 3]), "B3"),
    Case("members_per_team",
         cities("2026年10月", [TEAMS, VOLUNTEERS], ["广州市", 812, 1100], ["深圳市", 300, 9000]),
         cities("2026年10月", [TEAMS, VOLUNTEERS], ["广州市", 812, 18650], ["深圳市", 300, 9000]), "C3"),
    Case("members_per_team",
         cities("2026年10月", [TEAMS, VOLUNTEERS], ["广州市", 12, 18650], ["深圳市", 300, 9000]),
         cities("2026年10月", [TEAMS, VOLUNTEERS], ["广州市", 812, 18650], ["深圳市", 300, 9000]), "C3"),
    Case("hours_per_volunteer",
         cities("2026年10月", [VOLUNTEERS, TOTAL_HOURS], ["广州市", 1000, 2000001], ["深圳市", 300, 9000]),
         cities("2026年10月", [VOLUNTEERS, TOTAL_HOURS], ["广州市", 1000, 2000000], ["深圳市", 300, 9000]), "C3"),
    Case("hours_a_month",
         cities("2026年10月", [VOLUNTEERS, HOURS], ["广州市", 1000, 200500], ["深圳市", 300, 9000]),
         cities("2026年10月", [VOLUNTEERS, HOURS], ["广州市", 1000, 20500], ["深圳市", 300, 9000]), "C3"),
    Case("unreadable_cell",
         cities("2026年10月", [TEAMS], ["广州市", "#DIV/0!"], ["深圳市", 300]),
         cities("2026年10月", [TEAMS], ["广州市", 812], ["深圳市", 300]), "B3"),
    Case("rate_as_fraction",
         cities("2026年10月", ["就业率（%）"], ["广州市", 0.965], ["深圳市", 0.972], ["珠海市", 0.9]),
         cities("2026年10月", ["就业率（%）"], ["广州市", 96.5], ["深圳市", 97.2], ["珠海市", 90]), "B3"),
]  # fmt: skip

RELATIONS = [
    Case("identity",
         cities("2026年9月", SITES, ["广州市", 99, 60, 40]),
         cities("2026年9月", SITES, ["广州市", 100, 60, 40]), "B3"),
    Case("identity_across",
         cities("2026年10月", ["村（社区）级队伍数（支）"], ["广州市", 820], ["深圳市", 20]),
         cities("2026年10月", ["村（社区）级队伍数（支）"], ["广州市", 780], ["深圳市", 20]), "B3",
         {"队伍.xlsx": {"10月": cities("2026年10月", [TEAMS], ["广州市", 812], ["深圳市", 300])}}),
    Case("forms_disagree",
         monthly("2026年10月", "广州市", ["新增实现就业", 321, 2890, None]),
         monthly("2026年10月", "广州市", ["新增实现就业", 312, 2890, None]), "B4",
         {"汇总.xlsx": {"10月": cities("2026年10月", ["新增实现就业（人）"], ["广州市", 312], ["深圳市", 88])}}),
    Case("employed_within_cohort",
         monthly("2026年10月", "广州市", ["新增实现就业", 2890, 2890, None], COHORT),
         monthly("2026年10月", "广州市", ["新增实现就业", 289, 289, None], COHORT), "B4"),
    Case("villages_within_base",
         cities("2026年10月", ["已建队村（社区）数（个）"], ["深圳市", 784], ["珠海市", 300]),
         cities("2026年10月", ["已建队村（社区）数（个）"], ["深圳市", 783], ["珠海市", 300]), "B3"),
    Case("towns_within_base",
         cities("2026年9月", ["已设荣誉室（墙）镇（街）数（个）"], ["深圳市", 75], ["珠海市", 20]),
         cities("2026年9月", ["已设荣誉室（墙）镇（街）数（个）"], ["深圳市", 74], ["珠海市", 20]), "B3"),
]  # fmt: skip

PRINTED = [
    Case("total_mismatch",
         cities("2026年10月", [TEAMS], ["全省合计", 1113], ["广州市", 812], ["深圳市", 300]),
         cities("2026年10月", [TEAMS], ["全省合计", 1112], ["广州市", 812], ["深圳市", 300]), "B3"),
    Case("total_mismatch",
         cities("2026年10月", [TEAMS], ["全省合计", 1116], ["省本级", 3], ["广州市", 812], ["深圳市", 300]),
         cities("2026年10月", [TEAMS], ["全省合计", 1115], ["省本级", 3], ["广州市", 812], ["深圳市", 300]), "B3"),
    Case("derived_mismatch",
         [*CIRCULAR, ["广州市", 1200, 1150, 91.5]],
         [*CIRCULAR, ["广州市", 1200, 1150, 95.8]],
         "D3"),
    Case("rank_mismatch",
         [["2026年1—10月新增实现就业人数进度通报表（单位：人）"], ["排名", "地市", "累计完成"], [1, "广州市", 500],
          [3, "深圳市", 400], [3, "珠海市", 300], [4, "汕头市", 200]],
         [["2026年1—10月新增实现就业人数进度通报表（单位：人）"], ["排名", "地市", "累计完成"], [1, "广州市", 500],
          [2, "深圳市", 400], [2, "珠海市", 400], [4, "汕头市", 200]], "A4"),
    Case("ytd_mismatch",
         monthly("2026年3月", "广州市", ["新增实现就业", 120, 330, None]),
         monthly("2026年3月", "广州市", ["新增实现就业", 120, 310, None]), "C4",
         {"广州市_就业月报_2026.xlsx": {
             "1月": monthly("2026年1月", "广州市", ["新增实现就业", 90, 90, None]),
             "2月": monthly("2026年2月", "广州市", ["新增实现就业", 100, 190, None])}}),
    Case("last_year_mismatch",
         monthly("2026年3月", "广州市", ["新增实现就业", 120, 310, 285]),
         monthly("2026年3月", "广州市", ["新增实现就业", 120, 310, 275]), "D4",
         {"广州市_就业月报_2025年3月.xlsx": {"3月": monthly("2025年3月", "广州市", ["新增实现就业", 95, 275, None])}}),
]  # fmt: skip

ACROSS_TIME = [
    Case("cumulative_fall",
         cities("2026年10月", [TOTAL_HOURS], ["广州市", 49000], ["深圳市", 50100]),
         cities("2026年10月", [TOTAL_HOURS], ["广州市", 50009], ["深圳市", 50100]), "B3", steady(TOTAL_HOURS, 50000)),
    Case("cumulative_jump",
         cities("2026年10月", [TOTAL_HOURS], ["广州市", 500090], ["深圳市", 50100]),
         cities("2026年10月", [TOTAL_HOURS], ["广州市", 50019], ["深圳市", 50100]), "B3", steady(TOTAL_HOURS, 50000)),
    Case("stock_jump",
         cities("2026年10月", [TEAMS], ["广州市", 950], ["深圳市", 819]),
         cities("2026年10月", [TEAMS], ["广州市", 812], ["深圳市", 819]), "B3", steady(TEAMS, 800)),
    Case("stock_jump",
         cities("2026年10月", [TEAMS], ["广州市", 950], ["深圳市", 800]),
         cities("2026年10月", [TEAMS], ["广州市", 800], ["深圳市", 800]), "B3",
         {"往月.xlsx": months([TEAMS], lambda m: [["广州市", 800], ["深圳市", 800]])}),
    Case("scope_change",
         cities("2026年10月", [TEAMS], ["广州市", 1300], ["深圳市", 819]),
         cities("2026年10月", [TEAMS], ["广州市", 1200], ["深圳市", 819]), "B3",
         {"上月.xlsx": {"9月": cities("2026年9月", [TEAMS], ["广州市", 802], ["深圳市", 817])}}),
    Case("flow_outlier",
         cities("2026年10月", [HOURS], ["广州市", 510000], ["深圳市", 50100]),
         cities("2026年10月", [HOURS], ["广州市", 61000], ["深圳市", 50100]), "B3", steady(HOURS, 50000)),
    Case("copied_month",
         cities("2026年10月", MONTH, ["广州市", 31, 4, 800, 90]),
         cities("2026年10月", MONTH, ["广州市", 32, 4, 800, 90]),
         "B3",
         {"上月.xlsx": {"9月": cities("2026年9月", MONTH, ["广州市", 31, 4, 800, 90])}}),
    Case("history_short",
         cities("2026年10月", [TEAMS], ["广州市", 803], ["深圳市", 819]),
         cities("2026年10月", [HOURS], ["广州市", 803], ["深圳市", 819]), "",
         {"上月.xlsx": {"9月": cities("2026年9月", [TEAMS, HOURS], ["广州市", 802, 812], ["深圳市", 817, 820])}},
         severity="note"),
]  # fmt: skip

PUBLISHED = [
    Case("province_gap",
         cities("2026年10月", [TEAMS], ["全省合计", 2101]),
         cities("2026年10月", [TEAMS], ["全省合计", 2100]), "B3",
         {"各市.xlsx": {"10月": everywhere("2026年10月", TEAMS, 100)}}),
    Case("province_gap",
         cities("2026年10月", ["累计志愿服务时长（万小时）"], ["全省合计", 21.4]),
         cities("2026年10月", ["累计志愿服务时长（万小时）"], ["全省合计", "21.0"]), "B3",
         {"各市.xlsx": {"10月": everywhere("2026年10月", TOTAL_HOURS, 10001)}}),
    Case("province_gap",
         cities("2026年10月", [TEAMS], ["全省合计", 2105], ["省本级", 4]),
         cities("2026年10月", [TEAMS], ["全省合计", 2105], ["省本级", 5]), "B3",
         {"各市.xlsx": {"10月": everywhere("2026年10月", TEAMS, 100)}}),
    Case("published_gap",
         everywhere("2022年11月", TEAMS, 403, 云浮市=400),
         everywhere("2022年11月", TEAMS, 403, 云浮市=399), "B3"),
]  # fmt: skip

SMALL = [
    Case("small_count",
         cities("2026年10月", ["新增实现就业（人）"], ["越秀区", 3], ["荔湾区", 12]),
         cities("2026年10月", ["新增实现就业（人）"], ["越秀区", 5], ["荔湾区", 0]), "B3", severity="note"),
    Case("small_base",
         cities("2026年10月", AID, ["广州市", 8, 100], ["深圳市", 30, 90]),
         cities("2026年10月", AID, ["广州市", 10, 100], ["深圳市", 30, 90]), "C3",
         severity="note"),
]  # fmt: skip

CASES = [*FORM, *RANGE, *RELATIONS, *PRINTED, *ACROSS_TIME, *PUBLISHED, *SMALL]


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case.code}" for n, case in enumerate(CASES)])
def test_a_rule_fails_at_its_cell_and_its_twin_is_silent(case: Case, tmp_path: Path) -> None:
    bad = [f for f in found_in(tmp_path / "bad", case.name, case.bad, case.history) if f.code == case.code]
    assert [(f.severity, f.ref.cell) for f in bad] == [(case.severity, case.cell)]
    good = found_in(tmp_path / "good", case.name, case.good, case.history)
    assert case.code not in {f.code for f in good}, [f.text for f in good]


@pytest.mark.parametrize("case", CASES[::5], ids=[f"{n}-{case.code}" for n, case in enumerate(CASES)][::5])
def test_a_finding_names_file_sheet_and_cell_in_both_languages(case: Case, tmp_path: Path) -> None:
    said = next(f.text for f in found_in(tmp_path, case.name, case.bad, case.history) if f.code == case.code)
    zh, en = said.splitlines()
    for line in (zh, en):
        assert line.startswith(" › ".join(filter(None, (case.name, "Sheet1", case.cell))))
        assert not re.search(r"[{}]|None", line)
    assert "请" in zh and not re.search(r"[！您你]", zh)

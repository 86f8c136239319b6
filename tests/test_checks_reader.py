"""What one sheet settles by itself the reader says; registers are held against summaries; each rule fails once."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.book import load
from tests.review_books import CITIES, Case, cities, found_in, monthly

HEAD = ["序号", "地市", "县（市、区）", "村（社区）", "队伍名称", "人数", "累计时长（小时）", "状态"]
SHORT = [HEAD[0], *HEAD[2:]]
ALONE = [[1, "惠城区", "甲社区", "甲志愿服务队", 25, 60, "在册"],
         [2, "惠城区", "乙社区", "乙志愿服务队", 25, 60, "在册"]]  # fmt: skip
TEAMS = "志愿服务队（支）"
SUMMARY_TITLE = "退役军人工作主要指标汇总表"
YEAR = [["2026年新增实现就业人数（人）"], ["地区", "1月", "2月", "3月", "4月"], ["广州市", 10, 20, 30, 40]]


def register(count, *more, title="志愿服务队台账", period="报告期：2026年10月", head=HEAD):
    """A register of so many teams of Huizhou, from row 4."""
    rows = [[n, "惠州市", "惠城区", f"第{n}社区", f"第{n}志愿服务队", 25, 1860, "在册"] for n in range(1, count + 1)]
    return [[title], [period], head, *rows, *more]


def _repeated(head, values):
    """A table of all cities whose second column repeats the reference figures."""
    rows = ([city, 300, value] for city, value in zip(CITIES, values, strict=True))
    return cities("2026年10月", [TEAMS, head], *rows)


VILLAGES = [int(load().denominators["base_villages"][load().aliases[city]]) for city in CITIES]
SAME = ["惠州市", "惠城区", "第2社区", "第2志愿服务队", 25, 1860, "在册"]
SUMMARY = {"汇总.xlsx": {"10月": cities("2026年10月", [TEAMS], ["惠州市", 60], ["深圳市", 300])}}
REGISTER = {"台账.xlsx": {"台账": register(60)}}

CASES = [
    Case("no_period",
         [[SUMMARY_TITLE], ["地区", TEAMS], ["广州市", 812], ["深圳市", 300]],
         [["退役军人工作主要指标汇总表（2026年10月）"], ["地区", TEAMS], ["广州市", 812], ["深圳市", 300]], "B3",
         severity="error"),
    Case("ambiguous_period",
         [[SUMMARY_TITLE], [2026.1], ["地区", TEAMS], ["广州市", 812], ["深圳市", 300]],
         [[SUMMARY_TITLE], ["2026年10月"], ["地区", TEAMS], ["广州市", 812], ["深圳市", 300]], "A2",
         severity="error"),
    Case("unit_conflict",
         cities("2026年10月", ["新增实现就业（支）", TEAMS], ["广州市", 31, 812], ["深圳市", 20, 300]),
         cities("2026年10月", ["新增实现就业（名）", TEAMS], ["广州市", 31, 812], ["深圳市", 20, 300]), "B3"),
    Case("month_or_total",
         [*YEAR, ["深圳市", 5, 6, 7, 9]],
         [*YEAR, ["深圳市", 5, 6, 7, 3]], "B3"),
    Case("told_twice",
         cities("2026年10月", [TEAMS], ["广州市", 812], ["深圳市", 300], ["广州市", 815]),
         cities("2026年10月", [TEAMS], ["广州市", 812], ["深圳市", 300], ["广州市", 812]), "B5"),
    Case("unknown_indicator",
         cities("2026年10月", [TEAMS, "食堂面积（平方米）"], ["广州市", 812, 90], ["深圳市", 300, 80]),
         cities("2026年10月", [TEAMS, "志愿者（人）"], ["广州市", 812, 9000], ["深圳市", 300, 8000]), "C3",
         severity="note"),
    Case("reference_base", _repeated("数目", VILLAGES),
         _repeated("村（社区）级队伍数（支）", [value % 300 for value in VILLAGES]), "C3", severity="note"),
    Case("duplicate_row", register(3, [4, *SAME]), register(3, [4, *SAME[:2], "第4社区", *SAME[3:]]), "E7"),
    Case("unreadable_number", register(3, [4, *SAME[:2], "第9社区", "第9志愿服务队", "十二", 900, "在册"]),
         register(3, [4, *SAME[:2], "第9社区", "第9志愿服务队", "约12", 900, "在册"]), "F7"),
    Case("register_without_city",
         [["志愿服务队台账"], ["报告期：2026年10月"], SHORT, *ALONE],
         [["惠州市志愿服务队台账"], ["报告期：2026年10月"], SHORT, *ALONE], "D4", severity="error"),
    Case("register_count", register(40), register(60), "A4", SUMMARY, name="惠州市台账.xlsx"),
    Case("register_count",
         cities("2026年10月", [TEAMS], ["惠州市", 80], ["深圳市", 300]),
         cities("2026年10月", [TEAMS], ["惠州市", 61], ["深圳市", 300]), "B3", REGISTER),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case.code}" for n, case in enumerate(CASES)])
def test_a_rule_fails_at_its_cell_and_its_twin_is_silent(case: Case, tmp_path: Path) -> None:
    bad = [f for f in found_in(tmp_path / "bad", case.name, case.bad, case.history) if f.code == case.code]
    assert (bad[0].severity, bad[0].ref.cell) == (case.severity, case.cell), [f.text for f in bad]
    good = found_in(tmp_path / "good", case.name, case.good, case.history)
    assert case.code not in {f.code for f in good}, [f.text for f in good]


def test_a_sheet_of_words_only_is_a_note(tmp_path: Path) -> None:
    from tests.review_books import book

    sheets = {"10月": monthly("2026年10月", "广州市", ["新增实现就业", 31, 310, None]),
              "11月": monthly("2026年11月", "广州市", ["新增实现就业", None, None, None])}  # fmt: skip
    found = book(tmp_path, "广州市_就业月报_2026.xlsx", sheets).findings
    assert {(f.code, f.severity) for f in found if f.ref.sheet == "11月"} <= {("no_figures", "note")}


def test_a_struck_off_team_does_not_count(tmp_path: Path) -> None:
    gone = [[n, "惠州市", "惠城区", f"第{n}社区", f"第{n}志愿服务队", 25, 60, "注销"] for n in range(61, 91)]
    found = found_in(tmp_path, "惠州市台账.xlsx", register(60, *gone), SUMMARY)
    assert "register_count" not in {f.code for f in found}

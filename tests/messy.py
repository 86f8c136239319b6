"""Workbooks as offices really send them: a header nobody agreed on, a misspelt city, a sum that does not add up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.reader_sheets import write as write

Rows = list[list[Any]]
# F02: 「自谋职业人数」 is not in the catalogue, 广洲市 is misspelt, Shenzhen's 已就业 does not add up.
F02: Rows = [
    ["2026年度退役士兵就业及去向情况表"],
    ["填报单位：广东省退役军人事务厅", *[None] * 7, "单位：人"],
    ["地区", "自谋职业人数", "退役大学生士兵复学人数", "考试入学人数", "已就业人数",
     "城镇就业", "返乡务农", "创业", "待就业人数"],
    ["（标识）", "A", "B", "C", "D", "E", "G", "H", "L"],
    ["全省合计", 200, 10, 30, 141, 100, 10, 30, 20],
    ["广洲市", 100, 5, 15, 70, 50, 5, 15, 10],
    ["深 圳 市", 100, 5, 15, 71, 50, 5, 15, 10],
    ["填表人：张三", None, "联系电话：020-12345678"],
]  # fmt: skip
# F06: a row called otherwise (招聘活动场数), a formula without value, the month only in the file's name.
F06: Rows = [
    ["退役军人就业创业情况表"],
    ["填报单位（盖章）：茂名市退役军人事务局", None, None, None, None, "计量单位：人"],
    ["指标名称", "计量单位", "代码", "本月", "本年累计", "上年同期"],
    ["甲", "乙", "丙", 1, 2, 3],
    ["一、就业", "—", "—"],
    ["已就业人数", "人", "01", 70, 700, 650],
    ["　其中：城镇就业", "人", "02", 50, 500, 480],
    ["　　　　返乡务农", "人", "03", 5, 50, 50],
    ["二、招聘", "—", "—", "—", "—", "—"],
    ["招聘活动场数", "场", "04", 6, 39, 35],
    ["提供岗位数", "个", "05", "#DIV/0!", "7787", "7 188"],
    ["单位负责人：", None, "统计负责人：", None, "填表人：", None],
]
# F11: hours printed in 万 without saying so, a city the catalogue does not know.
F11: Rows = [
    ["2026年志愿服务时长"],
    ["地区", "1-2月", "3月", "4月", "10月", "11月", "12月"],
    ["广州市", 8.021, 4, 4.1, 4.2, None, None],
    ["深训市", 7.021, 3, 3.1, 3.2, None, None],
    ["合计", 15.042, 7, 7.2, 7.4, None, None],
]


def f02(folder: Path) -> Path:
    return write(folder / "退役士兵去向_2026.xlsx", {"汇总表": F02})


def f06(folder: Path) -> Path:
    return write(folder / "茂名市_就业创业_2026年10月.xlsx", {"表": F06})


def f11(folder: Path) -> Path:
    return write(folder / "志愿服务时长_分月.xlsx", {"分月": F11})

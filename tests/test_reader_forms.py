"""Hard samples of the forms, each with truth made by hand: every cell of every table, not a selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reader_sheets import codes, facts, reading_of

PROVINCE, GUANGZHOU, SHENZHEN, SHAOGUAN, MAOMING, YUNFU = "440000", "440100", "440300", "440200", "440900", "445300"


def truth(
    first: str, rows: Mapping[int, Sequence[Any]], region: str | Mapping[int, str], columns: Sequence[tuple[Any, ...]]
) -> dict[str, tuple[Any, ...]]:
    """cell → fact of a block of rows; a column is (indicator, measure, period); a value None skips the cell."""
    found = {}
    for row, values in rows.items():
        for i, (value, column) in enumerate(zip(values, columns, strict=True)):
            where = region if isinstance(region, str) else region[row]
            if value is not None:
                found[f"{chr(ord(first) + i)}{row}"] = (value, where, *column)
    return found


# ------------------------------------------------------------------ F02
F02: list[list[Any]] = [
    ["2026年度新增自主就业退役士兵就业及去向情况表"],
    ["填报单位：广东省退役军人事务厅", *[None] * 13, "单位：人"],
    ["地区", "自主就业退役士兵数", "主要去向"],
    [None, None, "学历提升情况", None, "就业创业情况", *[None] * 7, "待就业人数"],
    [
        None,
        None,
        "退役大学生士兵复学人数",
        "考试入学人数",
        "已就业人数",
        "城镇就业",
        "其中：已参加职业技能培训",
        "返乡务农",
        "创业",
        None,
        None,
        None,
        None,
        "其中：被认定为就业困难",
        "已针对性开展帮扶",
    ],
    [*[None] * 8, "合计", "创办中小微企业", "个体工商户", "参与农民专业合作社"],
    ["（标识）", "A", "B", "C", "D", "E", "F", "G", "H=I+J+K", "I", "J", "K", "L", "M", "N"],
    ["全省合计", 200, 10, 30, 140, 100, 40, 10, 30, 8, 20, 2, 20, 6, 6],
    ["广州市", 100, 5, 15, 70, 50, 20, 5, 15, 4, 10, 1, 10, 3, 3],
    ["深　圳", 100, 5, 15, 70, 50, 20, 5, 15, 4, 10, 1, 10, 3, "—"],
    ["填表人：张三", None, None, "联系电话：020-12345678"],
]
F02_MERGES = [
    "A3:A6",
    "B3:B6",
    "C3:O3",
    "C4:D4",
    "E4:L4",
    "M4:O4",
    "C5:C6",
    "D5:D6",
    "E5:E6",
    "F5:F6",
    "G5:G6",
    "H5:H6",
    "I5:L5",
    "M5:M6",
    "N5:N6",
    "O5:O6",
]
F02_COLUMNS = [
    (f"emp_{name}", "value", "2026")
    for name in [
        "cohort",
        "school_returned",
        "exam_enrolled",
        "employed",
        "urban",
        "urban_trained",
        "farming",
        "startup",
        "startup_sme",
        "startup_self",
        "startup_coop",
        "unemployed",
        "hardship",
        "hardship_aided",
    ]
]


def test_f02_three_header_rows_with_of_which_and_letter_marks(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", F02, F02_MERGES)
    rows = {r: list(F02[r - 1][1:]) for r in (8, 9, 10)}
    rows[10][-1] = "not_applicable"
    assert facts(reading) == truth("B", rows, {8: PROVINCE, 9: GUANGZHOU, 10: SHENZHEN}, F02_COLUMNS)
    assert reading.form == "F02" and not reading.findings
    roles = {o.ref.cell: o.role for o in reading.observations}
    assert roles["B8"] == "total" and roles["B9"] == "region"


def test_f02_failed_identity_names_cells(tmp_path: Path) -> None:
    rows = [list(row) for row in F02]
    rows[8][4] = 71  # 已就业 is no longer 城镇 + 务农 + 创业, and A no longer B+C+D+L
    reading = reading_of(tmp_path / "x.xlsx", rows, F02_MERGES)
    wrong = [f for f in reading.findings if f.code == "identity"]
    assert {f.ref.cell for f in wrong} == {"B9", "E9"}
    assert "F9" in next(f.text for f in wrong if f.ref.cell == "E9")


# ------------------------------------------------------------------ F06
F06: list[list[Any]] = [
    ["退役军人就业创业情况表"],
    [*[None] * 6, "表    号：示例1表"],
    [*[None] * 6, "制定机关：广东省退役军人事务厅"],
    ["填报单位（盖章）：茂名市退役军人事务局", None, None, "2026年10月", None, None, "计量单位：人"],
    ["指标名称", "计量单位", "代码", "本月", "本年累计", "上年同期", "同比±%"],
    ["甲", "乙", "丙", 1, 2, 3, 4],
    ["一、就业", "—", "—"],
    ["已就业人数", "人", "01", 70, 700, 650, 7.7],
    ["　其中：城镇就业", "人", "02", 50, 500, 480, 4.2],
    ["　　　　返乡务农", "人", "03", 5, 50, 50, 0],
    ["二、招聘", "—", "—", "—", "—", "—", "—"],
    ["专场招聘会", "场", "04", 6, 39, 35, "11.4%"],
    ["提供岗位数", "个", "05", "1,268", "7787", "7 188", "8.3"],
    ["单位负责人：", None, "统计负责人：", None, "填表人：", None, "报出日期：2026年11月5日"],
    ["说明：1.统计范围为全市。"],
    ["2.审核关系：(01)≥(02)+(03)"],
]


def test_f06_official_form_with_marker_row_section_rows_and_codes(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", F06)
    wanted: dict[str, Any] = {}
    for row, id in (
        (8, "emp_employed"),
        (9, "emp_urban"),
        (10, "emp_farming"),
        (12, "emp_job_fairs"),
        (13, "emp_jobs_offered"),
    ):
        values = F06[row - 1][3:] if row < 12 else {12: [6, 39, 35, 11.4], 13: [1268, 7787, 7188, 8.3]}[row]
        columns = [(id, measure, "2026-10") for measure in ("value", "ytd", "last_year", "change")]
        wanted |= truth("D", {row: list(values)}, MAOMING, columns)
    assert facts(reading) == wanted
    assert reading.form == "F06" and not reading.findings
    reasons = {p.ref.cell: p.reason for p in reading.passed_over}
    assert (
        reasons["D6"] == "marker" and reasons["C8"] == "code" and reasons["G14"] == "note" and reasons["D4"] == "period"
    )
    assert not {"A7", "A11"} & {o.ref.cell for o in reading.observations}


def test_f06_relation_printed_under_the_form_is_checked(tmp_path: Path) -> None:
    rows = [list(row) for row in F06]
    rows[8][3] = 68
    found = [f for f in reading_of(tmp_path / "x.xlsx", rows).findings if f.code == "identity"]
    assert [f.ref.cell for f in found] == ["D8"]


def test_f06_chain_nests_of_which_and_its_continuation(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", F06)
    chain = next(o.row[0] for o in reading.observations if o.ref.cell == "D10")
    assert [label.cell for label in chain] == ["A7", "A8", "A10"]


# ------------------------------------------------------------------ F07
F07: list[list[Any]] = [
    ["志愿服务队层级情况表（截至2026年10月底）"],
    [*[None] * 13, "单位：支、人、个"],
    [
        "地区",
        "合 计",
        None,
        "其中：市级",
        None,
        "其中：县级",
        None,
        "其中：镇级",
        None,
        "其中：村级",
        None,
        "覆盖村（社区）总数",
        "村（社区）数",
        "覆盖率（%）",
    ],
    [None, *["队数", "人数"] * 5],
    ["合计", 30, 600, 2, 40, 4, 80, 8, 160, 15, 300, 15, 30, 50.0],
    ["广州市", 20, 400, 1, 20, 2, 40, 5, 100, 11, 220, 11, 20, 55.0],
    ["韶关市退役军人事务局", 10, 200, 1, 20, 2, 40, 3, 60, 4, 80, 4, 10, 40.0],
]
F07_MERGES = ["A3:A4", "B3:C3", "D3:E3", "F3:G3", "H3:I3", "J3:K3", "L3:L4", "M3:M4", "N3:N4"]


def test_f07_matrix_by_level_never_takes_a_level_for_the_whole(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", F07, F07_MERGES)
    ids = [
        "vol_teams",
        "vol_volunteers",
        *[None] * 6,
        "vol_teams_village",
        None,
        "vol_villages_covered",
        "base_villages",
    ]
    columns = [(id, "value", "2026-10") for id in [*ids, "vol_village_coverage"]]
    rows = {r: list(F07[r - 1][1:]) for r in (5, 6, 7)}
    assert facts(reading) == truth("B", rows, {5: PROVINCE, 6: GUANGZHOU, 7: SHAOGUAN}, columns)
    units = {o.ref.cell: o.unit for o in reading.observations}
    assert (units["B6"], units["C6"], units["L6"], units["N6"]) == ("支", "人", "个", "%")
    assert reading.form == "F07" and codes(reading) == {"unknown_indicator"}


# ------------------------------------------------------------------ F11
F11: list[list[Any]] = [
    ["2026年志愿服务时长（小时）"],
    ["地区", "1-2月", "3月", "4月", "10月", "11月", "12月", "全年", "目标", "完成率"],
    ["广州市", 80210, 40000, 41000, 42000, None, None, 203210, 250000, "81.3%"],
    ["深圳市", "7.021万", 30000, 31000, 32000, None, None, 163210, 200000, "81.6%"],
    ["合计", 150420, 70000, 72000, 74000, None, None, 366420, 450000, "81.4%"],
]


def test_f11_wide_by_month_takes_indicator_and_year_from_the_title(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", F11)
    periods = ["2026-01/2026-02", "2026-03", "2026-04", "2026-10"]
    columns: list[tuple[object, ...]] = [("vol_hours", "value", p) for p in periods]
    columns += [(None, None, None)] * 2 + [("vol_hours", m, "2026") for m in ("ytd", "target", "share")]
    rows = {3: list(F11[2][1:]), 4: [70210, *F11[3][2:]], 5: list(F11[4][1:])}
    for values in rows.values():
        values[-1] = float(str(values[-1]).rstrip("%"))
    assert facts(reading) == truth("B", rows, {3: GUANGZHOU, 4: SHENZHEN, 5: PROVINCE}, columns)
    assert reading.form == "F11" and not reading.findings


def test_f11_months_still_to_come_are_not_reported_as_missing(tmp_path: Path) -> None:
    cells = {o.ref.cell for o in reading_of(tmp_path / "x.xlsx", F11).observations}
    assert not any(cell[0] in "FG" for cell in cells)


# ------------------------------------------------------------------ F12 and F13
F12: list[list[Any]] = [
    ["志愿服务活动记录"],
    ["编号", "活动名称", "所属队伍", "活动日期", "服务时长（小时）", "参与人数", "服务群众（人次）", "地点", "类别"],
    [1, "清明祭英烈", "广州市越秀区红棉老兵志愿服务队", "2026.10.3-10.5", 2, 15, 200, "烈士陵园", "红色宣讲"],
    [2, "防汛值守", "韶关市战旗志愿服务队", "2026年10月9日", 3.5, 20, "约300", "沿江路", "应急救援"],
]


def test_f12_what_is_printed_of_an_event_is_no_fact_of_an_area(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", F12)
    printed = [o for o in reading.observations if ":" not in o.ref.cell]  # test_reader_log.py has what is worked out
    reading = reading._replace(observations=tuple(printed))
    columns = [(None, "value", "2026-10")] * 3
    rows: dict[int, Any] = {3: [2, 15, 200], 4: [3.5, 20, 300]}
    assert facts(reading) == truth("E", rows, {3: "440104", 4: SHAOGUAN}, columns)
    assert {o.role for o in reading.observations} == {"memo"} and reading.form == "F12"
    assert next(o.qualifier for o in reading.observations if o.ref.cell == "G4") == "approx"


F13: list[list[Any]] = [
    ["关于就业月报数据的更正函"],
    ["地市", "报表", "报告期", "指标", "原报数", "更正数", "差额", "原因", "更正日期"],
    ["茂名市", "就业情况月报表", "2026年9月", "新增实现就业", 143, 134, -9, "录入错位", "2026年10月12日"],
    ["云浮市", "就业情况月报表", "2026年9月", "待就业人数", 60, 66, 6, "漏报", "2026年10月13日"],
]


def test_f13_correction_letter_gives_the_corrected_figure_and_the_one_reported_before(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", F13)
    wanted: dict[str, Any] = {}
    for row, where, id in ((3, MAOMING, "emp_employed_new"), (4, YUNFU, "emp_unemployed")):
        columns = [(id, measure, "2026-09") for measure in ("old", "value", "change")]
        wanted |= truth("E", {row: list(F13[row - 1][4:7])}, where, columns)
    assert facts(reading) == wanted
    assert {o.ref.cell for o in reading.observations if o.role == "memo"} == {"E3", "E4"}
    assert reading.form == "F13" and reading.correction and not reading.findings
    assert reading.reason == "录入错位；漏报"


def test_f13_wrong_difference_is_found(tmp_path: Path) -> None:
    rows = [list(row) for row in F13]
    rows[2][6] = 9
    assert "derived_mismatch" in codes(reading_of(tmp_path / "x.xlsx", rows))

"""Several tables on a sheet, the traps of F01, F05, F09 and F10, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reader_sheets import facts, reading_of

from loaders.read import read

OCTOBER = "2026-10"
TITLE = ["全省退役军人工作主要指标汇总表（截至2026年10月底）"]


# ------------------------------------------------------------------ several tables
def test_tables_one_under_the_other_with_titles_and_notes(tmp_path: Path) -> None:
    rows = [
        ["表一 志愿服务队情况（2026年9月）"],
        ["地区", "队伍数", "志愿者"],
        ["广州市", 10, 200],
        ["深圳市", 8, 160],
        ["注：按月末在册统计。"],
        [],
        ["表二 就业情况（2026年10月）"],
        ["单位：人"],
        ["地区", "新增就业", "待就业人数"],
        ["广州市", 5, 2],
        ["深圳市", 6, 1],
    ]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert [(t.range, t.period) for t in reading.tables] == [("A2:C4", "2026-09"), ("A9:C11", OCTOBER)]
    assert facts(reading)["C11"] == (1, "440300", "emp_unemployed", "value", OCTOBER)


def test_tables_side_by_side_with_and_without_a_gap(tmp_path: Path) -> None:
    for gap in ([], [None]):
        rows = [
            ["2026年10月志愿服务队情况"],
            ["地区", "队伍数", "志愿者", *gap, "地区", "队伍数", "志愿者"],
            ["广州市", 10, 200, *gap, "佛山市", 5, 20],
            ["深圳市", 8, 160, *gap, "珠海市", 6, 10],
        ]
        got = {(o.region, o.indicator, o.value, o.period) for o in reading_of(tmp_path / "x.xlsx", rows).observations}
        assert ("440600", "vol_teams", 5, OCTOBER) in got and ("440400", "vol_volunteers", 10, OCTOBER) in got
        assert len(got) == 8


def test_a_header_printed_again_on_every_page_is_no_second_table(tmp_path: Path) -> None:
    head = ["地区", "队伍数", "志愿者"]
    rows = [
        ["2026年10月情况"],
        head,
        ["广州市", 10, 200],
        ["深圳市", 8, 160],
        head,
        ["佛山市", 5, 20],
        ["珠海市", 6, 10],
    ]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert len(reading.tables) == 1 and len(reading.observations) == 8


# ------------------------------------------------------------------ F01, F05, F09, F10
def test_f01_unmerged_group_headings_span_to_the_next(tmp_path: Path) -> None:
    rows = [
        TITLE,
        [*[None] * 5, "单位：支、人、万小时"],
        ["序号", "地区", "志愿服务队", None, None, "就业创业", None, "荣誉室(墙)"],
        [None, None, "队伍数", "志愿者", "累计时长", "新增就业", "市场主体"],
        [1, "广州", 10, 200, 2.5, 5, 10, 6],
        [2, "深圳", 8, 160, 1, 6, 20, 7],
    ]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    chains = {o.ref.cell: [label.cell for label in o.column[0]] for o in reading.observations}
    assert chains["E5"] == ["C3", "E4"] and chains["G5"] == ["F3", "G4"] and chains["H5"] == ["H3"]
    ids = {o.ref.cell[0]: o.indicator for o in reading.observations}
    assert ids == {
        "C": "vol_teams",
        "D": "vol_volunteers",
        "E": "vol_hours_cum",
        "F": "emp_employed_new",
        "G": "biz_entities_cum",
        "H": "hon_sites",
    }
    assert {p.ref.cell: p.reason for p in reading.passed_over}["A5"] == "ordinal"


def test_f05_cities_across_with_of_which_row(tmp_path: Path) -> None:
    names = ["广州", "深圳", "珠海", "汕头", "佛山", "韶关", "河源", "梅州", "惠州", "汕尾"]
    rows = [
        ["分市指标对照表（2026年10月）"],
        ["指标（单位）", "合计", *names],
        ["志愿服务队（支）", 55, *range(1, 11)],
        ["　其中：村（社区）级", 45, *range(10)],
        ["志愿者（人）", 550, *range(10, 101, 10)],
        ["荣誉室（墙）（个）", 55, *range(1, 11)],
    ]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    found = facts(reading)
    assert reading.form == "F05" and len(found) == 44 and not reading.findings
    assert found["C4"] == (0, "440100", "vol_teams_village", "value", OCTOBER)
    assert found["B5"] == (550, "440000", "vol_volunteers", "value", OCTOBER)
    assert found["L6"] == (10, "441500", "hon_sites", "value", OCTOBER)


def test_f09_only_target_and_cumulative_are_facts_and_slips_are_found(tmp_path: Path) -> None:
    rows = [
        ["2026年1—10月新增实现就业进度通报表"],
        [
            "排名",
            "地市",
            "年度目标",
            "累计完成",
            "完成率(%)",
            "序时进度(%)",
            "差距(百分点)",
            "上月排名",
            "升降",
            "亮灯",
        ],
        [1, "惠州市", 1200, 1150, 95.8, 83.3, "+12.5", 2, "↑1", "绿"],
        [2, "汕头市", 1000, 820, 80.0, 83.3, "-1.3", 1, "↓1", "黄"],
        [3, "佛山市", 1000, 800, 80.0, 83.3, "-3.3", 3, "持平", "黄"],
    ]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    found = facts(reading)
    assert found["C3"] == (1200, "441300", "emp_employed_new", "target", "2026")
    assert found["D3"] == (1150, "441300", "emp_employed_new", "ytd", OCTOBER)
    assert {o.measure for o in reading.observations} == {"rank", "target", "ytd", "share", "change"}
    assert {f.ref.cell for f in reading.findings} == {"E4", "G4"} and reading.form == "F09"


def test_f10_system_export_in_gb18030_with_guards_and_a_count_line(tmp_path: Path) -> None:
    text = (
        '"地市","单位编码","统计月份","队伍总数","志愿者总数","时长合计","备注"\r\n'
        '"广州市\t","=""440100""","202610","812","18650","5124000","含直属,已核"\r\n'
        '"深圳市","=""440300""","202610","310","","4000",""\r\n共2条\r\n'
    )
    path = tmp_path / "志愿服务系统导出.csv"
    path.write_bytes(text.encode("gb18030"))
    reading = read(path)
    found = facts(reading)
    assert found["D2"] == (812, "440100", "vol_teams", "value", OCTOBER)
    assert found["E3"] == ("not_reported", "440300", "vol_volunteers", "value", OCTOBER)
    assert found["F2"] == (5124000, "440100", "vol_hours_cum", "value", OCTOBER)
    assert len(found) == 6 and reading.form == "F10"


# ------------------------------------------------------------------ nothing silent
def test_every_cell_with_a_digit_is_a_figure_or_passed_over_with_its_reason(tmp_path: Path) -> None:
    rows: list[Any] = [
        TITLE,
        ["填报单位：广东省退役军人事务厅", None, "单位：支"],
        ["序号", "地区", "队伍数", "备注"],
        ["甲", "乙", 1],
        [1, "广州市", 10, "含3支筹建"],
        [2, "深圳市", 8, None],
        ["注：1.本表每月5日前报送"],
        ["单位负责人：", None, "报出日期：2026年11月5日"],
    ]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    seen = {o.ref.cell for o in reading.observations} | {p.ref.cell for p in reading.passed_over}
    digits = {
        f"{chr(65 + c)}{r + 1}"
        for r, row in enumerate(rows)
        for c, v in enumerate(row)
        if any(ch.isdigit() for ch in str(v))
    }
    assert digits <= seen
    reasons = {p.ref.cell: p.reason for p in reading.passed_over}
    assert (
        reasons["A1"] == "title"
        and reasons["A5"] == "ordinal"
        and reasons["D5"] == "remark"
        and reasons["A7"] == "note"
    )


def test_sample_and_correction_marks_are_seen(tmp_path: Path) -> None:
    rows = [["就业月报（更正）（2026年9月）"], ["地区", "新增就业"], ["广州市", 5], ["深圳市", 7], ["注：示例数据"]]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert reading.sample and reading.correction
    plain = reading_of(tmp_path / "y.xlsx", [["就业月报（2026年9月）"], *rows[1:4]])
    assert not plain.sample and not plain.correction


# ------------------------------------------------------------------ what other offices' tables taught
def chains_of(
    path: Path, rows: list[list[Any]], merges: tuple[str, ...] = ()
) -> dict[str, tuple[list[str], list[str]]]:
    """cell → (addresses of its row labels, of its column labels), all chains in a row."""
    found = reading_of(path, rows, merges).observations
    return {
        o.ref.cell: (
            [label.cell for chain in o.row for label in chain],
            [label.cell for chain in o.column for label in chain],
        )
        for o in found
    }


def test_rank_and_code_before_a_name_are_labels_and_no_figures(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Trade 2008"],
        ["Rank", "Commodity code", "Description", "Total", "Exports"],
        [1, 87, "Motor vehicles", 132154, 49670],
        [2, 84, "Machinery", 83300, 47694],
        [None, None, "Total, top two", 215454, 97364],
    ]
    got = chains_of(tmp_path / "x.xlsx", rows)
    assert got["D3"] == (["A3", "B3", "C3"], ["D2"]) and got["E5"] == (["C5"], ["E2"]) and len(got) == 6


def test_a_header_may_hold_a_number_among_its_words(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Bankruptcies by size"],
        [None, "Total", 50000, "51 000-100 000", "over 500 000"],
        ["Oslo", 131, 1, 78, 34],
        ["Troms", 25, 2, 11, 4],
    ]
    assert chains_of(tmp_path / "x.xlsx", rows)["C3"] == (["A3"], ["C2"])


def test_a_label_over_two_lines_is_one_label_when_its_figures_are_merged(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [None, "2007", "2008"],
        ["*Manufacturing,", 34, 40],
        ["*total"],
        ["10 - 19", 23, 33],
        ["20 - 49", 33, 39],
    ]
    reading = reading_of(tmp_path / "x.xlsx", rows, ("B2:B3", "C2:C3"))
    first = next(o for o in reading.observations if o.ref.cell == "B4")
    assert [label.text for label in first.row[0]] == ["Manufacturing, total", "10 - 19"]


def test_numbered_lines_with_figures_close_before_lines_without_number(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[None, "2007", "2008"], ["1. Wages", 1, 2], ["2. Income", 3, 4], ["Cash income", 5, 6]]
    assert chains_of(tmp_path / "x.xlsx", rows)["B4"][0] == ["A4"]


def test_footnotes_in_table_columns_are_notes(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Waste"],
        ["Item", "2007", "2008"],
        ["Glass", 1, 2],
        ["Metal", 3, 4],
        [1, "Hazardous waste is left out of this table."],
    ]
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert len(reading.observations) == 4 and {p.ref.cell: p.reason for p in reading.passed_over}["A5"] == "note"


def test_no_over_counts_is_no_ordinal(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [None, "Yes", None, "No", None],
        [None, "no.", "%", "no.", "%"],
        ["Banks", 37736, 44.9, 46343, 55.1],
        ["Barton", 37153, 43.6, 47984, 56.4],
    ]
    got = chains_of(tmp_path / "x.xlsx", rows, ("B1:C1", "D1:E1"))
    assert len(got) == 8 and got["D4"] == (["A4"], ["D1", "D2"])

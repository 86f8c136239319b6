"""The quirks of domain.md §2.4 and the traps of F01, F03, F05, F09 and F10, each as the cell it happens in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reader_sheets import codes, fact, facts, reading_of, write

from catalog.records import Observation
from loaders.read import read

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
        ("=1+2", "unreadable"),
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

"""Layouts of other houses: yearbooks that say everything twice, exports in long form, the same table area by area."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reader_sheets import facts, reading_of

from catalog.records import Label
from loaders.read import read


def test_the_same_table_again_under_another_area_is_another_table(tmp_path: Path) -> None:
    head = ["指标", "2026年9月", "2026年10月"]
    rows = [["时间：2026年", None, None], ["地区：广州市", None, None], head, ["志愿者人数", 5, 6], ["服务队数", 1, 2],
            ["地区：深圳市", None, None], head, ["志愿者人数", 15, 16], ["服务队数", 11, 12]]  # fmt: skip
    found = {o.ref.cell: (o.region, o.period, o.value) for o in reading_of(tmp_path / "x.xlsx", rows).observations}
    assert found["B4"] == ("440100", "2026-09", 5) and found["C5"] == ("440100", "2026-10", 2)
    assert found["B8"] == ("440300", "2026-09", 15) and found["C9"] == ("440300", "2026-10", 12)


def test_a_yearbook_says_everything_twice_and_is_read_once(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["2-5  珠海市各区志愿者（2026年10月）"], ["Volunteers by District (Oct 2026)"], [None, None, None, "(person)"],
        ["地  区", "志愿者人数", "按性别分 By Sex", None], ["Region", "Total", "男 Male", "女 Female"],
        ["全  市    Total", 100, 60, 40], ["香洲区  Xiangzhou", 70, 40, 30], ["斗门区  Doumen", 30, 20, 10],
    ]  # fmt: skip
    reading = reading_of(tmp_path / "x.xlsx", rows, merges=["A1:D1", "A2:D2", "C4:D4"])
    assert {o.ref.cell: o.region for o in reading.observations if o.ref.cell[0] == "D"} == {
        "D6": "440400", "D7": "440402", "D8": "440403"}  # fmt: skip
    assert next(o for o in reading.observations if o.ref.cell == "D7").column == (
        (Label("C4", "按性别分 By Sex"), Label("D5", "女 Female")),)  # fmt: skip


def test_a_year_in_brackets_beside_the_title_is_no_negative_number(tmp_path: Path) -> None:
    head = ["地区", "志愿者人数"]
    rows = [["分地区志愿者人数", "（2026）", None, "续表", "（2026）"], [*head, None, *head],
            ["广州", 10, None, "惠州", 20], ["深圳", 11, None, "汕尾", 21]]  # fmt: skip
    found = facts(reading_of(tmp_path / "x.xlsx", rows))
    assert {cell: fact[0] for cell, fact in found.items()} == {"B3": 10, "B4": 11, "E3": 20, "E4": 21}
    assert {fact[4] for fact in found.values()} == {"2026"}


def test_subtotals_without_a_serial_number_belong_to_no_row_above(tmp_path: Path) -> None:
    rows = [["2026年10月各镇街情况"], ["序号", "镇（街）", "志愿者人数"], [1, "石岐街道", 12], [2, "东区街道", 10],
            [None, "小计", 22], [3, "小榄镇", 20], [None, "小计", 20], ["合计", None, 42]]  # fmt: skip
    reading = reading_of(tmp_path / "x.xlsx", rows)
    found = {o.ref.cell: (o.role, [[label.text for label in chain] for chain in o.row]) for o in reading.observations}
    assert found["C3"] == ("region", [["石岐街道"]]) and found["C5"] == ("subtotal", [["小计"]])
    assert found["C8"] == ("total", [["合计"]])
    assert {p.ref.cell for p in reading.passed_over if p.reason == "ordinal"} == {"A3", "A4", "A6"}


def test_in_a_long_list_the_row_says_what_a_figure_is(tmp_path: Path) -> None:
    rows = [["地区代码", "地区", "指标", "报告期", "口径", "数值", "单位"],
            ["440100", "广州市", "志愿者人数", "2026-10", "期末", 31234, "人"],
            ["440300", "深圳市", "本期新增实现就业人数", "2026-10", "当期", 12, "人"],
            ["440300", "深圳市", "本期新增实现就业人数", "2026-10", "本年累计", 112, "人"],
            ["440300", "深圳市", "本期新增实现就业人数", "2026", "年度目标", 150, "人"]]  # fmt: skip
    assert facts(reading_of(tmp_path / "x.xlsx", rows)) == {
        "F2": (31234, "440100", "vol_volunteers", "value", "2026-10"),
        "F3": (12, "440300", "emp_employed_new", "value", "2026-10"),
        "F4": (112, "440300", "emp_employed_new", "ytd", "2026-10"),
        "F5": (150, "440300", "emp_employed_new", "target", "2026"),
    }


def test_a_list_of_thousands_of_lines_still_names_its_indicators(tmp_path: Path) -> None:
    lines = ["地区,指标,报告期,数值,单位"]
    for year in range(1990, 2027):
        for month in range(1, 13):
            lines += [f"{city},{name},{year}-{month:02},{year + month},{unit}"
                      for city in ("广州市", "深圳市", "珠海市", "汕头市")
                      for name, unit in (("志愿者人数", "人"), ("志愿服务队数", "支"))]  # fmt: skip
    path = tmp_path / "long.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    reading = read(path)
    assert len(reading.observations) == len(lines) - 1 > 3500
    assert {o.indicator for o in reading.observations} == {"vol_volunteers", "vol_teams"}


def test_under_area_every_name_is_asked_about_however_few_are_known(tmp_path: Path) -> None:
    rows = [["2026年11月全省志愿服务情况表"], ["地区", "志愿者人数（人）", "志愿服务队数（支）"], ["广州市", 100, 3],
            ["ABC", 200, 4], ["横琴新区", 60, 2], ["???", 70, 3], [None, 80, 4], ["珠海市", 90, 5]]  # fmt: skip
    reading = reading_of(tmp_path / "x.xlsx", rows)
    said = {(f.code, f.ref.cell) for f in reading.findings if f.severity == "error"}
    assert {("unknown_region", "A4"), ("unknown_region", "A6")} <= said
    assert any(cell == "A7" for _, cell in said)


def test_last_year_and_plan_beside_an_indicator_are_of_it(tmp_path: Path) -> None:
    rows = [["2026年11月全省志愿服务情况表"],
            ["地区", "志愿者人数（人）", "上年同期", "增减%", "全年任务", "志愿服务队数（支）", "去年同期"],
            ["广州市", 100, 90, 11.1, 200, 5, 4], ["深圳市", 200, 180, 11.1, 300, 6, 6]]  # fmt: skip
    found = facts(reading_of(tmp_path / "x.xlsx", rows))
    assert [found[f"{c}3"][2:4] for c in "BCDEFG"] == [
        ("vol_volunteers", "value"), ("vol_volunteers", "last_year"), ("vol_volunteers", "change"),
        ("vol_volunteers", "target"), ("vol_teams", "value"), ("vol_teams", "last_year")]  # fmt: skip


def test_a_multiplier_in_the_cell_is_not_meant_twice(tmp_path: Path) -> None:
    rows = [["2026年11月全省志愿服务情况表"], ["地区", "志愿者人数（万人）"], ["广州市", 1.2],
            ["深圳市", "2万"], ["珠海市", "3万人"]]  # fmt: skip
    found = facts(reading_of(tmp_path / "x.xlsx", rows))
    assert [found[cell][0] for cell in ("B3", "B4", "B5")] == [12_000, 20_000, 30_000]


def test_figures_nobody_can_read_under_an_indicator_are_said_and_no_names(tmp_path: Path) -> None:
    rows = [["2026年11月全省志愿服务情况表"], ["地区", "志愿者人数（人）", "服务队数"], ["广州市", "100-200", 3],
            ["深圳市", "300+", 4], ["珠海市", "1.2.3", 5]]  # fmt: skip
    reading = reading_of(tmp_path / "x.xlsx", rows)
    assert {f.ref.cell for f in reading.findings if f.code == "unreadable_cell"} == {"B3", "B4", "B5"}
    assert [o.value for o in reading.observations if o.indicator == "vol_teams"] == [3, 4, 5]

"""A formula without cached value is worked out where a person could re-add it, always said, and never guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from reader_sheets import reading_of

from catalog.records import Reading
from loaders.read import read

ROWS: list[list[Any]] = [
    ["志愿服务情况表（截至2026年10月底）"],
    ["地区", "队伍数（支）", "志愿者（人）", "活动场次（场次）", "服务时长（小时）"],
    ["全省合计", "=SUM(B4:B6)", "=SUM(C4,C5:C6)", "=D4+D5+D6", "=SUM(E4:E6)"],
    ["广州市", 20, 400, 12, 1500.5],
    ["韶关市", 10, 150, "=D4*2-3", "=(E4+99.5)/2"],
    ["茂名市", 8, 90, 5, "=E5+$E$4*-1"],
]


def values(reading: Reading) -> dict[str, float | None]:
    return {o.ref.cell: o.printed for o in reading.observations}


def test_sums_and_plain_arithmetic_are_worked_out_and_named(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "x.xlsx", ROWS)
    found = values(reading)
    assert (found["B3"], found["C3"], found["D3"], found["E3"]) == (38, 640, 12 + 21 + 5, 1500.5 + 800 - 700.5)
    assert (found["D5"], found["E5"], found["E6"]) == (21, 800, -700.5)
    said = {f.ref.cell: f for f in reading.findings if f.code == "formula_worked_out"}
    assert set(said) == {"B3", "C3", "D3", "E3", "D5", "E5", "E6"}
    assert all(f.severity == "warning" for f in said.values())
    assert "=SUM(B4:B6)" in said["B3"].text and "38" in said["B3"].text and "没有缓存值" in said["B3"].text


@pytest.mark.parametrize(
    "formula",
    [
        "=AVERAGE(B4:B6)", "=VLOOKUP(A5,A4:B6,2)", "=Sheet2!B4", "='10月'!B4+B4", "=SUM(B4:B5)+IF(B4>1,1,0)",
        "=B4/B9", "=B4+A4", "=B5", "=B9+B4", "=SUM(B4:B5", "=B4+", "=", "=SUM(B:B)", "=B4^2", "=1/0", "=B4 B6",
    ],
)  # fmt: skip
def test_what_cannot_be_told_stays_unreadable(tmp_path: Path, formula: str) -> None:
    rows = [list(row) for row in ROWS[:6]]
    rows[2], rows[4][1] = ["全省合计", 38, 640, 38, 5], formula
    rows[4][3] = rows[4][4] = rows[5][4] = 1
    reading = reading_of(tmp_path / "x.xlsx", rows)
    cell = next(o for o in reading.observations if o.ref.cell == "B5")
    assert (cell.missing, cell.value) == ("unreadable", None)
    assert {f.code for f in reading.findings if f.ref.cell == "B5"} == {"unreadable_cell"}


def test_a_sum_over_a_number_typed_as_text_is_not_what_a_program_would_print(tmp_path: Path) -> None:
    rows = [list(row) for row in ROWS]
    rows[3][1], rows[4][2] = "20支", "未报送"
    reading = reading_of(tmp_path / "x.xlsx", rows)
    found = {o.ref.cell: (o.printed, o.missing) for o in reading.observations}
    assert found["B3"] == (None, "unreadable")
    assert found["C3"] == (490, None)  # a word is passed by, as every program does


def test_a_circle_and_a_long_chain_end_without_a_figure(tmp_path: Path) -> None:
    rows = [ROWS[0], ROWS[1], ["广州市", "=B4", 1], ["韶关市", "=B3", 1]]
    rows += [[f"第{n}村", f"=B{n + 6}"] for n in range(90)]
    found = {o.ref.cell: o.missing for o in reading_of(tmp_path / "x.xlsx", rows).observations}
    assert found["B3"] == found["B4"] == found["B5"] == "unreadable"


def test_a_figure_worked_out_is_printed_in_its_format_and_checked_like_any_other(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [*ROWS[:2], ["全省合计", "=SUM(B4:B6)+1", 640, 38, 1600], *ROWS[3:]]:
        sheet.append(row)
    sheet["B3"].number_format = "#,##0.0"
    sheet["B4"] = 2000
    book.save(tmp_path / "x.xlsx")
    reading = read(tmp_path / "x.xlsx")
    total = next(o for o in reading.observations if o.ref.cell == "B3")
    assert (total.text, total.printed) == ("2,019.0", 2019)
    assert [f.ref.cell for f in reading.findings if f.code == "total_mismatch"] == ["B3"]


def test_many_formulas_are_named_up_to_twenty_and_the_rest_counted(tmp_path: Path) -> None:
    rows = [ROWS[0], ["地区", "队伍数", "志愿者"], *([f"第{n}村", n, f"=B{n + 3}*2"] for n in range(50))]
    said = [f for f in reading_of(tmp_path / "x.xlsx", rows).findings if "worked_out" in f.code]
    assert len(said) == 21 and "30个公式" in said[-1].text

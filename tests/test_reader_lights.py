"""Lights of a circular: by word, by ● or by the cell's colour alone; read, held against the figures, never stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from catalog.records import Reading
from loaders.grid_colors import hue
from loaders.read import read

HEAD = ["排名", "地市", "年度目标", "累计完成", "完成率（%）", "序时进度（%）", "差距（百分点）", "亮灯"]
ROWS: list[list[Any]] = [
    [1, "广州市", 1000, 1010, 101.0, 83.3, "+17.7"],
    [2, "韶关市", 1000, 900, 90.0, 83.3, "+6.7"],
    [3, "茂名市", 1000, 733, 73.3, 83.3, "-10.0"],
    [4, "云浮市", 1000, 700, 70.0, 83.3, "-13.3"],
]
RIGHT = ("blue", "green", "amber", "red")
STRONG = {"red": "FFFF0000", "amber": "FFFFC000", "green": "FF00B050", "blue": "FF2E75B6"}
PALE = {"red": "FFFFC7CE", "amber": "FFFFEB9C", "green": "FFC6EFCE", "blue": "FFBDD7EE"}


def circular(folder: Path, way: str, colours: tuple[str, ...], tones: dict[str, str]) -> Reading:
    """The circular with its lights as a fill, as a coloured ●, or as words."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [["2026年1—10月全省新增实现就业人数进度通报表"], ["单位：人"], HEAD, *ROWS]:
        sheet.append(row)
    for row, colour in enumerate(colours, 4):
        cell = sheet.cell(row, 8)
        if way == "fill":
            cell.fill = PatternFill("solid", fgColor=tones[colour])
        elif way == "dot":
            cell.value, cell.font = "●", Font(color=tones[colour])
        else:
            cell.value = {"red": "红", "amber": "黄灯", "green": "绿", "blue": "提前完成"}[colour]
    book.save(folder / "通报.xlsx")
    return read(folder / "通报.xlsx")


@pytest.mark.parametrize(("way", "tones"), [("fill", STRONG), ("fill", PALE), ("dot", STRONG)])
def test_a_light_said_by_colour_alone_is_read_and_said(tmp_path: Path, way: str, tones: dict[str, str]) -> None:
    reading = circular(tmp_path, way, RIGHT, tones)
    told = {p.ref.cell: p.text for p in reading.passed_over if p.reason == "light"}
    assert [told[f"H{row}"].strip("●") for row in range(4, 8)] == ["（蓝色）", "（绿色）", "（黄色）", "（红色）"]
    (note,) = reading.findings
    assert (note.code, note.severity, note.ref.cell) == ("light_by_colour", "note", "H4") and "4个" in note.text
    assert not [o for o in reading.observations if o.ref.cell.startswith("H")]


def test_a_light_in_words_that_fits_needs_no_word(tmp_path: Path) -> None:
    assert not circular(tmp_path, "word", RIGHT, STRONG).findings


@pytest.mark.parametrize("way", ["fill", "dot", "word"])
def test_a_light_that_does_not_fit_its_figures_is_found(tmp_path: Path, way: str) -> None:
    reading = circular(tmp_path, way, ("blue", "green", "red", "red"), STRONG)
    (wrong,) = [f for f in reading.findings if f.code == "light_mismatch"]
    assert wrong.ref.cell == "H6" and "预警" in wrong.text and "红" in wrong.text


def test_an_office_with_another_rule_is_told_once_and_not_row_by_row(tmp_path: Path) -> None:
    reading = circular(tmp_path, "fill", ("red", "red", "green", "green"), STRONG)  # red as honour
    assert [f.code for f in reading.findings] == ["light_by_colour", "light_rule_differs"]


def test_a_painted_cell_elsewhere_is_no_light(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [["2026年10月就业情况表"], ["地区", "新增就业（人）", "备注"], ["广州市", 5], ["韶关市", 6]]:
        sheet.append(row)
    sheet["C3"].fill = sheet["D9"].fill = PatternFill("solid", fgColor="FFFF0000")
    book.save(tmp_path / "x.xlsx")
    reading = read(tmp_path / "x.xlsx")
    assert not reading.findings and not [p for p in reading.passed_over if p.reason == "light"]


@pytest.mark.parametrize("rgb", ["FFFFFF", "F2F2F2", "000000", "7F7F7F", "7030A0", "", "zz"])
def test_white_grey_black_and_other_colours_say_nothing(rgb: str) -> None:
    assert hue(rgb) == ""

"""What a workbook says of itself: the day it was handed in, and the hidden id of a blank of ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from loaders.read import read
from tests.reader_sheets import reading_of, write

ROWS = [["茂名市退役军人就业情况月报表"], ["报告期：2026年10月"], ["项目", "本月发生"], ["新增实现就业", 312]]


def test_the_report_date_printed_under_a_table_is_kept_by_sheet(tmp_path: Path) -> None:
    sheets = {"10月": [*ROWS, ["填表人：李*　报出日期：2026年11月5日"]], "9月": [*ROWS, ["报出日期：", "2026/10/4"]],
              "8月": [*ROWS, ["报出日期："]]}
    path = write(tmp_path / "x.xlsx", sheets)
    book = load_workbook(path)
    book["9月"]["B5"].value = date(2026, 10, 4)
    book.save(path)
    assert read(path).reported == (("10月", "2026-11-05"), ("9月", "2026-10-04"))


def test_a_day_that_does_not_exist_is_no_report_date(tmp_path: Path) -> None:
    assert reading_of(tmp_path / "x.xlsx", [*ROWS, ["报出日期：2026年11月31日"]]).reported == ()


def _with_stamp(path: Path, form: str, *, hidden: bool) -> Path:
    book: Workbook = load_workbook(write(path, {"10月": ROWS}))
    sheet = book.create_sheet("_wuli")
    sheet["A1"], sheet["B1"] = "form", form
    sheet.sheet_state = "hidden" if hidden else "visible"
    book.save(path)
    return path


def test_a_hidden_form_id_says_which_form_it_is_and_is_no_data(tmp_path: Path) -> None:
    found = read(_with_stamp(tmp_path / "x.xlsx", "F06", hidden=True))
    assert found.form == "F06" and [o.value for o in found.observations] == [312] and not found.findings
    assert ("_wuli", "B1", "form_id") in {(p.ref.sheet, p.ref.cell, p.reason) for p in found.passed_over}


def test_a_stamp_of_no_known_form_decides_nothing(tmp_path: Path) -> None:
    assert read(_with_stamp(tmp_path / "x.xlsx", "F99", hidden=True)).form == "F03"

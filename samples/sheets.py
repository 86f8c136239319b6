"""Writing workbooks that come out the same byte for byte: a fixed document date, plain styles, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

MADE = datetime(2026, 11, 10, 9, 0, 0)
SAMPLE = "示例数据"
NOTE = "本表为示例数据，全部由程序按固定种子生成，不代表任何地区的真实情况。"
STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "head": {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True},
    "text": {"border": 1},
    "centre": {"border": 1, "align": "center", "valign": "vcenter"},
    "whole": {"border": 1, "num_format": "#,##0"},
    "tenth": {"border": 1, "num_format": "0.0"},
    "plain": {"border": 1},
    "sum": {"border": 1, "bold": True, "num_format": "#,##0"},
    "sum_plain": {"border": 1, "bold": True},
    "note": {},
    "right": {"align": "right"},
}


class Paper:
    """An open workbook with its few styles."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.style: dict[str, Format] = {name: book.add_format(look) for name, look in STYLES.items()}

    def sheet(self, name: str) -> Worksheet:
        """A new sheet."""
        return self.book.add_worksheet(name)

    def filled(self, colour: str) -> Format:
        """A bordered cell filled with a colour (a light without words)."""
        return self.book.add_format({"border": 1, "bg_color": colour})

    def coloured(self, colour: str) -> Format:
        """A bordered cell whose text has a colour (●)."""
        return self.book.add_format({"border": 1, "align": "center", "font_color": colour})


@contextmanager
def workbook(path: Path, title: str) -> Iterator[Paper]:
    """A workbook at `path`, closed at the end; the document's own date is fixed."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"title": title, "author": "五力看板", "comments": SAMPLE, "created": MADE})
    yield Paper(book)
    book.close()


def heading(sheet: Worksheet, paper: Paper, width: int, title: str, left: str, right: str) -> None:
    """Row 1: the title merged over the table; row 2: who reports and the unit."""
    sheet.merge_range(0, 0, 0, width - 1, title, paper.style["title"])
    sheet.write(1, 0, left, paper.style["note"])
    sheet.write(1, width - 1, right, paper.style["right"])


def put(sheet: Worksheet, row: int, column: int, value: Any, style: Format) -> None:
    """A number, a text, or a blank bordered cell for None."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def merged(sheet: Worksheet, top: int, left: int, bottom: int, right: int, text: str, style: Format) -> None:
    """A merged cell, or a plain one where there is nothing to merge."""
    if (top, left) == (bottom, right):
        sheet.write_string(top, left, text, style)
    else:
        sheet.merge_range(top, left, bottom, right, text, style)


def notes(sheet: Worksheet, paper: Paper, row: int, lines: Sequence[str]) -> None:
    """Lines under a table."""
    for at, line in enumerate(lines):
        sheet.write_string(row + at, 0, line, paper.style["note"])

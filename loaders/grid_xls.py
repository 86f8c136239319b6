"""xls (BIFF 2 to 8) → Grids with xlrd, the only reader of the format that has styles, merges and error values."""

from __future__ import annotations

import io
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from loaders.door import Limits
from loaders.door_words import Refused, finding
from loaders.grid_cells import Sheet, text_cell
from loaders.grid_xlsx_styles import USUAL, Look, look, numbered
from loaders.records import BOOL, DATE, ERROR, Cell, Finding, Grid, Style

DAYS_TO_1904 = 1462
KINDS = {0: "dialog", 1: "宏表 macro sheet", 2: "图表 chart", 6: "VBA"}
ALIGN = {1: "left", 2: "center", 3: "right", 4: "fill", 5: "justify", 6: "centerContinuous", 7: "distributed"}
SIDES = (("left_line_style", "L"), ("top_line_style", "T"), ("right_line_style", "R"), ("bottom_line_style", "B"))


def grids(workbook: str, content: bytes, bounds: Limits) -> tuple[list[Grid], list[Finding]]:
    """All sheets in their order. Raises Refused."""
    book = _opened(content)
    if book.nsheets > bounds.sheets:
        raise Refused("too_many_sheets", found=book.nsheets, limit=bounds.sheets)
    looks: dict[int, Look] = {}
    found, findings = [], []
    for source in book.sheets():
        sheet = Sheet(workbook, source.name, bounds, hidden=bool(source.visibility))
        _fill(sheet, source, book, looks)
        found.append(sheet.grid())
        findings.extend(sheet.findings)
    findings += _others(workbook, book)
    return found, findings


def _opened(content: bytes) -> Any:
    silent = io.StringIO()
    for styled in (
        True,
        False,
    ):  # BIFF before 5 has no such styles, and a damaged style is no reason to lose the numbers
        try:
            return xlrd.open_workbook(file_contents=content, formatting_info=styled, logfile=silent)
        except MemoryError:
            raise
        except Exception as trouble:
            problem = trouble
    if "encrypt" in str(problem).lower() or "password" in str(problem).lower():
        raise Refused("encrypted", found="xls") from None
    if "find workbook" in str(problem) or "supported" in str(problem):
        raise Refused("old_office", found="OLE") from None
    raise Refused("broken_package", found=str(problem) or type(problem).__name__) from None


def _others(workbook: str, book: Any) -> list[Finding]:
    names, kinds = getattr(book, "_sheet_names", []), getattr(book, "_all_sheets_map", [])
    if len(kinds) <= len(names):
        return []
    count = len(kinds) - len(names)
    return [finding("not_a_sheet", "note", workbook, sheet="*", found=f"{count} × 图表或宏表 chart or macro sheet")]


def _fill(sheet: Sheet, source: Any, book: Any, looks: dict[int, Look]) -> None:
    shift = DAYS_TO_1904 if book.datemode else 0
    for row in range(source.nrows):
        kinds, values = source.row_types(row), source.row_values(row)
        for column, kind in enumerate(kinds):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            shown = _look(source, row, column, book, looks)
            cell = cell_of(kind, values[column], shown, shift)
            if cell is not None:
                sheet.put(row + 1, column + 1, cell)
    for top, bottom, left, right in source.merged_cells:
        sheet.merge((top + 1, left + 1, bottom, right))
    sheet.hidden_rows.update(row + 1 for row, info in source.rowinfo_map.items() if info.hidden)
    sheet.hidden_columns.update(
        column + 1 for column, info in source.colinfo_map.items() if info.hidden and column < 256
    )
    sheet.comments.update({(row + 1, column + 1): note.text for (row, column), note in source.cell_note_map.items()})


def cell_of(kind: int, value: Any, shown: Look, shift: int) -> Cell | None:
    """One xlrd cell; None for a text of blanks."""
    if kind == xlrd.XL_CELL_TEXT:
        return text_cell(value, shown.style)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Cell("TRUE" if value else "FALSE", None, BOOL, shown.style)
    if kind == xlrd.XL_CELL_ERROR:
        return Cell(error_text_from_code.get(value, "#?"), None, ERROR, shown.style)
    if kind == xlrd.XL_CELL_DATE and shown is USUAL:
        return Cell(f"{value:.15g}", value + shift, DATE, shown.style)
    return numbered(value, shown, shift)


def _look(source: Any, row: int, column: int, book: Any, looks: dict[int, Look]) -> Look:
    if not book.formatting_info:
        return USUAL
    index = source.cell_xf_index(row, column)
    if index not in looks:
        looks[index] = look(_style(book, index))
    return looks[index]


def _style(book: Any, index: int) -> Style:
    if not 0 <= index < len(book.xf_list):
        return Style()
    xf = book.xf_list[index]
    font = book.font_list[xf.font_index] if xf.font_index < len(book.font_list) else None
    code = book.format_map[xf.format_key].format_str if xf.format_key in book.format_map else ""
    return Style(
        bool(font and (font.bold or font.weight >= 600)), bool(font and font.italic), xf.alignment.indent_level,
        "" if code == "General" else code,
        _color(book, xf.background.pattern_colour_index) if xf.background.fill_pattern else "",
        _color(book, font.colour_index) if font else "",
        "".join(letter for side, letter in SIDES if getattr(xf.border, side)), ALIGN.get(xf.alignment.hor_align, ""),
    )  # fmt: skip


def _color(book: Any, index: int) -> str:
    rgb = book.colour_map.get(index)
    return "".join(f"{channel:02X}" for channel in rgb) if rgb and any(rgb) else ""

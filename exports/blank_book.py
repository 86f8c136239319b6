"""A plan as a workbook that Excel and WPS open alike: plain styles, drop-down lists, simple rules, no formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

from catalog.blanks import common
from exports.blank_records import Input, Mark, Plan, Sheet
from exports.safe import sheet_name

STAMP = "_wuli"  # the hidden sheet by which the reader knows the form (loaders.stamps)
_FONT = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
_LINE = {"border": 1, "border_color": "#BFBFB8"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "meta": {"font_color": "#48535F"},
    "unit": {"font_color": "#48535F", "align": "right"},
    "sign": {"align": "right"},
    "head": {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#F1F1EE", **_LINE},
    "label": {"text_wrap": True, **_LINE},
    "section": {"bold": True, **_LINE},
    "last": {"font_color": "#808080", "bg_color": "#EDEDEA", "num_format": "#,##0.##", **_LINE},
    "shut": {"bg_color": "#EDEDEA", **_LINE},
    "note": {"font_color": "#48535F", "font_size": 9},
}
_INPUT = {"locked": False, "bg_color": "#FFFBE6", **_LINE}
_NUMBERS = {"whole": "#,##0", "amount": "#,##0.##", "change": "#,##0.##", "date": "yyyy-mm-dd", "text": "@"}
_LONGEST = 255  # letters that a drop-down list may have within itself


def workbook_of(made: Plan) -> bytes:
    """The workbook of a plan: its sheets, protected but for the cells to fill in, and the hidden form id."""
    import xlsxwriter

    out, plain = io.BytesIO(), {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(out, plain) as book:
        book.set_properties({"title": made.title, "keywords": f"wuli:{made.form}"})
        styles = {name: book.add_format(_FONT | look) for name, look in _STYLES.items()}
        styles["last"].set_num_format("#,##0.##;-#,##0.##")
        inputs = {rule: book.add_format(_FONT | _INPUT | {"num_format": code}) for rule, code in _NUMBERS.items()}
        names: tuple[str, ...] = ()
        for sheet in made.sheets:
            names += (sheet_name(sheet.name, names),)
            _sheet(book.add_worksheet(names[-1]), sheet, styles, inputs)
        _stamp(book.add_worksheet(STAMP), made)
    return out.getvalue()


def _stamp(sheet: Any, made: Plan) -> None:
    """What the reader knows the form by; nobody needs to see it."""
    for row, line in enumerate((("form", made.form), ("area", made.region), ("period", made.period))):
        for column, text in enumerate(line):
            sheet.write_string(row, column, text)
    sheet.hide()
    sheet.protect()


def _sheet(sheet: Any, plan: Sheet, styles: dict[str, Any], inputs: dict[str, Any]) -> None:
    for mark in plan.marks:
        _mark(sheet, mark, styles[mark.style])
    for one in plan.inputs:
        sheet.write_blank(one.row, one.column, None, inputs.get(one.rule, inputs["text"]))
    for first, last, one in _runs(plan.inputs):
        if one.rule != "text":
            sheet.data_validation(first, one.column, last, one.column, _validation(one))
    for column, width in enumerate(plan.widths):
        sheet.set_column(column, column, width)
    sheet.set_default_row(18)
    sheet.set_row(0, 28)
    _paper(sheet, plan)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


def _mark(sheet: Any, mark: Mark, style: Any) -> None:
    down, across = mark.merged
    if down or across:
        sheet.merge_range(mark.row, mark.column, mark.row + down, mark.column + across, mark.value or "", style)
    elif mark.value is None:
        sheet.write_blank(mark.row, mark.column, None, style)
    elif isinstance(mark.value, str):
        sheet.write_string(mark.row, mark.column, mark.value, style)
    else:
        sheet.write_number(mark.row, mark.column, mark.value, style)


def _runs(inputs: Iterable[Input]) -> list[tuple[int, int, Input]]:
    """Cells below each other with one rule, as (first row, last row, cell): a rule for each of 500 lines is no use."""
    found: list[tuple[int, int, Input]] = []
    for one in sorted(inputs, key=lambda cell: (cell.column, cell.row)):
        same = found and found[-1][2][1:3] == one[1:3] and found[-1][2][7:10] == one[7:10]
        if same and found[-1][1] == one.row - 1:
            found[-1] = (found[-1][0], one.row, found[-1][2])
        else:
            found.append((one.row, one.row, one))
    return found


def _validation(one: Input) -> dict[str, Any]:
    """What may stand in a cell, and the sentence for what may not."""
    rule: dict[str, Any] = {"error_title": common()["wrong_title"],
                            "error_message": common()["wrong"].format(rule=_said(one))}  # fmt: skip
    if one.rule == "choice":
        short = len(",".join(one.choices)) <= _LONGEST
        return {"validate": "list", "source": list(one.choices)} | rule if short else {"validate": "any"}
    if one.rule == "date":
        days = {"minimum": date(1949, 1, 1), "maximum": date(2099, 12, 31)}
        return {"validate": "date", "criteria": "between"} | days | rule
    if one.rule == "change":
        return {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12} | rule
    kind = "integer" if one.rule == "whole" else "decimal"
    if one.high is None:
        return {"validate": kind, "criteria": ">=", "value": _number(one.low)} | rule
    return {"validate": kind, "criteria": "between", "minimum": _number(one.low), "maximum": _number(one.high)} | rule


def _number(value: float | None) -> float | int:
    return int(value or 0) if (value or 0) == int(value or 0) else float(value or 0)


def _said(one: Input) -> str:
    top = "_top" if one.high is not None and one.rule in ("whole", "amount") else ""
    return str(common()[f"{one.rule}_rule{top}"]).format(low=_number(one.low), high=_number(one.high))


def _paper(sheet: Any, plan: Sheet) -> None:
    """A4, one page across, the heading on every page; on screen heading and first column stay."""
    sheet.set_paper(9)
    if len(plan.widths) > 6:
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(plan.heads[0], plan.heads[1])
    sheet.set_footer("&C&P / &N")
    sheet.freeze_panes(plan.heads[1] + 1, plan.stub)
    sheet.hide_gridlines(2)


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files in one .zip; names in it are UTF-8, dates fixed, so that the same files make the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in files:
            pack.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()

"""The table as a workbook that Excel and WPS open alike: typed numbers, plain styles, three sheets, no formula.

数据 (the table), 说明与筛选 (what was asked, coverage, footnotes), 来源 (every figure's workbook, sheet and cell).
"""

from __future__ import annotations

import math
import unicodedata
from itertools import groupby
from typing import Any, BinaryIO

from catalog.view import View
from exports.records import Document, Entry, Head
from exports.safe import clean, neutral, sheet_name
from exports.text import digits
from exports.workbook_looks import A4, HEAD_ROW, META_ROW, TITLE_ROW, Rows, Styles, figure, rows_of, styles_of
from exports.workbook_sources import link_figures, write_sources

ACROSS = 185.0  # letters that can still be read across one landscape page


def write_workbook(document: Document, out: BinaryIO | str, view: View, *, sources: bool = True) -> None:
    """Write to a path or a binary file, in the language of `view`. sources False: only the table."""
    import xlsxwriter  # a tenth of the server's start, for whoever takes a table away

    large = len(document.rows) > 3000
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": not large,
                                   "strings_to_numbers": False, "nan_inf_to_errors": False}) as book:  # fmt: skip
        book.set_properties({"title": document.title, "comments": _sample(document, view)})
        styles = styles_of(book, zh=view.lang != "en")
        names: tuple[str, ...] = ()
        for key, fill in (("sheet_data", _data), ("sheet_notes", _notes), ("sources_sheet", write_sources)):
            if key == "sheet_data" or (sources and (key != "sources_sheet" or document.sources)):
                names += (sheet_name(view.word(key), names),)
                fill(book.add_worksheet(names[-1]), document, styles, view)
        if sources and document.sources:
            link_figures(book.worksheets()[0], names[-1], document, styles)


def _sample(document: Document, view: View) -> str:
    return view.word("sample_note") if document.sample else ""


# ------------------------------------------------------------------ 数据
def _data(sheet: Any, document: Document, styles: Styles, view: View) -> None:
    rows = rows_of(document)
    first = rows.first
    _top(sheet, document, styles, view)
    _heads(sheet, document, rows, styles)
    for i, row in enumerate((*document.totals, *document.rows)):
        _line(sheet, first + i, row, document.heads, styles, total=i < len(document.totals))
    foot = first + len(document.totals) + len(document.rows)
    for i, text in enumerate(document.notes):
        sheet.write_string(foot + i, 0, neutral(clean(text)), styles.meta)
    for i, head in enumerate(document.heads):
        sheet.set_column(i, i, _width(document, i, head))
    if not document.totals and document.rows:  # a total in the filtered range would be sorted in among the rows
        sheet.autofilter(first - 1, 0, foot - 1, len(document.heads) - 1)
    _paper(sheet, document, view)


def _top(sheet: Any, document: Document, styles: Styles, view: View) -> None:
    """Title, and under it unit, period and coverage on one line; 示例数据 in the corner."""
    last = max(len(document.heads) - 1, 1)
    sheet.set_row(TITLE_ROW, 26)
    sheet.write_string(TITLE_ROW, 0, neutral(clean(document.title)), styles.title)
    said = [f"{label}{view.word('colon')}{text}" for label, text in document.meta[:4]]
    told = "    ".join([view.word("sample_note"), *said] if document.sample else said)
    sheet.write_string(META_ROW, 0, clean(told), styles.meta)
    if document.sample:
        sheet.write_string(TITLE_ROW, last, view.word("sample_note"), styles.sample)


def _heads(sheet: Any, document: Document, rows: Rows, styles: Styles) -> None:
    """Group over its columns, name, unit; a column without a group or a unit takes their place."""
    heads = document.heads
    sheet.set_row(rows.name, 32)
    if any(len(head.unit) > 6 for head in heads):
        sheet.set_row(rows.unit, 30)
    at = 0
    for group, members in groupby(heads, key=lambda head: head.group):
        width = len(list(members))
        if group and width > 1:
            sheet.merge_range(rows.group, at, rows.group, at + width - 1, clean(group), styles.group)
        elif group:
            sheet.write_string(rows.group, at, clean(group), styles.group)
        at += width
    for i, head in enumerate(heads):
        top = rows.name if head.group else rows.group
        bottom = rows.name if head.unit else rows.unit
        if bottom > top:
            sheet.merge_range(top, i, bottom, i, neutral(clean(head.name)), styles.head)
        else:
            sheet.write_string(top, i, neutral(clean(head.name)), styles.head)
        if head.unit:
            sheet.write_string(rows.unit, i, clean(document.bracket(head.unit)), styles.unit)


def _line(sheet: Any, at: int, row: tuple[Entry, ...], heads: tuple[Head, ...], styles: Styles, *, total: bool) -> None:
    for i, (entry, head) in enumerate(zip(row, heads, strict=True)):
        if isinstance(entry.value, str):
            sheet.write_string(at, i, neutral(clean(entry.value)), styles.total if total else styles.text)
        elif entry.value is not None:
            sheet.write_number(at, i, entry.value, figure(styles, digits(entry, head), total))
        elif entry.mark:
            sheet.write_string(at, i, neutral(clean(entry.mark)), styles.missing)
        else:
            sheet.write_blank(at, i, None, styles.total if total else styles.text)


def _width(document: Document, column: int, head: Head) -> float:
    """Wide enough for the longest cell of the first rows and half the heading, within 7…44 letters."""
    texts = [_letters(_sampled(row[column], head)) for row in (*document.totals, *document.rows[:300])]
    heading = max(_letters(head.name) / 2 + 1, _letters(head.unit) / 2 + 5 if head.unit else 0)
    return min(max([heading, *texts, 5.0]) + 2.0, 44.0)


def _sampled(entry: Entry, head: Head) -> str:
    if isinstance(entry.value, (int, float)):
        return f"{entry.value:,.{digits(entry, head)}f}"
    return entry.value or entry.mark


def _letters(text: str) -> float:
    """A Chinese character is two letters wide."""
    return float(sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text))


def _paper(sheet: Any, document: Document, view: View) -> None:
    """A4 landscape, the heading on every page, 示例 and page number in the margins; panes frozen on screen."""
    rows = rows_of(document)
    sheet.freeze_panes(rows.first + len(document.totals), document.stub)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    across = math.ceil(sum(_width(document, i, head) for i, head in enumerate(document.heads)) / ACROSS)
    sheet.fit_to_pages(across, 0)
    if across > 1:
        sheet.repeat_columns(0, max(document.stub - 1, 0))
    sheet.repeat_rows(HEAD_ROW, rows.first - 1)
    source = next((text for label, text in document.meta if label == view.word("data_source")), "")
    if document.sample:
        sheet.set_header(f"&R{_sample(document, view)}")
    sheet.set_footer(f"&L{_margin(view.word('source_line', text=source))}&R{view.word('sheet_page')}")


def _margin(text: str) -> str:
    """& begins a code in a margin, and 255 characters is all there is."""
    return clean(text).replace("&", "&&")[:160]


# ------------------------------------------------------------------ 说明与筛选
def _notes(sheet: Any, document: Document, styles: Styles, view: View) -> None:
    """What was asked and what must be said: one line each, the label in the first column."""
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    sheet.hide_gridlines(2)
    lines = [(view.word("title_word"), document.title), *document.meta]
    if document.sample:
        lines.append((view.word("remarks"), view.word("sample_note")))
    lines += [(view.word("remarks") if i == 0 else "", text) for i, text in enumerate(document.notes)]
    lines.append((view.word("decimals_word"), view.word("exact_note")))
    for i, (label, text) in enumerate(lines):
        sheet.write_string(i, 0, neutral(clean(label)), styles.label)
        sheet.write_string(i, 1, neutral(clean(text)), styles.note)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)

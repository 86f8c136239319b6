"""The table as a workbook that Excel and WPS open alike: typed numbers, plain styles, three sheets, no formula.

数据 (the table), 说明与筛选 (what was asked, coverage, footnotes), 来源 (every figure's workbook, sheet and cell).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, BinaryIO, NamedTuple

from catalog.records import Source
from catalog.view import View
from exports.records import CHINA, Document, Entry, Head
from exports.safe import clean, neutral, sheet_name
from exports.text import digits

TITLE_ROW, META_ROW, HEAD_ROW = 0, 1, 2
INK, GREY, RULE, SUNKEN = "#1B2430", "#606A76", "#CFCFC8", "#F1F1EE"
A4 = 9
ACROSS = 185.0  # letters that can still be read across one landscape page


class Styles(NamedTuple):
    """The workbook's formats, made once; figures(decimals, total) are kept by what they look like."""

    title: Any
    meta: Any
    sample: Any
    group: Any
    head: Any
    unit: Any
    text: Any
    total: Any
    missing: Any
    note: Any
    label: Any
    figures: dict[tuple[int, bool], Any]
    make: Callable[..., Any]


def write_workbook(document: Document, out: BinaryIO | str, view: View, *, sources: bool = True) -> None:
    """Write to a path or a binary file, in the language of `view`. sources False: only the table."""
    import xlsxwriter  # a tenth of the server's start, for whoever takes a table away

    large = len(document.rows) > 3000
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": not large,
                                   "strings_to_numbers": False, "nan_inf_to_errors": False}) as book:  # fmt: skip
        book.set_properties({"title": document.title, "comments": _sample(document, view)})
        styles = _styles(book, zh=view.lang != "en")
        names: tuple[str, ...] = ()
        for key, fill in (("sheet_data", _data), ("sheet_notes", _notes), ("sources_sheet", _sources)):
            if key == "sheet_data" or (sources and (key != "sources_sheet" or document.sources)):
                names += (sheet_name(view.word(key), names),)
                fill(book.add_worksheet(names[-1]), document, styles, view)
        if sources and document.sources:
            _link(book.worksheets()[0], names[-1], document, styles)


def _sample(document: Document, view: View) -> str:
    return view.word("sample_note") if document.sample else ""


def _styles(book: Any, *, zh: bool) -> Styles:
    font = {"font_name": "宋体" if zh else "Arial", "font_size": 10.5 if zh else 10, "font_color": INK}
    line = {"border": 1, "border_color": RULE, "valign": "vcenter"}

    def make(**more: Any) -> Any:
        return book.add_format(font | more)

    return Styles(
        title=make(bold=True, font_size=16, valign="vcenter"),
        meta=make(font_color=GREY, valign="vcenter"),
        sample=make(bold=True, font_color="#806314", valign="vcenter", align="right"),
        group=make(bold=True, align="center", bg_color=SUNKEN, **line),
        head=make(bold=True, align="center", text_wrap=True, bg_color=SUNKEN, **line),
        unit=make(align="center", text_wrap=True, bg_color=SUNKEN, **line),
        text=make(indent=1, **line),
        total=make(bold=True, bg_color=SUNKEN, indent=1, **line),
        missing=make(align="center", font_color=GREY, pattern=14, fg_color="#D9D9D3", bg_color="#FFFFFF", **line),
        note=make(text_wrap=True, valign="top"),
        label=make(bold=True, valign="top", font_color=GREY),
        figures={},
        make=lambda **more: make(**line, **more),
    )


class Rows(NamedTuple):
    """Where the parts of a heading stand (group and unit only where there is one), and where the figures begin."""

    group: int
    name: int
    unit: int
    first: int


def _rows(document: Document) -> Rows:
    grouped, measured = any(head.group for head in document.heads), any(head.unit for head in document.heads)
    name = HEAD_ROW + grouped
    return Rows(HEAD_ROW, name, name + measured, name + measured + 1)


def _figure(styles: Styles, decimals: int, total: bool) -> Any:
    key = (decimals, total)
    if key not in styles.figures:
        digits = "#,##0" + ("." + "0" * decimals if decimals else "")
        more = {"bold": True, "bg_color": SUNKEN} if total else {}
        styles.figures[key] = styles.make(num_format=digits, align="right", **more)
    return styles.figures[key]


# ------------------------------------------------------------------ 数据
def _data(sheet: Any, document: Document, styles: Styles, view: View) -> None:
    rows = _rows(document)
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
            sheet.write_number(at, i, entry.value, _figure(styles, digits(entry, head), total))
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
    rows = _rows(document)
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


# ------------------------------------------------------------------ 来源
_COLUMNS = (("source_figure", 30), ("value_word", 14), ("source_workbook", 44), ("source_sheet", 26), 
            ("source_cell", 8), ("source_text", 14), ("loaded_by", 12), ("loaded_at", 20),
            ("checksum", 20))  # fmt: skip


def _sources(sheet: Any, document: Document, styles: Styles, view: View) -> None:
    """A line for every cell that a figure was printed in. A figure of several cells has several lines."""
    for i, (key, width) in enumerate(_COLUMNS):
        sheet.write_string(0, i, view.word(key), styles.head)
        sheet.set_column(i, i, width)
    at = 1
    for entry, head, source in _cited(document):
        values = (entry.about, entry.value, source.workbook, source.sheet, source.cell, source.text, source.who,
                  _moment(source.when), source.sha256)  # fmt: skip
        for i, value in enumerate(values):
            if isinstance(value, (int, float)):
                sheet.write_number(at, i, value, _figure(styles, digits(entry, head), False))
            elif value is not None:
                sheet.write_string(at, i, neutral(clean(str(value))), styles.text)
        at += 1
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if at > 1:
        sheet.autofilter(0, 0, at - 1, len(_COLUMNS) - 1)


LINKS = 60_000  # Excel holds 65,530 on a sheet


def _link(sheet: Any, name: str, document: Document, styles: Styles) -> None:
    """Each figure leads to the line of the sheet of sources where its cell is named; its first cell is the tip."""
    first = _rows(document).first
    lines = {source: at for at, (_, _, source) in reversed(list(enumerate(_cited(document), start=2)))}
    known = {source.id: source for source in lines}
    left = LINKS
    for i, row in enumerate((*document.totals, *document.rows)):
        for j, (entry, head) in enumerate(zip(row, document.heads, strict=True)):
            source = next((known[one] for one in entry.ids if one in known), None)
            if source is None or not isinstance(entry.value, (int, float)) or not left:
                continue
            left -= 1
            look = _figure(styles, digits(entry, head), i < len(document.totals))
            tip = clean(f"{source.workbook} › {source.sheet} › {source.cell}")[:250]
            sheet.write_url(first + i, j, f"internal:'{name}'!A{lines[source]}", look, " ", tip)
            sheet.write_number(first + i, j, entry.value, look)  # over the text of the link, which stays


def _cited(document: Document) -> Iterator[tuple[Entry, Head, Source]]:
    """Each figure with its sources in reading order; a total repeats none that its rows have."""
    known = {source.id: source for source in document.sources}
    in_rows = {number for row in document.rows for entry in row for number in entry.ids}
    for total, rows in ((True, document.totals), (False, document.rows)):
        for row in rows:
            for entry, head in zip(row, document.heads, strict=True):
                own = [i for i in entry.ids if not (total and i in in_rows)]
                for number in own:
                    if number in known:
                        yield entry, head, known[number]


def _moment(when: str) -> str:
    """2026-11-10 15:04:05 by the clock of China; a text that is no moment stays as it is."""
    try:
        return datetime.fromisoformat(when).astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return when

"""The sheet 来源: every figure's workbook, sheet and cell, and the links that lead there from the table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.records import Source
from catalog.times import moment
from catalog.view import View
from exports.records import Document, Entry, Head
from exports.safe import clean, neutral
from exports.text import digits
from exports.workbook_looks import A4, Styles, figure, rows_of

_COLUMNS = (("source_figure", 30), ("value_word", 14), ("source_workbook", 44), ("source_sheet", 26), 
            ("source_cell", 8), ("source_text", 14), ("loaded_by", 12), ("loaded_at", 20),
            ("checksum", 20))  # fmt: skip


def write_sources(sheet: Any, document: Document, styles: Styles, view: View) -> None:
    """A line for every cell that a figure was printed in. A figure of several cells has several lines."""
    for i, (key, width) in enumerate(_COLUMNS):
        sheet.write_string(0, i, view.word(key), styles.head)
        sheet.set_column(i, i, width)
    at = 1
    for entry, head, source in _cited(document):
        values = (entry.about, entry.value, source.workbook, source.sheet, source.cell, source.text, source.who,
                  moment(source.when, seconds=True), source.sha256)  # fmt: skip
        for i, value in enumerate(values):
            if isinstance(value, (int, float)):
                sheet.write_number(at, i, value, figure(styles, digits(entry, head), False))
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


def link_figures(sheet: Any, name: str, document: Document, styles: Styles) -> None:
    """Each figure leads to the line of the sheet of sources where its cell is named; its first cell is the tip."""
    first = rows_of(document).first
    lines = {source: at for at, (_, _, source) in reversed(list(enumerate(_cited(document), start=2)))}
    known = {source.id: source for source in lines}
    left = LINKS
    for i, row in enumerate((*document.totals, *document.rows)):
        for j, (entry, head) in enumerate(zip(row, document.heads, strict=True)):
            source = next((known[one] for one in entry.ids if one in known), None)
            if source is None or not isinstance(entry.value, (int, float)) or not left:
                continue
            left -= 1
            look = figure(styles, digits(entry, head), i < len(document.totals))
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


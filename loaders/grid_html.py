"""HTML saved as .xls (what many business systems call an Excel export) → one Grid: its tables, one under the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from lxml import html

from loaders.door import Limits
from loaders.door_words import Refused
from loaders.grid_cells import LAST_COLUMN, Sheet, text_cell
from loaders.grid_csv import PLAIN_NUMBER, told
from loaders.grid_encoding import Decoded, decoded
from loaders.records import NUMBER, Cell, Finding, Grid, Style

FRAMES = re.compile(r"<frameset|<x:WorkbookPublishing|<link[^>]+rel=[\"']?File-List", re.I)
SHEET_NAME = re.compile(r"<x:Name>([^<]{1,60})</x:Name>", re.I)
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.I)
FILL = re.compile(r"background(?:-color)?\s*:\s*#([0-9a-f]{6})", re.I)
INDENT = re.compile(r"(?:padding-left|text-indent|mso-char-indent-count)\s*:\s*([0-9]+)", re.I)
SPANS = 1_000


def grids(workbook: str, content: bytes, bounds: Limits) -> tuple[list[Grid], list[Finding]]:
    """The page's outermost tables on one sheet. Raises Refused."""
    found = decoded(content) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else _decoded_by_mark(content)
    text = found.text
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, recover=True)
    page = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    tables = [table for table in page.iter("table") if not any(above.tag == "table" for above in table.iterancestors())]
    if not tables:
        raise Refused("html_frames" if FRAMES.search(text) else "no_table", found="HTML")
    named = SHEET_NAME.search(text)
    sheet = Sheet(workbook, named[1] if named else PurePath(workbook).stem, bounds)
    told(sheet, found)
    row = 0
    for table in tables:
        row = _fill(sheet, table, row + (1 if row else 0)) if table is not None else row
    return [sheet.grid()], sheet.findings


def _decoded_by_mark(content: bytes) -> Decoded:
    """UTF-8 when it is, whatever the page claims; then what it claims; then GB18030 or Big5."""
    try:
        return Decoded(content.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError:
        claimed = re.search(rb"charset=[\"']?([\w-]+)", content[:4096], re.I)
        name = claimed[1].decode("ascii").lower() if claimed else ""
    if name.startswith(("gb", "utf-8", "x-gbk")) or not name:
        return decoded(content)
    try:
        return Decoded(content.decode(name), name)
    except (UnicodeDecodeError, LookupError):
        return decoded(content)


def _fill(sheet: Sheet, table: Any, row: int) -> int:
    """Put a table down below `row`; the number of its last row comes back."""
    covered: set[tuple[int, int]] = set()
    for line in _lines(table):
        row += 1
        column = 0
        if HIDDEN.search(line.get("style", "")):
            sheet.hidden_rows.add(row)
        for item in line:
            if item.tag not in ("td", "th"):
                continue
            column = _free(covered, row, column + 1)
            down, right = _span(item.get("rowspan")), min(_span(item.get("colspan")), LAST_COLUMN - column)
            if (cell := cell_of(item)) is not None:
                sheet.put(row, column, cell)
            if down * right > 1:
                sheet.count(row, down * right)
                covered.update((row + below, column + beside) for below in range(down) for beside in range(right))
                sheet.merge((row, column, row + down - 1, column + right - 1))
            column += right - 1
    return row


def _free(covered: set[tuple[int, int]], row: int, column: int) -> int:
    while (row, column) in covered:
        column += 1
    return column


def _lines(table: Any) -> Iterator[Any]:
    for line in table.iter("tr"):
        if next(line.iterancestors("table")) is table:
            yield line


def _span(text: str | None) -> int:
    found = re.match(r"\s*([0-9]{1,5})", text) if text else None
    return max(1, min(int(found[1]), SPANS)) if found else 1


def cell_of(item: Any) -> Cell | None:
    """A td or th; Excel's own x:num attribute is believed before the printed text. None when it is empty."""
    text = _text(item)
    exact = item.get("x:num")
    if not text.strip():
        text = exact or ""
        if not text.strip():
            return None
    style = _style(item)
    number = exact if exact and PLAIN_NUMBER.fullmatch(exact) else text.strip()
    if item.get("x:str") is None and PLAIN_NUMBER.fullmatch(number):
        return Cell(text.strip(), float(number), NUMBER, style)
    return text_cell(text, style)


def _text(item: Any) -> str:
    if not len(item):
        return (item.text or "").replace("\xa0", " ").strip("\r\n").rstrip()
    for stop in item.iter("br"):
        stop.tail = "\n" + (stop.tail or "")
    whole = "".join(item.itertext())
    return re.sub(r"[ \t\r]*\n[ \t\r]*", "\n", whole.replace("\xa0", " ")).strip("\n").rstrip()


def _style(item: Any) -> Style:
    strong = len(item) and any(inner.tag in ("b", "strong") for inner in item.iter())
    look, given, align = (item.get(name, "") for name in ("style", "bgcolor", "align"))
    return _shared(item.tag == "th" or bool(strong), look, given, align)


@lru_cache(maxsize=4096)
def _shared(strong: bool, look: str, given: str, align: str) -> Style:
    """One style for all cells that are written alike."""
    fill, indent = FILL.search(look), INDENT.search(look)
    plain = given.lstrip("#") if re.fullmatch("#?[0-9A-Fa-f]{6}", given) else ""
    return Style(
        bold=strong or bool(BOLD.search(look)),
        indent=int(indent[1]) if indent else 0,
        fill=(fill[1] if fill else plain).upper(),
        align=align,
    )

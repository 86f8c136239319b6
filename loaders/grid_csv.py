"""CSV and TSV → one Grid. Delimiter and slipped columns are decided here, the encoding in grid_encoding; nothing is
ever replaced by “?”."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath

from loaders.door import Limits
from loaders.door_words import Refused
from loaders.grid_cells import Sheet, text_cell
from loaders.grid_encoding import Decoded, decoded
from loaders.records import NUMBER, TEXT, Cell, Finding, Grid

PLAIN_NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
GUARD = re.compile(r'="(.*)"', re.S)  # ="440100": how business systems keep Excel from eating leading zeros
SEPARATOR = re.compile(r"\A\"?sep=(.)\"?\r?\n", re.I)  # Excel takes it as an instruction and does not show it
DELIMITERS = ",\t;|，"
LOOK_AT, TELL = 400, 20


def grids(workbook: str, content: bytes, bounds: Limits) -> tuple[list[Grid], list[Finding]]:
    """The one sheet, named like the file. Raises Refused."""
    sheet = Sheet(workbook, PurePath(workbook).stem, bounds)
    text = told(sheet, decoded(content))
    rows = _rows(sheet, text)
    if not any(sum(map(bool, row)) > 1 for row in rows.values()):
        raise Refused("no_table", found="没有分栏的文字 text without columns")
    _check_widths(sheet, rows)
    for number, row in rows.items():
        for column, field in enumerate(row, 1):
            cell = cell_of(field) if field else None
            if cell is not None:
                sheet.put(number, column, cell)
    return [sheet.grid()], sheet.findings


def told(sheet: Sheet, found: Decoded) -> str:
    """The text; said on the sheet where its encoding was a judgement."""
    if not found.sure:
        sheet.say("text_big5" if found.encoding == "big5" else "text_odd", "warning")
    return found.text


def delimiter_of(text: str) -> str:
    """What a first line `sep=;` says, else the mark that cuts most lines into the same number of fields."""
    if told := SEPARATOR.match(text):
        return told[1]
    head = text[:200_000]

    def agreement(mark: str) -> tuple[float, int]:
        try:
            widths = [
                len(row) for row in islice(csv.reader(io.StringIO(head, newline=""), delimiter=mark), LOOK_AT) if row
            ]
        except csv.Error:
            return 0.0, 0
        width, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
        return (times / len(widths) if width > 1 else 0.0), width

    return max(DELIMITERS, key=agreement) if head else ","


def _rows(sheet: Sheet, text: str) -> dict[int, list[str]]:
    return dict(enumerate(_records(sheet, SEPARATOR.sub("", text), delimiter_of(text)), 1))


def _records(sheet: Sheet, text: str, mark: str) -> Iterator[list[str]]:
    """The lines as fields; an unclosed quotation mark is refused, because it would swallow the rest of the file."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    fields = number = 0
    try:
        for number, row in enumerate(lines, 1):
            fields += len(row)
            if number > sheet.bounds.rows:
                raise Refused("too_many_rows", sheet=sheet.name, cell=f"A{number}", limit=sheet.bounds.rows)
            if fields > sheet.bounds.cells:
                raise Refused("too_many_cells", sheet=sheet.name, cell=f"A{number}", limit=sheet.bounds.cells)
            yield row
    except csv.Error as trouble:
        raise Refused("csv_quote", sheet=sheet.name, cell=f"A{number + 1}", found=trouble) from None


def _check_widths(sheet: Sheet, rows: dict[int, list[str]]) -> None:
    """More fields than the table has columns is an error, fewer in the middle of it a warning."""
    widths = {number: len(row) for number, row in rows.items() if sum(map(bool, row)) > 1}
    usual, _ = Counter(widths.values()).most_common(1)[0]
    inside = [number for number, width in widths.items() if width == usual]
    longer = [number for number, row in rows.items() if any(field.strip() for field in row[usual:])]
    shorter = [n for n, width in widths.items() if width < usual and inside[0] < n < inside[-1]]
    for number in longer[:TELL]:
        sheet.say("csv_long_row", "error", (number, usual + 1), found=len(rows[number]), limit=usual)
    for number in shorter[:TELL]:
        sheet.say("csv_short_row", "warning", (number, widths[number]), found=widths[number], limit=usual)


def cell_of(field: str) -> Cell | None:
    """A field as a cell: a plain number is one, everything else is text for the reader to judge."""
    guarded = GUARD.fullmatch(field.strip())
    if guarded:
        return Cell(guarded[1].replace('""', '"').strip(), None, TEXT)
    text = field.strip(" \t\r\n")
    if PLAIN_NUMBER.fullmatch(text):
        return Cell(text, float(text), NUMBER)
    return text_cell(field.rstrip())

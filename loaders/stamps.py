"""What a workbook says of itself beside its tables: the form id of our own templates, and the printed report dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from catalog.records import CellRef, PassedOver
from loaders.grid_cells import edge_cells
from loaders.knowledge import know, plain
from loaders.records import Book, Cell, Grid, is_stamp
from loaders.view import address

_DAY = re.compile(r"((?:19|20)\d{2})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})")


def stamped(book: Book) -> str:
    """The form that the workbook itself says it is; empty when it does not say or the catalogue has no such form."""
    said = next((grid.cells.get((1, 2)) for grid in book.grids if is_stamp(grid)), None)
    return said.text.strip() if said and said.text.strip() in know().catalog.forms else ""


def passed(book: Book) -> Iterator[PassedOver]:
    """The stamp's own cells with a digit: no data, and said so."""
    for grid in book.grids:
        for at, cell in grid.cells.items() if is_stamp(grid) else ():
            if any(letter.isdigit() for letter in cell.text):
                yield PassedOver(CellRef(grid.workbook, grid.sheet, address(*at)), cell.text, "form_id")


def reported(book: Book) -> tuple[tuple[str, str], ...]:
    """Sheet and day (2026-11-05) of every sheet that prints a 报出日期 above or under its table, with a date in it."""
    found = ((grid.sheet, _day(grid)) for grid in book.grids if not is_stamp(grid))
    return tuple((sheet, day) for sheet, day in found if day)


def _day(grid: Grid) -> str:
    for (row, column), cell in edge_cells(grid):
        if (words := _after_word(cell)) is not None:
            beside = grid.cells.get((row, column + 1))
            if day := _iso(words) or _iso(beside.text if beside else ""):
                return day
    return ""


def _after_word(cell: Cell) -> str | None:
    """What follows 报出日期 in a cell, None where the word is not in it."""
    if "日期" not in cell.text:
        return None
    for word in know().words["report_day"]:
        _, there, after = plain(cell.text).partition(word)
        if there:
            return after
    return None


def _iso(text: str) -> str:
    """A day as it is printed → 2026-11-05; empty for what is none."""
    found = _DAY.search(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""

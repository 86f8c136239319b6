"""A reading together with what stands on its sheets, for whoever draws them: the window that tells most, not a copy.

The cells come through the same door as the reading, from the same bytes; texts of personal columns stay behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from catalog.records import Reading
from loaders.door_child import guarded
from loaders.door_pack import Packed, packed, unpacked
from loaders.door_reading import checksum, refused
from loaders.door_words import Refused
from loaders.formulas import calculated
from loaders.grid import open_book
from loaders.parts_of_sheet import HEADER, LABEL, Area, SheetParts, place_of, sheet_parts
from loaders.read import interpret
from loaders.records import Grid

ROWS, COLUMNS, LONGEST = 28, 40, 120  # a window's rows and columns, and how much of one text it shows
HIDDEN_TEXT = "***"


class Glimpse(NamedTuple):
    """One cell that is not empty: what is printed there and which part of a table it is (parts_of_sheet.PARTS)."""

    row: int
    column: int
    text: str
    part: str
    number: bool


class Pane(NamedTuple):
    """A sheet's window: rows and columns shown of those in use. alike: an earlier sheet is built the same way.

    merges: those that begin in the window, as (row, column, last row, last column).
    """

    sheet: str
    hidden: bool
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: tuple[Glimpse, ...]
    rows_used: int
    columns_used: int
    alike: str = ""
    merges: tuple[tuple[int, int, int, int], ...] = ()


class Looked(NamedTuple):
    """A reading and a pane for each of its sheets with something on it."""

    reading: Reading
    panes: tuple[Pane, ...]


class _Parcel(NamedTuple):
    reading: Packed
    panes: tuple[Pane, ...]


def look(path: Path, *, name: str | None = None, rows: int = ROWS, columns: int = COLUMNS) -> Looked:
    """Reads one workbook like `read` and shows its sheets; a refused file has no panes. Never raises for a bad file."""
    workbook = name or path.name
    try:
        parcel = guarded(_look, path, workbook, rows, columns)
    except Refused as trouble:
        return Looked(refused(workbook, checksum(path), trouble), ())
    return Looked(unpacked(parcel.reading), parcel.panes)


def _look(path: Path, name: str, rows: int, columns: int) -> _Parcel:
    """In the child."""
    book = calculated(open_book(path, name))
    reading = interpret(book)
    return _Parcel(packed(reading), tuple(panes(reading, book.grids, rows, columns)))


def panes(reading: Reading, grids: tuple[Grid, ...], rows: int = ROWS, columns: int = COLUMNS) -> Iterator[Pane]:
    """The window of every sheet that is not empty."""
    parts, first = sheet_parts(reading), dict[object, str]()
    for grid in grids:
        if grid.cells:
            pane = _pane(reading, grid, parts, (rows, columns))
            shape = tuple((c.column, c.text) for c in pane.cells if c.part == HEADER)
            yield pane._replace(alike=first.get(shape, "") if shape else "")
            first.setdefault(shape, grid.sheet)


def _pane(reading: Reading, grid: Grid, parts: SheetParts, size: tuple[int, int]) -> Pane:
    used = sorted({row for row, _ in grid.cells})
    there = set(used)
    told = [at[0] for f in reading.findings if f.ref.sheet == grid.sheet and (at := place_of(f.ref.cell))]
    shown: dict[int, None] = {}
    told = told[: max(8, size[0] // 3)]
    for row in chain(_wanted(parts.areas.get(grid.sheet, []), used, told), used):
        if row in there:
            shown[row] = None
        if len(shown) >= size[0]:
            break
    rows = tuple(sorted(shown))
    columns = sorted({column for _, column in grid.cells})
    kept = tuple(columns[: size[1]])
    cells = tuple(_glimpse(grid, parts, row, column) for row in rows for column in kept if (row, column) in grid.cells)
    merges = tuple(merge for merge in grid.merges if merge[0] in shown and merge[1] in kept)
    return Pane(grid.sheet, grid.hidden, rows, kept, cells, len(used), len(columns), merges=merges)


def _wanted(areas: list[Area], used: list[int], told: list[int]) -> Iterator[int]:
    """Rows in the order in which they tell most: heads and first figures, what is remarked on, last rows, notes."""
    for area in areas[:4]:
        yield from range(area.top, min(area.first + 5, area.bottom + 1))
    yield from (row for row in used[:6] if not areas or row < areas[0].top)
    yield from told
    for area in areas[:4]:
        yield from range(max(area.bottom - 1, area.top), area.bottom + 1)
    below = max((area.bottom for area in areas), default=0)
    yield from [row for row in used[-60:] if row > below][:4]


def _glimpse(grid: Grid, parts: SheetParts, row: int, column: int) -> Glimpse:
    cell = grid.cells[row, column]
    personal = parts.reason(grid.sheet, row, column) == "personal"
    left = grid.cells.get((row, column - 1))
    part = parts.of(grid.sheet, row, column, cell.text, left.text if left else "")
    text = " ".join(cell.text.split()) if part != LABEL else cell.text.rstrip()
    return Glimpse(row, column, HIDDEN_TEXT if personal else text[:LONGEST], part, cell.number is not None)

"""What a person sees on the sheets of a workbook, and which labels a figure has there: to show a figure in its place.

The texts come through the same door as the reading, from the same bytes; personal columns stay behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from catalog.records import Reading
from loaders.door_child import guarded
from loaders.grid import open_book
from loaders.read import interpret
from loaders.records import Grid
from loaders.view import address

MOST_CELLS = 60_000  # of one workbook; a register of 100,000 rows has no figures to be shown in it
_RANGE = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")
Place = tuple[int, int]


class Surroundings(NamedTuple):
    """One sheet. cells: (row, column) → (printed text, whether it is a number). heads, stubs: data cell → the cells of
    its column's and its row's labels. merges: (row1, column1, row2, column2).
    """

    sheet: str
    cells: Mapping[Place, tuple[str, bool]]
    merges: tuple[tuple[int, int, int, int], ...]
    heads: Mapping[str, tuple[str, ...]]
    stubs: Mapping[str, tuple[str, ...]]


def around(path: Path, name: str) -> tuple[Surroundings, ...]:
    """The sheets of a workbook, read behind the door. Raises Refused for a file that cannot be read."""
    return guarded(_around, path, name)


def place_of(cell: str) -> Place:
    """C4 → (4, 3)."""
    found = _RANGE.fullmatch(cell)
    return (int(found[2]), _column(found[1])) if found else (0, 0)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _around(path: Path, name: str) -> tuple[Surroundings, ...]:
    """In the child."""
    book = open_book(path, name)
    reading = interpret(book)
    left, found = MOST_CELLS, []
    for grid in book.grids:
        if 0 < len(grid.cells) <= left:
            left -= len(grid.cells)
            found.append(_sheet(grid, reading))
    return tuple(found)


def _sheet(grid: Grid, reading: Reading) -> Surroundings:
    hidden = set(_personal(grid, reading))
    cells = {at: ("***" if at in hidden else cell.text.strip(), cell.number is not None)
             for at, cell in grid.cells.items() if cell.text.strip()}  # fmt: skip
    own = [one for one in reading.observations if one.ref.sheet == grid.sheet]
    heads = {one.ref.cell: tuple(label.cell for chain in one.column for label in chain) for one in own}
    stubs = {one.ref.cell: tuple(label.cell for chain in one.row for label in chain) for one in own}
    return Surroundings(grid.sheet, cells, grid.merges, heads, stubs)


def _personal(grid: Grid, reading: Reading) -> Iterator[Place]:
    for passed in reading.passed_over:
        found = _RANGE.fullmatch(passed.ref.cell) if passed.reason == "personal" else None
        if found and passed.ref.sheet == grid.sheet:
            first = int(found[2])
            for row in range(first, min(int(found[4] or first), grid.n_rows) + 1):
                yield row, _column(found[1])


def column_letters(column: int) -> str:
    """3 → C."""
    return address(1, column)[:-1]

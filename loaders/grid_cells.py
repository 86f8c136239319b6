"""One sheet while it is being read: cells come in any order, limits are counted, stray far cells are set aside."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from itertools import pairwise

from loaders.door import Limits
from loaders.door_words import Refused, finding
from loaders.records import ERROR, PLAIN, TEXT, Cell, Finding, Grid, Style

FLAT = 400_000  # up to so many cells a plain dict is faster; beyond, a key for each cell would cost 70 bytes
ROW_GAP, COLUMN_GAP, STRAYS, PAINTED = 2_000, 500, 20, 2_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

# a mark that was typed, or saved as text, says the same as the error it shows
ERROR_MARKS = frozenset({
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!",
})  # fmt: skip
Rows = dict[int, dict[int, Cell]]
Columns = dict[int, int]
Line = tuple[Columns, tuple[Cell, ...]]


class Cells(Mapping[tuple[int, int], Cell]):
    """(row, column) → Cell, held row by row: a register of 100,000 rows would not fit its memory otherwise.

    A row is its cells and the places of its columns; rows with the same columns share the places.
    """

    def __init__(self, rows: Rows, *, clean: bool = False) -> None:
        """Takes the rows over: they are emptied on the way, so that nothing is held twice. clean: no text is blank."""
        self.clean = clean
        self.lines: dict[int, Line] = {}
        shared: dict[tuple[int, ...], Columns] = {}
        for number in sorted(rows):
            line = rows.pop(number)
            columns = tuple(line)
            if columns not in shared:
                shared[columns] = {column: place for place, column in enumerate(sorted(columns))}
            places = shared[columns]
            self.lines[number] = places, tuple(map(line.__getitem__, places))

    def __getitem__(self, place: tuple[int, int]) -> Cell:
        places, cells = self.lines[place[0]]
        return cells[places[place[1]]]

    def __contains__(self, place: object) -> bool:
        return isinstance(place, tuple) and place[0] in self.lines and place[1] in self.lines[place[0]][0]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((row, column) for row, (places, _) in self.lines.items() for column in places)

    def __len__(self) -> int:
        return sum(len(cells) for _, cells in self.lines.values())

    def items(self) -> ItemsView[tuple[int, int], Cell]:
        """Places and cells in reading order, without a look-up for each."""
        return Items(self)


    def columns(self) -> Iterator[tuple[int, list[int]]]:
        """Row and the columns that have something in it, left to right; rows that are filled alike share the list."""
        shared: dict[int, list[int]] = {}
        for number, (places, cells) in self.lines.items():
            if self.clean or all([cell[2] != TEXT or cell[0].strip() for cell in cells]):
                there = shared.get(id(places))
                if there is None:
                    there = shared[id(places)] = list(places)
                yield number, there
            else:
                yield number, [column for column, at in places.items() if cells[at][2] != TEXT or cells[at][0].strip()]

    def line(self, row: int) -> dict[int, Cell]:
        """The cells of one row by column."""
        places, cells = self.lines.get(row, ({}, ()))
        return dict(zip(places, cells, strict=True))


class Items(ItemsView[tuple[int, int], Cell]):
    """The items of Cells."""

    _mapping: Cells

    def __iter__(self) -> Iterator[tuple[tuple[int, int], Cell]]:
        for row, (places, cells) in self._mapping.lines.items():
            for column, cell in zip(places, cells, strict=True):
                yield (row, column), cell


def edge_cells(grid: Grid, above: int = 12, below: int = 30) -> Iterator[tuple[tuple[int, int], Cell]]:
    """The cells of the first and the last rows, where titles and notes stand."""
    cells, last = grid.cells, grid.n_rows - below
    if not isinstance(cells, Cells):
        yield from ((at, cell) for at, cell in cells.items() if at[0] <= above or at[0] > last)
        return
    for row in cells.lines:
        if row <= above or row > last:
            yield from (((row, column), cell) for column, cell in cells.line(row).items())


def text_cell(text: str, style: Style = PLAIN) -> Cell | None:
    """The cell of a text: an error when it is an error's mark, None when it is blank."""
    if text[:1] == "#" and text.strip() in ERROR_MARKS:
        return Cell(text.strip(), None, ERROR, style)
    return Cell(text, None, TEXT, style) if text.strip() else None


def letters(column: int) -> str:
    """1 → A, 28 → AB."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """(7, 3) → C7."""
    return f"{letters(column)}{row}"


class Sheet:
    """Collects one sheet. `rows` may be filled directly by a fast parser that calls `count` once a row."""

    def __init__(self, workbook: str, name: str, bounds: Limits, *, hidden: bool = False) -> None:
        self.workbook, self.name, self.bounds, self.hidden = workbook, name, bounds, hidden
        self.rows: Rows = {}
        self.seen = 0
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.comments: dict[tuple[int, int], str] = {}
        self.painted: dict[tuple[int, int], str] = {}
        self.clean = False  # whether the parser makes every text with text_cell, which makes no blank ones
        self.findings: list[Finding] = []

    def put(self, row: int, column: int, cell: Cell) -> None:
        """One cell; the same place twice is refused, because two programs would show two different numbers."""
        line = self.rows.get(row)
        if line is None:
            line = self.rows[row] = {}
            self.count(row, 0)
        if column in line:
            self.twice(row, column, cell)
        line[column] = cell
        self.seen += 1
        if self.seen > self.bounds.cells:
            self.count(row, 0)

    def paint(self, row: int, column: int, fill: str) -> None:
        """A cell with nothing in it but a colour; beyond the first two thousand it is decoration."""
        if len(self.painted) < PAINTED:
            self.painted[row, column] = fill

    def twice(self, row: int, column: int, cell: Cell) -> None:
        """Refuse a cell that is written twice."""
        raise Refused("twice_written", sheet=self.name, cell=address(row, column), found=cell.text)

    def count(self, row: int, cells: int) -> None:
        """Count a row of so many cells against the limits."""
        self.seen += cells
        here = address(row, 1)
        if self.seen > self.bounds.cells:
            raise Refused("too_many_cells", sheet=self.name, cell=here, limit=self.bounds.cells)
        if len(self.rows) > self.bounds.rows:
            raise Refused("too_many_rows", sheet=self.name, cell=here, limit=self.bounds.rows)

    def merge(self, area: tuple[int, int, int, int]) -> None:
        """One merged range (row1, column1, row2, column2)."""
        self.merges.append(area)
        if len(self.merges) > self.bounds.merges:
            raise Refused("too_many_merges", sheet=self.name, limit=self.bounds.merges)

    def say(self, code: str, severity: str, place: tuple[int, int] | None = None, **blanks: object) -> None:
        """Add a finding about this sheet or one of its cells."""
        cell = address(*place) if place else ""
        self.findings.append(finding(code, severity, self.workbook, sheet=self.name, cell=cell, **blanks))

    def grid(self) -> Grid:
        """The finished sheet: rows in order, strays set aside with a warning, merges cut to what is used."""
        rows = self._without_strays({number: self.rows[number] for number in sorted(self.rows) if self.rows[number]})
        self.rows = {}
        n_rows = max(rows, default=0)
        n_cols = max((max(line) for line in rows.values()), default=0)
        return Grid(
            self.workbook, self.name, self.hidden, n_rows, n_cols, mapping(rows, clean=self.clean),
            tuple(self._merges(n_rows, n_cols)), frozenset(n for n in self.hidden_rows if n <= n_rows),
            frozenset(n for n in self.hidden_columns if n <= n_cols), self.comments, self.painted,
        )  # fmt: skip

    def _without_strays(self, rows: Rows) -> Rows:
        """A cell thousands of rows or hundreds of columns beyond the rest is a slip of the hand, not a table."""
        row_end = _before_gap(sorted(rows), ROW_GAP)
        used = sorted({column for columns in {tuple(line) for line in rows.values()} for column in columns})
        column_end = _before_gap(used, COLUMN_GAP)
        if not rows or (row_end == max(rows) and column_end == used[-1]):
            return rows
        strays = [
            (row, column) for row, line in rows.items() for column in line if row > row_end or column > column_end
        ]
        if len(strays) > STRAYS:
            raise Refused("far_cells", sheet=self.name, cell=address(*strays[0]), found=len(strays))
        for number, column in strays:
            self.say("far_cell", "warning", (number, column), found=rows[number].pop(column).text)
        return {number: line for number, line in rows.items() if line}

    def _merges(self, n_rows: int, n_cols: int) -> Iterator[tuple[int, int, int, int]]:
        for top, left, bottom, right in sorted(set(self.merges)):
            bottom, right = min(bottom, n_rows), min(right, n_cols)
            if top <= bottom and left <= right and (top, left) != (bottom, right):
                yield top, left, bottom, right


def mapping(rows: Rows, *, clean: bool = False) -> Mapping[tuple[int, int], Cell]:
    """The cells of a sheet as a mapping in reading order."""
    if sum(map(len, rows.values())) > FLAT:
        return Cells(rows, clean=clean)
    return {(number, column): line[column] for number, line in rows.items() for column in sorted(line)}


def _before_gap(used: list[int], gap: int) -> int:
    for here, there in pairwise(used):
        if there - here > gap:
            return here
    return used[-1] if used else 0

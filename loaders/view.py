"""A grid as the table stages look at it: what each cell is (number, mark, text, year), merges, labels, indents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from loaders.grid_cells import Cells
from loaders.knowledge import know
from loaders.numbers import Amount, amount
from loaders.records import DATE, ERROR, NO_VALUE, NUMBER, PLAIN, Cell, Grid

# what a cell is to the eye: a number, a missing mark, an error or formula without value, a year, a text, nothing
N, M, E, Y, T, EMPTY = "n", "m", "e", "y", "t", ""
_YEAR_TEXT = re.compile(
    r"\s*(?:FY\s*)?(?:19|20)\d{2}\s*年?(?:度)?(?:\s*/\s*\d{2}(?!\d))?\s*(?:[rpe*①②]|\d?\))?\s*", re.I
)
_LEADING = re.compile(r"^[\s\u3000\u00a0]*")


@lru_cache(maxsize=16384)
def column_name(column: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """A1 address."""
    return f"{column_name(column)}{row}"


class Kinds:
    """The kind of every cell by its place. Equal cells of a large sheet are one object and are looked at once."""

    def __init__(self, cells: Mapping[tuple[int, int], Cell], judge: Callable[[Cell], str]) -> None:
        self.cells, self.judge = cells, judge
        self.known: dict[int, str] = {}  # by id: the grid keeps its cells

    def of(self, cell: Cell) -> str:
        """The kind of a cell of the grid."""
        try:
            return self.known[id(cell)]
        except KeyError:
            number = cell.number if cell.kind == NUMBER else None
            plain = number is not None and number < 1800  # most cells of a large sheet
            kind = self.known[id(cell)] = N if plain else self.judge(cell)
            return kind

    def get(self, at: tuple[int, int], otherwise: str) -> str:
        """The kind of the cell at a place."""
        cell = self.cells.get(at)
        return otherwise if cell is None else self.of(cell) or otherwise

    def __contains__(self, at: tuple[int, int]) -> bool:
        return bool(self.get(at, ""))


class View:
    """Answers about one grid. Rows and columns count from 1; `kind` is one of n m e y t or empty."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.cells = grid.cells
        self._covered: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for merge in grid.merges:
            self._cover(merge)
        self.kinds = Kinds(self.cells, self._kind)
        self.rows: dict[int, list[int]] = {}
        self._fill()

    def _fill(self) -> None:
        """Columns of the cells that are something, row by row; what each is, is judged only when somebody asks."""
        if isinstance(self.cells, Cells):
            self.rows = {row: columns for row, columns in self.cells.columns() if columns}
            return
        last, columns = 0, list[int]()
        for (row, column), cell in self.cells.items():
            if cell.kind != TEXT_KIND or cell.text.strip():
                if row != last:
                    last, columns = row, self.rows.setdefault(row, [])
                columns.append(column)
        for columns in self.rows.values():
            columns.sort()

    def _cover(self, merge: tuple[int, int, int, int]) -> None:
        top, left, bottom, right = merge
        if (bottom - top + 1) * (right - left + 1) > 200_000:
            bottom, right = min(bottom, self.grid.n_rows), min(right, self.grid.n_cols)
        for row in range(top, min(bottom, self.grid.n_rows + 1) + 1):
            for column in range(left, min(right, self.grid.n_cols + 1) + 1):
                self._covered[row, column] = merge

    @staticmethod
    def _kind(cell: Cell) -> str:
        if cell.kind == NUMBER:
            number = cell.number or 0.0
            if number < 1800 or 2100 < number < 100000:
                return N
            if number >= 100000 and cell.text.strip() in area_codes():
                return T  # 440100 names a city
            return Y if 1800 <= number <= 2100 and number == int(number) and "," not in cell.style.number_format else N
        if cell.kind == TEXT_KIND:
            return _text_kind(cell.text)
        if cell.kind == DATE:
            return Y
        return E if cell.kind in (ERROR, NO_VALUE) else T

    def kind(self, row: int, column: int) -> str:
        """What the cell is; a cell under a merge is empty."""
        return self.kinds.get((row, column), EMPTY)

    def is_data(self, row: int, column: int) -> bool:
        """Number, mark, error or year: anything that may stand in a data cell."""
        return self.kinds.get((row, column), EMPTY) in "nmey" and (row, column) in self.kinds

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows through here: a merge's top left, else the cell itself."""
        merge = self._covered.get((row, column))
        return (merge[0], merge[1]) if merge else (row, column)

    def merge(self, row: int, column: int) -> tuple[int, int, int, int] | None:
        """The merge this cell lies in."""
        return self._covered.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The printed text, outer blanks off; empty for nothing."""
        cell = self.cells.get((row, column))
        return cell.text.strip() if cell else ""

    def style(self, row: int, column: int) -> Cell:
        """The cell, or an empty one."""
        return self.cells.get((row, column)) or Cell("", None, "text", PLAIN)

    def indent(self, row: int, column: int) -> float:
        """How far a label is pushed in, in half-width blanks; one step of the indent button counts three."""
        cell = self.style(row, column)
        if cell.style is PLAIN and not cell.text[:1].isspace():
            return 0.0
        lead = _LEADING.match(cell.text)
        blanks = sum(2 if unicodedata.east_asian_width(c) in "FW" else 1 for c in (lead[0] if lead else ""))
        return blanks + 3 * cell.style.indent

    def line(self, row: int) -> Mapping[int, Cell]:
        """The cells of a row by column."""
        if isinstance(self.cells, Cells):
            return self.cells.line(row)
        return {column: self.cells[row, column] for column in self.rows.get(row, ())}

    def row_cells(self, row: int, left: int, right: int) -> list[int]:
        """Columns of the cells that are not empty in a row, between two columns."""
        return [c for c in self.rows.get(row, ()) if left <= c <= right]

    def extent(self, row: int, column: int) -> tuple[int, int]:
        """First and last column a cell spans."""
        merge = self._covered.get((row, column))
        return (merge[1], merge[3]) if merge else (column, column)

    def numbered(self, taken: Mapping[int, set[int]]) -> Iterator[tuple[int, int]]:
        """Every cell with a digit in it, but those in the taken columns of a row."""
        nothing: set[int] = set()
        for at, cell in self.cells.items():
            if at[1] in taken.get(at[0], nothing):
                continue
            if cell.number is not None or cell.kind in (ERROR, NO_VALUE) or any(ch.isdigit() for ch in cell.text):
                yield at


TEXT_KIND = "text"


@lru_cache(maxsize=1)
def area_codes() -> frozenset[str]:
    """The six-digit codes of all areas."""
    return frozenset(code for code in know().catalog.regions if code.isdigit())


def _text_kind(text: str) -> str:
    if not text.strip():
        return EMPTY
    if _YEAR_TEXT.fullmatch(text):
        return Y
    found = amount(text)
    if found is None or text.strip() in area_codes():
        return T
    return M if found.missing else N


def read_amount(cell: Cell) -> Amount | None:
    """The number of a data cell as printed. A per cent format shows a hundred times the stored value."""
    if cell.kind in (NUMBER, DATE):
        number = cell.number
        if number is not None and cell.style is not PLAIN and "%" in cell.style.number_format:
            return Amount(round(number * 100, 10), unit="%")
        return Amount(number)
    if cell.kind in (ERROR, NO_VALUE):
        return Amount(None, missing="unreadable")
    return amount(cell.text)

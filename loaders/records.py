"""What passes between the stages of the reader: door → Book → Grid → (tables, chains, meaning) → Reading.

A Grid is one sheet as a person sees it, before anybody asks what it means. Rows and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from catalog.records import Finding

# kinds of cell
TEXT, NUMBER, DATE, BOOL, ERROR, NO_VALUE = "text", "number", "date", "bool", "error", "formula_without_value"


class Style(NamedTuple):
    """How a cell looks; one object is shared by all cells that look alike. borders: letters among LTRB.

    `percent`, `number_format` and the like stay as the file has them; fill and colour are RRGGBB or empty.
    """

    bold: bool = False
    italic: bool = False
    indent: int = 0
    number_format: str = ""
    fill: str = ""
    color: str = ""
    borders: str = ""
    align: str = ""


PLAIN = Style()


class Cell(NamedTuple):
    """One cell that is not empty. text: as printed, leading blanks kept. number: None for all but number and date.

    A date cell has the serial day number in `number` and the ISO date (or the printed one) in `text`. An error cell
    has its mark (#DIV/0!) in `text`. A formula without a cached value has the formula in `text`.
    """

    text: str
    number: float | None
    kind: str
    style: Style = PLAIN


class Grid(NamedTuple):
    """One sheet. cells holds only cells that are not empty; a merge's text is at its top left cell only.

    hidden: the sheet is hidden. comments: cell notes. merges: (row1, column1, row2, column2), inclusive.
    n_rows, n_cols: the last row and column with a cell (not the sheet's formatted range).
    painted: cells with nothing in them but a strong colour (RRGGBB), as lights are; only the first two thousand.
    """

    workbook: str
    sheet: str
    hidden: bool
    n_rows: int
    n_cols: int
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[tuple[int, int], str] = {}
    painted: Mapping[tuple[int, int], str] = {}


class Book(NamedTuple):
    """A file that came through the door (status read) or did not (refused, with an error among the findings).

    kind: xlsx, xlsm, xls, xlsb, ods, csv, html, spreadsheetml. findings: what the door and the grid stage saw.
    """

    workbook: str
    sha256: str
    kind: str
    status: str
    grids: tuple[Grid, ...]
    findings: tuple[Finding, ...] = ()


STAMP = "_wuli"  # the hidden sheet of a blank that this program made: A1 the word form, B1 the form's id


def is_stamp(grid: Grid) -> bool:
    """Whether a sheet is the hidden one that says which form the workbook is."""
    return grid.sheet == STAMP and grid.hidden

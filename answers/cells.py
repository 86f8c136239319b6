"""The records of a table: columns, cells, rows, footnotes. Pages know them through answers.records."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """A column of a table. measure: value, target, completion, deviation, previous, growth, difference, place, status.

    key: "indicator" or "indicator:measure", used in the URL to sort. unit_of: "indicator" (its unit), "percent",
    "points", "none". decimals: digits it is printed with.
    """

    key: str
    indicator: str
    measure: str
    basis: str
    period: str
    theme: str
    unit_of: str
    decimals: int
    reported: int
    expected: int


class Cell(NamedTuple):
    """A cell of a table. mark: "" or why there is no figure: none (未报送), no_target, no_growth, small_sample,
    suppressed.

    footnotes: numbers of the page's footnotes. ids: the observations behind the figure.
    """

    value: float | None
    mark: str
    status: str
    qualifier: str
    footnotes: tuple[int, ...]
    ids: tuple[int, ...]


class TableRow(NamedTuple):
    """A row of a table: a city, or the total of the scope (region is the frame's area_code)."""

    region: str
    area: str
    cells: tuple[Cell, ...]


class Footnote(NamedTuple):
    """word: id of the sentence; regions and indicators fill it. number is printed ① ② ③.

    lacking: the months each of the regions lacks (word incomplete). n: how many cities (word same_set).
    """

    number: int
    word: str
    regions: tuple[str, ...]
    indicators: tuple[str, ...]
    lacking: tuple[tuple[str, ...], ...] = ()
    n: int = 0


class Table(NamedTuple):
    """Rows sorted as the scope says; total is None when not wanted. order: the sort key in force, "-" = descending."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    total: TableRow | None
    footnotes: tuple[Footnote, ...]
    order: str

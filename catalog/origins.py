"""Records of a chain: from a figure on a page down to the cells it was printed in. No text, no markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from catalog.records import Kpi


class StoredCell(NamedTuple):
    """One observation as it was taken in. text: as printed; value: in the indicator's base unit, None for a mark
    (status then says which). state: of its submission (accepted, withdrawn, …); at: UTC, ISO 8601; submission: its
    number.
    """

    id: int
    indicator: str
    region: str
    period: str
    measure: str
    value: float | None
    qualifier: str
    status: str
    text: str
    unit: str
    workbook: str
    sheet: str
    cell: str
    submission: int
    form: str
    who: str
    at: str
    sha256: str
    sample: bool
    correction: bool
    state: str
    reason: str


class Asking(NamedTuple):
    """Which figure a reader points at. region: a code, cities with commas, or a code without some («440000-445100»).

    basis: month, ytd, end. measure: value, target, completion, deviation, previous, growth, difference, place, status.
    """

    indicator: str
    region: str
    period: str
    basis: str
    measure: str = "value"


class Origin(NamedTuple):
    """A stored cell in a figure: sign −1 is taken away. period: what the cell is of; id 0: not from a workbook."""

    id: int
    value: float
    period: str
    measure: str
    sign: int


class Row(NamedTuple):
    """One area's amount in a term. how: cell, sum, mean, difference, printed, catalog (a denominator), goal, none."""

    region: str
    value: float
    how: str
    cells: tuple[Origin, ...]


class Term(NamedTuple):
    """An indicator's amount over the areas of a side, its rows added up. way: month, ytd, end, mean, target."""

    indicator: str
    way: str
    value: float
    rows: tuple[Row, ...]


class Side(NamedTuple):
    """A figure of the formula. name: value, now, then, done, target. It is the sum of `top`, or scale × top ÷ bottom.

    weighted: targets of rates are not added but weighted by the denominators (R7); `value` then stands for itself.
    """

    name: str
    period: str
    value: float | None
    scale: float
    top: tuple[Term, ...]
    bottom: tuple[Term, ...]
    weighted: bool = False


class Chain(NamedTuple):
    """A figure with all that is in it. printed: the figure of `asking.measure` as the page has it.

    why: the word id (without «why_») when there is no such figure. cities: those it is over; missing: those that have
    not reported. stored: what is known of the cells shown one by one (by observation id).
    """

    asking: Asking
    kpi: Kpi
    figure: float | None
    sides: tuple[Side, ...]
    why: str
    cities: tuple[str, ...]
    stored: Mapping[int, StoredCell]
    revision: int
    sample: bool


class Spot(NamedTuple):
    """One cell of an excerpt. part: title, unit, meta, header, stub, data, total, note … ("" for an empty cell).

    own: the cell the figure was printed in. span: columns it covers (merged cells).
    """

    cell: str
    text: str
    part: str
    own: bool
    number: bool
    span: int = 1


class Excerpt(NamedTuple):
    """A piece of a sheet around a cell with its heads and its stub: column letters, and rows by their real number.

    A row is (number, whether rows above it are left out, cells).
    """

    sheet: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, bool, tuple[Spot, ...]], ...]


class Remark(NamedTuple):
    """A finding on the cell itself, with what was said to explain it (empty: nothing yet) and who agreed."""

    code: str
    severity: str
    text: str
    explained: str = ""
    who: str = ""
    approved_by: str = ""


class Past(NamedTuple):
    """One version of a figure: what it was, since when, by whom and why; stands: it is the one that counts."""

    id: int
    value: float | None
    text: str
    workbook: str
    sheet: str
    cell: str
    submission: int
    who: str
    at: str
    state: str
    reason: str
    stands: bool


class Story(NamedTuple):
    """All that is known of one stored cell."""

    cell: StoredCell
    excerpt: Excerpt | None
    remarks: tuple[Remark, ...]
    past: tuple[Past, ...]

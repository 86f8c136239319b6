"""One indicator and one measure as a matrix region × month, with the observation behind every cell.

NaN is "not reported": it is never zero and takes no part in a sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import months

EQ, GE, LT, APPROX = 0, 1, 2, 3
QUALIFIERS = ("eq", "ge", "lt", "approx")
_CODES = {name: code for code, name in enumerate(QUALIFIERS)}


class Cube(NamedTuple):
    """values float [R, T] (NaN = not reported); ids int64 [R, T] (0 = none); spans int16 [R, T]: months a cell covers
    (1; 2 for 1—2月; 3 for a quarter); bounds int8 [R, T] qualifier codes; reports bool [T]: a report period of anyone.

    Column 0 is month `first`.
    """

    regions: tuple[str, ...]
    first: int
    values: np.ndarray
    ids: np.ndarray
    spans: np.ndarray
    bounds: np.ndarray
    reports: np.ndarray

    @property
    def last(self) -> int:
        """The month of the last column."""
        return self.first + self.values.shape[1] - 1


def empty(regions: Sequence[str], first: int, last: int) -> Cube:
    """A cube in which nobody has reported anything from month `first` to `last`."""
    shape = (len(regions), max(0, last - first + 1))
    return Cube(tuple(regions), first, np.full(shape, np.nan), np.zeros(shape, np.int64),
                np.ones(shape, np.int16), np.zeros(shape, np.int8), np.zeros(shape[1], bool))


def cube(facts: pd.DataFrame, regions: Sequence[str]) -> Cube:
    """The cube of facts of one indicator and one measure (columns id, region, period, value, qualifier).

    Regions outside `regions` are left out. Where a month and a longer span end together the shorter one is kept:
    it says more.
    """
    rows = facts["region"].map({code: row for row, code in enumerate(regions)})
    facts = facts[rows.notna().to_numpy()]
    if facts.empty:
        return empty(regions, 0, -1)
    periods, where = np.unique(facts["period"].to_numpy(dtype=str), return_inverse=True)
    spans = np.array([months.span(period) for period in periods])
    result = empty(regions, int(spans[:, 1].min()), int(spans[:, 1].max()))
    return _filled(result, facts, rows.dropna().to_numpy(dtype=int), spans[where])


def _filled(result: Cube, facts: pd.DataFrame, rows: np.ndarray, spans: np.ndarray) -> Cube:
    """Write every fact into its cell, the longest spans first so that the shorter ones stay."""
    lengths = spans[:, 1] - spans[:, 0] + 1
    values = facts["value"].to_numpy(dtype=float, na_value=np.nan)
    # a missing mark must not wipe out a figure of the same month: marks first, then by length, longest first
    order = np.lexsort((-lengths, ~np.isnan(values)))
    cells = rows[order], (spans[:, 1] - result.first)[order]
    result.values[cells] = values[order]
    result.ids[cells] = facts["id"].to_numpy(dtype=np.int64)[order]
    result.spans[cells] = lengths[order]
    result.bounds[cells] = facts["qualifier"].map(_CODES).fillna(EQ).to_numpy(dtype=np.int8)[order]
    result.reports[cells[1]] = True
    return result


def aligned(matrix: np.ndarray, first: int, start: int, end: int, fill: float | int | bool) -> np.ndarray:
    """The columns of months `start`…`end` of a matrix whose column 0 is month `first`; what it lacks is `fill`."""
    shape = (*matrix.shape[:-1], end - start + 1)
    result = np.full(shape, fill, dtype=matrix.dtype)
    low, high = max(first, start), min(first + matrix.shape[-1] - 1, end)
    if low <= high:
        result[..., low - start:high - start + 1] = matrix[..., low - first:high - first + 1]
    return result


def stretched(source: Cube, start: int, end: int) -> Cube:
    """The same cube on the axis `start`…`end`."""
    fills = (np.nan, 0, 1, EQ, False)
    parts = [aligned(part, source.first, start, end, fill) for part, fill in zip(source[2:], fills, strict=True)]
    return Cube(source.regions, start, *parts)

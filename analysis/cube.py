"""One indicator and one measure as a matrix region × month, with the observation behind every cell.

NaN is "not reported": it is never zero and takes no part in a sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np

EQ, GE, LT, APPROX = 0, 1, 2, 3
QUALIFIERS = ("eq", "ge", "lt", "approx")


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


class Facts(Protocol):
    """What a cube is made of, one element a fact: see store.arrays.Cells."""

    @property
    def ids(self) -> np.ndarray: ...
    @property
    def regions(self) -> np.ndarray: ...
    @property
    def ends(self) -> np.ndarray: ...
    @property
    def spans(self) -> np.ndarray: ...
    @property
    def values(self) -> np.ndarray: ...
    @property
    def qualifiers(self) -> np.ndarray: ...


def cube(facts: Facts, regions: Sequence[str]) -> Cube:
    """The cube of facts of one indicator and one measure: region codes as numbers, ends as months, NaN for a mark.

    Regions outside `regions` are left out. Where a month and a longer span end together the shorter one is kept:
    it says more.
    """
    codes = np.array([int(region) for region in regions])
    where = np.argsort(codes)
    rows = where[np.clip(np.searchsorted(codes, facts.regions, sorter=where), 0, len(codes) - 1)]
    inside = codes[rows] == facts.regions
    if not inside.any():
        return empty(regions, 0, -1)
    result = empty(regions, int(facts.ends[inside].min()), int(facts.ends[inside].max()))
    # a missing mark must not wipe out a figure of the same month: marks first, then by length, longest first
    order = np.lexsort((-facts.spans, ~np.isnan(facts.values)))
    order = order[inside[order]]
    cells = rows[order], facts.ends[order] - result.first
    result.values[cells] = facts.values[order]
    result.ids[cells] = facts.ids[order]
    result.spans[cells] = facts.spans[order]
    result.bounds[cells] = facts.qualifiers[order]
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

"""An indicator on one basis for every region and month, and its sums over any set of regions.

A total is a sum, or a ratio of sums over the regions with both parts, never a mean of ratios (R7). Growth is over the
regions present in both periods (R17). All months and all groups at once: a matrix product each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.cube import APPROX, EQ, GE, LT


class Plane(NamedTuple):
    """top [R, T]: the amount or the numerator; bottom [R, T]: the denominator (None for an amount); NaN = not reported.

    The figure is scale × top ÷ bottom. reports bool [T]: the report periods. bounds int8 [R, T]: qualifier codes.
    sources: (ids [R, T], back [T]) pairs: the figure of column t rests on the ids of columns t − back[t] … t.
    Column 0 is month `first`.
    """

    regions: tuple[str, ...]
    first: int
    top: np.ndarray
    bottom: np.ndarray | None
    scale: float
    reports: np.ndarray
    bounds: np.ndarray
    sources: tuple[tuple[np.ndarray, np.ndarray], ...]

    @property
    def last(self) -> int:
        """The month of the last column."""
        return self.first + self.top.shape[1] - 1

    @property
    def known(self) -> np.ndarray:
        """bool [R, T]: reported, with both parts where there are two."""
        there = ~np.isnan(self.top)
        return there if self.bottom is None else there & ~np.isnan(self.bottom)


class Sums(NamedTuple):
    """Per group and month [G, T]: the figure (NaN where nobody reported or there is nothing to divide by), its parts
    and how many regions are in it.
    """

    value: np.ndarray
    top: np.ndarray
    bottom: np.ndarray
    regions: np.ndarray


class Change(NamedTuple):
    """Per group and month [G, T], over the regions in both periods: figure now, figure then, how many regions (R17)."""

    now: np.ndarray
    then: np.ndarray
    regions: np.ndarray


def groups(regions: Sequence[str], sets: Sequence[Sequence[str]]) -> np.ndarray:
    """0/1 matrix [G, R]: row g marks the regions of set g."""
    place = {region: column for column, region in enumerate(regions)}
    matrix = np.zeros((len(sets), len(regions)))
    for row, members in enumerate(sets):
        matrix[row, [place[member] for member in members if member in place]] = 1.0
    return matrix


def sums(plane: Plane, members: np.ndarray, known: np.ndarray | None = None) -> Sums:
    """Sums, or ratios of sums, of every group [G, R] over the regions that reported (R7, R17)."""
    there = plane.known if known is None else known
    count = members @ there
    top = members @ np.where(there, plane.top, 0.0)
    bottom = top if plane.bottom is None else members @ np.where(there, plane.bottom, 0.0)
    return Sums(_figure(plane, top, bottom, count), top, bottom, count)


def _figure(plane: Plane, top: np.ndarray, bottom: np.ndarray, count: np.ndarray) -> np.ndarray:
    """The figure from the parts; NaN where nobody reported or there is nothing to divide by."""
    if plane.bottom is None:
        return np.where(count > 0, top, np.nan)
    usable = (count > 0) & (bottom > 0)
    return np.divide(plane.scale * top, bottom, out=np.full(top.shape, np.nan), where=usable)


def change(plane: Plane, members: np.ndarray, base: np.ndarray) -> Change:
    """Figure now and in column base[t] (−1: none) over the regions with both, for every group and month (R17)."""
    then = earlier(plane, base)
    same = plane.known & then.known
    now_sums, then_sums = sums(plane, members, same), sums(then, members, same)
    return Change(now_sums.value, then_sums.value, now_sums.regions)


def earlier(plane: Plane, base: np.ndarray) -> Plane:
    """The plane whose column t holds what column base[t] held; NaN where base[t] is −1."""
    def moved(matrix: np.ndarray) -> np.ndarray:
        return np.where(base >= 0, matrix[:, base], np.nan)

    return plane._replace(top=moved(plane.top), bottom=None if plane.bottom is None else moved(plane.bottom))


def per(plane: Plane, base: Mapping[str, float], scale: float) -> Plane:
    """An amount for each `scale` of a denominator of the catalogue: 每万人, 每千名服务对象, 队均 (R15).

    Over several regions it is the sum over the sum. Raises ValueError for what is a ratio already.
    """
    if plane.bottom is not None:
        raise ValueError("a ratio is not divided again: divide its numerator")
    column = np.array([base.get(region, np.nan) for region in plane.regions])
    return plane._replace(bottom=np.repeat(column[:, None], plane.top.shape[1], axis=1), scale=scale)


def year_before(plane: Plane) -> np.ndarray:
    """For each column the column of the same month a year before, −1 where that is no report period."""
    column = np.arange(plane.top.shape[1]) - 12
    return np.where((column >= 0) & plane.reports[np.maximum(column, 0)], column, -1)


def period_before(plane: Plane) -> np.ndarray:
    """For each column the last report period before it, −1 where there is none."""
    marks = np.where(plane.reports, np.arange(plane.reports.size), -1)
    before = np.maximum.accumulate(marks) if marks.size else marks
    return np.concatenate(([-1], before[:-1])) if marks.size else marks


def bound_of_sum(codes: np.ndarray) -> int:
    """Qualifier of a sum (R29): «超过» or «近» when all inexact parts agree, else «约»; eq when every part is exact."""
    kinds = set(np.unique(codes).tolist()) - {EQ}
    if not kinds:
        return EQ
    return kinds.pop() if len(kinds) == 1 else APPROX


def bound_of_difference(less_from: int, taken: int) -> int:
    """Qualifier of a difference (R29): what is taken away counts the other way round."""
    return bound_of_sum(np.array([less_from, {GE: LT, LT: GE}.get(taken, taken)]))


def bound_of_ratio(top: int, bottom: int) -> int:
    """Qualifier of a ratio (R29): a denominator that is «超过» makes the quotient at most, and the other way round."""
    turned = {GE: LT, LT: GE}.get(bottom, bottom)
    kinds = {top, turned} - {EQ}
    if not kinds:
        return EQ
    return kinds.pop() if len(kinds) == 1 else APPROX


def ids(plane: Plane, column: int) -> list[list[int]]:
    """For each region the ids its figure at a column may rest on; 0 where there is none."""
    parts = [matrix[:, column - int(back[column]):column + 1] for matrix, back in plane.sources]
    if not parts:
        return [[] for _ in plane.regions]
    return (parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)).tolist()

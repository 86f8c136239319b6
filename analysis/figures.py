"""An indicator of the catalogue made into a plane: which parts, over which months, divided by what.

Over time (R19): flows add up, a stock or a cumulative count is the last one, a ratio is worked out again from its
parts, distinct counts are never added. A printed year-to-date stands in only where months are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from analysis import flows
from analysis.cube import Cube, aligned, stretched
from analysis.plane import Plane, bound_of_ratio, bound_of_sum
from catalog.records import Indicator

MONTH, YTD, END = "month", "ytd", "end"
Find = Callable[[str, str], Cube]


def bases(indicator: Indicator) -> tuple[str, ...]:
    """The bases an indicator can be shown on, the usual one first: flows by year to date and month, else at the end."""
    if indicator.kind == "flow":
        return (MONTH,) if indicator.over_time == "distinct" else (YTD, MONTH)
    return (YTD,) if indicator.over_time.startswith("ratio_ytd") else (END,)


def plane(indicator: Indicator, basis: str, find: Find, indicators: Mapping[str, Indicator],
          constants: Mapping[str, Mapping[str, float]]) -> Plane:
    """The plane of an indicator on a basis.

    find(id, measure) gives the cube of an indicator's facts; constants: denominators that are no facts
    (base_villages …), id → region → number.
    """
    if indicator.kind != "ratio":
        return _amount(basis, find(indicator.id, "value"), find(indicator.id, "ytd"))
    over, under = (
        [_part(indicators[part], indicator.over_time, find) for part in parts if part not in constants]
        for parts in (indicator.numerator, indicator.denominator)
    )
    fixed = [part for part in indicator.denominator if part in constants]
    return _ratio(indicator, over, under, [constants[part] for part in fixed])


def _amount(basis: str, value: Cube, ytd: Cube) -> Plane:
    """A flow of the month or of the year so far, or what stood at the end of the month."""
    if basis == END or not ytd.values.size:
        monthly = value
    else:
        start = min(cube.first for cube in (value, ytd) if cube.values.size)
        end = max(value.last, ytd.last)
        value, ytd = stretched(value, start, end), stretched(ytd, start, end)
        monthly = _filled(value, ytd)
    if basis == YTD:
        return _year_to_date(monthly, ytd)
    return Plane(monthly.regions, monthly.first, monthly.values, None, 1.0, monthly.reports, monthly.bounds,
                 ((monthly.ids, np.zeros(monthly.values.shape[1], int)),))


def _filled(value: Cube, ytd: Cube) -> Cube:
    """Months that were not reported, from the printed year-to-date where it tells them (R8, R9)."""
    found = flows.differences(ytd.values, ytd.first, resets=True)
    use = np.isnan(value.values) & ~np.isnan(found.amounts) & (found.spans == 1)
    return value._replace(
        values=np.where(use, found.amounts, value.values), ids=np.where(use, ytd.ids, value.ids),
        bounds=np.where(use, ytd.bounds, value.bounds), reports=value.reports | ytd.reports)


def _year_to_date(monthly: Cube, ytd: Cube) -> Plane:
    """The sum of the year's months, else the printed year-to-date, else not reported."""
    total = flows.year_to_date(monthly.values, monthly.spans, monthly.first)
    back = (monthly.first + np.arange(total.shape[1])) % 12
    back = np.minimum(back, np.arange(total.shape[1]))
    sources: tuple[tuple[np.ndarray, np.ndarray], ...] = ((monthly.ids, back),)
    bounds = monthly.bounds
    if ytd.values.size:
        printed = np.isnan(total) & ~np.isnan(ytd.values)
        total = np.where(printed, ytd.values, total)
        bounds = np.where(printed, ytd.bounds, bounds)
        sources += ((np.where(printed, ytd.ids, 0), np.zeros_like(back)),)
    return Plane(monthly.regions, monthly.first, total, None, 1.0, monthly.reports, bounds, sources)


def _part(part: Indicator, over_time: str, find: Find) -> Plane:
    """One part of a ratio: flows of the period or of the year so far, stocks at the end or their mean over the year."""
    whole_year = over_time.startswith("ratio_ytd")
    if part.kind == "flow":
        basis = YTD if whole_year and part.over_time == "sum" else MONTH
        return _amount(basis, find(part.id, "value"), find(part.id, "ytd"))
    found = _amount(END, find(part.id, "value"), find(part.id, "ytd"))
    if over_time != "ratio_ytd_mean":
        return found
    back = np.minimum((found.first + np.arange(found.top.shape[1])) % 12, np.arange(found.top.shape[1]))
    return found._replace(top=flows.mean_of_months(found.top, found.first), sources=((found.sources[0][0], back),))


def _ratio(indicator: Indicator, over: Sequence[Plane], under: Sequence[Plane],
           fixed: Sequence[Mapping[str, float]]) -> Plane:
    """The ratio's plane: parts added up, on one axis of months, with the ids of all of them."""
    parts = [part for part in (*over, *under) if part.top.size]
    if len(parts) < len(over) + len(under) or not parts:
        regions = (*over, *under)[0].regions
        nothing = np.full((len(regions), 0), np.nan)
        return Plane(regions, 0, nothing, nothing, indicator.scale, np.zeros(0, bool), nothing.astype(np.int8), ())
    start, end = min(part.first for part in parts), max(part.last for part in parts)
    tops = [aligned(part.top, part.first, start, end, np.nan) for part in over]
    bottoms = [aligned(part.top, part.first, start, end, np.nan) for part in under]
    regions = parts[0].regions
    for constant in fixed:
        column = np.array([constant.get(region, np.nan) for region in regions])
        bottoms.append(np.repeat(column[:, None], end - start + 1, axis=1))
    reports = np.logical_and.reduce([aligned(part.reports, part.first, start, end, False) for part in parts])
    return Plane(regions, start, sum(tops[1:], tops[0]), sum(bottoms[1:], bottoms[0]), indicator.scale, reports,
                 _bounds(over, under, start, end), _sources(parts, start, end))


def _bounds(over: Sequence[Plane], under: Sequence[Plane], start: int, end: int) -> np.ndarray:
    """Qualifier codes of the quotients (R29); nearly every store is exact: only cells that are not are looked at."""
    codes = [[aligned(part.bounds, part.first, start, end, 0) for part in side] for side in (over, under)]
    shape = (len(over[0].regions), end - start + 1)
    top, bottom = (np.stack([*side, np.zeros(shape, np.int8)]) for side in codes)
    result = np.zeros(shape, np.int8)
    for row, column in np.argwhere(top.any(axis=0) | bottom.any(axis=0)).tolist():
        result[row, column] = bound_of_ratio(bound_of_sum(top[:, row, column]), bound_of_sum(bottom[:, row, column]))
    return result


def _sources(parts: Sequence[Plane], start: int, end: int) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    return tuple(
        (aligned(matrix, part.first, start, end, 0), aligned(back, part.first, start, end, 0))
        for part in parts for matrix, back in part.sources)


def targets_by_month(target: Cube, start: int, end: int) -> np.ndarray:
    """Annual targets [R, T] at each month from `start` to `end`: the target of the month's own year (NaN: none)."""
    december = np.array([month // 12 * 12 + 11 for month in range(start, end + 1)], dtype=int)
    if not target.values.size or not december.size:
        return np.full((len(target.regions), december.size), np.nan)
    column = december - target.first
    there = (column >= 0) & (column < target.values.shape[1])
    return np.where(there, target.values[:, np.where(there, column, 0)], np.nan)

"""What an amount of one region rests on: the cells that make it, each with its sign, so that they add up to it."""

from __future__ import annotations

from typing import NamedTuple

from analysis import months
from analysis.cube import Cube
from catalog.records import Indicator

MONTH, YTD, END, MEAN = "month", "ytd", "end", "mean"
Term = tuple[int, float, int, int, str, int]  # observation, value, last month, months covered, measure, sign


class Made(NamedTuple):
    """value: the amount, None where it is not reported. how: cell (one cell as it stands), sum (of the months' cells),
    mean (of the month-ends), difference (of two printed year-to-date figures), printed (the printed year-to-date),
    none. terms: sign × value adds up to the amount (for a mean: divided by how many they are).
    """

    value: float | None
    how: str
    terms: tuple[Term, ...]


NOTHING = Made(None, "none", ())


def way(part: Indicator, over_time: str) -> str:
    """How a part of a ratio is taken over time: of the month, the year so far, at the end, or its mean (R19)."""
    whole = over_time.startswith("ratio_ytd")
    if part.kind == "flow":
        return YTD if whole and part.over_time == "sum" else MONTH
    return MEAN if over_time == "ratio_ytd_mean" else END


def made(value: Cube, ytd: Cube, region: str, month: int, how: str) -> Made:
    """The amount of a region at a month, taken as `how` says (month, ytd, end, mean), with its cells."""
    if how == END:
        return _one(_at(value, region, month, "value"))
    if how == MONTH:
        return _month(value, ytd, region, month)
    if how == YTD:
        return _year(value, ytd, region, month)
    found = [_at(value, region, one, "value") for one in range(month // 12 * 12, month + 1)]
    if None in found:
        return NOTHING
    terms = tuple(term for term in found if term)
    return Made(sum(term[1] for term in terms) / len(terms), "mean", terms)


def single(cube: Cube, region: str, month: int, measure: str) -> Made:
    """One cell as it stands (a target)."""
    return _one(_at(cube, region, month, measure))


def _one(term: Term | None) -> Made:
    return NOTHING if term is None else Made(term[1], "cell", (term,))


def _at(cube: Cube, region: str, month: int, measure: str, sign: int = 1) -> Term | None:
    """The cell of a region and month; None where nothing is reported."""
    column = month - cube.first
    if region not in cube.regions or not 0 <= column < cube.values.shape[1]:
        return None
    row = cube.regions.index(region)
    amount = float(cube.values[row, column])
    if amount != amount:
        return None
    return int(cube.ids[row, column]), amount, month, int(cube.spans[row, column]), measure, sign


def _month(value: Cube, ytd: Cube, region: str, month: int) -> Made:
    """The month's own cell, else what two printed year-to-date figures differ by (R8)."""
    own = _at(value, region, month, "value")
    if own is not None:
        return _one(own)
    now = _at(ytd, region, month, "ytd")
    if now is None or months.of_year(month) == 1:
        return _one(now)
    before = _at(ytd, region, month - 1, "ytd", -1)
    return NOTHING if before is None else Made(now[1] - before[1], "difference", (now, before))


def _year(value: Cube, ytd: Cube, region: str, month: int) -> Made:
    """The months' cells while they cover the year without a gap, else the printed year-to-date."""
    parts = [_month(value, ytd, region, one) for one in range(month // 12 * 12, month + 1)]
    there = [part for part in parts if part.value is not None]
    covered = sum(part.terms[0][3] for part in there)
    if parts[-1].value is None or covered != months.of_year(month):
        printed = _at(ytd, region, month, "ytd")
        return NOTHING if printed is None else Made(printed[1], "printed", (printed,))
    terms = _cancelled([term for part in there for term in part.terms])
    mixed = any(part.how == "difference" for part in there)
    how = "cell" if len(terms) == 1 else "difference" if mixed else "sum"
    return Made(sum(part.value or 0.0 for part in there), how, terms)


def _cancelled(terms: list[Term]) -> tuple[Term, ...]:
    """Without the cells that are added and taken away again."""
    taken = {term[0] for term in terms if term[5] < 0}
    both = {term[0] for term in terms if term[5] > 0 and term[0] in taken}
    return tuple(term for term in terms if term[0] not in both)

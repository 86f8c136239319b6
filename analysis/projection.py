"""The year's end worked out from the year so far (R16). Every figure made here is shown with the word 测算."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

EARLIEST = 3
# Student's t, 90 % point: the middle 80 % of what chance does. Degrees of freedom 1…11.
_T90 = (3.0777, 1.8856, 1.6377, 1.5332, 1.4759, 1.4398, 1.4149, 1.3968, 1.3830, 1.3722, 1.3634)


class Projection(NamedTuple):
    """value at the year's end; low…high hold it four times in five if the months to come vary as those gone by.

    low and high are None where fewer than three months can be compared. basis: seasonal (last year's share), linear,
    or done (the year is over). share: how much of the year is taken to lie behind, in per cent.
    """

    value: float
    low: float | None
    high: float | None
    basis: str
    share: float


def project(done: float, month: int, this_year: Sequence[float | None],
            last_year: Sequence[float | None] = ()) -> Projection | None:
    """The year's end of a flow with `done` at the end of `month` (1–12); None before March.

    this_year, last_year: amounts of the months from January, None where not reported. Seasonal: done ÷ the share of
    last year that the same months made, when all twelve are known and the share is positive; else done × 12 ÷ month.
    Range: the rest of the year is a ratio estimate; its prediction variance is s²[Σ rest + (B rest ÷ B so far)² n].
    """
    if month < EARLIEST:
        return None
    if month >= 12:
        return Projection(done, done, done, "done", 100.0)
    shape, basis = _shape(last_year, month)
    so_far, rest = float(shape[:month].sum()), float(shape[month:].sum())
    ahead = done * rest / so_far
    spread = _spread(this_year, shape, month, rest / so_far)
    value = done + ahead
    share = 100 * so_far / (so_far + rest)
    if spread is None:
        return Projection(value, None, None, basis, share)
    return Projection(value, max(value - spread, min(done, value)), value + spread, basis, share)


def _shape(last_year: Sequence[float | None], month: int) -> tuple[np.ndarray, str]:
    """The year's course: last year's amounts when they are whole, twelve equal months otherwise."""
    held = np.array([np.nan if value is None else value for value in last_year], dtype=float)
    if held.size == 12 and not np.isnan(held).any() and held[:month].sum() > 0 and held.sum() > 0:
        return held, "seasonal"
    return np.ones(12), "linear"


def _spread(this_year: Sequence[float | None], shape: np.ndarray, month: int, ahead: float) -> float | None:
    """Half the 80 % range of the rest of the year; None with fewer than three months to judge by."""
    held = np.array([np.nan if value is None else value for value in this_year[:month]], dtype=float)
    there = np.flatnonzero(~np.isnan(held))
    if there.size < EARLIEST or shape[there].sum() <= 0:
        return None
    rate = held[there].sum() / shape[there].sum()
    left = held[there] - rate * shape[there]
    free = there.size - 1
    variance = float((left**2).sum()) / free * ((12 - month) + there.size * ahead**2)
    return float(_T90[free - 1] * variance**0.5)

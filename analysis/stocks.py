"""What stands at the end of a month: its mean over a year (R20), and figures carried forward (R18)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

ENDS, ENOUGH = 13, 11


class Average(NamedTuple):
    """how: chained (首末折半), plain (the mean of the month-ends there, to be said so), none. there: how many of 13."""

    value: float | None
    how: str
    there: int


def average(ends: Sequence[float | None]) -> Average:
    """The mean of a stock over a year from its thirteen month-ends, December to December (R20).

    首末折半: half of the first and the last, so that each month counts as the mean of its two ends; a gap inside is
    bridged by its neighbours in proportion to its length. Only with 11 of 13 and both ends, else the plain mean.
    Raises ValueError for another number of month-ends.
    """
    if len(ends) != ENDS:
        raise ValueError(f"a year has {ENDS} month-ends, not {len(ends)}")
    held = [(at, value) for at, value in enumerate(ends) if value is not None]
    if not held:
        return Average(None, "none", 0)
    if len(held) < ENOUGH or ends[0] is None or ends[-1] is None:
        return Average(sum(value for _, value in held) / len(held), "plain", len(held))
    pairs = pairwise(held)
    area = sum((later - at) * (value + after) / 2 for (at, value), (later, after) in pairs)
    return Average(area / (ENDS - 1), "chained", len(held))


class Carried(NamedTuple):
    """values [R, T] with gaps filled; carried bool [R, T]: an earlier figure (沿用上期), hatched and said."""

    values: np.ndarray
    carried: np.ndarray


def carry(values: np.ndarray, kind: str, *, longest: int = 12) -> Carried:
    """The last stock reported in place of one that was not, for at most `longest` periods (R18: off unless asked).

    Nothing is carried before the first figure. Raises ValueError for a flow: what did not happen can't be carried.
    """
    if kind not in ("stock", "cumulative"):
        raise ValueError(f"only a stock can be carried forward, not a {kind}")
    place = np.where(np.isnan(values), -1, np.arange(values.shape[1]))
    last = np.maximum.accumulate(place, axis=1) if values.shape[1] else place
    age = np.arange(values.shape[1]) - last
    use = np.isnan(values) & (last >= 0) & (age <= longest)
    filled = np.where(use, np.take_along_axis(values, np.maximum(last, 0), axis=1), values)
    return Carried(filled, use)

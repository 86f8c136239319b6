"""Limits and signals of an XmR control chart, in plain numbers.

The rules of NHS England's Making Data Count as NHSRplotthedots 0.2.2 applies them: docs/methods, xmr. None is "not
reported", or "cannot be said" where there are no limits. Whether limits should be drawn at all is decided before, by
`analysis.spc_plan.plan`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

DIRECTIONS = {"increase": 1, "decrease": -1, "neutral": 0}
TO_LIMITS, SCREEN, RUN = 2.66, 3.267, 7
COMMON = "Common Cause"
_RISING, _FALLING = "7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"
_UPWARD = frozenset({"Above UCL", _RISING, "2 in 3 Above CL", "7 Points Above CL"})


class Limits(NamedTuple):
    """Mean and natural process limits; NaN where there is nothing to make them of. range: the mean moving range."""

    mean: float
    lower: float
    upper: float
    range: float


class Xmr(NamedTuple):
    """One phase. side: −1, 0, 1 against the mean; special: the rule that marks a point; points: what the mark means.

    variation: the type of the last point; assurance: consistent_pass, consistent_fail, inconsistent, None without a
    target or a direction.
    """

    limits: Limits
    outside: tuple[bool | None, ...]
    close: tuple[bool | None, ...]
    side: tuple[int | None, ...]
    special: tuple[str, ...]
    points: tuple[str, ...]
    variation: str
    assurance: str | None


def chart(values: Sequence[float | None], *, direction: str, target: float | None = None,
          screen_outliers: bool = True, fix_after: int | None = None) -> Xmr:
    """The chart of one phase, points in order of time. Raises ValueError for a direction that is none."""
    if direction not in DIRECTIONS:
        raise ValueError(f"direction is increase, decrease or neutral, not {direction}")
    held = np.array([math.nan if value is None else float(value) for value in values])
    found = limits(held, screen_outliers=screen_outliers, fix_after=fix_after)
    side = np.sign(held - found.mean)
    outside = (held > found.upper) | (held < found.lower)
    near = found.range * TO_LIMITS * 2 / 3
    close = ~outside & ((held < found.mean - near) | (held > found.mean + near))
    special = _special(held, side, outside, close)
    points = tuple(_point_type(one, DIRECTIONS[direction]) for one in special)
    said = ~np.isnan(held) & ~math.isnan(found.upper)
    return Xmr(found, _known(outside, said), _known(close, said),
               tuple(None if one != one else int(one) for one in side.tolist()), special, points,
               points[-1] if points else "", assurance(found, direction, target))


def limits(held: np.ndarray, *, screen_outliers: bool = True, fix_after: int | None = None) -> Limits:
    """Mean ± 2.66 mean moving ranges of the base: the first `fix_after` points, or all of them.

    screen_outliers: moving ranges that are not below 3.267 times their mean are left out of it, once.
    """
    base = held[:fix_after]
    mean = _mean(base)
    moving = np.abs(np.diff(base))
    average = _mean(moving)
    if screen_outliers:
        average = _mean(moving[moving < SCREEN * average])
    return Limits(mean, mean - TO_LIMITS * average, mean + TO_LIMITS * average, average)


def assurance(found: Limits, direction: str, target: float | None) -> str | None:
    """Whether the process as it runs will meet the target: it lies beyond a limit, or chance decides."""
    if target is None or target != target or not DIRECTIONS[direction]:
        return None
    if target > found.upper:
        return "consistent_fail" if direction == "increase" else "consistent_pass"
    if target < found.lower:
        return "consistent_pass" if direction == "increase" else "consistent_fail"
    return "inconsistent"


def _mean(values: np.ndarray) -> float:
    there = values[~np.isnan(values)].tolist()
    return math.fsum(there) / len(there) if there else math.nan


def _known(flags: np.ndarray, said: np.ndarray) -> tuple[bool | None, ...]:
    return tuple(flag if known else None for flag, known in zip(flags.tolist(), said.tolist(), strict=True))


def _special(held: np.ndarray, side: np.ndarray, outside: np.ndarray, close: np.ndarray) -> tuple[str, ...]:
    """One rule a point: beyond a limit, else in a trend, else two in three, else in a shift."""
    trend, shift = _trends(held), _shifts(side)
    pairs = _two_in_three(side, close)
    return tuple(
        ("Above UCL" if side[at] > 0 else "Below LCL") if outside[at]
        else (_RISING if trend[at] > 0 else _FALLING) if trend[at]
        else f"2 in 3 {'Above' if side[at] > 0 else 'Below'} CL" if pairs[at]
        else f"7 Points {'Above' if side[at] > 0 else 'Below'} CL" if shift[at]
        else COMMON
        for at in range(held.size))


def _trends(held: np.ndarray) -> np.ndarray:
    """1 or −1 for each point of seven that rise or fall strictly; where two trends meet, the one to the right."""
    steps = np.sign(np.diff(held))
    marked = np.zeros(held.size)
    for start in range(held.size - RUN + 1):
        window = steps[start:start + RUN - 1]
        if abs(window.sum()) == RUN - 1:
            marked[start:start + RUN] = window[0]
    return marked


def _shifts(side: np.ndarray) -> np.ndarray:
    """Points of any seven in a row on one side of the mean; one on the mean ends the run."""
    marked = np.zeros(side.size, bool)
    for start in range(side.size - RUN + 1):
        if abs(side[start:start + RUN].sum()) == RUN:
            marked[start:start + RUN] = True
    return marked


def _two_in_three(side: np.ndarray, close: np.ndarray) -> np.ndarray:
    """Points close to a limit of any three in a row that lie on one side, two of them close."""
    marked = np.zeros(side.size, bool)
    for start in range(side.size - 2):
        if close[start:start + 3].sum() >= 2 and abs(side[start:start + 3].sum()) == 3:
            marked[start:start + 3] |= close[start:start + 3]
    return marked


def _point_type(special: str, toward: int) -> str:
    if special == COMMON:
        return "common_cause"
    way = 1 if special in _UPWARD else -1
    if not toward:
        return "special_cause_neutral_high" if way > 0 else "special_cause_neutral_low"
    return "special_cause_improvement" if way * toward > 0 else "special_cause_concern"

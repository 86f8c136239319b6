"""What a series is like before it is charted: still, drifting one way, wandering, or repeating each year."""

from __future__ import annotations

import numpy as np

ENOUGH = 7  # steps
NOTHING = 1e-9  # of the largest figure: what floating point leaves of equal quotients
WANDERING, CHAINED = 0.8, 0.5
REPEATING = 0.6
_ONE_PER_CENT = 2.576


def mostly_still(held: np.ndarray) -> bool:
    """More than half of the steps are zero: their mean, once screened, is zero or says nothing."""
    moving = np.abs(np.diff(held))
    moving = moving[~np.isnan(moving)]
    return bool(moving.size and (moving <= NOTHING * np.nanmax(np.abs(held))).sum() * 2 > moving.size)


def settled(steps: np.ndarray, held: np.ndarray) -> np.ndarray:
    """Steps of a series with what is only floating point put to zero: 100 × 67 ÷ 335 twice over is no change."""
    if not held.size or np.isnan(held).all():
        return steps
    return np.where(np.abs(steps) <= NOTHING * np.nanmax(np.abs(held)), 0.0, steps)


def drift(held: np.ndarray) -> int:
    """1 or −1 when a series goes one way by the difference-sign test (Moore and Wallis 1943) at 1 %, else 0.

    Of m steps that are not zero, m/2 are upward by chance, with variance (m + 2)/12.
    """
    steps = settled(np.diff(held), held)
    steps = steps[~np.isnan(steps) & (steps != 0)]
    if steps.size < ENOUGH:
        return 0
    ahead = (steps > 0).sum() - steps.size / 2
    return int(np.sign(ahead)) if abs(ahead) > _ONE_PER_CENT * ((steps.size + 2) / 12) ** 0.5 else 0


def wanders(held: np.ndarray, below: float = WANDERING) -> bool:
    """Whether neighbours are so alike that moving ranges say nothing of the spread: von Neumann's ratio under `below`.

    Independent points give 2, a random walk nearly 0. It is taken about the two means that fit best, so that one change
    of level, which a chart should show, is no wandering. Needs twelve points. Of 400 series of 36 points each this
    finds 61 % of random walks at 0.8, one independent series in 500, and no single shift of three deviations.
    """
    there = held[~np.isnan(held)]
    if there.size < 12:
        return False
    splits = [np.concatenate((there[:at] - there[:at].mean(), there[at:] - there[at:].mean()))
              for at in range(1, there.size)]
    spread = min(float((left**2).sum()) for left in splits)
    left = min(splits, key=lambda one: float((one**2).sum()))
    return bool(spread > 0 and float((np.diff(left) ** 2).sum()) / spread < below)


def repeats(held: np.ndarray, per_year: int) -> bool:
    """Whether each step is like the one a year before: correlation of at least 0.6.

    Steps, not levels: a level that only rises is no season. Needs three years of points, for one repetition may be
    chance, and more than two periods a year.
    """
    steps = np.diff(held)
    if per_year < 3 or steps.size < 3 * per_year - 1:
        return False
    now, before = steps[per_year:], steps[:-per_year]
    both = ~np.isnan(now) & ~np.isnan(before)
    if both.sum() < max(2 * per_year - 2, ENOUGH):
        return False
    now, before = now[both], before[both]
    if now.std() == 0 or before.std() == 0:
        return False
    return bool(np.corrcoef(now, before)[0, 1] >= REPEATING)


def year_on_year(held: np.ndarray, per_year: int) -> np.ndarray:
    """What each period has more than the same one a year before; NaN where either is missing."""
    result = np.full(held.shape, np.nan)
    result[per_year:] = settled(held[per_year:] - held[:-per_year], held)
    return result

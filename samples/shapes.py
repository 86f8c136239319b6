"""Numbers from seeds: the same key gives the same number on every machine and in every version.

Only `Random.random` is used: it is the one method Python promises to keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from random import Random

SEED = 20221125


@cache
def unit(*key: object) -> float:
    """A number in [0, 1) that belongs to this key."""
    return Random("|".join(map(str, (SEED, *key)))).random()


def noise(width: float, *key: object) -> float:
    """A factor about 1, at most `width` away, near 1 more often than far (mean of three)."""
    return 1 + width * (2 * (unit(*key, 1) + unit(*key, 2) + unit(*key, 3)) / 3 - 1)


def between(low: float, high: float, *key: object) -> float:
    """A number in [low, high) that belongs to this key."""
    return low + (high - low) * unit(*key)


def stream(*key: object) -> Random:
    """A generator for long lists (registers); use its random() only."""
    return Random("|".join(map(str, (SEED, *key))))


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts of `total` in proportion to `weights` by largest remainder: the parts add up exactly."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts


def along(start: int, end: int, share: float, bend: float = 1.0) -> int:
    """The whole number a way up from start to end has reached after `share` of the time; bend > 1 starts slowly."""
    return start + int((end - start) * share**bend + 1e-9)


def level(at: float, points: Sequence[tuple[float, float]]) -> float:
    """Straight lines through points (x, y), flat outside them."""
    if at <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if at <= x1:
            return y0 + (y1 - y0) * (at - x0) / (x1 - x0)
    return points[-1][1]

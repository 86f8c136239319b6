"""Where one region stands among all that reported: quartiles and quarters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.progress import printed


class Spread(NamedTuple):
    """Five figures over `regions` regions; None when nobody reported. Quartiles are Excel's QUARTILE.INC."""

    low: float | None
    lower: float | None
    median: float | None
    upper: float | None
    high: float | None
    regions: int


def spread(values: Sequence[float | None]) -> Spread:
    """Minimum, quartiles, median and maximum of the reported values."""
    there = sorted(value for value in values if value is not None)
    if not there:
        return Spread(None, None, None, None, None, 0)
    return Spread(there[0], _between(there, 0.25), _between(there, 0.5), _between(there, 0.75), there[-1], len(there))


def _between(there: Sequence[float], share: float) -> float:
    """The value `share` of the way through sorted values, straight between neighbours."""
    at = share * (len(there) - 1)
    below = int(at)
    if at == below:
        return there[below]
    return there[below] + (at - below) * (there[below + 1] - there[below])


def quarters(values: Sequence[float | None], around: Spread, direction: str, digits: int) -> list[str]:
    """front, middle or back quarter of each by printed figures; none: not reported; "": neutral, or fewer than four.

    A region is in the front quarter when it is at or beyond the better quartile and strictly better than the median,
    so that nobody is in front when all are equal.
    """
    if direction == "neutral" or around.regions < 4:
        return ["none" if value is None else "" for value in values]
    sign = -1 if direction == "lower" else 1
    low, middle, high = (sign * printed(x or 0.0, digits) for x in (around.lower, around.median, around.upper))
    worse, better = min(low, high), max(low, high)
    prints = [None if value is None else sign * printed(value, digits) for value in values]
    return [_quarter(value, worse, middle, better) for value in prints]


def _quarter(mine: float | None, worse: float, middle: float, better: float) -> str:
    if mine is None:
        return "none"
    if mine >= better and mine > middle:
        return "front"
    return "back" if mine <= worse and mine < middle else "middle"


def quarter(value: float | None, around: Spread, direction: str, digits: int) -> str:
    """The quarter of one region."""
    return quarters([value], around, direction, digits)[0]


class Spine(NamedTuple):
    """Where things lie on one line from worst (−1) over the median (0) to best (1): the region and both quartiles.

    at is None when the region has no figure; edges: the worse and the better quartile. For a neutral indicator −1 is
    the lowest and 1 the highest.
    """

    at: float | None
    edges: tuple[float, float]


def spine(value: float | None, around: Spread, direction: str) -> Spine | None:
    """One line of a spine chart; None with fewer than four regions or when all are equal.

    Each half has its own scale, so that a giant at one end leaves the others apart. A value outside stays at the end.
    """
    low, middle, high = around.low, around.median, around.high
    if around.regions < 4 or low is None or middle is None or high is None or low == high:
        return None
    sign = -1 if direction == "lower" else 1

    def place(figure: float) -> float:
        half = high - middle if figure > middle else middle - low
        return 0.0 if not half else sign * max(-1.0, min(1.0, (figure - middle) / half))

    edges = sorted((place(around.lower or 0.0), place(around.upper or 0.0)))
    return Spine(None if value is None else place(value), (edges[0], edges[1]))

"""How far chance alone moves a proportion or a count: confidence intervals, and the exact tails behind them.

No library at run time: the normal quantile is Python's own, the exact tails are summed outwards from the mode.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

import numpy as np


class Interval(NamedTuple):
    """low…high in the unit asked for."""

    low: float
    high: float


@lru_cache(maxsize=16)
def quantile(level: float) -> float:
    """The two-sided normal quantile: 1.959964 for 0.95, 3.090232 for 0.998."""
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(count: float, of: float, level: float = 0.95) -> Interval | None:
    """The interval of a proportion, as fractions (Wilson 1927, no continuity correction); None without a denominator.

    Never leaves 0…1 and stands at 0 of n and n of n, where the textbook's ± has no width.
    """
    if of <= 0 or not 0 <= count <= of:
        return None
    z2 = quantile(level) ** 2
    middle = count + z2 / 2
    reach = quantile(level) * math.sqrt(count * (of - count) / of + z2 / 4)
    return Interval(max(0.0, (middle - reach) / (of + z2)), min(1.0, (middle + reach) / (of + z2)))


def byar(count: float, level: float = 0.95) -> Interval:
    """The interval of a count by Byar's approximation (Breslow and Day 1987, p. 69); 0 below for none."""
    z = quantile(level)
    low = 0.0 if count <= 0 else count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    more = count + 1
    return Interval(max(0.0, low), more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3)


def exact_count(count: int, level: float = 0.95) -> Interval:
    """The exact Poisson interval of a count (Garwood 1936): the means under which it is just not too rare."""
    tail = (1 - level) / 2
    high = root(lambda mean: poisson(mean).below(count) - tail, count, count + 10 + 10 * math.sqrt(count + 1))
    low = 0.0 if count == 0 else root(lambda mean: tail - 1 + poisson(mean).below(count - 1), 0.0, float(count))
    return Interval(low, high)


def exact_proportion(count: int, of: int, level: float = 0.95) -> Interval | None:
    """The exact interval of a proportion, as fractions (Clopper and Pearson 1934); None without a denominator."""
    if of <= 0 or not 0 <= count <= of:
        return None
    tail = (1 - level) / 2
    low = 0.0 if count == 0 else root(lambda rate: tail - 1 + binomial(rate, of).below(count - 1), 0.0, count / of)
    high = 1.0 if count == of else root(lambda rate: binomial(rate, of).below(count) - tail, count / of, 1.0)
    return Interval(low, high)


class Tails(NamedTuple):
    """A distribution of counts from `start` on: probability of each, and of each or fewer."""

    start: int
    each: np.ndarray
    upto: np.ndarray

    def below(self, count: int) -> float:
        """The probability of `count` or fewer."""
        at = count - self.start
        return 0.0 if at < 0 else float(self.upto[min(at, self.upto.size - 1)])

    def point(self, share: float) -> float:
        """The count with `share` below it, between two whole counts where it falls there (Spiegelhalter 2005)."""
        at = int(np.searchsorted(self.upto, share))
        at = min(at, self.upto.size - 1)
        return self.start + at - float((self.upto[at] - share) / self.each[at])


def poisson(mean: float) -> Tails:
    """The Poisson distribution of a mean that is not negative."""
    return _outwards(mean, math.sqrt(max(mean, 1.0)), lambda k: math.log(mean) - np.log(k) if mean > 0 else -np.inf * k)


def binomial(rate: float, of: int) -> Tails:
    """The binomial distribution of `of` trials with a rate from 0 to 1."""
    if not 0 < rate < 1:
        start = of if rate >= 1 else 0
        return Tails(start, np.ones(1), np.ones(1))
    odds = math.log(rate / (1 - rate))
    return _outwards(of * rate, math.sqrt(max(of * rate * (1 - rate), 1.0)),
                     lambda k: odds + np.log(of - k + 1) - np.log(k), of)


def _outwards(mean: float, deviation: float, ratio: Callable[[np.ndarray], np.ndarray], most: int | None = None
              ) -> Tails:
    """A distribution from the log ratios of neighbours p(k)/p(k−1), twelve deviations to each side of the mean."""
    start = max(0, int(mean - 12 * deviation - 20))
    end = int(mean + 12 * deviation + 40) if most is None else min(most, int(mean + 12 * deviation + 40))
    counts = np.arange(start + 1, end + 1, dtype=float)
    logs = np.concatenate(([0.0], np.cumsum(ratio(counts))))
    each = np.exp(logs - logs.max())
    each /= each.sum()
    return Tails(start, each, np.cumsum(each))


def root(rising_or_falling: Callable[[float], float], low: float, high: float) -> float:
    """Where a monotone function crosses zero between low and high, by halving; the end itself when it does not."""
    at_low = rising_or_falling(low) > 0
    if (rising_or_falling(high) > 0) == at_low:
        return high if abs(rising_or_falling(high)) < abs(rising_or_falling(low)) else low
    for _ in range(80):
        middle = (low + high) / 2
        if (rising_or_falling(middle) > 0) == at_low:
            low = middle
        else:
            high = middle
    return (low + high) / 2

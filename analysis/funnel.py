"""Areas of different size compared fairly: limits within which chance alone would leave them (Spiegelhalter 2005).

A small city's rate swings more than a big one's: its limits are wider. Only what lies beyond them calls for a reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis import intervals
from analysis.intervals import Interval, binomial, poisson, quantile

WARN, ALARM = 0.95, 0.998
METHODS = ("wilson", "binomial", "byar", "poisson")
OVERDISPERSED = 2.0


class Band(NamedTuple):
    """Limits at one denominator, in the unit of the figures: the inner pair (95 %) and the outer one (99.8 %)."""

    base: float
    inner: Interval
    outer: Interval


class Spot(NamedTuple):
    """One area. number of events or members over base; figure: scale × number ÷ base.

    state: in, high, low (beyond 95 %), very_high, very_low (beyond 99.8 %), few (denominator below the least), none
    (not reported). meaning: better, worse, "" inside or where neither is.
    """

    region: str
    number: float | None
    base: float | None
    figure: float | None
    band: Band | None
    state: str
    meaning: str


class Funnel(NamedTuple):
    """centre: the ratio of sums, in the unit of the figures. dispersion: Pearson's χ² over its degrees of freedom.

    overdispersed: the areas differ by more than twice what chance explains: limits are then too narrow to single out
    one area, and the page says so. curve: bands over the range of denominators, for drawing.
    """

    method: str
    scale: float
    centre: float | None
    spots: tuple[Spot, ...]
    curve: tuple[Band, ...]
    dispersion: float | None
    overdispersed: bool


def funnel(counts: Mapping[str, float | None], bases: Mapping[str, float | None], *, method: str = "wilson",
           scale: float = 100.0, direction: str = "neutral", least: float = 0.0) -> Funnel:
    """The funnel of areas with a count over a denominator each.

    method: wilson or binomial for a share of the denominator, byar or poisson for events per denominator. least:
    areas with a smaller denominator are shown, neither judged nor in the centre. Raises ValueError for another method
    or a share above one.
    """
    if method not in METHODS:
        raise ValueError(f"method is one of {', '.join(METHODS)}, not {method}")
    judged = [one for one, count in counts.items() if count is not None and (bases.get(one) or 0) >= max(least, 1e-12)]
    total = sum(bases[one] or 0 for one in judged)
    if method in ("wilson", "binomial") and any((counts[one] or 0) > (bases[one] or 0) for one in judged):
        raise ValueError("a share of its denominator is at most one: use byar or poisson for events")
    rate = sum(counts[one] or 0 for one in judged) / total if total else None
    spots = tuple(_spot(one, counts[one], bases.get(one), rate, method, scale, direction, one in judged)
                  for one in counts)
    spread = _dispersion([(counts[one] or 0, bases[one] or 0) for one in judged], rate, method)
    sizes = [bases[one] or 0 for one in judged]
    curve = () if rate is None else tuple(band(rate, size, method, scale) for size in _sizes(sizes))
    return Funnel(method, scale, None if rate is None else scale * rate, spots, curve, spread,
                  spread is not None and spread > OVERDISPERSED)


def band(rate: float, base: float, method: str, scale: float = 100.0) -> Band:
    """The limits at a denominator when the true rate is `rate`."""
    inner, outer = (_limits(rate, base, method, level) for level in (WARN, ALARM))
    return Band(base, Interval(scale * inner.low, scale * inner.high), Interval(scale * outer.low, scale * outer.high))


def _limits(rate: float, base: float, method: str, level: float) -> Interval:
    """Limits of the fraction: the figures whose own interval just reaches the rate, or the exact tails."""
    if method == "wilson":
        reach = quantile(level) * (rate * (1 - rate) / base) ** 0.5
        return Interval(max(0.0, rate - reach), min(1.0, rate + reach))
    if method == "byar":
        expected = rate * base
        most = expected + 40 + 12 * expected**0.5
        low = intervals.root(lambda count: intervals.byar(count, level).high - expected, 0.0, expected)
        high = intervals.root(lambda count: intervals.byar(count, level).low - expected, expected, most)
        return Interval(low / base if intervals.byar(0, level).high < expected else 0.0, high / base)
    tails = binomial(rate, round(base)) if method == "binomial" else poisson(rate * base)
    share = (1 - level) / 2
    return Interval(max(0.0, tails.point(share)) / base, tails.point(1 - share) / base)


def _spot(region: str, count: float | None, base: float | None, rate: float | None, method: str, scale: float,
          direction: str, judged: bool) -> Spot:
    if count is None or not base:
        return Spot(region, count, base, None, None, "none", "")
    figure = scale * count / base
    if rate is None or not judged:
        return Spot(region, count, base, figure, None, "few", "")
    limits = band(rate, base, method, scale)
    state = _state(figure, limits)
    up = {"higher": 1, "lower": -1}.get(direction, 0) * (1 if "high" in state else -1 if "low" in state else 0)
    return Spot(region, count, base, figure, limits, state, {1: "better", -1: "worse"}.get(up, ""))


def _state(figure: float, limits: Band) -> str:
    """A figure on a limit is inside."""
    for name, pair in (("very_", limits.outer), ("", limits.inner)):
        if figure > pair.high + 1e-12 * abs(pair.high):
            return f"{name}high"
        if figure < pair.low - 1e-12 * abs(pair.low):
            return f"{name}low"
    return "in"


def _dispersion(parts: Sequence[tuple[float, float]], rate: float | None, method: str) -> float | None:
    """Pearson's χ² ÷ (areas − 1); None with fewer than two areas or nothing that varies."""
    share = method in ("wilson", "binomial")
    if rate is None or len(parts) < 2 or rate <= 0 or (share and rate >= 1):
        return None
    terms = [(count - rate * base) ** 2 / (rate * base * (1 - rate if share else 1)) for count, base in parts]
    return sum(terms) / (len(parts) - 1)


def _sizes(sizes: Sequence[float], points: int = 48) -> list[float]:
    """Denominators for the curve, closer together where the funnel is steep."""
    if not sizes:
        return []
    low, high = min(sizes), max(sizes)
    return [low] if low == high else np.geomspace(low, high, points).tolist()

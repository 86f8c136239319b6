"""Statistical neighbours: regions alike in declared attributes, with the reason beside each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import mean, pstdev
from typing import NamedTuple

from catalog.rules import Likeness


class Part(NamedTuple):
    """One attribute of a pair: both figures, and how far apart they are in standard deviations of all regions."""

    attribute: str
    mine: float
    theirs: float
    apart: float


class Neighbour(NamedTuple):
    """distance: root of the weighted mean of the squared `apart`; parts: why, the attribute furthest apart first."""

    region: str
    distance: float
    parts: tuple[Part, ...]


def neighbours(region: str, likenesses: Sequence[Likeness], figures: Mapping[str, Mapping[str, float]],
               regions: Sequence[str], count: int = 5) -> list[Neighbour]:
    """The `count` regions most like `region`, nearest first; ties in the order of `regions`.

    figures: id → region → number (the catalogue's denominators). Each attribute is standardised over `regions`, sizes
    by their logarithm: from 2 to 4 million is as far as from 4 to 8. Regions that lack an attribute, and regions with
    an attribute that does not vary, are passed over. Empty when `region` itself lacks one.
    """
    whole = [one for one in regions if all(_figure(like, figures, one) is not None for like in likenesses)]
    if region not in whole:
        return []
    scaled = {like.id: _standard({one: _figure(like, figures, one) or 0.0 for one in whole}, like.log)
              for like in likenesses}
    found = [_pair(region, one, likenesses, figures, scaled) for one in whole if one != region]
    return sorted(found, key=lambda pair: pair.distance)[:count]


def _figure(like: Likeness, figures: Mapping[str, Mapping[str, float]], region: str) -> float | None:
    """The attribute of one region: a number of the catalogue, or one over another; None when it cannot be told."""
    over = figures.get(like.numerator, {}).get(region)
    under = figures.get(like.denominator, {}).get(region) if like.denominator else 1.0
    if over is None or not under or (like.log and over <= 0):
        return None
    return over / under


def _standard(values: Mapping[str, float], log: bool) -> dict[str, float]:
    """Mean 0, standard deviation 1; all zero when nothing varies."""
    held = {one: math.log(value) if log else value for one, value in values.items()}
    middle, width = mean(held.values()), pstdev(held.values())
    return {one: (value - middle) / width if width else 0.0 for one, value in held.items()}


def _pair(region: str, other: str, likenesses: Sequence[Likeness], figures: Mapping[str, Mapping[str, float]],
          scaled: Mapping[str, Mapping[str, float]]) -> Neighbour:
    parts = [Part(like.id, _figure(like, figures, region) or 0.0, _figure(like, figures, other) or 0.0,
                  scaled[like.id][other] - scaled[like.id][region]) for like in likenesses]
    weights = [like.weight for like in likenesses]
    square = sum(weight * part.apart**2 for weight, part in zip(weights, parts, strict=True)) / sum(weights)
    return Neighbour(other, math.sqrt(square), tuple(sorted(parts, key=lambda part: -abs(part.apart))))

"""Numbers the arithmetic needs, goals without a date, card companions and colour classes: rows of data/catalog."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from catalog.book import FOLDER
from catalog.tables import rows


class Likeness(NamedTuple):
    """An attribute by which regions are alike (likeness.csv): a denominator of the catalogue, or one over another.

    log: compared by its logarithm.
    """

    id: str
    numerator: str
    denominator: str
    log: bool
    weight: float
    zh: str
    en: str


class Course(NamedTuple):
    """How the year passes for an indicator (pace.csv). mode: month, day, plan; plan: twelve cumulative per cents."""

    mode: str
    plan: tuple[float, ...]


class Reason(NamedTuple):
    """A reason for attention (attention.csv): points for being there, and the sizes at which more begin and end."""

    reason: str
    weight: float
    least: float
    full: float
    unit: str
    zh: str
    en: str


class Rules(NamedTuple):
    """numbers: rule id → number (rules.csv). goals: indicator → level (goals.csv). beside: indicator → companions.

    edges: (indicator, measure) → the four class edges of its colour ramp; ("*", "deviation") for annual targets.
    likenesses: what makes regions statistical neighbours. reasons: what puts a thing on the list 需要关注, by id.
    courses: indicator → how the year passes for it; "*" for all others.
    """

    numbers: Mapping[str, float]
    goals: Mapping[str, float]
    beside: Mapping[str, tuple[str, ...]]
    edges: Mapping[tuple[str, str], tuple[float, ...]]
    likenesses: tuple[Likeness, ...]
    reasons: Mapping[str, Reason]
    courses: Mapping[str, Course]


@lru_cache(maxsize=8)
def load(folder: Path | None = None) -> Rules:
    """The rules in `folder` (default data/catalog), read once. Raises ValueError for a ragged table."""
    at = folder or FOLDER
    beside: dict[str, tuple[str, ...]] = {}
    for row in rows(at, "beside.csv"):
        beside[row["indicator"]] = (*beside.get(row["indicator"], ()), row["beside"])
    edges = {(row["indicator"], row["measure"]): tuple(float(row[f"edge{n}"]) for n in range(1, 5))
             for row in rows(at, "ramps.csv")}
    return Rules(
        MappingProxyType({row["id"]: float(row["value"]) for row in rows(at, "rules.csv")}),
        MappingProxyType({row["indicator"]: float(row["value"]) for row in rows(at, "goals.csv")}),
        MappingProxyType(beside), MappingProxyType(edges),
        tuple(Likeness(**row | {"log": row["log"] == "1", "weight": float(row["weight"])})  # type: ignore[arg-type]
              for row in rows(at, "likeness.csv")),
        MappingProxyType({row["reason"]: _reason(row) for row in rows(at, "attention.csv")}),
        MappingProxyType({row["indicator"]: _course(row) for row in rows(at, "pace.csv")}))


def _course(row: Mapping[str, str]) -> Course:
    """A row of pace.csv. ValueError names what is wrong with it and what to write."""
    plan = tuple(float(part) for part in row["plan"].split())
    whole = len(plan) == 12 and list(plan) == sorted(plan) and plan[-1] == 100 if row["mode"] == "plan" else not plan
    if row["mode"] not in ("month", "day", "plan") or not whole:
        raise ValueError(f"pace.csv：“{row['indicator']}”的序时方式“{row['mode']} {row['plan']}”无效。请写month、day，"
                         "或者plan和从1月起的12个累计百分数（不下降，最后为100）。")
    return Course(row["mode"], plan)


def _reason(row: Mapping[str, str]) -> Reason:
    weight, least, full = (float(row[key]) for key in ("weight", "least", "full"))
    return Reason(row["reason"], weight, least, full, row["unit"], row["zh"], row["en"])

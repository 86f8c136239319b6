"""The checks as data: every rule with its name and guidance (checks.csv), relations between figures (relations.csv),
units that are counted in whole numbers (counted.csv), stocks that begin anew each year (renewed.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from catalog.book import FOLDER
from catalog.tables import rows

# In the order in which they are listed.
FAMILIES = ("form", "range", "identity", "across_forms", "across_time", "printed", "published", "small_counts")
SEVERITIES = ("error", "warning", "note")


class Check(NamedTuple):
    """A rule with a name. say_*: the sentence of what the rule itself finds, with blanks; "" where the reader says it
    (data/catalog/reading/findings.csv). guidance_*: what to do about it, for the person who has to."""

    id: str
    family: str
    severity: str
    zh: str
    en: str
    say_zh: str
    say_en: str
    guidance_zh: str
    guidance_en: str


class Relation(NamedTuple):
    """`whole` (=, >=, <=) `times` × the sum of `parts`, within `tolerance` per cent of the whole.

    A name is an indicator, a column of denominators.csv, or `register:` and a register (its rows are counted).
    check: the rule it is reported under; where that is `identity` the reader holds it against every sheet itself.
    """

    id: str
    check: str
    whole: str
    relation: str
    times: float
    parts: tuple[str, ...]
    tolerance: float


@lru_cache(maxsize=4)
def checks(folder: Path | None = None) -> Mapping[str, Check]:
    """Every check by its id, in file order. Raises ValueError for a ragged table."""
    return MappingProxyType({row["id"]: Check(**row) for row in rows(folder or FOLDER, "checks.csv")})


@lru_cache(maxsize=4)
def relations(folder: Path | None = None) -> tuple[Relation, ...]:
    """Every relation, in file order. Raises ValueError for a ragged table."""
    return tuple(
        Relation(row["id"], row["check"], row["whole"], row["relation"], float(row["times"]),
                 tuple(row["parts"].split()), float(row["tolerance"]))
        for row in rows(folder or FOLDER, "relations.csv")
    )  # fmt: skip


@lru_cache(maxsize=4)
def counted(folder: Path | None = None) -> frozenset[str]:
    """Base units of which there is never a half."""
    return frozenset(row["unit"] for row in rows(folder or FOLDER, "counted.csv"))


@lru_cache(maxsize=4)
def personal(folder: Path | None = None) -> frozenset[str]:
    """Base units that count persons: small counts of them may tell who somebody is (R27)."""
    return frozenset(row["unit"] for row in rows(folder or FOLDER, "counted.csv") if row["persons"])


@lru_cache(maxsize=4)
def renewed(folder: Path | None = None) -> frozenset[str]:
    """Stocks that begin anew each January: their step from December says nothing."""
    return frozenset(row["indicator"] for row in rows(folder or FOLDER, "renewed.csv"))

"""Figures as they were stored, one line each: the long form that other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Engine

from catalog.entries import Catalog
from store.facts import facts

MEASURES = ("value", "ytd", "target")


class Tidy(NamedTuple):
    """One stored figure. value: base units, None with the reason in status; id: its observation, for the source."""

    region: str
    indicator: str
    period: str
    measure: str
    value: float | None
    qualifier: str
    status: str
    id: int


def tidy(
    engine: Engine,
    catalog: Catalog,
    *,
    start: str | None = None,
    end: str | None = None,
    indicators: Sequence[str] = (),
    regions: Sequence[str] | None = None,
    at: int | None = None,
) -> tuple[Tidy, ...]:
    """The facts that stand (or stood at revision `at`), by indicator, area, period and measure.

    Rates whose parts are stored are not among them: they are worked out, never kept. start and end bound the month a
    period ends in. Raises StoreProblem when the store is silent.
    """
    wanted = list(indicators) or list(catalog.indicators)
    frame = facts(engine, wanted, measures=MEASURES, regions=regions, start=start, end=end, at=at)
    columns = (frame[name].tolist() for name in ("region", "indicator", "period", "measure", "value", "qualifier",
                                                 "status", "id"))  # fmt: skip
    return tuple(Tidy(r, i, p, m, None if v != v else v, q, s, n) for r, i, p, m, v, q, s, n in
                 zip(*columns, strict=True))  # fmt: skip

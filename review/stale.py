"""Figures that have not moved on: published again unchanged, or not reported while others were."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine, func, select

from catalog.book import load
from catalog.quality import Stale
from review.figures import month_text
from store import codes, schema
from store.engine import reading

_LENGTH = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def stale(engine: Engine) -> tuple[Stale, ...]:
    """Published repeats, oldest first, then indicators with areas behind, in the catalogue's order."""
    return (*_repeated(), *_behind(engine))


def _repeated() -> Iterator[Stale]:
    """The same number under two dates, 8.7万 in November 2022 and in June 2023: as of when is it?"""
    last: dict[str, tuple[float, str]] = {}
    for figure in load().published:
        value, since = last.get(figure.indicator, (None, ""))
        if value == figure.value and since != figure.as_of:
            yield Stale("repeated", figure.indicator, figure, since, figure.as_of, ())
        last[figure.indicator] = figure.value, figure.as_of


def _behind(engine: Engine) -> Iterator[Stale]:
    """Stocks and cumulatives of which an area's newest figure is more than a period older than the newest there is."""
    newest = _newest(engine)
    catalog = load()
    for id, row in catalog.indicators.items():
        ends = newest.get(id, {})
        if row.kind not in ("stock", "cumulative") or len(ends) < 2:
            continue
        top = max(ends.values())
        late = [code for code in catalog.cities if code in ends and top - ends[code] > _LENGTH.get(row.frequency, 12)]
        if late:
            oldest = min(ends[code] for code in late)
            yield Stale("behind", id, None, month_text(top), month_text(oldest), tuple(late))


def _newest(engine: Engine) -> dict[str, dict[str, int]]:
    """Indicator → city → the last month (year × 12 + month − 1) with a figure."""
    own = schema.facts.c
    query = (
        select(schema.indicators.c.code, own.region_id, func.max(own.period_id))
        .join(schema.indicators, schema.indicators.c.id == own.indicator_id)
        .where(own.value.is_not(None), own.measure_id == codes.MEASURES["value"])
        .group_by(schema.indicators.c.code, own.region_id)
    )
    found: dict[str, dict[str, int]] = {}
    with reading(engine) as connection:
        for id, region, period in connection.execute(query):
            month = period // 100
            found.setdefault(id, {})[f"{region:06}"] = month // 100 * 12 + month % 100 - 1
    return found

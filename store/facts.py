"""The facts that stand, as one tidy frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray
from sqlalchemy import ColumnElement, Connection, Engine, Select, select

from catalog.period import end_month, start_month
from store import codes
from store.engine import reading
from store.past import stood
from store.schema import indicators as names
from store.schema import periods

COLUMNS = ("id", "indicator", "region", "period", "measure", "value", "qualifier", "status")
# Up to this many periods are named one by one, which the index by period answers without a scan.
_FEW = 40


def facts(
    engine: Engine,
    indicators: Sequence[str],
    *,
    measures: Sequence[str] = ("value",),
    regions: Sequence[str] | None = None,
    start: str | None = None,
    end: str | None = None,
    at: int | None = None,
) -> pd.DataFrame:
    """Current facts of `indicators`, one row a number, columns id, indicator, region, period, measure, value,
    qualifier, status; ordered as the indicators were asked for, then by region, period and measure code.

    id is the observation behind the fact. A missing mark is a row with value NaN and its status (not_reported, …);
    a cell nobody sent is no row. start and end bound the month in which a period ends: «2026» holds 2026-01 … 2026-12
    and the year itself. With `at` the facts are those that stood at that revision. Raises StoreProblem when the
    store does not answer.
    """
    with reading(engine) as connection:
        found = connection.execute(select(names.c.id, names.c.code).where(names.c.code.in_(indicators))).all()
        known = {number: code for number, code in found}
        # Plain tuples from the driver: wrapping 100,000 rows would cost more than fetching them.
        rows = connection.execute(_query(connection, list(known), measures, regions, start, end, at)).cursor.fetchall()
    return _frame(rows, known, {code: place for place, code in enumerate(indicators)})


def _query(
    connection: Connection,
    numbers: list[int],
    measures: Sequence[str],
    regions: Sequence[str] | None,
    start: str | None,
    end: str | None,
    at: int | None,
) -> Select[tuple[object, ...]]:
    own = stood(connection, at, numbers).c
    query = select(own.observation_id, own.indicator_id, own.region_id, own.period_id, own.measure_id, own.value,
                   own.qualifier, own.status)  # fmt: skip
    query = query.where(own.indicator_id.in_(numbers), own.measure_id.in_([codes.MEASURES[item] for item in measures]))
    if regions is not None:
        query = query.where(own.region_id.in_([int(code) for code in regions]))
    if start or end:
        query = query.where(_within(connection, own.period_id, start, end))
    return query


def _within(
    connection: Connection, period: ColumnElement[int], start: str | None, end: str | None
) -> ColumnElement[bool]:
    first = codes.month_number(start_month(start)) if start else 0
    last = codes.month_number(end_month(end)) if end else 999912
    found = list(
        connection.scalars(select(periods.c.id).where(periods.c.end_month.between(first, last)).limit(_FEW + 1))
    )
    if len(found) <= _FEW:
        return period.in_(found)
    return period.between(first * 100, last * 100 + 99)


def _frame(rows: Sequence[Sequence[Any]], known: dict[int, str], order: dict[str, int]) -> pd.DataFrame:
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    ids, indicator, region, period, measure, value, qualifier, status = map(np.array, columns)
    place = np.array([order[known[number]] for number in indicator.tolist()], dtype=np.int64)
    # Sorted here, not by the store: sorting 20,000 rows takes SQLite ten times as long.
    by = np.lexsort((measure, period, region, place))
    return pd.DataFrame(
        {
            "id": ids[by].astype(np.int64),
            "indicator": _texts(indicator[by], known.__getitem__),
            "region": _texts(region[by], "{:06}".format),
            "period": _texts(period[by], codes.period_text),
            "measure": _texts(measure[by], codes.MEASURE_TEXTS.__getitem__),
            "value": value[by].astype(np.float64),
            "qualifier": _texts(qualifier[by], codes.QUALIFIER_TEXTS.__getitem__),
            "status": _texts(status[by], codes.STATUS_TEXTS.__getitem__),
        },
        columns=list(COLUMNS),
    )


def _texts(numbers: np.ndarray, text: Callable[[int], str]) -> ExtensionArray:
    """Each number as its text; a text is made once however often its number comes."""
    unique, place = np.unique(numbers.astype(np.int64), return_inverse=True)
    texts = np.array([text(int(number)) for number in unique], dtype=object)
    return pd.array(texts[place], dtype="str")

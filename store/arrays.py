"""The facts that stand, as plain arrays: what the arithmetic reads. A server starts without pandas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from sqlalchemy import Engine, select

from store import codes
from store.engine import reading
from store.past import stood
from store.schema import indicators as names


class Cells(NamedTuple):
    """Facts of one indicator and one measure, one element a fact.

    ids: the observation; regions: the six-digit code as a number; ends: the last month as year × 12 + month − 1; spans:
    months covered; values: NaN for a missing mark; qualifiers: 0 eq, 1 ge, 2 lt, 3 approx.
    """

    ids: np.ndarray
    regions: np.ndarray
    ends: np.ndarray
    spans: np.ndarray
    values: np.ndarray
    qualifiers: np.ndarray


def arrays(
    engine: Engine,
    indicators: Sequence[str],
    *,
    measures: Sequence[str],
    regions: Sequence[str],
    at: int | None = None,
) -> dict[tuple[str, str], Cells]:
    """Current facts by (indicator, measure), or those that stood at revision `at`; a pair without facts is not in it.

    Raises StoreProblem when the store does not answer.
    """
    with reading(engine) as connection:
        found = connection.execute(select(names.c.id, names.c.code).where(names.c.code.in_(indicators))).all()
        known = {number: code for number, code in found}
        own = stood(connection, at, list(known)).c
        query = select(own.indicator_id, own.measure_id, own.observation_id, own.region_id, own.period_id, own.value,
                       own.qualifier)  # fmt: skip
        query = query.where(
            own.indicator_id.in_(list(known)), own.measure_id.in_([codes.MEASURES[one] for one in measures]),
            own.region_id.in_([int(code) for code in regions]))  # fmt: skip
        rows = connection.execute(query).all()
    return {(known[indicator], codes.MEASURE_TEXTS[measure]): cells for indicator, measure, cells in _groups(rows)}


def _groups(rows: Sequence[Sequence[object]]) -> Iterator[tuple[int, int, Cells]]:
    """The rows of each indicator and measure together."""
    if not rows:
        return
    indicator, measure, ids, regions, periods, qualifiers = (
        np.array(column, dtype=np.int64) for column in zip(*((*row[:5], row[6]) for row in rows), strict=True)
    )
    values = np.array([row[5] for row in rows], dtype=np.float64)
    months, spans = np.divmod(periods, 100)
    cells = Cells(ids, regions, months // 100 * 12 + months % 100 - 1, spans, values, qualifiers)
    order = np.lexsort((measure, indicator))
    keys = indicator[order] * 100 + measure[order]
    for part in np.split(order, np.flatnonzero(np.diff(keys)) + 1):
        yield int(indicator[part[0]]), int(measure[part[0]]), Cells(*(column[part] for column in cells))

"""Where a line over time is broken by a declared change of scope (R30): an indicator's own breaks and its parts'."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.entries import Catalog
from catalog.period import end_month


def breaks_of(catalog: Catalog, indicator: str) -> tuple[str, ...]:
    """The first months of a new scope, of the indicator and of the parts of a ratio, in order."""
    row = catalog.indicators[indicator]
    names = {indicator, *row.numerator, *row.denominator}
    return tuple(sorted({one.period for one in catalog.breaks if one.indicator in names}))


def broken_before(catalog: Catalog, indicator: str, periods: Sequence[str]) -> frozenset[int]:
    """The places of the points that a new scope begins at or before: no stroke leads to them from the point before."""
    months = breaks_of(catalog, indicator)
    if not months:
        return frozenset()
    ends = [end_month(period) for period in periods]
    return frozenset(at for at in range(1, len(ends)) if any(ends[at - 1] < month <= ends[at] for month in months))

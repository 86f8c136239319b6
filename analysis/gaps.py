"""Which months a year to date lacks (R9, R17): reported, but not whole, is not the same as not reported."""

from __future__ import annotations

import numpy as np

from analysis.plane import Plane


def gaps(monthly: Plane, spans: np.ndarray, row: int, month: int) -> tuple[int, ...]:
    """The months of the year up to `month` that a region lacks, () when it did not report `month` itself or lacks none.

    spans [R, T]: how many months each cell of `monthly` covers; a month inside a later span (1—2月) is not lacking.
    """
    column, january = month - monthly.first, month - month % 12
    known = monthly.known[row]
    if not 0 <= column < known.size or not known[column]:
        return ()
    covered: set[int] = set()
    for at in np.flatnonzero(known[: column + 1]).tolist():
        covered.update(range(monthly.first + at - int(spans[row, at]) + 1, monthly.first + at + 1))
    return tuple(one for one in range(january, month + 1) if one not in covered)

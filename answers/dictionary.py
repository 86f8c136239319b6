"""指标目录: what each indicator is and what the store holds of it."""

from __future__ import annotations

import numpy as np

from analysis import months
from answers.boards import Boards
from answers.records import DictionaryRow
from catalog.records import Indicator

GROUPS = ("core", "extended", "part")


def dictionary(boards: Boards) -> tuple[DictionaryRow, ...]:
    """All indicators in catalogue order, with first and last period and how many cities reported the last one."""
    shown = [row for row in boards.catalog.indicators.values() if row.group in GROUPS]
    boards.load(row.id for row in shown)
    return tuple(_row(boards, row) for row in shown)


def _row(boards: Boards, row: Indicator) -> DictionaryRow:
    catalog = boards.catalog
    published = tuple(sorted((one for one in catalog.published if one.indicator == row.id), key=lambda one: one.as_of))
    base = row.id in catalog.denominators
    plane = boards.board(row.id).plane
    known = plane.known.any(axis=0) if plane.known.size and not base else np.zeros(0, bool)
    at = np.flatnonzero(known)
    first, last = (months.text(plane.first + int(at[i])) for i in (0, -1)) if at.size else ("", "")
    reported = int(plane.known[:, at[-1]].sum()) if at.size else 0
    levels = boards.board(row.id).levels
    return DictionaryRow(row, catalog.synonyms.get(row.id, ()), published, bool((np.nan_to_num(levels) > 0).any()),
                         first, last, reported, len(plane.regions))

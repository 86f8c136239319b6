"""Last year's figures for the grey columns of a blank."""

from __future__ import annotations

from collections.abc import Sequence

from analysis import months
from answers.boards import Boards
from answers.kpis import kpis
from answers.unknown import PROVINCE
from catalog.period import end_month


def last_year(boards: Boards, indicators: Sequence[str], regions: Sequence[str], month: str, basis: str) -> dict[
    tuple[str, str], float
]:  # fmt: skip
    """(indicator, area) → the figure of `month` on `basis` (month, ytd; a stock is as at its end) where there is one.

    A figure of another period than the one that ends in `month` is not taken for it.
    """
    found: dict[tuple[str, str], float] = {}
    wanted = [one for one in indicators if boards.catalog.indicators[one].kind != "ratio"]
    boards.load(wanted)
    for one in wanted:
        board = boards.board(one, basis)
        codes = [PROVINCE] if boards.catalog.indicators[one].regions == "province" else list(regions)
        for kpi in kpis(boards, board, codes, months.number(month)):
            if kpi.value is not None and end_month(kpi.period) == month:
                found[one, kpi.region] = kpi.value
    return found

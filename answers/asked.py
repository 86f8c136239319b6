"""A scope with nothing left open, and the figures of its regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis import months
from analysis.board import Board, report_column
from answers.boards import Boards
from answers.kpis import kpi, kpis
from answers.records import Frame, Reported, Unknown
from answers.unknown import SELECTION, area_of, city_of, strangers
from catalog.entries import Catalog
from catalog.records import Kpi, Scope, StoreState


class Asked(NamedTuple):
    """One question: the boards of the revision, the scope as resolved, its month, its cities and the code of them."""

    boards: Boards
    scope: Scope
    month: int
    regions: tuple[str, ...]
    code: str
    unknown: tuple[Unknown, ...] = ()

    @property
    def catalog(self) -> Catalog:
        return self.boards.catalog

    def usual(self, indicator: str) -> str:
        """The basis asked for; with none asked, the month where nobody's year to date can be told but the month can.

        The first figures of a new store are of one month: they are reported, whatever is still missing of the year.
        """
        if self.scope.basis or self.catalog.indicators[indicator].kind != "flow":
            return self.scope.basis
        key = ("usual", indicator, self.month)
        return self.boards.kept.get(
            key, lambda: "" if self._told(indicator, "") or not self._told(indicator, "month") else "month"
        )

    def _told(self, indicator: str, basis: str) -> bool:
        board = self.boards.board(indicator, basis)
        column = report_column(board, self.month)
        return column >= 0 and bool(np.isfinite(board.plane.top[:, column]).any())

    def total_board(self, indicator: str, basis: str = "") -> Board:
        """The board that has the whole scope as a group: the usual one, or one for a selection of cities."""
        basis = basis or self.usual(indicator)
        return self.boards.board(indicator, basis, self.regions if self.code == SELECTION else ())

    def total(self, indicator: str, basis: str = "", *, series: bool = True) -> Kpi:
        """The figure of the whole scope."""
        board = self.total_board(indicator, basis)
        key = ("total", indicator, board.basis, self.code, self.regions, self.month, self.scope.compare, series)
        return self.boards.kept.get(
            key, lambda: kpi(self.boards, board, self.code, self.month, self.scope.compare, series=series)
        )

    def cities(self, indicator: str, basis: str = "") -> dict[str, Kpi]:
        """The figure of every city of the province (no small lines): a scope never changes a city's own figure."""
        board = self.boards.board(indicator, basis or self.usual(indicator))
        key = ("cities", indicator, board.basis, self.month, self.scope.compare)
        cities = self.catalog.cities
        return self.boards.kept.get(
            key,
            lambda: dict(zip(cities, kpis(self.boards, board, cities, self.month, self.scope.compare), strict=True)),
        )

    def city(self, indicator: str, region: str, basis: str = "") -> Kpi:
        """The figure of one city with its small line."""
        board = self.boards.board(indicator, basis or self.usual(indicator))
        key = ("city", indicator, board.basis, region, self.month, self.scope.compare)
        return self.boards.kept.get(key, lambda: kpi(self.boards, board, region, self.month, self.scope.compare))


def month_of(text: str, known: Sequence[int], newest: int) -> int:
    """The reported month a text means: itself, else the last one before it, else the first; 0 for an empty store.

    newest: what no text, or one that is no period, means: the last month that was reported well enough to open with.
    """
    if not known:
        return 0
    try:
        wanted = months.span(text)[1] if text else newest
    except ValueError:
        wanted = newest
    return max((month for month in known if month <= wanted), default=known[0])


def ask(boards: Boards, scope: Scope, default_indicator: str) -> Asked:
    """The question a scope puts: period, area, indicator and comparison made definite, unknown ones replaced."""
    catalog = boards.catalog
    area, month = area_of(catalog, scope.area), month_of(scope.period, boards.months, boards.newest)
    city, no_city = city_of(catalog, scope.city)
    shown = months.text(month) if month else ""
    indicator = scope.indicator if scope.indicator in catalog.indicators else default_indicator
    # one choice for the whole page: each indicator takes it if it can be shown so, whichever indicator is selected
    basis = scope.basis if scope.basis in ("month", "ytd") else ""
    compare = scope.compare if scope.compare in ("yoy", "prev") else "yoy"
    if compare == "prev":
        # 环比 is of amounts of the period: a year to date has no period before it
        basis, compare = basis or "month", "yoy" if basis == "ytd" else "prev"
    resolved = scope._replace(
        period=shown, area=area.text, indicator=indicator, basis=basis, compare=compare, city=city
    )
    known = [months.text(one) for one in boards.months]
    unknown = (*area.unknown, *no_city, *strangers(catalog, scope, known, shown))
    return Asked(boards, resolved, month, area.regions, area.code, unknown)


def strip(asked: Asked) -> tuple[Reported, ...]:
    """Who has sent the month's reports: those with more than half of the monthly figures due."""
    return asked.boards.kept.get(("strip", asked.month, asked.regions), lambda: _strip(asked))


def _strip(asked: Asked) -> tuple[Reported, ...]:
    boards, month = asked.boards, asked.month
    have, sent, due = boards.have(month), boards.reported(month), boards.due(month)
    return tuple(Reported(city, sent[city], len(have[city]), due) for city in asked.regions)


def frame(asked: Asked, state: StoreState) -> Frame:
    """What every page says about its scope: coverage, provisional or not, sample or not."""
    rows = strip(asked) if asked.month else ()
    missing = tuple(row.region for row in rows if not row.reported)
    newest = months.text(asked.boards.newest) if asked.boards.newest else ""
    return Frame(
        asked.scope,
        asked.regions,
        asked.code,
        len(rows) - len(missing),
        len(asked.regions),
        missing,
        bool(missing) or asked.scope.period >= newest,
        state.sample,
        newest,
        state.revision,
        asked.unknown,
    )

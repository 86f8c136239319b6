"""地市画像: one city among all that reported."""

from __future__ import annotations

from collections import Counter

from analysis import board as boards_of
from analysis import months
from answers.asked import Asked, frame, strip
from answers.compare import median_line
from answers.kpis import small_line
from answers.overview import headline
from answers.records import CityPage, Multiple, Point, SpineRow
from answers.standing import standing
from answers.trends import axis, indexed
from catalog.entries import Page
from catalog.records import StoreState

BASES = ("base_villages", "base_towns", "population")
FACTS = ("vol_teams", "vol_volunteers", "hon_sites", "hon_rooms", "hon_walls")


def city_page(asked: Asked, page: Page, state: StoreState) -> CityPage:
    """The profile of a city: its spine of indicators, its facts and its small charts, always against all cities."""
    city = asked.scope.city or asked.regions[0]
    asked = asked._replace(scope=asked.scope._replace(city=city))
    asked.boards.load((*page.indicators, *page.small, *FACTS))
    rows = tuple(spine_row(asked, one, city) for one in page.indicators)
    whole = asked._replace(regions=asked.catalog.cities)
    reported = any(row.region == city and row.reported for row in strip(whole))
    multiples = tuple(_multiple(asked, one, city) for one in page.small)
    lines = [line for one in multiples if one.scaled == "index" for line in (one.points, one.median)]
    known = asked.catalog.denominators
    return CityPage(
        frame(asked, state), city, reported, tuple((base, known[base][city]) for base in BASES if base in known),
        tuple(asked.city(one, city) for one in FACTS), rows, Counter(row.position for row in rows),
        headline([row.kpi for row in rows]), multiples, axis(lines))


def spine_row(asked: Asked, indicator: str, city: str) -> SpineRow:
    """One indicator of a city with the spread of all reported cities; completion where there are annual targets."""
    at = standing(asked, indicator)
    kpi, around, place = asked.city(indicator, city), at.around, at.ranks[city]
    return SpineRow(
        indicator, asked.catalog.indicators[indicator].theme, at.measure, kpi.period, kpi, at.values[city],
        around.median, around.lower, around.upper, around.low, around.high, place.place, place.tied, place.of,
        at.positions[city], at.better)


def _multiple(asked: Asked, indicator: str, city: str) -> Multiple:
    """A city's line and the median of all cities, both with their first point as 100 where they can be."""
    board = asked.boards.board(indicator, "month")
    column = boards_of.report_column(board, asked.month)
    if column < 0:
        return Multiple(city, indicator, board.basis, "value", (), (), None, False)
    own = small_line(asked.boards, board, city, column)
    window = [months.number(period) - board.first for period, _ in own]
    key = ("median", indicator, column)
    middles = asked.boards.kept.get(key, lambda: median_line(board, window))
    middle = tuple((period, value) for (period, _), value in zip(own, middles, strict=True))
    scaled: list[tuple[Point, ...] | None] = [indexed(own), indexed(middle)]
    latest = own[-1][1] if own else None
    if scaled[0] is None or scaled[1] is None:
        return Multiple(city, indicator, board.basis, "value", own, middle, latest, latest is not None)
    return Multiple(city, indicator, board.basis, "index", scaled[0], scaled[1], latest, latest is not None)

"""One force: cards, ranking, trend, composition by economic area and the table of its cities."""

from __future__ import annotations

import numpy as np

from analysis import board as boards_of
from analysis import months
from answers.asked import Asked, frame
from answers.overview import headline, published
from answers.ranking import ranking
from answers.records import Composition, ForcePage, Share
from answers.table import force_table
from answers.trends import value_trend
from answers.unknown import PROVINCE
from catalog.entries import Page, Part
from catalog.records import StoreState


def force(asked: Asked, page: Page, state: StoreState) -> ForcePage:
    """The page of a force. The ranking is of the chosen indicator: completion where it has annual targets."""
    selected = asked.scope.indicator
    by = page.rank_by if selected == page.ranked else ""
    cards = tuple(asked.total(one) for one in page.cards)
    line = page.trend if selected == page.ranked else selected
    return ForcePage(
        frame(asked, state), page.id, cards, published(asked, {*page.cards, selected}), headline(cards),
        asked.total(selected), ranking(asked, selected, by), value_trend(asked, line),
        composition(asked, page.composition), force_table(asked, page))


def composition(asked: Asked, parts: tuple[Part, ...]) -> Composition | None:
    """Shares from sums over the cities that reported every part, for the scope and each area (or city) within it."""
    if not parts:
        return None
    board = asked.boards.board(parts[0].add[0], "month")
    column = boards_of.report_column(board, asked.month)
    month = board.first + column
    if column < 0:
        return Composition(parts, (), asked.scope.period)
    amounts = np.array([_amounts(asked, part, month) for part in parts])
    rows = tuple(_share(asked, code, regions, amounts) for code, regions in _bars(asked))
    return Composition(parts, rows, months.text(month))


def _amounts(asked: Asked, part: Part, month: int) -> np.ndarray:
    """A part's amount in each city at a month, NaN where one of its counts is missing."""
    total = np.zeros(len(asked.catalog.cities))
    for sign, ids in ((1.0, part.add), (-1.0, part.less)):
        for one in ids:
            plane = asked.boards.board(one, "month").plane
            column = month - plane.first
            there = 0 <= column < plane.top.shape[1]
            total = total + sign * plane.top[:, column] if there else total * np.nan
    return total


def _bars(asked: Asked) -> list[tuple[str, tuple[str, ...]]]:
    """The bars: the scope, then its economic areas, or its cities when it is an area or a selection."""
    if asked.code == PROVINCE:
        return [(code, tuple(members)) for code, members in asked.boards.sets.items() if len(members) > 1]
    if len(asked.regions) == 1:
        return [(asked.code, asked.regions)]
    return [(asked.code, asked.regions), *((city, (city,)) for city in asked.regions)]


def _share(asked: Asked, code: str, regions: tuple[str, ...], amounts: np.ndarray) -> Share:
    """Sums of the parts over the cities with all of them, and what share of their sum each is."""
    rows = [asked.catalog.cities.index(region) for region in regions]
    part = amounts[:, rows]
    known = ~np.isnan(part).any(axis=0)
    sums = part[:, known].sum(axis=1)
    whole = float(sums.sum())
    if not known.any() or whole <= 0:
        nothing = (None,) * len(sums)
        return Share(code, nothing, nothing, int(known.sum()), len(regions))
    return Share(code, tuple(sums.tolist()), tuple((100 * sums / whole).tolist()), int(known.sum()), len(regions))

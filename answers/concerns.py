"""需要关注: the signs of one scope, gathered from figures, reports and checks, and ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from analysis import months
from analysis.attention import Concern, Sign, jumped, ranked, silent, special
from analysis.board import line
from answers.asked import Asked, frame
from answers.control import charted, window
from answers.progress import city_pace, planned
from answers.records import Frame
from catalog.concerns import Item
from catalog.entries import Page
from catalog.records import StoreState
from store.explanations import explanations
from store.findings import findings

LOOKS_BACK = 25  # report periods: the last year, and the one before to compare with
GONE = ("withdrawn", "returned", "superseded")


class AttentionPage(NamedTuple):
    """items: heaviest first. checked: how many (indicators, cities) were looked at, said where the list is empty."""

    frame: Frame
    items: tuple[Item, ...]
    checked: tuple[int, int]


def attention_page(asked: Asked, page: Page, state: StoreState) -> AttentionPage:
    """The list of a scope at its month."""
    watched = tuple(dict.fromkeys(one for other in asked.catalog.pages.values() for one in other.cards))
    signs = [*_behind(asked), *_unusual(asked, watched), *_silent(asked), *_jumps(asked, watched), *_failed(asked)]
    rules = asked.boards.rules
    found = ranked(signs, asked.month, rules.reasons, rules.numbers)
    return AttentionPage(frame(asked, state), tuple(_item(one, asked.month) for one in found),
                         (len({*watched, *planned(asked)["paced"]}), len(asked.regions)))


def _item(one: Concern, now: int) -> Item:
    sign = one.sign
    return Item(one.place, sign.reason, sign.region, sign.indicator, sign.mark, months.text(sign.since),
                now - sign.since + 1, sign.size, one.score, one.weight, one.size, one.age)


def _behind(asked: Asked) -> Iterator[Sign]:
    for indicator in planned(asked)["paced"]:
        for city in asked.regions:
            pace = city_pace(asked, indicator, city)
            if pace.since and pace.kpi.deviation is not None:
                yield Sign("behind_schedule", city, indicator, months.number(pace.since), -pace.kpi.deviation)


def _unusual(asked: Asked, watched: Iterable[str]) -> Iterator[Sign]:
    """Special cause in the wrong direction, where there is one."""
    for indicator in watched:
        row = asked.catalog.indicators[indicator]
        if row.direction == "neutral" or row.regions == "province":
            continue
        for city in asked.regions:
            plan, periods = charted(asked, indicator, city)
            if periods and (sign := special(city, indicator, periods, plan)):
                yield sign


def _silent(asked: Asked) -> Iterator[Sign]:
    """Cities without more than half of the monthly figures that anybody sent, month after month."""
    cities, boards = asked.catalog.cities, asked.boards
    first = asked.month - 23
    have = np.zeros((len(cities), 24), int)
    due = np.zeros(24, int)
    for one in boards.monthly:
        cube = boards.cube(one, "value")
        for at in range(24):
            if cube.regions == cities and cube.first <= first + at <= cube.last:
                there = ~np.isnan(cube.values[:, first + at - cube.first])
                have[:, at] += there
                due[at] += bool(there.any())
    for city in asked.regions:
        known = 2 * have[cities.index(city)] > due
        if sign := silent(city, "", range(first, first + 24), (due > 0).tolist(), known.tolist()):
            yield sign


def _jumps(asked: Asked, watched: Iterable[str]) -> Iterator[Sign]:
    """Stocks that moved by more than half, with no declared change of scope, within the last report periods."""
    for indicator in watched:
        if asked.catalog.indicators[indicator].kind != "stock":
            continue
        board = asked.boards.board(indicator)
        columns = window(board, asked.month, LOOKS_BACK)
        periods = [board.first + column for column in columns]
        for city in asked.regions:
            held = line(board.plane, np.array(board.rows[board.codes[city]], dtype=int), columns)
            if sign := jumped(city, indicator, periods, held, asked.boards.breaks.get(indicator, ())):
                yield sign


def _failed(asked: Asked) -> Iterator[Sign]:
    """Errors and warnings of the month's workbooks that stand and that nobody has explained, by city and form."""
    told = {(one.code, one.submission, one.sheet, one.cell) for one in explanations(asked.boards.engine)}
    shown = months.text(asked.month)
    open_ = Counter(
        (one.region, one.form) for one in findings(asked.boards.engine)
        if one.severity in ("error", "warning") and one.period == shown and one.state not in GONE
        and (one.code, one.submission, one.sheet, one.cell) not in told)
    for (region, form), count in open_.items():
        if region in asked.regions:
            yield Sign("failed_check", region, "", asked.month, float(count), form)

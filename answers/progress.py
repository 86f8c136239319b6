"""进度与排名: every indicator with a target against time, and the cities of one of them with places and outlook."""

from __future__ import annotations

import numpy as np

from analysis import months, progress
from analysis.attention import behind
from analysis.board import Board, line, report_column
from analysis.projection import project
from answers.asked import Asked, frame
from answers.control import control
from answers.paced import ProgressPage
from answers.ranking import has_targets, ranking
from answers.table import table
from answers.unknown import SELECTION
from catalog.entries import Page
from catalog.pacing import Outlook, Pace
from catalog.records import Kpi, StoreState
from catalog.signals import Control

MEASURES = ("value", "target", "completion", "deviation", "place", "status")


def progress_page(asked: Asked, page: Page, state: StoreState) -> ProgressPage:
    """The page of a scope; the selected indicator is the address's, else the page's own, when it has a target."""
    found = planned(asked)
    paced = tuple(_of_all(asked, one) for one in found["paced"])
    levels = tuple(_of_all(asked, one) for one in found["levels"])
    known = [*found["paced"], *found["levels"]]
    selected = next((one for one in (asked.scope.indicator, page.ranked, *known) if one in known), "")
    columns = [(one, measure) for one in found["paced"] for measure in MEASURES]
    columns += [(one, measure) for one in found["levels"] for measure in ("value", "target")]
    cities = {city: city_pace(asked, selected, city) for city in asked.regions} if selected else {}
    return ProgressPage(frame(asked, state), paced, levels, selected, ranking(asked, selected) if selected else None,
                        cities, _control(asked, selected), table(asked, columns, asked.scope.sort))


def _control(asked: Asked, selected: str) -> Control | None:
    area = asked.scope.city if asked.scope.city in asked.regions else asked.code
    found = None if not selected or area == SELECTION else control(asked, selected, area)
    return found if found is not None and found.phases else None  # nothing is drawn of nothing reported


def planned(asked: Asked) -> dict[str, list[str]]:
    """Indicators with annual targets in the chosen year, and those with a level, in the order of the catalogue."""
    found: dict[str, list[str]] = {"paced": [], "levels": []}
    for one, row in asked.catalog.indicators.items():
        if row.group in ("core", "extended") and row.regions != "province":
            board = asked.boards.board(one, asked.usual(one))
            if has_targets(asked, board):
                found["paced"].append(one)
            elif board.plan is None and asked.total(one).target is not None:
                found["levels"].append(one)
    return found


def _of_all(asked: Asked, indicator: str) -> Pace:
    """The whole scope on one indicator, with the lights of its cities (they add up to the cities)."""
    kpi = asked.total(indicator)
    counts = dict(ranking(asked, indicator).counts)
    return _pace(asked, asked.total_board(indicator), asked.code, kpi, counts)


def city_pace(asked: Asked, indicator: str, city: str) -> Pace:
    """One city on one indicator: since when it is behind, and its outlook."""
    board = asked.boards.board(indicator, asked.usual(indicator))
    return _pace(asked, board, city, asked.cities(indicator)[city], {})


def _pace(asked: Asked, board: Board, code: str, kpi: Kpi, counts: dict[str, int]) -> Pace:
    column = report_column(board, asked.month)
    if column < 0 or kpi.time_progress is None or board.plan is None:
        return Pace(kpi, counts, None, "", 0)
    since = _since(asked, board, code, column)
    length = 0 if not since else board.first + column - months.number(since) + 1
    return Pace(kpi, counts, outlook(asked, board, code, column), since, length)


def _since(asked: Asked, board: Board, code: str, column: int) -> str:
    """The first month of this year's months on end that end behind schedule; months without a light end the run."""
    if board.plan is None:
        return ""
    group = board.codes[code]
    january = max(0, column - (board.first + column) % 12)
    found = [_at(asked, board, group, at) for at in range(january, column + 1)]
    sign = behind(code, board.indicator.id, [board.first + at for at in range(january, column + 1)],
                  [one.status for one in found], [one.deviation for one in found])
    return months.text(sign.since) if sign else ""


def _at(asked: Asked, board: Board, group: int, column: int) -> progress.Progress:
    assert board.plan is not None
    if not board.plan.regions[group, column]:
        return progress.Progress(None, None, None, "none")
    elapsed = progress.elapsed(asked.boards.rules.courses, board.indicator.id, board.first + column)
    return progress.against_plan(float(board.plan.done[group, column]), float(board.plan.target[group, column]),
                                 elapsed, asked.catalog.thresholds)


def outlook(asked: Asked, board: Board, code: str, column: int) -> Outlook | None:
    """全年测算 over the regions in the completion (R16); None before March, after the year or without a figure."""
    if board.plan is None:
        return None
    group, month = board.codes[code], months.of_year(board.first + column)
    done, target = float(board.plan.done[group, column]), float(board.plan.target[group, column])
    if not board.plan.regions[group, column] or target <= 0:
        return None
    rows = np.array([row for row in board.rows[group] if board.known[row, column] and board.levels[row, column] > 0])
    found = project(done, month, _months(board, rows, column - month + 1, month),
                    _months(board, rows, column - month - 11, 12))
    if found is None or found.basis == "done":
        return None
    whole, least, most = (None if one is None else progress.printed(100 * one / target, 1)
                          for one in (found.value, found.low, found.high))
    return Outlook(found.value, found.low, found.high, whole or 0.0, least, most, found.basis)


def _months(board: Board, rows: np.ndarray, january: int, count: int) -> list[float | None]:
    """Amounts of the months of a year over fixed regions; None where one is missing or covers several months."""
    offset = board.first - board.monthly.first
    columns = [january + offset + at for at in range(count)]
    inside = [at for at in columns if 0 <= at < board.monthly.top.shape[1]]
    held = dict(zip(inside, line(board.monthly, rows, inside), strict=True))
    wide = {at for at in inside if rows.size and bool((board.spans[rows, at] > 1).any())}
    return [None if at in wide else held.get(at) for at in columns]

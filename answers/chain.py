"""From a figure of a page down to the cells it was printed in: the same arithmetic, taken apart (R7, R8, R10, R17)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from analysis import months, origin
from analysis.board import Board
from analysis.origin import NOTHING, Made
from answers.asked import Asked
from answers.boards import Boards
from answers.kpis import Slice, slice_of
from answers.unknown import PROVINCE
from catalog.entries import Catalog
from catalog.origins import Asking, Chain, Origin, Row, Side, StoredCell, Term
from catalog.records import Indicator, Kpi, StoreState

PLANNED = ("target", "completion", "deviation")
CHANGED = ("previous", "growth", "difference")
Stored = Callable[[Sequence[int]], Mapping[int, StoredCell]]


class _Taken(NamedTuple):
    """The figure being taken apart: its board, the month of it, and the rows of its group."""

    boards: Boards
    board: Board
    at: Slice
    group: int

    @property
    def row(self) -> Indicator:
        return self.board.indicator

    @property
    def rows(self) -> list[int]:
        """The rows of the group that reported."""
        return [row for row in self.board.rows[self.group] if self.at.known[row]]


def chain(asked: Asked, asking: Asking, state: StoreState, stored: Stored) -> Chain:
    """The chain of a figure; `stored` finds the cells that are shown one by one. KeyError for an unknown indicator."""
    kpi = asked.total(asking.indicator, asking.basis, series=False)
    asking = asking._replace(measure=measure_of(asking.measure, kpi), basis=kpi.basis)
    figure = getattr(kpi, asking.measure)
    why = "" if figure is not None else why_not(kpi, asking.measure)
    sides = () if why in ("suppressed", "no_target") else _sides(asked, asking, kpi)
    known = stored(shown(sides))
    cities = tuple(dict.fromkeys(row.region for side in sides[:1] for term in side.top for row in term.rows))
    return Chain(asking, kpi, figure, sides, why, cities, known, state.revision, state.sample)


def whole(region: str, catalog: Catalog, area: str) -> str:
    """The area of a scope that a region of the address stands for; «selection» is the scope's own."""
    head, *less = region.split("-")
    if head == "selection":
        return area
    if not less:
        return "all" if region == PROVINCE else region
    members = [city for city in catalog.cities if head in (PROVINCE, catalog.regions[city].area)]
    return ",".join(city for city in members if city not in less)


def measure_of(wanted: str, kpi: Kpi) -> str:
    """The measure itself; a place or a status is by completion where there is one, else by the figure."""
    if wanted in ("place", "status"):
        return "value" if kpi.completion is None else "completion"
    return wanted if wanted in ("value", *PLANNED, *CHANGED) else "value"


def why_not(kpi: Kpi, measure: str) -> str:
    """Why there is no such figure: a word id without its «why_»."""
    if "suppressed" in kpi.notes:
        return "suppressed"
    if measure in PLANNED and kpi.target is None:
        return "no_target"
    if kpi.value is None:
        return "partial" if kpi.partial and not kpi.silent else "not_reported"
    return kpi.why_no_growth or "no_base" if measure in CHANGED else "no_target"


def shown(sides: Sequence[Side]) -> list[int]:
    """The observations shown one by one: all of a single area, else those of areas with one cell."""
    rows = [row for side in sides for term in (*side.top, *side.bottom) for row in term.rows]
    single = len({row.region for row in rows}) == 1
    return [cell.id for row in rows if single or len(row.cells) == 1 for cell in row.cells if cell.id]


def _sides(asked: Asked, asking: Asking, kpi: Kpi) -> tuple[Side, ...]:
    boards, board = asked.boards, asked.total_board(asking.indicator, asking.basis)
    at = slice_of(board, asked.month, asked.scope.compare, boards.breaks.get(asking.indicator, ()))
    if at is None:
        return _task(boards, board, asked, kpi) if asking.measure == "target" else ()
    taken = _Taken(boards, board, at, board.codes[asked.code])
    if asking.measure in PLANNED:
        return _planned(taken, asking.measure, kpi)
    if asking.measure in CHANGED:
        return _changed(taken)
    return _with_rows(_side(taken, "value", taken.rows, at.month))


def _with_rows(*sides: Side) -> tuple[Side, ...]:
    return tuple(side for side in sides if any(term.rows for term in side.top))


def _changed(taken: _Taken) -> tuple[Side, ...]:
    """Now and then, over the areas that are in both (R17)."""
    board, at = taken.board, taken.at
    if at.base < 0:
        return ()
    same = [row for row in taken.rows if board.known[row, at.base]]
    return _with_rows(_side(taken, "now", same, at.month), _side(taken, "then", same, board.first + at.base))


def _planned(taken: _Taken, measure: str, kpi: Kpi) -> tuple[Side, ...]:
    """The year so far and the target of the same areas (R12); a stock or a rate against its level."""
    board, at = taken.board, taken.at
    levels = board.levels[:, at.column]
    if board.plan is None:
        goal = _goal(taken, taken.rows, kpi.target, weighted=board.plane.bottom is not None)
        return _with_rows(*(() if measure == "target" else (_side(taken, "done", taken.rows, at.month),)), goal)
    members = [row for row in board.rows[taken.group] if levels[row] > 0]
    both = [row for row in members if _made(taken, taken.row.id, row, at.month, origin.YTD).value is not None]
    goal = _goal(taken, both or members, kpi.target, weighted=False)
    done = _side(taken, "done", both, at.month, origin.YTD)
    return _with_rows(goal) if measure == "target" else _with_rows(done, goal)


def _task(boards: Boards, board: Board, asked: Asked, kpi: Kpi) -> tuple[Side, ...]:
    """The target of a month that nobody reported: there is no figure of the board to take it from."""
    goals, own = boards.goals(kpi.indicator, asked.month), board.rows[board.codes[asked.code]]
    members = [region for region in (board.plane.regions[row] for row in own) if region in goals]
    rows = tuple(_handed(boards, kpi.indicator, region, goals[region], asked.month) for region in members)
    term = Term(kpi.indicator, "target", sum(row.value for row in rows), rows)
    weighted = kpi.target != term.value
    return _with_rows(Side("target", months.text(asked.month)[:4], kpi.target, 1.0, (term,), (), weighted))


def _side(taken: _Taken, name: str, rows: Sequence[int], month: int, basis: str = "") -> Side:
    """The figure of some areas at a month, as a sum or as a ratio of sums."""
    row = taken.row
    if row.kind != "ratio":
        own = _term(taken, row.id, basis or taken.board.basis, rows, month)
        return Side(name, months.text(month), own.value, 1.0, (own,), ())
    top, bottom = (
        tuple(_term(taken, part, _way(taken, part), rows, month) for part in parts)
        for parts in (row.numerator, row.denominator)
    )
    over, under = (sum(term.value for term in terms) for terms in (top, bottom))
    return Side(name, months.text(month), row.scale * over / under if under else None, row.scale, top, bottom)


def _way(taken: _Taken, part: str) -> str:
    known = taken.boards.catalog.indicators.get(part)
    return origin.END if known is None else origin.way(known, taken.row.over_time)


def _term(taken: _Taken, part: str, how: str, rows: Sequence[int], month: int) -> Term:
    found = tuple(_row(taken, part, row, month, how) for row in rows)
    return Term(part, how, sum(row.value for row in found), found)


def _row(taken: _Taken, part: str, row: int, month: int, how: str) -> Row:
    region = taken.board.plane.regions[row]
    constant = taken.boards.catalog.denominators.get(part)
    if constant is not None:
        return Row(region, constant[region], "catalog", (Origin(0, constant[region], "", part, 1),))
    return _of(region, _made(taken, part, row, month, how))


def _made(taken: _Taken, part: str, row: int, month: int, how: str) -> Made:
    cube = taken.boards.cube
    return origin.made(cube(part, "value"), cube(part, "ytd"), taken.board.plane.regions[row], month, how)


def _of(region: str, found: Made) -> Row:
    cells = tuple(Origin(id, value, months.named(end - span + 1, end), measure, sign)
                  for id, value, end, span, measure, sign in found.terms)  # fmt: skip
    return Row(region, found.value or 0.0, found.how, cells)


def _goal(taken: _Taken, rows: Sequence[int], whole: float | None, *, weighted: bool) -> Side:
    """The targets of the areas; those of rates are weighted by the denominators (R7)."""
    found = tuple(_target(taken, row) for row in rows)
    term = Term(taken.row.id, "target", sum(row.value for row in found), found)
    year = months.text(taken.at.month)[:4]
    return Side("target", year, whole if weighted else term.value, 1.0, (term,), (), weighted)


def _target(taken: _Taken, row: int) -> Row:
    """The target as a cell of the store, or the goal that policy names."""
    region, level = taken.board.plane.regions[row], float(taken.board.levels[row, taken.at.column])
    return _handed(taken.boards, taken.row.id, region, level, taken.at.month)


def _handed(boards: Boards, indicator: str, region: str, level: float, month: int) -> Row:
    december = month // 12 * 12 + 11
    found = origin.single(boards.cube(indicator, "target"), region, december, "target")
    if found is NOTHING or found.value != level:
        return Row(region, level, "goal", (Origin(0, level, "", "goal", 1),))
    made = _of(region, found)
    return made._replace(cells=tuple(cell._replace(period=f"{december // 12}") for cell in made.cells))

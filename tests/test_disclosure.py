"""Small counts of persons in a table with totals (R27): nobody can work out what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.disclosure import STAR, suppress, table, with_total

Shown = Sequence[Sequence[int | str | None]]


def bounds_of(shown: Shown) -> dict[tuple[int, int], tuple[float, float]]:
    """What a reader can work out of each hidden count, by linear programming over the sums and «it is not zero»."""
    hidden = [(r, c) for r, line in enumerate(shown) for c, cell in enumerate(line) if cell == STAR]
    lines = [([(r, c) for c in range(len(line) - 1)], (r, len(line) - 1)) for r, line in enumerate(shown)]
    lines += [([(r, c) for r in range(len(shown) - 1)], (len(shown) - 1, c)) for c in range(len(shown[0]))]
    matrix, right = [], []
    for parts, total in lines:
        row, known = np.zeros(len(hidden)), 0.0
        for place, sign in [*((part, 1) for part in parts), (total, -1)]:
            cell = shown[place[0]][place[1]]
            if cell == STAR:
                row[hidden.index(place)] += sign
            else:
                known += sign * int(cell or 0)
        matrix.append(row)
        right.append(-known)
    found = {}
    for at, place in enumerate(hidden):
        aims = [np.eye(len(hidden))[at] * sign for sign in (1, -1)]
        low, high = (linprog(aim, A_eq=matrix, b_eq=right, bounds=[(1, 10**6)] * len(hidden)) for aim in aims)
        assert low.success and high.success
        found[place] = (low.fun, -high.fun)
    return found


tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 20, 300, None]), min_size=size[1],
                                   max_size=size[1]), min_size=size[0], max_size=size[0]))


@given(tables)
def test_no_hidden_count_of_a_table_can_be_worked_out_from_its_totals(cells: list[list[int | None]]) -> None:
    for low, high in bounds_of(table(cells)).values():
        assert high - low > 0.99


@given(tables)
def test_every_small_count_is_hidden_zeros_stay_and_what_is_shown_is_true(cells: list[list[int | None]]) -> None:
    shown = table(cells)
    for row, column in product(range(len(cells)), range(len(cells[0]))):
        count, seen = cells[row][column], shown[row][column]
        assert seen == STAR if count and count <= 4 else seen in (count, STAR)
        assert count or seen == count, "zeros and blanks identify nobody and cover nothing"
    sums = [sum(cell or 0 for cell in line) for line in cells]
    assert all(seen in (total, STAR) for seen, total in zip([line[-1] for line in shown], sums, strict=False))
    if not any(cell and cell <= 4 for line in shown for cell in line if cell != STAR) and min(
            [cell or 9 for line in cells for cell in line]) > 4:
        assert not any(cell == STAR for line in shown for cell in line), "nothing small, nothing hidden"


def test_a_lonely_small_count_gets_the_three_cheapest_covers() -> None:
    assert table([[3, 12, 40], [10, 11, 50], [70, 80, 90]]) == [
        [STAR, STAR, 40, 55], [STAR, STAR, 50, 71], [70, 80, 90, 240], [83, 103, 180, 366]]


def test_four_ones_cover_nobody_when_the_reader_knows_that_none_is_zero() -> None:
    shown = table([[1, 1, 9], [1, 1, 9], [9, 9, 9]])
    assert [line[:2] for line in shown[:2]] == [[STAR, STAR]] * 2
    assert sum(cell == STAR for line in shown for cell in line) > 4


def test_a_row_of_ones_takes_a_cover_and_a_lonely_count_takes_its_total_along() -> None:
    assert with_total([1, 1, 40]) == ([STAR, STAR, STAR], 42)
    assert with_total([3, 0]) == ([STAR, 0], STAR)
    assert with_total([12, 3, 40]) == ([STAR, STAR, 40], 55)
    assert with_total([5, 6, None]) == ([5, 6, None], 11)


@given(st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=12))
def test_a_row_and_its_total_give_nothing_away(cells: list[int | None]) -> None:
    shown, total = with_total(cells)
    hidden = [cell for cell, seen in zip(cells, shown, strict=True) if seen == STAR]
    assert shown == suppress(cells)
    if total != STAR and hidden:
        assert len(hidden) > 1 and sum(cell or 0 for cell in hidden) > len(hidden)

"""Over time: conversions, periods, the year's end, means of stocks, what is carried forward (R6, R9, R16, R18–R20)."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis import flows, months, plane, projection
from analysis.cube import QUALIFIERS
from analysis.growth import multiple
from analysis.projection import project
from analysis.stocks import average, carry
from tests.frames import cube_of, indicator_plane, months_of, plane_of

NAN = np.nan
YEAR = [40.0, 20, 90, 100, 110, 120, 100, 90, 110, 120, 130, 170]


# ------------------------------------------------------------------ R8, R9, R19
def test_a_count_since_inception_does_not_begin_again_in_january() -> None:
    held = np.array([[1000.0, 1090, 1150]])
    found = flows.differences(held, months.number("2025-12"), resets=False)
    assert np.isnan(found.amounts[0, 0]) and found.amounts[0, 1:].tolist() == [90, 60]


def test_a_year_that_begins_with_february_gives_january_and_february_as_one_span() -> None:
    found = flows.differences(np.array([[1200.0, NAN, 150, 210]]), months.number("2025-12"), resets=True)
    assert found.amounts[0, 2:].tolist() == [150, 60] and found.spans[0].tolist()[2:] == [2, 1]
    back = flows.year_to_date(found.amounts, found.spans, months.number("2025-12"))
    assert back[0, 2:].tolist() == [150, 210]


def test_a_fall_since_inception_is_a_correction_and_the_months_around_it_stay() -> None:
    found = flows.differences(np.array([[100.0, 130, 125, 140]]), 0, resets=False)
    assert found.amounts[0, 1:].tolist() == [30, -5, 15] and found.corrections[0].tolist() == [0, 0, 1, 0]


@given(st.lists(st.integers(-5, 50).map(float), min_size=1, max_size=30), st.integers(0, 1000).map(float))
def test_amounts_and_counts_since_inception_are_each_other_s_undoing(amounts: list[float], before: float) -> None:
    total = flows.since_inception(np.array([amounts]), before)
    assert total[0].tolist() == list(accumulate(amounts, initial=before))[1:]
    assert flows.differences(total, 5, resets=False).amounts[0, 1:].tolist() == amounts[1:]


def test_nothing_is_counted_on_beyond_a_missing_month() -> None:
    assert np.isnan(flows.since_inception(np.array([[1.0, NAN, 3]]))[0, 1:]).all()


def test_a_quarter_of_a_flow_needs_its_three_months_and_a_stock_its_last() -> None:
    held = np.array([[5.0, NAN, 7, 8, 9, 10]])
    quarter = flows.over(held, "sum", 3)[0]
    assert np.isnan(quarter[:4]).all() and quarter[4:].tolist() == [24, 27]
    stock = flows.over(np.array([[5.0, 6, NAN]]), "last", 3)
    assert np.isnan(stock[0, 2]), "the month before is not the quarter's end"
    with pytest.raises(ValueError, match="distinct"):
        flows.over(held, "distinct", 3)


# ------------------------------------------------------------------ R16
@pytest.mark.parametrize("month", [1, 2])
def test_nothing_is_projected_before_march(month: int) -> None:
    assert project(100, month, YEAR[:month], YEAR) is None


def test_the_year_s_end_is_the_year_so_far_over_last_year_s_share_of_the_same_months() -> None:
    done = 1.1 * sum(YEAR[:10])
    found = project(done, 10, [1.1 * value for value in YEAR[:10]], YEAR)
    assert found and found.basis == "seasonal" and found.share == pytest.approx(75)
    assert found.value == pytest.approx(done / 0.75) == pytest.approx(1.1 * sum(YEAR))
    assert found.low == pytest.approx(found.value) == pytest.approx(found.high), "every month grew alike"


@pytest.mark.parametrize("last_year", [(), [*YEAR[:11], None], [0.0] * 12])
def test_without_a_whole_last_year_the_course_is_straight(last_year: list[float | None]) -> None:
    found = project(600, 6, [100.0] * 6, last_year)
    assert found and (found.basis, found.value, found.share) == ("linear", 1200, 50)


def test_the_range_of_a_straight_course_is_student_s() -> None:
    amounts = [90.0, 110, 100, 120, 80, 100]
    found = project(600, 6, amounts)
    sd = np.std(amounts, ddof=1)
    half = stats.t.ppf(0.9, 5) * sd * (6 * (1 + 6 / 6)) ** 0.5
    assert found and found.high == pytest.approx(1200 + half, rel=1e-4)
    assert found.low == pytest.approx(1200 - half, rel=1e-4)


def test_the_table_of_student_s_t_is_right() -> None:
    assert list(projection._T90) == pytest.approx(stats.t.ppf(0.9, range(1, 12)), abs=5e-5)


def test_the_range_is_not_said_with_two_months_and_never_lies_below_what_is_done() -> None:
    few = project(300, 4, [None, None, 10, 20])
    assert few and few.low is None and few.high is None
    wild = project(300, 11, [0.0] * 10 + [300.0])
    assert wild and wild.low == 300
    over = project(1234, 12, YEAR, YEAR)
    assert over == (1234, 1234, 1234, "done", 100)


@given(st.lists(st.integers(0, 500).map(float), min_size=3, max_size=11), st.lists(st.integers(1, 500).map(float),
       min_size=12, max_size=12))  # fmt: skip
def test_a_projection_lies_in_its_range_and_is_no_less_than_the_year_so_far(
        this_year: list[float], last_year: list[float]) -> None:
    done = sum(this_year)
    found = project(done, len(this_year), this_year, last_year)
    assert found and found.low is not None and found.high is not None
    assert done - 1e-6 <= found.low <= found.value + 1e-6 and found.value <= found.high + 1e-6


# ------------------------------------------------------------------ R18, R20
def test_a_mean_over_a_year_halves_the_first_and_the_last() -> None:
    ends = [float(value) for value in (100, *range(101, 112), 200)]
    found = average(ends)
    assert found.how == "chained" and found.value == pytest.approx((50 + sum(range(101, 112)) + 100) / 12)


def test_a_gap_inside_is_bridged_and_too_many_gaps_make_a_plain_mean() -> None:
    ends: list[float | None] = [float(value) for value in range(100, 113)]
    assert average([*ends[:5], None, *ends[6:]]) == (106, "chained", 12)
    assert average([*ends[:2], None, None, None, *ends[5:]]) == (sum([*range(100, 102), *range(105, 113)]) / 10,
                                                               "plain", 10)
    assert average([None, *ends[1:]]).how == "plain" and average([None] * 13) == (None, "none", 0)
    with pytest.raises(ValueError, match="13"):
        average(ends[:12])


def test_a_stock_is_carried_forward_only_when_asked_and_marked_and_a_flow_never() -> None:
    held = np.array([[NAN, 5.0, NAN, NAN, 8.0]])
    found = carry(held, "stock", longest=1)
    assert np.isnan(found.values[0, [0, 3]]).all() and found.values[0, [1, 2, 4]].tolist() == [5, 5, 8]
    assert found.carried[0].tolist() == [False, False, True, False, False]
    with pytest.raises(ValueError, match="flow"):
        carry(held, "flow")


# ------------------------------------------------------------------ R6, R15, R29
def test_grown_by_one_time_is_twice_and_one_doubling_and_a_fall_has_no_multiple() -> None:
    assert multiple(200, 100) == (2, 1, 1)
    assert multiple(300, 100) is not None and multiple(300, 100)[:2] == (3, 2)  # type: ignore[index]
    assert [multiple(50, 100), multiple(5, 0), multiple(5, -1), multiple(None, 3)] == [None] * 4


def test_per_head_over_several_cities_is_the_sum_over_the_sum() -> None:
    made = plane.per(plane_of({("a", "2026-10"): 30.0, ("b", "2026-10"): 5.0}, "ab"), {"a": 1000.0, "b": 500.0}, 1000)
    found = plane.sums(made, plane.groups("ab", ["ab", "a", "b"])).value[:, 0]
    assert found.tolist() == pytest.approx([1000 * 35 / 1500, 30, 10])
    with pytest.raises(ValueError, match="ratio"):
        plane.per(made, {}, 1)


@pytest.mark.parametrize(("one", "taken", "wanted"), [
    ("ge", "eq", "ge"), ("eq", "ge", "lt"), ("ge", "lt", "ge"), ("ge", "ge", "approx"), ("eq", "eq", "eq")])
def test_what_is_taken_away_counts_the_other_way_round(one: str, taken: str, wanted: str) -> None:
    codes = [QUALIFIERS.index(text) for text in (one, taken)]
    assert QUALIFIERS[plane.bound_of_difference(*codes)] == wanted


def test_a_numerator_of_more_than_and_less_than_is_about() -> None:
    at = ("a", "2026-10")
    given_cubes = {
        ("emp_school_returned", "value"): cube_of({at: 50.0}, "a", {at: "ge"}),
        ("emp_exam_enrolled", "value"): cube_of({at: 40.0}, "a", {at: "lt"}),
        ("emp_employed", "value"): cube_of(months_of("2026-10", [900]), "a"),
        ("emp_cohort", "value"): cube_of(months_of("2026-10", [1000]), "a")}
    made = indicator_plane("emp_destination_rate", "end", given_cubes, "a")
    assert QUALIFIERS[made.bounds[0, 0]] == "approx"


def test_a_flow_s_year_is_the_sum_of_its_differences() -> None:
    held = list(accumulate(YEAR))
    found = flows.differences(np.array([held]), 0, resets=True)
    assert found.amounts[0].tolist() == YEAR and [b - a for a, b in pairwise(held)] == YEAR[1:]

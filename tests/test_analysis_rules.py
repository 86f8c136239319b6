"""Rules R4–R30 beyond the golden vectors: spans, qualifiers, small rates, ties, quarters, targets."""

from __future__ import annotations

import numpy as np
import pytest

from analysis import board as boards
from analysis import cube, figures, months, plane, progress
from analysis.board import Parts
from analysis.disclosure import hide_rate, suppress
from analysis.growth import growth
from analysis.ranking import moves, ordered, places
from analysis.reconcile import parts_fit, reconcile
from analysis.spread import quarter, spread
from catalog.book import load
from tests.frames import cube_of, indicator_plane, months_of, plane_of

KNOWN = load()


def test_year_to_date_is_missing_while_a_month_is_missing() -> None:
    held = cube_of(months_of("2026-01", [5, None, 7, 8]), "a")
    made = indicator_plane("emp_employed_new", "ytd", {("emp_employed_new", "value"): held}, "a")
    assert made.top[0, 0] == 5 and np.isnan(made.top[0, 1:]).all()


def test_printed_year_to_date_stands_in_for_missing_months_and_gives_the_month_after_it() -> None:
    value = cube_of(months_of("2026-01", [5, None, None, None]), "a")
    ytd = cube_of(months_of("2026-01", [None, None, 20, 26]), "a")
    given = {("emp_employed_new", "value"): value, ("emp_employed_new", "ytd"): ytd}
    made = indicator_plane("emp_employed_new", "ytd", given, "a")
    assert made.top[0].tolist()[2:] == [20, 26]
    monthly = indicator_plane("emp_employed_new", "month", given, "a")
    assert np.isnan(monthly.top[0, 2]), "the printed sum to March says nothing of March alone"
    assert monthly.top[0, 3] == 6


def test_january_and_february_in_one_cell_are_one_point_and_count_in_the_year() -> None:
    held = cube_of({("a", "2026-01/2026-02"): 30.0, ("a", "2026-03"): 10.0}, "a")
    made = indicator_plane("emp_employed_new", "ytd", {("emp_employed_new", "value"): held}, "a")
    assert made.top[0].tolist() == [30, 40]
    both = cube_of({("a", "2025-12"): 4.0, ("a", "2026-01/2026-02"): 30.0, ("a", "2026-03"): 10.0}, "a")
    monthly = indicator_plane("emp_employed_new", "month", {("emp_employed_new", "value"): both}, "a")
    shown = boards.shown(monthly, both.spans)
    assert [months.text(monthly.first + at) for at in np.flatnonzero(shown)] == ["2025-12", "2026-02", "2026-03"]


def test_distinct_counts_have_no_year_to_date() -> None:
    assert figures.bases(KNOWN.indicators["vol_teams_active"]) == ("month",)


def test_training_rate_is_persons_of_the_year_over_persons_due() -> None:
    given = {("emp_adapt_trained", "value"): cube_of(months_of("2026-01", [10, 20]), "a"),
             ("emp_adapt_due", "value"): cube_of(months_of("2026-01", [90, 100]), "a")}
    made = indicator_plane("emp_adapt_rate", "ytd", given, "a")
    assert (100 * made.top / made.bottom)[0, 1] == 30


def test_hours_per_volunteer_divides_the_year_by_the_mean_of_month_ends() -> None:
    given = {("vol_hours", "value"): cube_of(months_of("2026-01", [300, 500]), "a"),
             ("vol_volunteers", "value"): cube_of(months_of("2026-01", [100, 300]), "a")}
    made = indicator_plane("vol_hours_per_volunteer", "ytd", given, "a")
    assert (made.top / made.bottom)[0].tolist() == [3, 4]


def test_coverage_divides_by_the_villages_of_the_catalogue() -> None:
    given = {("vol_villages_covered", "value"): cube_of({("440400", "2026-10"): 67.0}, ["440400"])}
    made = indicator_plane("vol_village_coverage", "end", given, ["440400"])
    assert made.scale * made.top[0, 0] / made.bottom[0, 0] == pytest.approx(100 * 67 / 335)


def test_a_city_with_one_part_is_not_in_the_rate() -> None:
    over = cube_of({("a", "2026-10"): 90.0, ("b", "2026-10"): 5.0}, "ab")
    under = cube_of({("a", "2026-10"): 100.0, ("b", "2026-10"): None}, "ab")
    made = indicator_plane("vol_members_per_team", "end",
                           {("vol_volunteers", "value"): over, ("vol_teams", "value"): under}, "ab")
    found = plane.sums(made, plane.groups("ab", ["ab"]))
    assert (found.value[0, 0], found.regions[0, 0]) == (pytest.approx(0.9), 1)


def test_missing_is_never_zero() -> None:
    made = plane_of({("a", "2026-10"): None, ("b", "2026-10"): 0.0}, "ab")
    found = plane.sums(made, plane.groups("ab", ["ab", "a", "b"]))
    assert found.regions[:, 0].tolist() == [1, 0, 1] and found.value[2, 0] == 0 and np.isnan(found.value[1, 0])


def test_a_city_that_began_to_report_does_not_make_growth() -> None:
    then, now = {("a", "2025-10"): 100.0, ("b", "2025-10"): None}, {("a", "2026-10"): 110.0, ("b", "2026-10"): 300.0}
    made = plane_of({**then, **now}, "ab")
    found = plane.change(made, plane.groups("ab", ["ab"]), plane.year_before(made))
    assert (found.now[0, -1], found.then[0, -1], found.regions[0, -1]) == (110, 100, 1)


def test_nothing_is_divided_by_zero() -> None:
    over, under = (cube_of({("a", "2026-10"): value}, "a") for value in (5.0, 0.0))
    made = indicator_plane("vol_members_per_team", "end",
                           {("vol_volunteers", "value"): over, ("vol_teams", "value"): under}, "a")
    found = plane.sums(made, plane.groups("a", ["a"]))
    assert np.isnan(found.value[0, 0]) and found.regions[0, 0] == 1


@pytest.mark.parametrize(("current", "base", "why", "turn"), [
    (3, -5, "base_negative", "turned_positive"), (-2, -5, "base_negative", "loss_narrowed"),
    (-8, -5, "base_negative", "loss_widened"), (12, 9, "small_base", ""), (12, 0, "base_zero", "")])
def test_no_rate_over_zero_negative_or_small_bases(current: float, base: float, why: str, turn: str) -> None:
    found = growth(current, base)
    assert (found.growth, found.why, found.turn, found.difference) == (None, why, turn, current - base)


def test_no_growth_across_a_break_or_from_a_bound() -> None:
    assert growth(200, 100, broken=True)[:2] == (None, None)
    assert growth(200, 100, bound=True).why == "bound"
    assert growth(100, None).why == "no_base" and growth(None, 100).why == "not_reported"


@pytest.mark.parametrize(("parts", "wanted"), [
    ([0, 0], "eq"), ([0, 1], "ge"), ([1, 1], "ge"), ([0, 2], "lt"), ([1, 2], "approx"), ([0, 3], "approx")])
def test_qualifier_of_a_sum_follows_its_parts(parts: list[int], wanted: str) -> None:
    assert cube.QUALIFIERS[plane.bound_of_sum(np.array(parts))] == wanted


@pytest.mark.parametrize(("top", "bottom", "wanted"), [
    ("eq", "ge", "lt"), ("eq", "lt", "ge"), ("ge", "eq", "ge"), ("ge", "ge", "approx"), ("approx", "eq", "approx"),
    ("ge", "lt", "ge"), ("eq", "eq", "eq")])
def test_a_denominator_that_is_more_than_makes_the_quotient_at_most(top: str, bottom: str, wanted: str) -> None:
    codes = [cube.QUALIFIERS.index(text) for text in (top, bottom)]
    assert cube.QUALIFIERS[plane.bound_of_ratio(*codes)] == wanted


def test_qualifiers_reach_the_plane_of_a_ratio() -> None:
    entities = cube_of({("a", "2022-11"): 50000.0}, "a", {("a", "2022-11"): "ge"})
    jobs = cube_of({("a", "2022-11"): 143000.0}, "a")
    made = indicator_plane("biz_jobs_per_entity", "end",
                           {("biz_jobs_created_cum", "value"): jobs, ("biz_entities_cum", "value"): entities}, "a")
    assert cube.QUALIFIERS[made.bounds[0, 0]] == "lt"


def test_completion_leaves_out_cities_without_a_target_on_both_sides() -> None:
    ytd = plane_of({("a", "2026-10"): 80.0, ("b", "2026-10"): 500.0}, "ab")
    found = boards.plan(ytd, np.array([[100.0], [0.0]]), plane.groups("ab", ["ab"]))
    assert [part[0, 0] for part in found] == [80, 100, 1]


def test_targets_hold_for_their_own_year_only() -> None:
    target = cube_of({("a", "2025"): 100.0, ("a", "2026"): 120.0}, "a")
    found = figures.targets_by_month(target, months.number("2024-12"), months.number("2026-02"))
    assert np.isnan(found[0, 0]) and found[0, 1] == 100 and found[0, 12] == 100 and found[0, 13:].tolist() == [120, 120]


def test_over_a_hundred_per_cent_is_printed_and_done() -> None:
    found = progress.against_plan(950, 900, 100 * 10 / 12, KNOWN.thresholds)
    assert (found.completion, found.status) == (105.6, "done")


def test_a_level_has_a_distance_and_no_time_progress() -> None:
    found = progress.against_level(91.24, 100, "higher", 1)
    assert (found.time_progress, found.deviation, found.status) == (None, -8.8, "distance")
    lower = progress.against_level(12, 0, "lower", 0)
    assert (lower.completion, lower.deviation, lower.status) == (None, 12, "distance")
    assert progress.against_level(0, 0, "lower", 0).status == "done"


def test_deviation_prints_both_before_it_subtracts() -> None:
    assert progress.deviation(100 * 950 / 1200, 100 * 10 / 12) == -4.1


def test_a_plan_curve_needs_twelve_months() -> None:
    assert progress.time_progress(2026, 3, mode="plan", plan=[5 * m for m in range(1, 13)]) == 15
    with pytest.raises(ValueError, match="twelve"):
        progress.time_progress(2026, 3, mode="plan", plan=[1, 2])


def test_places_are_by_print_and_lower_is_better_where_it_is() -> None:
    values = {"a": 98.46, "b": 98.54, "c": 97.0, "d": None}
    found = places(values)
    assert [found[x].place for x in "abcd"] == [1, 1, 3, None] and found["a"].tied and found["a"].of == 3
    assert [places(values, descending=False)[x].place for x in "abcd"] == [2, 2, 1, None]


def test_moves_are_over_the_same_set() -> None:
    now, before = {"a": 1.0, "b": 2.0, "c": 3.0}, {"a": 3.0, "b": 1.0, "c": None}
    assert moves(now, before) == {"a": -1, "b": 1, "c": None}


def test_not_reported_comes_after_not_ranked() -> None:
    ranks = places({"a": None, "b": None, "c": 1.0})
    assert ordered("abc", ranks, {"a": False, "b": True, "c": True}) == ["c", "b", "a"]


def test_quarters_are_by_printed_figures_and_nobody_is_in_front_when_all_are_equal() -> None:
    assert {quarter(5.0, spread([5.0] * 9), "higher", 1)} == {"middle"}
    nine = spread([float(x) for x in range(1, 10)])
    wanted = ["front", "front", "middle", "back", "back"]
    assert [quarter(x, nine, "higher", 0) for x in (9.0, 7.0, 5.0, 3.0, 1.0)] == wanted
    assert quarter(1.0, nine, "lower", 0) == "front" and quarter(9.0, nine, "neutral", 0) == ""
    assert quarter(None, nine, "higher", 0) == "none" and quarter(1.0, spread([1.0, 2.0]), "higher", 0) == ""


def test_quartiles_are_excel_s() -> None:
    assert spread([6.0, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49])[:5] == (6, 25.5, 40, 42.5, 49)
    assert spread([None]).median is None


def test_two_small_counts_need_no_complement_and_zeros_stay() -> None:
    assert suppress([2, 3, 40, 0, None]) == ["*", "*", 40, 0, None]
    assert suppress([3, 0]) == ["*", 0]
    assert hide_rate(9) and not hide_rate(10) and not hide_rate(0)


def test_rounded_columns_may_lose_half_a_unit_a_part() -> None:
    assert reconcile(100_000, [33_000, 33_000, 33_000], rounded_to=10_000).state == "rounding"
    assert reconcile(100, [33, 33, 33]).state == "unexplained" and reconcile(99, [33, 33, 33]).state == "equal"
    assert parts_fit(306, [165, 141], closed=True) and not parts_fit(306, [165, 140], closed=True)
    assert parts_fit(306, [140], closed=False) and not parts_fit(306, [307], closed=False)


def test_quarterly_figures_show_the_last_quarter_reported() -> None:
    held = cube_of({("a", "2026-06"): 1.0, ("a", "2026-09"): 2.0}, "a")
    made = indicator_plane("biz_entities_cum", "end", {("biz_entities_cum", "value"): held}, "a")
    parts = Parts(made, made, held.spans, None, np.full(made.top.shape, np.nan))
    found = boards.board(KNOWN.indicators["biz_entities_cum"], "end", parts, {"a": "a"})
    at = [boards.report_column(found, months.number(month)) for month in ("2026-10", "2026-08", "2026-05")]
    assert at == [3, 0, -1]


def test_a_line_is_over_the_same_cities_at_every_point() -> None:
    held = {**months_of("2026-08", [10, 20, 30], "a"), **months_of("2026-08", [1, 2, 3], "b"),
            **months_of("2026-08", [5, None, 7], "c"), **months_of("2026-08", [100, 200, None], "d")}
    made = plane_of(held, "abcd")
    parts = Parts(made, made, np.ones(made.top.shape, int), None, np.full(made.top.shape, np.nan))
    board = boards.board(KNOWN.indicators["emp_employed_new"], "month", parts, {"all": "abcd"})
    rows = boards.common_rows(board, np.arange(4), 2, [0, 1, 2], 60)
    assert boards.line(made, rows, [0, 1, 2]) == [11, 22, 33]
    few = boards.common_rows(board, np.arange(4), 2, [0, 1, 2], 90)
    assert boards.line(made, few, [0, 1, 2]) == [16, None, 40]

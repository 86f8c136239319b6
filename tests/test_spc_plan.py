"""Before any limit is drawn: where the peer's answer misleads, the plan says something else."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.series import drift, repeats, wanders
from analysis.spc import plan, xmr
from analysis.spc_plan import FEWEST, KINDS, SETTLED

MONTHS = [10.0, 14.0, 9.0, 12.0, 8.0, 11.0, 13.0, 9.0, 15.0, 10.0, 12.0, 11.0]


def test_a_steady_year_to_date_is_differenced_first_and_is_not_improving() -> None:
    summed = list(accumulate(MONTHS))
    misled = xmr(summed, direction="increase")
    assert misled.attrs["variation"] == "special_cause_improvement"
    assert (misled.point_type == "common_cause").sum() == 0, "the peer marks twelve of twelve"
    made = plan(summed, "ytd", direction="increase")
    assert (made.measure, made.verdict, made.variation) == ("amount", "limits", "common_cause")
    assert list(made.shown) == MONTHS
    chart = made.phases[0].chart
    assert chart and set(chart.points) == {"common_cause"}


def test_january_begins_a_year_to_date_again_and_a_count_since_inception_does_not() -> None:
    two_years = [*accumulate(MONTHS), *accumulate(MONTHS)]
    assert list(plan(two_years, "ytd").shown) == MONTHS * 2
    quarters = plan([1, 3, 6, 10, 2, 5, 9, 14], "ytd", per_year=4)
    assert list(quarters.shown) == [1, 2, 3, 4, 2, 3, 4, 5]
    inception = plan(list(accumulate(MONTHS)), "cumulative")
    assert inception.shown[0] is None and list(inception.shown[1:]) == MONTHS[1:] and inception.verdict == "trial"


def test_a_year_that_begins_with_january_and_february_together_and_a_fall_make_no_limits() -> None:
    summed: list[float | None] = list(accumulate(MONTHS * 2))
    year = [*summed[:12], None, *(value - summed[11] for value in summed[13:])]  # type: ignore[operator]
    made = plan(year, "ytd")
    assert made.aside == {13: "span"} and made.shown[13] == MONTHS[0] + MONTHS[1]
    corrected = plan([10, 20, 15, *(15 + 10 * n + n % 2 for n in range(1, 10))], "ytd")
    assert corrected.aside == {2: "correction"} and corrected.shown[2] == -5
    chart = corrected.phases[0].chart
    assert chart and chart.limits.lower > 0, "the correction is shown and no limit is made of it"


def test_a_span_in_a_flow_is_shown_and_no_limit_is_made_of_it() -> None:
    made = plan([None, 50, *MONTHS], "flow", spans=[1, 2, *[1] * 12])
    alone = plan(MONTHS, "flow")
    assert made.aside == {1: "span"} and made.phases[0].chart and alone.phases[0].chart
    assert made.phases[0].chart.limits == alone.phases[0].chart.limits


def test_no_change_is_said_and_not_charted() -> None:
    for kind in ("stock", "flow", "ratio"):
        made = plan([5.0] * 15, kind, direction="increase", target=4)
        assert (made.verdict, made.phases[0].chart, made.variation) == ("constant", None, "")
    assert plan(list(accumulate([5.0] * 15)), "cumulative").verdict == "constant"


def test_a_stock_that_moves_by_steps_gets_its_steps_and_no_limits() -> None:
    stock = [100.0] * 6 + [101.0] * 6 + [102.0] * 6
    misled = xmr(stock, direction="increase")
    assert misled.upl[0] == misled.lpl[0], "the peer's limits have no width"
    made = plan(stock, "stock", direction="increase")
    assert (made.verdict, made.variation) == ("steps", "")
    assert [tuple(step) for step in made.phases[0].steps] == [(6, 100, 101), (12, 101, 102)]


def test_a_stock_that_grows_is_charted_by_its_net_change() -> None:
    stock = [100.0, *accumulate(MONTHS * 2, initial=100.0)][1:]
    made = plan(stock, "stock", direction="increase")
    assert (made.measure, made.variation) == ("net", "common_cause") and list(made.shown[1:]) == MONTHS * 2
    assert plan(MONTHS * 2, "stock").measure == "value"
    assert made.drift == 1 and plan([-value for value in stock], "stock").drift == -1
    assert plan(stock, "ratio").measure == "net", "a coverage that only rises is no better signal"
    assert plan(stock, "flow").measure == "value", "what is done in a month is charted as it is"


def test_what_only_floating_point_makes_differ_is_no_change() -> None:
    held = [100 * (60 + at // 9) / 335 * (1 + (at % 3) * 1e-15) for at in range(36)]
    made = plan(held, "ratio", direction="increase")
    assert (made.verdict, made.phases[0].chart) == ("steps", None), "nine months alike, then one village more"
    assert [step.at for step in made.phases[0].steps] == [9, 18, 27]
    assert plan([100 * 67 / 335 + (at % 2) * 1e-14 for at in range(15)], "ratio").verdict == "constant"


def test_a_flow_of_rare_events_gets_no_limits() -> None:
    assert plan([0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0], "flow").verdict == "rare"


@pytest.mark.parametrize(("points", "wanted"), [(0, "few"), (1, "few"), (7, "few"), (8, "trial"), (11, "trial"),
                                                (12, "limits")])
def test_eight_points_make_trial_limits_and_twelve_make_limits(points: int, wanted: str) -> None:
    made = plan(MONTHS[:points], "flow", direction="increase")
    assert made.verdict == wanted and (made.phases[0].chart is None) == (wanted == "few")


def test_points_that_never_stand_side_by_side_make_no_limits() -> None:
    assert plan([1, None, 3, None, 2, None, 4, None, 1, None, 2, None, 5, None, 3], "flow").verdict == "few"


def test_a_month_not_yet_reported_is_no_verdict_on_the_one_before() -> None:
    made = plan([*MONTHS, 60.0, None], "flow", direction="lower")
    assert (made.phases[0].latest, made.variation) == (12, "special_cause_concern")


def test_a_declared_break_begins_a_new_phase_and_is_no_jump() -> None:
    jumped = [*MONTHS, *(100 + value for value in MONTHS)]
    made = plan(jumped, "flow", direction="increase", breaks=[12])
    assert [(phase.start, phase.end, phase.verdict) for phase in made.phases] == [(0, 11, "limits"), (12, 23, "limits")]
    first, second = (phase.chart for phase in made.phases)
    assert first and second and second.limits.mean == pytest.approx(first.limits.mean + 100)
    assert {*first.points, *second.points} == {"common_cause"}
    whole = plan(jumped, "flow", direction="increase").phases[0].chart
    assert whole and "common_cause" not in whole.points[:7]


def test_no_amount_is_made_across_a_break() -> None:
    stock = [*accumulate(MONTHS), *(5000 + value for value in accumulate(MONTHS))]
    made = plan(stock, "cumulative", breaks=[12])
    assert made.shown[12] is None and max(value or 0 for value in made.shown) < 20


def test_a_rate_of_the_year_so_far_asks_for_its_parts() -> None:
    assert plan([50.0 + n % 3 for n in range(14)], "ratio_ytd").verdict == "cumulated"


def test_a_target_speaks_of_the_value_and_never_of_one_period_s_amount() -> None:
    assert plan(MONTHS, "flow", direction="higher", target=99).assurance == "consistent_fail"
    assert plan(MONTHS, "flow", direction="lower", target=99).assurance == "consistent_pass"
    assert plan(list(accumulate(MONTHS)), "ytd", direction="higher", target=99).assurance is None


def test_a_kind_or_direction_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        plan(MONTHS, "sum")
    with pytest.raises(ValueError, match="direction"):
        plan(MONTHS, "flow", direction="up")


SEASON = [60.0, 20, 90, 95, 100, 110, 100, 90, 105, 115, 120, 160]


def test_a_season_is_held_against_the_year_before_and_is_no_signal() -> None:
    noise = np.random.default_rng(7).normal(0, 3, 48)
    held = [SEASON[at % 12] + noise[at] for at in range(48)]
    misled = xmr(held, direction="increase")
    assert (misled.point_type != "common_cause").sum() > 4, "the peer marks every February and December"
    made = plan(held, "flow", direction="increase")
    assert (made.measure, made.variation) == ("yoy", "common_cause")
    assert made.shown[:12] == (None,) * 12 and made.shown[12] == pytest.approx(held[12] - held[0])
    summed = [*accumulate(held[:12]), *accumulate(held[12:24]), *accumulate(held[24:36]), *accumulate(held[36:])]
    assert plan(summed, "ytd").measure == "amount_yoy"


def test_a_rate_that_begins_anew_each_year_is_not_improving_each_autumn() -> None:
    held = [30.0 + 5 * (at % 12) + (at * 7 % 5) / 2 for at in range(48)]
    assert xmr(held, direction="increase").attrs["variation"] == "special_cause_improvement"
    assert plan(held, "ratio", direction="increase").measure == "yoy"


def test_a_level_that_wanders_gets_no_limits_of_its_own() -> None:
    walk = list(np.cumsum(np.random.default_rng(3).normal(0, 1, 60)))
    misled = xmr(walk, direction="increase")
    assert (misled.point_type != "common_cause").mean() > 0.5
    assert plan(walk, "stock").measure == "net"
    smooth = plan([10 + 5 * np.sin(at / 6) for at in range(40)], "flow")
    assert (smooth.verdict, smooth.phases[0].chart) == ("chained", None)


def test_one_change_of_level_and_one_outlier_are_shown_and_are_no_wandering() -> None:
    noise = np.random.default_rng(5).normal(0, 1, 24)
    shifted, spiked = noise + np.where(np.arange(24) < 12, 10, 20), noise + np.where(np.arange(24) == 9, 30, 10)
    assert not wanders(shifted) and not wanders(spiked) and not wanders(noise)
    made = plan(shifted.tolist(), "ratio", direction="increase")
    assert (made.measure, made.variation) == ("value", "special_cause_improvement")


def test_a_city_is_charted_by_the_province_s_measure() -> None:
    held = [*MONTHS, *MONTHS]
    assert plan(held, "stock").measure != "net" and plan(held, "stock", measure="net").measure == "net"
    assert plan(held, "flow", measure="yoy").verdict == "constant", "each month is that of the year before"


def test_no_year_is_compared_across_a_break() -> None:
    held = [SEASON[at % 12] + at % 5 for at in range(72)]
    made = plan(held, "flow", breaks=[24])
    assert made.measure == "yoy" and made.shown[24:36] == (None,) * 12 and made.shown[36] is not None


def test_the_sign_of_the_steps_tells_drift_from_noise() -> None:
    # 11 of 12 steps upward; by chance 6 ± 2.8
    assert drift(np.array([1, 2, 3, 4, 5, 6, 5, 6, 7, 8, 9, 10, 11.0])) == 1
    assert drift(np.array(MONTHS)) == 0 and drift(np.array([1.0, 2, 3, 4])) == 0


def test_steps_that_only_rise_are_no_season() -> None:
    assert not repeats(np.arange(48.0), 12) and not repeats(np.random.default_rng(1).normal(0, 1, 60), 12)
    assert repeats(np.tile(SEASON, 3), 12) and not repeats(np.tile(SEASON, 2), 12)


values = st.lists(st.one_of(st.none(), st.integers(0, 30).map(float)), max_size=40)


@given(values, st.sampled_from(KINDS), st.lists(st.integers(0, 40), max_size=3), st.sampled_from(["higher", "neutral"]))
def test_limits_have_a_width_and_every_point_a_place(
        held: list[float | None], kind: str, breaks: list[int], direction: str) -> None:
    made = plan(held, kind, direction=direction, breaks=breaks)
    assert len(made.shown) == len(held)
    assert [at for phase in made.phases for at in range(phase.start, phase.end + 1)] == list(range(len(held)))
    for phase in made.phases:
        assert (phase.chart is not None) == (phase.verdict in ("limits", "trial"))
        assert phase.points >= FEWEST or phase.verdict == "few"
        if phase.chart:
            assert phase.chart.limits.lower < phase.chart.limits.upper
            assert (phase.verdict == "trial") == (phase.points < SETTLED)

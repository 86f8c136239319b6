"""Control charts by the rules of Making Data Count: series made up here, the figures worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
import pytest

from analysis.spc import xmr

COLUMNS = ["mean", "lpl", "upl", "outside_limits", "close_to_limits", "relative_to_mean", "special_cause_type",
           "point_type"]
WAVE = [4.0, 6.0] * 8


def marks(values: Sequence[float | None], direction: str = "increase", **asked: object) -> list[str]:
    return xmr(values, direction=direction, **asked)["special_cause_type"].tolist()  # type: ignore[arg-type]


def test_limits_are_the_mean_and_2_66_mean_moving_ranges() -> None:
    # moving ranges 2, 1, 3: mean 2; values 10, 12, 11, 14: mean 11.75
    frame = xmr([10, 12, 11, 14], direction="increase")
    assert list(frame.columns) == COLUMNS
    assert frame["mean"].tolist() == [11.75] * 4
    assert frame.lpl[0] == pytest.approx(11.75 - 5.32, abs=1e-12)
    assert frame.upl[0] == pytest.approx(11.75 + 5.32, abs=1e-12)


def test_an_extreme_moving_range_is_screened_once_and_strictly() -> None:
    # ranges: ten of 1, one of 20, one of 19: mean 49/12; only ranges below 3.267 × 4.083 = 13.3 stay
    values = [1, 2, 1, 2, 1, 2, 22, 3, 2, 3, 2, 3, 2]
    screened, whole = (xmr(values, direction="increase", screen_outliers=on) for on in (True, False))
    assert (screened.upl - screened["mean"])[0] == pytest.approx(2.66)
    assert (whole.upl - whole["mean"])[0] == pytest.approx(2.66 * 49 / 12)


def test_limits_can_be_fixed_after_the_first_points() -> None:
    frame = xmr([*WAVE[:12], 40, 41], direction="increase", fix_after=12)
    assert frame["mean"].tolist() == [5.0] * 14 and frame.upl[13] == pytest.approx(5 + 2.66 * 2)
    assert frame.special_cause_type.tolist()[12:] == ["Above UCL"] * 2


def test_a_limit_itself_is_inside_and_never_clipped_at_zero() -> None:
    # every moving range is 2 but those round the spike, which are screened: the limits are the mean ± 5.32
    frame = xmr([0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2], direction="increase")
    assert frame.lpl[0] == pytest.approx(1 - 5.32) and not frame.outside_limits.any()


def test_seven_on_one_side_are_a_shift_and_six_are_not() -> None:
    wave = [1, 5] * 6 + [1]
    assert marks([*wave, 5, 6, 5, 6, 5, 6, 5])[12:] == ["Common Cause"] + ["7 Points Above CL"] * 7
    assert set(marks([*wave, 5, 6, 5, 6, 5, 6])) == {"Common Cause"}


def test_a_point_on_the_mean_ends_a_run() -> None:
    # the mean is 5 exactly; three below, one on it, three below: no seven in a row
    values = [4, 4.5, 4, 5, 4.5, 4, 4.5, 6, 5.5, 6, 5, 5.5, 6, 5.5]
    assert math.fsum(values) / len(values) == 5 and set(marks(values)) == {"Common Cause"}


def test_seven_rising_points_are_a_trend_and_a_tie_ends_it() -> None:
    assert marks([5, 3, 5, 1, 2, 3, 4, 5, 6, 7, 3, 5, 4, 5, 4])[3:10] == ["7 Point Trend (Increasing)"] * 7
    assert "7 Point Trend (Increasing)" not in marks([5, 3, 5, 1, 2, 3, 3, 5, 6, 7, 3, 5, 4, 5, 4])


def test_where_two_trends_meet_the_one_to_the_right_is_said() -> None:
    # ranges of 1 make the turning point fall below the limit; with wider ones it lies inside
    found = marks([9, 7, 5.5, 4, 3, 2, 1.8, 2, 3, 4, 5.5, 7, 9, 8, 2, 9, 1, 9])
    assert found[5:8] == ["7 Point Trend (Decreasing)", "7 Point Trend (Increasing)", "7 Point Trend (Increasing)"]


def test_two_of_three_near_a_limit_need_all_three_on_one_side() -> None:
    # mean 0, moving range about 2: the outer third begins near 3.5
    one_side = xmr([1, -1] * 10 + [4.4, 1, 4.4, -4, -1, -1, -4], direction="increase")
    assert one_side.close_to_limits.tolist()[20:23] == [True, False, True]
    found = one_side.special_cause_type.tolist()
    assert found[20:23] == ["2 in 3 Above CL", "Common Cause", "2 in 3 Above CL"]
    across = marks([1, -1] * 10 + [4.4, -1, 4.4, -4, -1, 1, -4])
    assert "2 in 3 Above CL" not in across


def test_beyond_a_limit_goes_before_a_trend() -> None:
    found = marks([5, 3, 5, 3, 5, 3, 5, 3, 4, 6, 8, 10, 12, 14, 16])
    assert found[-1] == "Above UCL" and "7 Point Trend (Increasing)" in found


@pytest.mark.parametrize(("direction", "high", "low"), [
    ("increase", "special_cause_improvement", "special_cause_concern"),
    ("decrease", "special_cause_concern", "special_cause_improvement"),
    ("neutral", "special_cause_neutral_high", "special_cause_neutral_low")])
def test_what_a_mark_means_follows_the_direction(direction: str, high: str, low: str) -> None:
    up, down = (xmr([*WAVE, last], direction=direction) for last in (30, -30))
    assert (up.point_type.iloc[-1], down.point_type.iloc[-1]) == (high, low)
    assert (up.attrs["variation"], down.attrs["variation"]) == (high, low)


def test_a_falling_trend_above_the_mean_is_concern_where_more_is_better() -> None:
    frame = xmr([1, 2, 1, 2, 1, 2, 1, 2, 12, 11, 10, 9, 8, 7, 6], direction="increase", screen_outliers=False)
    assert frame.special_cause_type.iloc[-1] == "7 Point Trend (Decreasing)" and frame.relative_to_mean.iloc[-1] == 1
    assert frame.attrs["variation"] == "special_cause_concern"


@pytest.mark.parametrize(("target", "direction", "wanted"), [
    (99, "increase", "consistent_fail"), (99, "decrease", "consistent_pass"), (-99, "increase", "consistent_pass"),
    (-99, "decrease", "consistent_fail"), (5, "increase", "inconsistent"), (99, "neutral", None),
    (None, "increase", None)])
def test_assurance_says_whether_the_target_lies_beyond_a_limit(
        target: float | None, direction: str, wanted: str | None) -> None:
    assert xmr(WAVE, direction=direction, target=target).attrs["assurance"] == wanted


def test_a_target_on_a_limit_is_hit_and_miss() -> None:
    assert xmr(WAVE, direction="increase", target=xmr(WAVE, direction="increase").upl[0]).attrs["assurance"] \
        == "inconsistent"


def test_a_missing_point_has_no_mark_and_breaks_ranges_and_runs() -> None:
    # ranges 2 (5−3), then none over the gap, then 1, 1: mean 4/3
    frame = xmr([3, 5, None, 4, 5, 4], direction="increase")
    assert frame.upl[0] == pytest.approx(4.2 + 2.66 * 4 / 3)
    gap = frame.iloc[2]
    assert pd.isna(gap.outside_limits) and pd.isna(gap.relative_to_mean) and gap.special_cause_type == "Common Cause"
    assert "7 Points Above CL" not in marks([1, 3] * 8 + [6, 7, 6, None, 6, 7, 6])


@pytest.mark.parametrize("values", [[5.0] * 15, [3.0], []])
def test_where_no_limits_can_be_made_there_are_none_and_no_marks(values: list[float]) -> None:
    frame = xmr(values, direction="increase")
    assert len(frame) == len(values) and frame.lpl.isna().all() and frame.upl.isna().all()
    assert frame.outside_limits.isna().all() and set(frame.special_cause_type) <= {"Common Cause"}


def test_a_direction_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="higher"):
        xmr(WAVE, direction="higher")

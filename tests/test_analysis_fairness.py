"""Areas compared fairly: funnels, intervals, neighbours, spines and trends against independent figures (SciPy)."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis import intervals
from analysis.funnel import METHODS, band, funnel
from analysis.intervals import byar, exact_count, exact_proportion, wilson
from analysis.neighbours import neighbours
from analysis.spread import spine, spread
from analysis.trend import trend
from catalog.book import load
from catalog.rules import load as load_rules

KNOWN, RULES = load(), load_rules()
LEVELS = (0.95, 0.998)


# ------------------------------------------------------------------ intervals
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("count", "of"), [(0, 10), (5, 10), (10, 10), (3, 400), (81, 263), (17_000, 18_400)])
def test_intervals_of_a_proportion_are_scipy_s(count: int, of: int, level: float) -> None:
    peer = stats.binomtest(count, of)
    for mine, method in ((wilson(count, of, level), "wilson"), (exact_proportion(count, of, level), "exact")):
        theirs = peer.proportion_ci(level, method)
        assert mine == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_the_interval_of_a_proportion_is_newcombe_s_printed_one() -> None:
    # Newcombe 1998, Statistics in Medicine 17: 81 of 263, method 3 (score): 0.2553 to 0.3662
    found = wilson(81, 263)
    assert found and (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    assert wilson(1, 0) is None and wilson(3, 2) is None and exact_proportion(3, 2) is None


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("count", [0, 1, 5, 100, 20_000])
def test_intervals_of_a_count_are_the_gamma_quantiles(count: int, level: float) -> None:
    tail = (1 - level) / 2
    low = stats.gamma.ppf(tail, count) if count else 0.0
    assert exact_count(count, level) == pytest.approx((low, stats.gamma.ppf(1 - tail, count + 1)), rel=1e-9)


@pytest.mark.parametrize("count", [10, 30, 100, 1000])
def test_byar_s_interval_is_within_half_a_per_cent_of_the_exact_one(count: int) -> None:
    assert byar(count) == pytest.approx(exact_count(count), rel=5e-3)
    assert byar(0).low == 0


@pytest.mark.parametrize(("mean", "rate", "of"), [(0.3, 0.01, 30), (45, 0.5, 90), (90_000, 0.93, 200_000)])
def test_exact_tails_are_scipy_s(mean: float, rate: float, of: int) -> None:
    for made, peer in ((intervals.poisson(mean), stats.poisson(mean)),
                       (intervals.binomial(rate, of), stats.binom(of, rate))):
        for share in (0.001, 0.025, 0.5, 0.975, 0.999):
            assert made.below(int(peer.ppf(share))) == pytest.approx(peer.cdf(peer.ppf(share)), rel=1e-8)


# ------------------------------------------------------------------ funnels
@given(st.integers(1, 999), st.integers(1, 400), st.integers(0, 400))
def test_beyond_a_wilson_limit_means_that_the_area_s_own_interval_leaves_out_the_rate(
        rate: int, base: int, count: int) -> None:
    count, share = min(count, base), rate / 1000
    limits, own = band(share, base, "wilson", 1.0), wilson(count, base)
    edge = min(abs(count / base - end) for end in limits.inner)
    assert own and (edge < 1e-9 or (limits.inner.low <= count / base <= limits.inner.high)
                    == (own.low <= share <= own.high))


@pytest.mark.parametrize("expected", [0.5, 3.0, 12.0, 80.0, 5000.0])
def test_byar_limits_are_the_counts_whose_interval_just_reaches_the_expected(expected: float) -> None:
    limits = band(expected / 100, 100, "byar", 100.0)
    assert byar(limits.inner.high).low == pytest.approx(expected)
    assert limits.inner.low == 0 or byar(limits.inner.low).high == pytest.approx(expected)


@pytest.mark.parametrize(("rate", "base"), [(0.1, 80), (0.62, 500), (0.93, 12)])
def test_exact_limits_are_spiegelhalter_s_interpolated_quantiles(rate: float, base: int) -> None:
    for method, peer in (("binomial", stats.binom(base, rate)), ("poisson", stats.poisson(rate * base))):
        limits = band(rate, base, method, 1.0)
        for level, pair in zip(LEVELS, (limits.inner, limits.outer), strict=True):
            for share, mine in zip(((1 - level) / 2, (1 + level) / 2), pair, strict=True):
                r = int(peer.ppf(share))
                alpha = (peer.cdf(r) - share) / peer.pmf(r)
                assert mine == pytest.approx(max(0.0, r - alpha) / base, rel=1e-7)


def test_a_small_city_swings_more_and_is_not_blamed_for_it() -> None:
    bases = {"big": 10_000.0, "small": 25.0, "mid": 1000.0, "tiny": 9.0, "silent": None}
    counts = {"big": 8600.0, "small": 19.0, "mid": 920.0, "tiny": 2.0, "silent": None}
    found = funnel(counts, bases, direction="higher", least=10)
    states = {spot.region: (spot.state, spot.meaning) for spot in found.spots}
    assert states["small"] == ("in", ""), "76 % of 25 is within chance of 86.5 %"
    assert states["mid"] == ("very_high", "better") and states["tiny"][0] == "few" and states["silent"][0] == "none"
    assert found.centre == pytest.approx(100 * (8600 + 19 + 920) / 11_025), "a ratio of sums, without the tiny one"
    lower = funnel(counts, bases, direction="lower", least=10)
    assert {spot.region: spot.meaning for spot in lower.spots}["mid"] == "worse"


def test_areas_that_differ_more_than_chance_explains_are_said_to() -> None:
    bases = dict.fromkeys("abcdef", 1000.0)
    rates = [500.0, 900, 200, 700, 300, 800]
    assert funnel(dict(zip("abcdef", rates, strict=True)), bases).overdispersed
    calm = funnel(dict(zip("abcdef", [500.0, 510, 490, 505, 495, 502], strict=True)), bases)
    assert not calm.overdispersed and calm.dispersion is not None and calm.dispersion < 1


def test_dispersion_is_pearson_s_chi_square_over_its_degrees_of_freedom() -> None:
    table = np.array([[30, 70], [45, 155], [9, 21]])
    peer = stats.chi2_contingency(table, correction=False)
    found = funnel(dict(zip("abc", table[:, 0].astype(float), strict=True)),
                   dict(zip("abc", table.sum(axis=1).astype(float), strict=True)))
    assert found.dispersion == pytest.approx(peer.statistic / 2)


@pytest.mark.parametrize("method", METHODS)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), min_size=1, max_size=8))
def test_limits_hold_the_centre_and_the_outer_pair_the_inner_one(method: str, areas: list[tuple[int, int]]) -> None:
    counts = {str(at): float(min(n, d)) for at, (n, d) in enumerate(areas)}
    found = funnel(counts, {str(at): float(d) for at, (_, d) in enumerate(areas)}, method=method)
    assert found.centre is not None
    for one in [*found.curve, *(spot.band for spot in found.spots if spot.band)]:
        assert one.outer.low - 1e-6 <= one.inner.low <= found.centre + 1e-6
        assert found.centre - 1e-6 <= one.inner.high + 100 / one.base <= one.outer.high + 100 / one.base + 1e-6


def test_a_share_above_one_and_a_method_that_is_none_are_refused() -> None:
    with pytest.raises(ValueError, match="byar or poisson"):
        funnel({"a": 12.0}, {"a": 10.0})
    with pytest.raises(ValueError, match="method"):
        funnel({"a": 1.0}, {"a": 10.0}, method="normal")
    assert funnel({"a": 12.0}, {"a": 10.0}, method="byar").centre == 120
    assert funnel({"a": None}, {"a": None}).centre is None


# ------------------------------------------------------------------ trends
SERIES = ([3.0, 5, 4, 6, 8, 7, 9, 12, 10, 14], [5.0, 5, 6, 5, 7, 7, 6, 8, 8, 9, 8], [4.0, 9, 1, 7, 3, 8, 2, 6, 5, 10])


@pytest.mark.parametrize("values", SERIES)
def test_mann_kendall_and_sen_s_slope_are_scipy_s(values: list[float]) -> None:
    found, n = trend(values), len(values)
    peer = stats.kendalltau(range(n), values)
    score = sum(np.sign(b - a) for a, b in combinations(values, 2))
    ties = [values.count(one) for one in set(values)]
    spare = math.sqrt((n * (n - 1) / 2) * (n * (n - 1) / 2 - sum(t * (t - 1) / 2 for t in ties)))
    assert peer.statistic == pytest.approx(score / spare)
    deviation = math.sqrt((n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18)
    assert found.p == pytest.approx(2 * stats.norm.sf((abs(score) - 1) / deviation))
    assert found.slope == pytest.approx(stats.theilslopes(values).slope)


def test_a_trend_is_the_whole_series_and_never_its_last_step() -> None:
    rising = trend([1, 2, 4, 3, 5, 6, 8, 7, 9, 8], direction="lower")
    assert (rising.verdict, rising.meaning) == ("rising", "worse")
    assert trend([5, 6, 5, 6, 5, 6, 5, 6, 5, 9]).verdict == "none"
    assert trend([1, 2, 3, 4, 5, 6, 7]).verdict == "few" and trend([4.0] * 9).verdict == "constant"
    assert trend([9, None, 8, 7, 6, 5, None, 4, 3, 2], direction="lower").meaning == "better"


def test_a_season_is_no_trend() -> None:
    season = [10.0, 2, 12, 20, 25, 30, 28, 34, 32, 36, 40, 60]
    assert trend(season).verdict == "rising", "within one year the season looks like one"
    assert trend([*season, *season], season=12).verdict == "constant"
    shifted = [value + 3 for value in season]
    found = trend([*season, *shifted], season=12, direction="higher")
    assert (found.verdict, found.slope, found.meaning) == ("rising", 3, "better")
    assert trend([*season, *shifted[:3]], season=12).verdict == "few"


def test_a_cumulative_series_has_no_trend_to_be_tested() -> None:
    with pytest.raises(ValueError, match="amounts"):
        trend([1, 2, 3, 4, 5, 6, 7, 8], kind="ytd")


# ------------------------------------------------------------------ neighbours and spines
def test_neighbours_are_alike_and_say_in_what() -> None:
    found = neighbours("441400", RULES.likenesses, KNOWN.denominators, KNOWN.cities)
    assert len(found) == 5 and [one.distance for one in found] == sorted(one.distance for one in found)
    names = {KNOWN.regions[one.region].short_zh for one in found}
    assert "河源" in names and not {"广州", "深圳", "东莞"} & names, "梅州 is rural"
    for one in found:
        assert {part.attribute for part in one.parts} == {like.id for like in RULES.likenesses}
        square = sum(part.apart**2 for part in one.parts) / len(one.parts)
        assert one.distance == pytest.approx(math.sqrt(square))


def test_likeness_goes_both_ways_and_nobody_is_its_own_neighbour() -> None:
    cities = KNOWN.cities
    away = {(a, pair.region): pair.distance for a in cities
            for pair in neighbours(a, RULES.likenesses, KNOWN.denominators, cities, len(cities))}
    assert len(away) == len(cities) * (len(cities) - 1)
    assert all(a != b and distance == pytest.approx(away[b, a]) for (a, b), distance in away.items())


def test_likeness_is_declared_in_words_and_by_what_the_catalogue_holds_and_never_by_results() -> None:
    assert RULES.likenesses
    for like in RULES.likenesses:
        assert like.zh and like.en and like.weight > 0
        assert {like.numerator, like.denominator} - {""} <= set(KNOWN.denominators)


def test_a_city_without_an_attribute_has_no_neighbours() -> None:
    figures = {**KNOWN.denominators, "population": {"440100": 5.0}}
    assert neighbours("441400", RULES.likenesses, figures, KNOWN.cities) == []


def test_a_spine_puts_the_median_in_the_middle_and_better_to_the_right() -> None:
    around = spread([1.0, 2, 3, 4, 100])
    best, middle, worst = (spine(value, around, "higher") for value in (100, 3, 1))
    assert best and middle and worst and (best.at, middle.at, worst.at) == (1, 0, -1)
    assert best.edges == (-0.5, pytest.approx(1 / 97))
    turned = spine(100, around, "lower")
    assert turned and turned.at == -1 and turned.edges == (pytest.approx(-1 / 97), 0.5)
    assert spine(5, spread([5.0] * 6), "higher") is None and spine(5, spread([5.0, 6.0]), "higher") is None
    silent = spine(None, around, "higher")
    assert silent and silent.at is None

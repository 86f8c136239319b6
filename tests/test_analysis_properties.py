"""What holds for any figures whatever (hypothesis)."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import flows, months, plane, progress
from analysis.disclosure import suppress
from analysis.ranking import moves, places
from analysis.spread import quarter, spread
from catalog.book import load
from catalog.format import half_up
from tests.frames import plane_of

# a busy machine is no failed promise
settings.register_profile("calm", deadline=None, max_examples=60)
settings.load_profile("calm")
LIGHTS = load().thresholds
NAMES = "abcdefghij"
counts = st.one_of(st.none(), st.integers(0, 10_000).map(float))
maybe = st.one_of(st.none(), st.floats(-1000, 1000, allow_nan=False).map(lambda x: round(x, 3)))
tables = st.lists(counts, min_size=1, max_size=10)
pairs = st.lists(st.tuples(counts, counts), min_size=1, max_size=10)


@given(st.lists(maybe, min_size=1, max_size=10), st.booleans())
def test_places_are_a_competition_ranking_of_those_that_reported(values: list[float | None], descending: bool) -> None:
    given_values = dict(zip(NAMES, values, strict=False))
    found = places(given_values, descending=descending)
    ranked = {name: place for name, place in found.items() if place.place is not None}
    assert set(ranked) == {name for name, value in given_values.items() if value is not None}
    for name, place in ranked.items():
        mine = half_up(given_values[name] or 0, 1)
        others = [half_up(given_values[other] or 0, 1) for other in ranked]
        ahead = sum(other > mine if descending else other < mine for other in others)
        assert place.place == ahead + 1 and place.of == len(ranked) and place.tied == (others.count(mine) > 1)


@given(st.lists(maybe, min_size=2, max_size=10, unique=True))
def test_moves_without_ties_add_up_to_nothing(values: list[float | None]) -> None:
    there = {name: float(at) for at, (name, value) in enumerate(zip(NAMES, values, strict=False)) if value is not None}
    turned = {name: -value for name, value in there.items()}
    assert sum(move or 0 for move in moves(there, turned).values()) == 0


@given(tables, st.integers(0, 1023))
def test_a_total_is_the_sum_of_its_members_and_splits_into_parts(values: list[float | None], pick: int) -> None:
    regions = NAMES[:len(values)]
    made = plane_of({(name, "2026-10"): value for name, value in zip(regions, values, strict=True)}, regions)
    part = [name for at, name in enumerate(regions) if pick >> at & 1]
    rest = [name for name in regions if name not in part]
    found = plane.sums(made, plane.groups(regions, [list(regions), part, rest]))
    assert found.regions[0, 0] == sum(value is not None for value in values)
    assert np.nansum(found.value[1:, 0]) == np.nan_to_num(found.value[0, 0])
    assert found.regions[0, 0] == found.regions[1:, 0].sum()


@given(pairs, st.integers(1, 1023))
def test_a_ratio_of_a_union_lies_within_its_members(parts: list[tuple[float | None, float | None]], pick: int) -> None:
    regions = NAMES[:len(parts)]
    over, under = (np.array([[np.nan if pair[side] is None else pair[side]] for pair in parts], dtype=float)
                   for side in (0, 1))
    under = np.where(under == 0, np.nan, under)
    rate = plane.Plane(tuple(regions), 0, over, under, 100.0, np.ones(1, bool), np.zeros(over.shape, np.int8), ())
    chosen = [name for at, name in enumerate(regions) if pick >> at & 1]
    found = plane.sums(rate, plane.groups(regions, [chosen, *([name] for name in chosen)])).value[:, 0]
    members = found[1:][~np.isnan(found[1:])]
    assert np.isnan(found[0]) == (members.size == 0)
    if members.size:
        assert members.min() - 1e-6 <= found[0] <= members.max() + 1e-6


@given(tables, tables)
def test_a_change_is_over_those_in_both_periods_only(then: list[float | None], now: list[float | None]) -> None:
    regions = NAMES[:min(len(then), len(now))]
    held = {(name, period): values[at] for period, values in (("2025-10", then), ("2026-10", now))
            for at, name in enumerate(regions)}
    made = plane_of(held, regions)
    found = plane.change(made, plane.groups(regions, [list(regions)]), plane.year_before(made))
    both = [(a, b) for a, b in zip(then, now, strict=False) if a is not None and b is not None]
    assert found.regions[0, -1] == len(both)
    assert not both or (found.then[0, -1], found.now[0, -1]) == (sum(a for a, _ in both), sum(b for _, b in both))


@given(st.lists(counts, min_size=1, max_size=30), st.integers(1, 12))
def test_months_and_year_to_date_are_each_other_s_undoing(values: list[float | None], start: int) -> None:
    first = months.number(f"2025-{start:02d}")
    amounts = np.array([[np.nan if value is None else value for value in values]])
    total = flows.year_to_date(amounts, np.ones(amounts.shape, np.int16), first)
    back = flows.differences(total, first, resets=True)
    for at in range(amounts.shape[1]):
        if not np.isnan(total[0, at]):
            assert back.amounts[0, at] == amounts[0, at] and back.spans[0, at] == 1
    # a partial year has no sum, and no sum is made over a month that is not there
    january = [at for at in range(amounts.shape[1]) if (first + at) % 12 == 0]
    assert january or np.isnan(total).all()


@given(st.floats(-200, 200, allow_nan=False), st.floats(0, 200, allow_nan=False))
def test_every_deviation_has_exactly_one_light(deviation: float, completion: float) -> None:
    fits = [row.status for row in LIGHTS if row.measure == "deviation"
            and (row.low is None or deviation >= row.low) and (row.high is None or deviation < row.high)]
    assert len(fits) == 1
    assert progress.light(deviation, completion, LIGHTS) == ("done" if completion >= 100 else fits[0])


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 3))
def test_the_quick_rounding_prints_what_the_decimal_rounding_prints(value: float, digits: int) -> None:
    assert progress.printed(value, digits) == float(half_up(value, digits))


@given(st.integers(-100_000, 100_000), st.integers(0, 2))
def test_the_quick_rounding_is_right_on_halves(eighths: int, digits: int) -> None:
    assert progress.printed(eighths / 8, digits) == float(half_up(eighths / 8, digits))


@given(st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=12))
def test_hidden_counts_cannot_be_had_from_the_total(cells: list[int | None]) -> None:
    shown = suppress(cells)
    assert all(cell is None or not 1 <= cell <= 4 for cell in shown if cell != "*")
    hidden = sum(cell == "*" for cell in shown)
    assert hidden != 1 or sum(1 for cell in cells if cell) == 1


@given(st.lists(st.integers(0, 1000).map(float), min_size=4, max_size=21), st.sampled_from(["higher", "lower"]))
def test_front_and_back_quarters_never_hold_more_than_half(values: list[float], direction: str) -> None:
    around = spread(values)
    found = [quarter(value, around, direction, 0) for value in values]
    assert found.count("front") * 2 <= len(values) and found.count("back") * 2 <= len(values)
    turned = "lower" if direction == "higher" else "higher"
    swap = {"front": "back", "back": "front", "middle": "middle"}
    assert [quarter(value, around, turned, 0) for value in values] == [swap[one] for one in found]

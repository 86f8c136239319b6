"""Whatever is chosen: parts and totals agree, places are a permutation, no filter changes what it does not touch."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.desk import Desk
from answers.kpis import kpis
from answers.records import Ranking
from catalog.book import load
from catalog.records import Kpi, Scope
from tests.full_store import full_desk

KNOWN = load()
CORE = [row.id for row in KNOWN.indicators.values() if row.group == "core" and row.regions != "province"]
FORCES = [page.id for page in KNOWN.pages.values() if page.kind == "force"]
calm = settings(deadline=None, max_examples=40)

areas = st.one_of(
    st.sampled_from(["", "all", "prd", "east", "west", "north"]),
    st.lists(st.sampled_from(KNOWN.cities), min_size=1, max_size=21, unique=True).map(",".join))
periods = st.sampled_from(["2026-10", "2026-09", "2026-02", "2025-12", "2025-01", "2023-06", "2022-11"])
scopes = st.builds(Scope, period=periods, area=areas, compare=st.sampled_from(["yoy", "prev"]),
                   basis=st.sampled_from(["", "month", "ytd"]))


def of_cities(desk: Desk, indicator: str, scope: Scope) -> dict[str, Kpi]:
    """Each city's figure worked out alone, whatever the area of the scope."""
    return {city: desk.kpi(indicator, scope._replace(area=city)) for city in KNOWN.cities}


def regions_of(scope: Scope) -> list[str]:
    return list(full_desk().overview(scope).frame.regions)


@calm
@given(scopes, st.sampled_from(CORE))
def test_a_total_is_its_parts_under_every_filter(scope: Scope, indicator: str) -> None:
    desk, row = full_desk(), KNOWN.indicators[indicator]
    total, cities = desk.kpi(indicator, scope), of_cities(desk, indicator, scope)
    inside = regions_of(scope)
    reported = [city for city in inside if cities[city].reported]
    assert total.reported == len(reported) and total.expected == len(inside)
    assert sorted(total.missing) == sorted(set(inside) - set(reported))
    if row.kind == "ratio":
        values = [cities[city].value for city in reported]
        if total.value is not None and values and None not in values:
            low, high = (edge(value for value in values if value is not None) for edge in (min, max))
            assert low - 1e-9 <= total.value <= high + 1e-9, "a ratio of a union lies within its members"
    elif reported and total.value is not None:
        assert total.value == pytest.approx(sum(cities[city].value or 0 for city in reported))
    assert set(total.ids) == {one for city in reported for one in cities[city].ids}


@calm
@given(scopes, st.sampled_from(FORCES))
def test_a_filter_of_areas_never_changes_a_city_s_own_figure(scope: Scope, page: str) -> None:
    whole = {row.region: row.kpi for row in full_desk().force(page, scope._replace(area="all")).ranking.rows}
    rows = full_desk().force(page, scope).ranking.rows
    assert rows and {row.region: row.kpi for row in rows} == {row.region: whole[row.region] for row in rows}


@calm
@given(scopes, st.sampled_from(FORCES))
def test_places_are_a_permutation_of_those_that_are_ranked(scope: Scope, page: str) -> None:
    ranking: Ranking = full_desk().force(page, scope).ranking
    assert sorted(row.region for row in ranking.rows) == sorted(regions_of(scope)), "nobody twice, nobody lost"
    places = sorted(row.place for row in ranking.rows if row.place is not None)
    assert all(place == 1 + sum(other < place for other in places) for place in places)
    assert all(row.of == len(places) for row in ranking.rows if row.place is not None)
    assert sum(count for _, count in ranking.counts) == len(ranking.rows), "the lights add up to the cities"


@calm
@given(scopes, st.sampled_from(CORE))
def test_language_sorting_and_the_chosen_city_change_no_figure(scope: Scope, indicator: str) -> None:
    desk = full_desk()
    plain = desk.kpi(indicator, scope)
    for other in (scope._replace(lang="en"), scope._replace(sort="name"), scope._replace(city="440900")):
        assert desk.kpi(indicator, other) == plain


@calm
@given(scopes, st.sampled_from(CORE))
def test_the_comparison_changes_only_what_is_compared(scope: Scope, indicator: str) -> None:
    desk = full_desk()
    board = desk.edition().boards.board(indicator, scope.basis)
    month = max(board.first, min(board.last, 24321))
    yoy, prev = (next(iter(kpis(desk.edition().boards, board, ["440100"], month, one))) for one in ("yoy", "prev"))
    changed = {"previous", "difference", "growth", "growth_kind", "why_no_growth", "same_set", "notes"}
    for field in set(Kpi._fields) - changed:
        assert getattr(yoy, field) == getattr(prev, field), field

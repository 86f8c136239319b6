"""A second computation in plain SQL over the same store: nothing of analysis/ or answers/ makes its figures."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import text

from catalog.book import load
from catalog.records import Scope
from tests.full_store import full_desk, full_store

KNOWN = load()
DICE = random.Random(20261031)
AREAS = ("all", "prd", "east", "west", "north", ",".join(DICE.sample(KNOWN.cities, 6)))
SCOPES = [("2026-10", "all"), ("2026-10", "east"), *(
    (f"{DICE.choice((2024, 2025, 2026))}-{DICE.randint(1, 9):02d}", area) for area in AREAS)]
MONTHLY = """
    SELECT f.region_id AS region, f.period_id / 10000 AS year, f.period_id / 100 % 100 AS month, f.value AS value
    FROM facts f JOIN indicators i ON i.id = f.indicator_id
    WHERE i.code = :indicator AND f.measure_id = 1 AND f.value IS NOT NULL AND f.region_id IN ({cities})
"""
# January to the month, only where every month is there; quarterly flows have every third
YTD = """
    SELECT region, SUM(value) AS value FROM ({monthly}) WHERE year = {year} AND month <= {month}
    GROUP BY region HAVING COUNT(*) = {month} / {step}
"""
TARGETS = """
    SELECT f.region_id AS region, f.value AS target FROM facts f JOIN indicators i ON i.id = f.indicator_id
    WHERE i.code = :indicator AND f.measure_id = 3 AND f.period_id / 10000 = {year} AND f.value > 0
"""


def cities_of(area: str) -> str:
    """The scope's cities as an SQL list."""
    chosen = [city for city in KNOWN.cities if area in ("all", KNOWN.regions[city].area) or city in area.split(",")]
    return ", ".join(chosen)


def rows(sql: str, **given: Any) -> list[Any]:
    with full_store().connect() as connection:
        return list(connection.execute(text(sql), given))


def ytd(cities: str, year: int, month: int, step: int = 1) -> str:
    """The year's amount so far by region; the indicator is a parameter of the query."""
    return YTD.format(monthly=MONTHLY.format(cities=cities), year=year, month=month, step=step)


def at(indicator: str, cities: str, year: int, month: int, name: str) -> str:
    """Month-end figures of one indicator as a sub-query."""
    found = MONTHLY.format(cities=cities).replace(":indicator", f"'{indicator}'")
    return f"(SELECT region, value FROM ({found}) WHERE year = {year} AND month = {month}) {name}"


@pytest.mark.parametrize(("period", "area"), SCOPES)
@pytest.mark.parametrize("indicator", ["emp_employed_new", "vol_hours"])
def test_year_to_date_completion_and_growth(period: str, area: str, indicator: str) -> None:
    year, month = (int(part) for part in period.split("-"))
    now, then = (ytd(cities_of(area), which, month) for which in (year, year - 1))
    ((value, reported),) = rows(f"SELECT SUM(value), COUNT(*) FROM ({now})", indicator=indicator)
    ((done, target),) = rows(
        f"SELECT SUM(n.value), SUM(t.target) FROM ({now}) n JOIN ({TARGETS.format(year=year)}) t USING (region)",
        indicator=indicator)
    both = f"SELECT SUM(n.value), SUM(b.value), COUNT(*) FROM ({now}) n JOIN ({then}) b USING (region)"
    ((same_now, same_then, same),) = rows(both, indicator=indicator)
    card = full_desk().kpi(indicator, Scope(period=period, area=area))
    assert (card.value, card.reported) == (value, reported)
    assert card.completion == pytest.approx(100 * done / target, abs=0.05 + 1e-9) and card.target == target
    assert (card.previous, card.same_set) == (same_then, same)
    assert card.growth == pytest.approx(100 * (same_now - same_then) / same_then)


@pytest.mark.parametrize(("period", "area"), SCOPES)
def test_rates_are_ratios_of_sums(period: str, area: str) -> None:
    year, month = (int(part) for part in period.split("-"))
    cities = cities_of(area)

    def rate(which: int) -> float:
        employed, waiting = (at(one, cities, which, month, name)
                             for one, name in (("emp_employed", "d"), ("emp_unemployed", "l")))
        ((found,),) = rows(f"SELECT 100.0 * SUM(d.value) / SUM(d.value + l.value) FROM {employed} JOIN {waiting}"
                           " ON d.region = l.region WHERE d.region NOT IN (:a, :b)", a=out[0], b=out[1])
        return float(found)

    out = (445100, 445300) if period == "2026-10" else (0, 0)
    card = full_desk().kpi("emp_employment_rate", Scope(period=period, area=area))
    assert card.value == pytest.approx(rate(year)) and card.growth == pytest.approx(rate(year) - rate(year - 1))


@pytest.mark.parametrize(("period", "area"), SCOPES)
def test_hours_per_volunteer_over_the_mean_of_month_ends(period: str, area: str) -> None:
    year, month = (int(part) for part in period.split("-"))
    cities = cities_of(area)
    hours = ytd(cities, year, month).replace(":indicator", "'vol_hours'")
    people = ytd(cities, year, month).replace(":indicator", "'vol_volunteers'")
    ((found,),) = rows(
        f"SELECT SUM(h.value) / (SUM(p.value) / {month}.0) FROM ({hours}) h JOIN ({people}) p USING (region)")
    assert full_desk().kpi("vol_hours_per_volunteer", Scope(period=period, area=area)).value == pytest.approx(found)


@pytest.mark.parametrize(("period", "area"), SCOPES)
def test_village_coverage_over_the_real_villages(period: str, area: str) -> None:
    year, month = (int(part) for part in period.split("-"))
    found = rows(f"SELECT c.region, c.value FROM {at('vol_villages_covered', cities_of(area), year, month, 'c')}")
    villages = sum(KNOWN.denominators["base_villages"][str(region)] for region, _ in found)
    card = full_desk().kpi("vol_village_coverage", Scope(period=period, area=area))
    assert card.value == pytest.approx(100 * sum(value for _, value in found) / villages)


@pytest.mark.parametrize(("period", "area"), SCOPES)
def test_places_by_completion(period: str, area: str) -> None:
    year, month = (int(part) for part in period.split("-"))
    now = ytd(cities_of(area), year, month)
    # a hair is added before rounding: SQL rounds the binary fraction, the rule is half up on the decimal
    found = rows(f"""
        SELECT n.region, RANK() OVER (ORDER BY ROUND(100.0 * n.value / t.target + 1e-9, 1) DESC)
        FROM ({now}) n JOIN ({TARGETS.format(year=year)}) t USING (region)""", indicator="vol_hours")
    ranking = full_desk().overview(Scope(period=period, area=area, indicator="vol_hours")).ranking
    ours = {rank.region: rank.place for rank in ranking.rows if rank.place}
    assert ours == {str(region): place for region, place in found}


@pytest.mark.parametrize(("period", "area"), SCOPES)
def test_stocks_of_the_last_quarter(period: str, area: str) -> None:
    cities = cities_of(area)
    held = MONTHLY.format(cities=cities)
    year, month = (int(part) for part in period.split("-"))
    ((value, last),) = rows(f"""
        SELECT SUM(value), year * 100 + month FROM ({held}) WHERE year * 100 + month = (
            SELECT MAX(year * 100 + month) FROM ({held}) WHERE year * 100 + month <= {year * 100 + month})""",
        indicator="hon_sites")
    card = full_desk().kpi("hon_sites", Scope(period=period, area=area))
    assert (card.value, card.period) == (value, f"{last // 100}-{last % 100:02d}")


def test_visits_of_the_year_by_quarters() -> None:
    now = ytd(cities_of("all"), 2026, 9, 3)
    ((value, reported),) = rows(f"SELECT SUM(value), COUNT(*) FROM ({now})", indicator="hon_visits")
    card = full_desk().kpi("hon_visits", Scope(basis="ytd"))
    assert (card.value, card.reported, card.period) == (value, reported, "2026-09")


def test_median_of_the_heat_map() -> None:
    found = rows(f"SELECT a.value * 1.0 / t.value FROM {at('vol_volunteers', cities_of('all'), 2026, 10, 'a')} "
                 f"JOIN {at('vol_teams', cities_of('all'), 2026, 10, 't')} USING (region) ORDER BY 1")
    column = next(c for c in full_desk().compare(Scope()).columns if c.indicator == "vol_members_per_team")
    assert column.median == pytest.approx(found[len(found) // 2][0]) and len(found) == column.reported == 19

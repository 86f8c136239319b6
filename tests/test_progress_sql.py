"""进度与排名 computed again in plain SQL: completion, deviation, light, place and outlook of every indicator."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from catalog.book import load
from catalog.records import Scope
from tests.full_store import full_desk, full_store
from tests.test_answers_sql import MONTHLY, SCOPES, TARGETS, YTD, cities_of

KNOWN = load()
# one line a city: printed completion, place by it, light by the thresholds of R13; {elapsed} is printed
CITIES = """
    SELECT region, done, target, completion, RANK() OVER (ORDER BY completion DESC) AS place,
           CASE WHEN completion >= 100 THEN 'done' WHEN ROUND(completion - {elapsed}, 1) >= 0 THEN 'ok'
                WHEN ROUND(completion - {elapsed}, 1) >= -10 THEN 'warn' ELSE 'bad' END AS light
    FROM (SELECT n.region, n.value AS done, t.target, ROUND(100.0 * n.value / t.target + 1e-9, 1) AS completion
          FROM ({now}) n JOIN ({targets}) t USING (region))
"""


def cities(indicator: str, area: str, year: int, month: int) -> list[Any]:
    """Every city of the scope that has both a year to date and a target."""
    step = {"month": 1, "quarter": 3}[KNOWN.indicators[indicator].frequency]
    now = YTD.format(monthly=MONTHLY.format(cities=cities_of(area)), year=year, month=month, step=step)
    sql = CITIES.format(now=now, targets=TARGETS.format(year=year), elapsed=round(100 * month / 12 + 1e-9, 1))
    with full_store().connect() as connection:
        return list(connection.execute(text(sql), {"indicator": indicator}))


def last_year(indicator: str, regions: list[Any], year: int) -> list[float]:
    """The same regions' amounts of the twelve months of the year before; fewer when one is missing anywhere."""
    listed = ", ".join(str(one.region) for one in regions)
    sql = (f"SELECT month, SUM(value) AS value FROM ({MONTHLY.format(cities=listed)}) WHERE year = {year - 1}"
           f" GROUP BY month HAVING COUNT(*) = {len(regions)} ORDER BY month")  # fmt: skip
    with full_store().connect() as connection:
        return [one.value for one in connection.execute(text(sql), {"indicator": indicator})]


@pytest.mark.parametrize(("period", "area"), SCOPES)
def test_every_figure_of_the_page_is_the_second_computation_s(period: str, area: str) -> None:
    page = full_desk().progress(Scope(period=period, area=area))
    assert len(page.paced) == 6
    for one in page.paced:
        year, month = (int(part) for part in one.kpi.period.split("-"))
        if f"{year}" != period[:4]:
            continue  # a quarterly figure of last December
        found = cities(one.kpi.indicator, area, year, month)
        done, target = sum(row.done for row in found), sum(row.target for row in found)
        assert one.kpi.completion == pytest.approx(100 * done / target, abs=0.05 + 1e-6)
        assert one.kpi.deviation == pytest.approx((one.kpi.completion or 0) - round(100 * month / 12 + 1e-9, 1))
        for light in ("done", "ok", "warn", "bad"):
            assert one.counts[light] == sum(row.light == light for row in found), (one.kpi.indicator, light)
        shape = last_year(one.kpi.indicator, found, year)
        if one.outlook and len(shape) == 12:
            assert one.outlook.value == pytest.approx(done * sum(shape) / sum(shape[:month]))
        assert (one.outlook is None) == (month < 3 or month == 12)


@pytest.mark.parametrize(("period", "area"), SCOPES)
@pytest.mark.parametrize("indicator", ["emp_employed_new", "vol_activities"])
def test_places_and_lights_of_the_cities_are_the_second_computation_s(period: str, area: str, indicator: str) -> None:
    page = full_desk().progress(Scope(period=period, area=area, indicator=indicator))
    year, month = (int(part) for part in period.split("-"))
    found = {str(row.region): row for row in cities(indicator, area, year, month)}
    assert page.ranking and page.selected == indicator
    for row in page.ranking.rows:
        if row.region in found:
            mine = found[row.region]
            assert (row.value, row.place, row.kpi.status) == (pytest.approx(mine.completion), mine.place, mine.light)
        else:
            assert row.place is None and row.kpi.status == "none"

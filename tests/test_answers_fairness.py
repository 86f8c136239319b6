"""Comparisons that a statistician would sign, where the first version would not have been."""

from __future__ import annotations

from pathlib import Path

from answers.desk import Desk
from catalog.book import load
from catalog.records import Scope
from tests.full_store import full_desk
from tests.made import new_store, observation, reading, store


def _desk() -> Desk:
    return full_desk()


def test_an_average_changes_in_per_cent_and_only_a_percentage_in_points() -> None:
    cards = {card.indicator: card for card in _desk().force("volunteers", Scope()).cards}
    hours, active = cards["vol_hours_per_volunteer"], cards["vol_active_rate"]
    assert hours.growth_kind == "pct" and hours.value is not None and hours.previous is not None
    assert abs((hours.growth or 0) - 100 * (hours.value - hours.previous) / hours.previous) < 0.5
    assert active.growth_kind == "pp"


def test_a_small_average_is_compared_though_a_small_count_is_not() -> None:
    cards = {row.indicator: row.kpi for row in _desk().city(Scope(city="440900")).rows}
    per_entity = cards["biz_jobs_per_entity"]
    assert per_entity.value is not None and per_entity.value < 10 and per_entity.growth is not None


def test_the_median_line_is_of_the_same_cities_at_every_point() -> None:
    """潮州 and 云浮 are missing in October: the median of volunteers must not jump because two small cities left."""
    page = _desk().city(Scope(city="440900"))
    line = next(one.median for one in page.multiples if one.indicator == "vol_volunteers")
    values = [value for _, value in line if value is not None]
    assert abs(values[-1] / values[-2] - 1) < 0.05


def test_what_was_reported_for_one_month_only_is_shown_as_that_month_not_as_unreported(tmp_path: Path) -> None:
    """The first workbook of a new store gives September alone: no year to date, but reported it is."""
    engine = new_store(tmp_path)
    rows = [observation("emp_employed_new", city, "2026-09", 100.0) for city in load().cities]
    store(engine, reading("九月.xlsx", *rows))
    page = Desk(engine, load()).overview(Scope())
    card = next(one for one in page.cards if one.indicator == "emp_employed_new")
    assert (card.basis, card.value, card.reported) == ("month", 2100.0, 21)
    assert page.ranking.basis == "month" and all(row.value == 100.0 for row in page.ranking.rows)
    asked = Desk(engine, load()).overview(Scope(basis="ytd"))
    assert next(one for one in asked.cards if one.indicator == "emp_employed_new").value is None

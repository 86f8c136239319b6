"""Comparisons that a statistician would sign, where the first version would not have been."""

from __future__ import annotations

from answers.desk import Desk
from catalog.records import Scope
from tests.full_store import full_desk


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

"""What the desk promises: whole cards, statuses that add up, coverage beside totals, the same figure everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers.desk import Desk
from catalog.book import load
from catalog.records import Scope
from tests.full_store import full_desk
from tests.made import GUANGZHOU, MAOMING, SHENZHEN, new_store, observation, reading
from tests.made import store as stored

KNOWN = load()
SILENT = ("445100", "445300")
SCOPES = (Scope(), Scope(area="west"), Scope(area=f"{GUANGZHOU},{MAOMING},445100"), Scope(period="2025-03"),
          Scope(basis="month"), Scope(compare="prev"), Scope(period="2023-01"), Scope(period="2022-11"))


@pytest.fixture(scope="module")
def desk() -> Desk:
    return full_desk()


def test_newest_month_is_the_default_and_an_unknown_one_becomes_the_last_before_it(desk: Desk) -> None:
    assert desk.newest() == "2026-10" and len(desk.periods()) == 48
    assert desk.resolve(Scope()).period == "2026-10"
    assert desk.resolve(Scope(period="2027-05")).period == "2026-10"
    assert desk.resolve(Scope(period="2026-Q2")).period == "2026-06"
    assert desk.resolve(Scope(period="nonsense", area="nowhere", indicator="nothing")) == desk.resolve(Scope())


def test_overview_has_two_cards_a_force_in_the_order_of_the_catalogue(desk: Desk) -> None:
    cards = desk.overview(Scope()).cards
    assert [card.indicator for card in cards] == list(KNOWN.pages["overview"].cards)
    assert all(card.value is not None and card.ids for card in cards)


def test_a_total_says_who_is_missing_and_its_target_is_the_same_cities(desk: Desk) -> None:
    page = desk.overview(Scope())
    (card,) = (one for one in page.cards if one.indicator == "emp_employed_new")
    assert (card.reported, card.expected, card.missing, card.same_set) == (19, 21, SILENT, 19)
    rows = [rank.kpi for rank in page.ranking.rows]
    assert card.value == sum(kpi.value or 0 for kpi in rows)
    assert card.target == sum(kpi.target or 0 for kpi in rows if kpi.region not in SILENT)
    assert page.frame.missing == SILENT and (page.frame.reported, page.frame.expected) == (19, 21)
    assert page.frame.provisional and page.frame.sample


def test_teams_of_silent_cities_come_from_the_register(desk: Desk) -> None:
    (card,) = (one for one in desk.overview(Scope()).cards if one.indicator == "vol_teams")
    assert (card.reported, card.missing) == (21, ())


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("indicator", ["emp_employed_new", "vol_teams", "gov_secretary_share", "hon_visits",
                                       "emp_hardship_aid_rate", "vol_fund_cum"])
def test_status_counts_add_up_to_the_number_of_areas(desk: Desk, scope: Scope, indicator: str) -> None:
    page = desk.overview(scope._replace(indicator=indicator))
    assert sum(number for _, number in page.ranking.counts) == len(page.frame.regions) == len(page.ranking.rows)
    assert [tile.region for tile in page.ranking.tiles] == list(KNOWN.cities)
    assert {tile.region for tile in page.ranking.tiles if tile.inside} == set(page.frame.regions)


def test_not_reported_cities_are_last_and_unranked(desk: Desk) -> None:
    rows = desk.overview(Scope()).ranking.rows
    assert [rank.region for rank in rows[-2:]] == list(SILENT)
    assert all(rank.place is None and rank.kpi.status == "none" and rank.kpi.value is None for rank in rows[-2:])
    assert [rank.place for rank in rows[:-2]] == sorted(rank.place or 0 for rank in rows[:-2])


def test_a_silent_city_still_shows_its_target(desk: Desk) -> None:
    silent = desk.overview(Scope()).ranking.rows[-1].kpi
    assert silent.target and silent.completion is None


@pytest.mark.parametrize("indicator", [one for page in KNOWN.pages.values() for one in page.cards])
@pytest.mark.parametrize("area", ["prd", "east", "440100", "440100,440300,445300"])
def test_a_filter_never_changes_a_number_it_does_not_touch(desk: Desk, indicator: str, area: str) -> None:
    everyone = {rank.region: rank.kpi for rank in desk.overview(Scope(indicator=indicator)).ranking.rows}
    part = {rank.region: rank.kpi for rank in desk.overview(Scope(indicator=indicator, area=area)).ranking.rows}
    assert part and all(everyone[region] == kpi for region, kpi in part.items())


def test_cities_are_chosen_by_code_or_any_name_and_in_any_order(desk: Desk) -> None:
    west = desk.overview(Scope(area="west"))
    assert desk.overview(Scope(area=",".join(reversed(west.frame.regions)))) == west
    assert desk.overview(Scope(area="粤西")) == west
    some = desk.overview(Scope(area="茂名、Guangzhou，445100")).frame
    assert (some.area_code, some.regions) == ("selection", (GUANGZHOU, MAOMING, "445100"))
    assert desk.overview(Scope(area="nonprd")).frame.expected == 12


def test_a_selection_is_the_sum_of_its_cities(desk: Desk) -> None:
    page = desk.overview(Scope(area=f"{GUANGZHOU},{MAOMING},445100", indicator="vol_hours"))
    each = [desk.kpi("vol_hours", Scope(area=city)) for city in page.frame.regions]
    assert page.selected.value == sum(kpi.value or 0 for kpi in each)
    assert (page.selected.reported, page.selected.missing) == (2, ("445100",))


@pytest.mark.parametrize(("scope", "unknown"), [
    (Scope(area="广洲市"), ("area", "广洲市", GUANGZHOU)), (Scope(area="Shenzen"), ("area", "Shenzen", SHENZHEN)),
    (Scope(area="440903"), ("area", "440903", "")), (Scope(city="茂明市"), ("city", "茂明市", MAOMING)),
    (Scope(period="2031-01"), ("period", "2031-01", "2026-10")), (Scope(period="abc"), ("period", "abc", "2026-10")),
    (Scope(indicator="emp_employed_mew"), ("indicator", "emp_employed_mew", "emp_employed_new")),
    (Scope(area="天河区"), ("area", "天河区", GUANGZHOU))])
def test_what_is_not_there_is_said_with_the_nearest_thing(desk: Desk, scope: Scope, unknown: tuple[str, ...]) -> None:
    assert desk.overview(scope).frame.unknown == (unknown,)
    assert desk.overview(Scope()).frame.unknown == ()


def test_one_city_chosen_is_that_city_and_all_cities_chosen_are_the_province(desk: Desk) -> None:
    one = desk.overview(Scope(area=MAOMING))
    assert one.frame.area_code == MAOMING and one.frame.expected == 1
    assert desk.overview(Scope(area=",".join(KNOWN.cities))).frame.area_code == "440000"


def test_areas_add_up_to_the_province(desk: Desk) -> None:
    whole = desk.overview(Scope()).cards
    parts = [desk.overview(Scope(area=area)).cards for area in ("prd", "east", "west", "north")]
    for at, card in enumerate(whole):
        if KNOWN.indicators[card.indicator].kind != "ratio":
            assert card.value == sum(part[at].value or 0 for part in parts)
            assert card.reported == sum(part[at].reported for part in parts)
            assert sorted(card.ids) == sorted(one for part in parts for one in part[at].ids)


@pytest.mark.parametrize("scope", SCOPES)
def test_a_ratio_of_a_union_lies_within_its_members(desk: Desk, scope: Scope) -> None:
    for one, row in KNOWN.indicators.items():
        if row.kind == "ratio" and row.group == "core":
            page = desk.overview(scope._replace(indicator=one))
            members = [rank.kpi.value for rank in page.ranking.rows if rank.kpi.value is not None]
            hidden = any("suppressed" in rank.kpi.notes for rank in page.ranking.rows)
            if page.selected.value is not None and members and not hidden:
                assert min(members) - 1e-9 <= page.selected.value <= max(members) + 1e-9


def test_a_month_is_held_against_the_month_before_and_a_year_to_date_never(desk: Desk) -> None:
    page = desk.overview(Scope(compare="prev"))
    assert (page.selected.basis, page.frame.scope.basis) == ("month", "month")
    before = desk.overview(Scope(period="2026-09", basis="month", area=",".join(page.cumulative.regions))).selected
    assert page.selected.previous == before.value
    whole = desk.overview(Scope(compare="prev", basis="ytd"))
    assert whole.frame.scope.compare == "yoy" and whole.selected.previous == desk.overview(Scope()).selected.previous
    training = desk.kpi("emp_adapt_rate", Scope(compare="prev", period="2026-01"))
    assert (training.growth, training.why_no_growth, training.same_set) == (None, "no_base", 0)
    assert desk.kpi("emp_adapt_rate", Scope(compare="prev", period="2026-02")).growth is not None


def test_averages_grow_in_per_cent_and_rates_in_points(desk: Desk) -> None:
    assert desk.kpi("vol_members_per_team", Scope()).growth_kind == "pct"
    assert desk.kpi("emp_employment_rate", Scope()).growth_kind == "pp"


def test_growth_across_the_declared_break_is_not_comparable(desk: Desk) -> None:
    (card,) = (c for c in desk.overview(Scope(period="2023-11")).cards if c.indicator == "vol_teams")
    assert (card.growth, card.difference, card.why_no_growth) == (None, None, "series_break")
    (later,) = (c for c in desk.overview(Scope(period="2024-06")).cards if c.indicator == "vol_teams")
    assert later.growth is not None and later.why_no_growth == ""
    trend = desk.force("volunteers", Scope(period="2023-11", indicator="vol_teams")).trend
    assert [one.period for one in trend.breaks] == ["2023-06"]


def test_the_published_figure_stands_beside_and_is_not_from_the_future(desk: Desk) -> None:
    assert desk.overview(Scope()).published["vol_teams"].text == "13327支"
    assert desk.overview(Scope(period="2023-05")).published["vol_teams"].text == "8459支"


def test_the_line_of_the_plan_and_the_years_are_over_the_same_cities(desk: Desk) -> None:
    page = desk.overview(Scope())
    lines = {line.role: dict(line.points) for line in page.cumulative.lines}
    assert len(page.cumulative.regions) == 19 and not set(SILENT) & set(page.cumulative.regions)
    assert lines["this"]["2026-10"] == page.selected.value
    assert lines["plan"]["2026-12"] == page.selected.target
    assert lines["last"]["2025-10"] == page.selected.previous
    assert list(lines["this"])[-1] == "2026-10" and list(lines["last"])[-1] == "2025-12"


def test_deviation_by_month_ends_at_the_cards_deviation(desk: Desk) -> None:
    page = desk.overview(Scope())
    assert page.deviation is not None
    this = next(line for line in page.deviation.lines if line.role == "this")
    assert this.points[-1] == ("2026-10", page.selected.deviation)
    assert desk.overview(Scope(indicator="vol_teams")).deviation is None


def test_a_small_line_has_a_point_per_report_period(desk: Desk) -> None:
    lengths = {card.indicator: len(card.series) for card in desk.overview(Scope()).cards}
    assert (lengths["emp_employed_new"], lengths["biz_entities_cum"], lengths["gov_committee_veterans"]) == (13, 5, 3)


def test_a_small_line_is_over_the_cities_that_reported_every_month(desk: Desk) -> None:
    page = desk.overview(Scope(basis="month"))
    assert page.selected.series[-1] == ("2026-10", page.selected.value)
    assert dict(page.selected.series)["2026-09"] == desk.overview(
        Scope(period="2026-09", basis="month", area=",".join(page.cumulative.regions))).selected.value


def test_a_goal_without_a_date_has_a_distance_and_no_light(desk: Desk) -> None:
    (coverage,) = desk.overview(Scope()).beside["vol_teams"]
    assert (coverage.target, coverage.status, coverage.time_progress) == (100, "distance", None)
    assert coverage.value is not None and coverage.deviation == pytest.approx(coverage.value - 100, abs=0.05)


def test_quarterly_figures_keep_their_own_date(desk: Desk) -> None:
    periods = {card.indicator: card.period for card in desk.overview(Scope()).cards}
    assert (periods["biz_entities_cum"], periods["gov_committee_veterans"]) == ("2026-09", "2026-06")
    visits = desk.overview(Scope(indicator="hon_visits", basis="month")).selected
    assert visits.period == "2026-Q3" and visits.basis == "month"


def test_month_and_year_to_date_are_different_figures_of_one_indicator(desk: Desk) -> None:
    month = desk.overview(Scope(basis="month")).selected
    whole = desk.overview(Scope(basis="ytd")).selected
    assert month.basis == "month" and whole.basis == "ytd" and (month.value or 0) < (whole.value or 0)
    assert month.completion == whole.completion, "completion is always of the year"
    january = Scope(period="2026-01")
    assert desk.overview(january._replace(basis="month")).selected.value == desk.overview(january).selected.value


def test_dictionary_tells_what_the_store_holds(desk: Desk) -> None:
    rows = {row.indicator.id: row for row in desk.dictionary()}
    assert (rows["emp_employed_new"].last_period, rows["emp_employed_new"].reported) == ("2026-10", 19)
    assert rows["emp_employed_new"].has_target and not rows["vol_teams"].has_target
    assert [one.text for one in rows["vol_teams"].published] == ["8459支", "13327支"]
    assert rows["vol_teams"].first_period == "2022-11" and rows["base_villages"].last_period == ""


def test_asking_twice_gives_the_kept_answer_and_a_load_makes_a_new_one(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    desk = Desk(engine, KNOWN)
    assert desk.state().empty and desk.newest() == "" and desk.periods() == ()
    empty = desk.overview(Scope())
    assert all(card.value is None for card in empty.cards)
    stored(engine, reading("一.xlsx", observation(region=GUANGZHOU, value=10), observation(
        region=SHENZHEN, value=20, cell="C8")))
    first = desk.overview(Scope())
    assert first is desk.overview(Scope()) and first.selected.period == "2026-10"
    assert desk.overview(Scope(basis="month")).selected.value == 30
    stored(engine, reading("二（更正）.xlsx", observation(region=GUANGZHOU, value=15), correction=True))
    assert desk.overview(Scope(basis="month")).selected.value == 35


@pytest.mark.parametrize("ask", ["overview", "city", "compare", "table"])
def test_an_empty_store_has_an_answer_for_every_page(tmp_path: Path, ask: str) -> None:
    desk = Desk(new_store(tmp_path), KNOWN)
    assert getattr(desk, ask)(Scope()).frame.scope.period == ""
    forces = [page.id for page in KNOWN.pages.values() if page.kind == "force"]
    assert forces and all(desk.force(page, Scope()).selected.value is None for page in forces)
    assert all(row.last_period == "" for row in desk.dictionary())


def test_small_rates_of_a_city_are_hidden_and_those_over_few_not_ranked(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    figures = {GUANGZHOU: (40, 35), SHENZHEN: (20, 11), MAOMING: (9, 8)}
    cells = [observation(one, city, "2026-10", float(value), cell=f"{column}{row}")
             for row, (city, pair) in enumerate(figures.items(), start=5)
             for column, one, value in zip("CD", ("emp_hardship", "emp_hardship_aided"), pair, strict=True)]
    stored(engine, reading("困难.xlsx", *cells, observation(region=GUANGZHOU, value=1, cell="F5")))
    ranks = {r.region: r for r in Desk(engine, KNOWN).overview(Scope(indicator="emp_hardship_aid_rate")).ranking.rows}
    assert (ranks[GUANGZHOU].place, ranks[GUANGZHOU].value) == (1, 87.5)
    few = ranks[SHENZHEN]
    assert (few.place, few.kpi.value, few.kpi.notes) == (None, 55.0, ("small_sample",))
    hidden = ranks[MAOMING]
    assert (hidden.value, hidden.kpi.notes, hidden.kpi.status, hidden.kpi.reported) == (
        None, ("suppressed",), "no_target", 1)


def test_published_bounds_give_no_growth(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    stored(engine, reading("市场主体.xlsx", *(
        observation("biz_entities_cum", GUANGZHOU, period, value, cell=cell, qualifier=qualifier)
        for period, value, cell, qualifier in (("2025-09", 50000, "C5", "ge"), ("2026-09", 60000, "C6", "eq"))),
        observation(region=GUANGZHOU, value=1, cell="F5")))
    card = Desk(engine, KNOWN).overview(Scope(indicator="biz_entities_cum")).selected
    assert (card.growth, card.why_no_growth, card.qualifier) == (None, "bound", "eq")

"""Force pages, tables, city profile and heat map over the full store."""

from __future__ import annotations

import pytest

from answers.desk import Desk
from catalog.book import load
from catalog.records import Scope
from tests.full_store import full_desk, full_store
from tests.made import MAOMING
from tests.test_answers import SCOPES, SILENT

KNOWN = load()


@pytest.fixture(scope="module")
def desk() -> Desk:
    return full_desk()


@pytest.mark.parametrize("page", [one.id for one in KNOWN.pages.values() if one.kind == "force"])
@pytest.mark.parametrize("scope", SCOPES)
def test_force_pages_agree_with_themselves(desk: Desk, page: str, scope: Scope) -> None:
    found = desk.force(page, scope)
    assert found.table.total is not None and len(found.table.rows) == len(found.frame.regions)
    for column, total in zip(found.table.columns, found.table.total.cells, strict=True):
        if column.measure == "value":
            assert total.value == desk.kpi(column.indicator, scope).value
    if found.composition:
        for row in found.composition.rows:
            assert row.reported == 0 or sum(share or 0 for share in row.shares) == pytest.approx(100)


def test_composition_of_areas_adds_up_to_the_province(desk: Desk) -> None:
    found = desk.force("employment", Scope()).composition
    assert found is not None
    province, *areas = found.rows
    assert [row.region for row in areas] == ["prd", "east", "west", "north"] and province.reported == 19
    for at, amount in enumerate(province.amounts):
        assert amount == sum(row.amounts[at] or 0 for row in areas)


def test_table_sorts_by_any_column_with_blanks_last(desk: Desk) -> None:
    up = desk.table(Scope(sort="emp_employed_new:completion")).table
    down = desk.table(Scope(sort="-emp_employed_new:completion")).table
    at = [column.key for column in up.columns].index("emp_employed_new:completion")
    for table, order in ((up, 1), (down, -1)):
        values = [row.cells[at].value for row in table.rows]
        assert values[-2:] == [None, None] and values[:-2] == sorted(values[:-2], key=lambda v: order * (v or 0))
        assert table.rows[-1].cells[at].mark == "none"


def test_table_columns_are_those_named_in_the_address(desk: Desk) -> None:
    page = desk.table(Scope(extra=(("cols", "vol_teams,emp_employed_new"), ("show", "growth"))))
    assert [column.key for column in page.table.columns] == [
        "vol_teams", "vol_teams:growth", "emp_employed_new:target", "emp_employed_new", "emp_employed_new:completion",
        "emp_employed_new:growth"]
    assert {one for _, one, chosen in page.available if chosen} == {"vol_teams", "emp_employed_new"}
    only = desk.table(Scope(extra=(("themes", "F5"),))).table
    assert {column.theme for column in only.columns} == {"F5"}


def test_a_partial_total_is_footnoted(desk: Desk) -> None:
    table = desk.table(Scope()).table
    partial = next(note for note in table.footnotes if note.word == "partial")
    assert partial.regions == SILENT
    assert "emp_employed_new" in partial.indicators and "vol_teams" not in partial.indicators
    assert table.total is not None
    cells = dict(zip((column.key for column in table.columns), table.total.cells, strict=True))
    assert partial.number in cells["emp_employed_new"].footnotes and partial.number not in cells["vol_teams"].footnotes


def test_city_profile_says_where_the_city_stands(desk: Desk) -> None:
    page = desk.city(Scope(city=MAOMING))
    assert [row.indicator for row in page.rows] == list(KNOWN.pages["city"].indicators)
    assert sum(page.counts.values()) == len(page.rows) and page.reported
    for row in page.rows:
        five = [value for value in (row.low, row.lower, row.median, row.upper, row.high) if value is not None]
        assert len(five) == 5 and five == sorted(five)
        if KNOWN.indicators[row.indicator].direction == "neutral":
            assert row.position == "" and row.better == 0
    ranking = desk.overview(Scope()).ranking
    place = next(rank.place for rank in ranking.rows if rank.region == MAOMING)
    assert next(row.place for row in page.rows if row.indicator == "emp_employed_new") == place


def test_a_silent_city_has_a_profile_without_invented_figures(desk: Desk) -> None:
    page = desk.city(Scope(city="445100"))
    assert not page.reported
    row = next(row for row in page.rows if row.indicator == "emp_employed_new")
    assert (row.value, row.place, row.position, row.of) == (None, None, "none", 19)
    chart = next(one for one in page.multiples if one.indicator == "emp_employed_new")
    assert not chart.reported and chart.points[-1][1] is None and chart.median[-1][1] is not None


def test_a_scope_does_not_move_a_citys_standing() -> None:
    # a new desk that is asked about the part first: what is kept must not be of the part
    desk = Desk(full_store(), KNOWN)
    assert desk.city(Scope(city=MAOMING, area="prd")).rows == full_desk().city(Scope(city=MAOMING)).rows
    west = {row.region: row for row in desk.compare(Scope(area="west")).rows}
    whole = {row.region: row for row in full_desk().compare(Scope()).rows}
    assert len(west) == 3 and all(whole[region] == row for region, row in west.items())


def test_heat_map_counts_quarters_and_groups_areas(desk: Desk) -> None:
    page = desk.compare(Scope())
    assert [column.indicator for column in page.columns] == list(KNOWN.pages["compare"].indicators)
    areas = [row.area for row in page.rows]
    assert areas == sorted(areas, key=["prd", "east", "west", "north"].index)
    for row in page.rows:
        assert row.front == sum(cell.position == "front" for cell in row.cells)
    for at, column in enumerate(page.columns):
        front = sum(row.cells[at].position == "front" for row in page.rows)
        assert front <= 7 and (column.better or front == 0)
    assert len(page.multiples) == 21 and {one.scaled for one in page.multiples} == {"per_target"}
    low, high = page.axis
    assert all(low <= value <= high for one in page.multiples for _, value in one.points if value is not None)

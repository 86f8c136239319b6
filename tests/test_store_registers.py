"""Registers: which snapshot stands, and pages of it filtered and sorted by the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import GUANGZHOU, MAOMING, SHENZHEN, new_store, reading, store, team
from sqlalchemy import Engine

from catalog import book
from store.check import check
from store.registers import counts, rows

REGISTER = "vol_teams_register"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    found = new_store(tmp_path)
    lines = (
        team("红棉老兵", members=25, hours=1860.5, category="应急救援", status="team_active", line=3),
        team("红星_100%", SHENZHEN, members=None, hours=12.0, category="应急救援", line=4),
        team("海风", "440306", members=7, hours=300.0, category="Blood donors", line=5),
        team("好心", MAOMING, members=120, hours=9.0, category="理论宣讲", line=6),
    )
    store(found, reading("台账.xlsx", form="F04", rows=lines))
    return found


def names(engine: Engine, *args: object, **kwargs: object) -> list[str]:
    found, _ = rows(engine, REGISTER, *args, **kwargs)  # type: ignore[arg-type]
    return [row["name"] for row in found]


def test_rows_come_back_with_their_area_period_and_line(engine: Engine) -> None:
    found, total = rows(engine, REGISTER)
    assert total == 4
    first = found[0]
    assert (first["region"], first["city"], first["period"], first["line"]) == (GUANGZHOU, GUANGZHOU, "2026-10", 3)
    assert first["members"] == 25 and isinstance(first["members"], float) and first["hours"] == 1860.5


def test_a_countys_row_belongs_to_its_city(engine: Engine) -> None:
    assert names(engine, {"city": SHENZHEN}) == ["红星_100%", "海风"]
    assert names(engine, {"region": "440306"}) == ["海风"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"category": "应急救援"}, ["红棉老兵", "红星_100%"]),
        ({"category": ["应急救援", "理论宣讲"]}, ["红棉老兵", "红星_100%", "好心"]),
        ({"name": ("contains", "红")}, ["红棉老兵", "红星_100%"]),
        ({"name": ("contains", "_100%")}, ["红星_100%"]),
        ({"category": ("contains", "blood")}, ["海风"]),
        ({"name": ("not_contains", "红")}, ["海风", "好心"]),
        ({"name": ("starts", "好")}, ["好心"]),
        ({"name": ("ends", "兵")}, ["红棉老兵"]),
        ({"members": ("ge", 25)}, ["红棉老兵", "好心"]),
        ({"members": ("lt", 25)}, ["海风"]),
        ({"members": ("between", (7, 25))}, ["红棉老兵", "海风"]),
        ({"members": ("blank",)}, ["红星_100%"]),
        ({"members": ("not_blank",), "hours": ("gt", 100)}, ["红棉老兵", "海风"]),
        ({"category": ("not_equal", "应急救援")}, ["海风", "好心"]),
        ({"city": [GUANGZHOU, MAOMING]}, ["红棉老兵", "好心"]),
    ],
)
def test_filters(engine: Engine, filters: dict[str, object], expected: list[str]) -> None:
    assert names(engine, filters) == expected
    assert rows(engine, REGISTER, filters, limit=1)[1] == len(expected)


def test_sorting_puts_numbers_in_order_of_size_and_blanks_last(engine: Engine) -> None:
    assert names(engine, sort=[("members", "asc")]) == ["海风", "红棉老兵", "好心", "红星_100%"]
    assert names(engine, sort=[("members", "desc")]) == ["好心", "红棉老兵", "海风", "红星_100%"]


def test_pages_follow_each_other_without_gap_or_overlap(engine: Engine) -> None:
    whole = names(engine, sort=[("category", "asc")])
    assert [name for page in range(4) for name in names(engine, None, [("category", "asc")], page, 1)] == whole


def test_an_unknown_field_is_an_error_not_an_injection(engine: Engine) -> None:
    with pytest.raises(KeyError):
        rows(engine, REGISTER, {"name; DROP TABLE facts": "x"})
    with pytest.raises(KeyError):
        rows(engine, REGISTER, sort=[("nothing", "asc")])
    assert names(engine, {"name": "' OR 1=1 --"}) == []


def test_a_newer_register_of_one_city_replaces_that_citys_rows_only(engine: Engine) -> None:
    store(engine, reading("深圳11月.xlsx", form="F04", rows=(team("新队", SHENZHEN, "2026-11"),)))
    assert names(engine) == ["红棉老兵", "新队", "好心"]
    assert names(engine, {"period": "2026-10"}) == ["红棉老兵", "红星_100%", "海风", "好心"]
    assert check(engine) == []


def test_a_corrected_register_of_the_same_month_stands(engine: Engine) -> None:
    mended = (team("红棉老兵", line=3), team("补报队", line=4))
    store(engine, reading("广州更正.xlsx", form="F04", rows=mended, correction=True))
    assert names(engine, {"city": GUANGZHOU}) == ["红棉老兵", "补报队"]


def test_counts_by_city_and_by_field(engine: Engine) -> None:
    assert {row["city"]: row["count"] for row in counts(engine, REGISTER)} == {GUANGZHOU: 1, SHENZHEN: 2, MAOMING: 1}
    by_category = {row["category"]: row["count"] for row in counts(engine, REGISTER, ["category"])}
    assert by_category == {"应急救援": 2, "Blood donors": 1, "理论宣讲": 1}


def test_a_page_of_15000_rows_is_the_page_asked_for(tmp_path: Path) -> None:
    engine, cities = new_store(tmp_path), book.load().cities
    lines = tuple(
        team(f"第{number}队", cities[number % 21], town=f"镇{number % 97}", hours=number * 7.0 % 1000, line=number)
        for number in range(15_000)
    )
    store(engine, reading("台账.xlsx", form="F04", rows=lines))
    found, total = rows(engine, REGISTER, {"name": ("contains", "9")}, [("hours", "desc")], 100, 50)
    assert len(found) == 50 and total == sum("9" in str(number) for number in range(15_000))
    hours = [row["hours"] for row in found]
    assert hours == sorted(hours, reverse=True)

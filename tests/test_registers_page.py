"""The registers under their pages: what the grid asks is what the store answers, in words, and what is taken away."""

from __future__ import annotations

import base64
import io
from typing import Any

import openpyxl
import pytest

from answers.desk import Desk
from callbacks import registers
from callbacks.grids import looked
from catalog.book import load
from store.engine import open_store

TEAMS, SITES = "/volunteers?p=2026-10", "/honour?p=2026-10"
FIRST = {"startRow": 0, "endRow": 100, "filterModel": {}, "sortModel": []}


@pytest.fixture(scope="module")
def desk(sample_database: str) -> Desk:
    return Desk(open_store(sample_database), load())


def block(desk: Desk, address: str, **asked: Any) -> tuple[list[dict[str, Any]], int]:
    return registers.block(desk, looked(load(), address), FIRST | asked)


def text(kind: str, wanted: str) -> dict[str, Any]:
    return {"filterType": "text", "type": kind, "filter": wanted}


def test_a_register_has_all_its_rows_and_shows_words_not_codes(desk: Desk) -> None:
    rows, total = block(desk, TEAMS)
    assert total > 14_000 and len(rows) == 100
    assert rows[0]["city"] == "广州" and {row["level"] for row in rows} <= {"市级", "县级", "镇级", "村级"}
    english, _ = block(desk, TEAMS + "&lang=en")
    assert english[0]["city"] == "Guangzhou" and english[0]["level"] == "City"


def test_no_personal_column_is_ever_sent(desk: Desk) -> None:
    rows, _ = block(desk, TEAMS)
    sites, _ = block(desk, SITES)
    assert not {"leader", "phone", "keeper"} & {*rows[0], *sites[0]}


def test_the_pages_area_and_city_narrow_the_register(desk: Desk) -> None:
    whole = block(desk, SITES)[1]
    north, one = block(desk, SITES + "&area=north"), block(desk, SITES + "&city=440900")
    assert 0 < north[1] < whole and {row["city"] for row in one[0]} == {"茂名"}
    chosen = block(desk, SITES + "&area=440900,440800")
    assert {row["city"] for row in chosen[0]} <= {"茂名", "湛江"} and chosen[1] > one[1]


def test_what_is_searched_is_in_every_row(desk: Desk) -> None:
    rows, total = block(desk, TEAMS + "&q=红棉")
    assert 0 < total < 15_000
    assert all(any("红棉" in str(value) for value in row.values()) for row in rows)
    assert block(desk, TEAMS + "&q=鲸鱼") == ([], 0)


def test_words_that_stand_for_options_and_cities_can_be_filtered_by(desk: Desk) -> None:
    rows, towns = block(desk, TEAMS, filterModel={"level": text("contains", "镇")})
    assert {row["level"] for row in rows} == {"镇级"}
    _, others = block(desk, TEAMS, filterModel={"level": text("notContains", "镇")})
    assert towns + others == block(desk, TEAMS)[1]
    rows, _ = block(desk, TEAMS, filterModel={"city": text("equals", "茂名")})
    assert {row["city"] for row in rows} == {"茂名"}
    assert block(desk, TEAMS + "&area=north", filterModel={"city": text("equals", "茂名")})[1] == 0


@pytest.mark.parametrize(("model", "holds"), [
    ({"type": "greaterThan", "filter": 50}, lambda n: n > 50),
    ({"type": "lessThanOrEqual", "filter": 30}, lambda n: n <= 30),
    ({"type": "inRange", "filter": 20, "filterTo": 30}, lambda n: 20 <= n <= 30),
])  # fmt: skip
def test_figures_are_filtered_as_figures(desk: Desk, model: dict[str, Any], holds: Any) -> None:
    rows, total = block(desk, TEAMS, filterModel={"members": {"filterType": "number"} | model})
    assert total > 0 and all(holds(row["members"]) for row in rows)


def test_rows_come_sorted_and_in_pages_that_join_without_a_gap(desk: Desk) -> None:
    sort = [{"colId": "members", "sort": "desc"}]
    first, _ = block(desk, TEAMS, sortModel=sort)
    second, _ = block(desk, TEAMS, sortModel=sort, startRow=100, endRow=200)
    both, _ = block(desk, TEAMS, sortModel=sort, endRow=200)
    assert first + second == both
    members = [row["members"] for row in both]
    assert members == sorted(members, reverse=True)


def test_a_filter_on_a_column_that_is_not_shown_changes_nothing(desk: Desk) -> None:
    assert block(desk, TEAMS, filterModel={"phone": text("contains", "1")})[1] == block(desk, TEAMS)[1]


def test_the_file_holds_exactly_the_rows_as_filtered_and_sorted(desk: Desk) -> None:
    asked = {"filterModel": {"level": text("contains", "镇")}, "sortModel": [{"colId": "members", "sort": "asc"}]}
    view = looked(load(), TEAMS + "&area=west")
    rows, total = registers.page(desk, view, asked)
    sent = registers.file(desk, view, asked, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(sent["content"])))
    sheet = book.worksheets[0]
    written = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=5)]
    names = [line[4] for line in written if line[0] in ("湛江", "茂名", "阳江")]
    assert total == len(rows) == len(names) and names == [row["name"] for row in rows]
    said = "".join(str(cell.value) for line in sheet.iter_rows(max_row=3) for cell in line if cell.value)
    assert "示例数据" in said and "粤西" in said and "层级包含“镇”" in said
    assert sent["filename"] == "志愿服务队台账_2026年10月.xlsx"


def test_the_csv_opens_in_excel_with_the_same_rows(desk: Desk) -> None:
    view = looked(load(), SITES + "&city=440900")
    sent = registers.file(desk, view, {}, "csv")
    content = base64.b64decode(sent["content"])
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert len([line for line in lines if line.startswith("茂名,")]) == registers.page(desk, view, {})[1]


def test_a_slot_is_asked_for_by_what_decides_its_rows_only(desk: Desk) -> None:
    looks = [
        looked(load(), TEAMS + more) for more in ("", "&ind=vol_hours", "&basis=month", "&sort=-vol_teams", "&t=trend")
    ]
    assert len({registers.address(view) for view in looks}) == 1
    others = [looked(load(), TEAMS + more) for more in ("&q=红", "&area=prd", "&lang=en", "&city=440900")]
    assert len({registers.address(view) for view in (*others, looks[0])}) == 5


def test_before_the_first_register_it_is_said_that_there_is_none(desk: Desk) -> None:
    early = registers.section(desk, looked(load(), "/volunteers?p=2022-11"))[0]
    assert "这一期没有台账" in str(early) and "AgGrid" not in str(early)
    assert "AgGrid" in str(registers.section(desk, looked(load(), TEAMS))[0])
    assert "没有符合条件的记录" in str(registers.section(desk, looked(load(), TEAMS + "&q=鲸鱼"))[0])


def test_a_quarterly_register_says_its_own_date(desk: Desk) -> None:
    assert "2026年9月台账" in str(registers.section(desk, looked(load(), SITES))[0])
    assert registers.file(desk, looked(load(), SITES), {}, "csv")["filename"] == "荣誉室（墙）登记表_2026年9月.csv"

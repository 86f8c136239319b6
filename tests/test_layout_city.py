"""地市画像 and 对比分析: right is better, the median is in the middle, nothing is judged that is neutral or missing."""

from __future__ import annotations

import re

import pytest

from answers.desk import Desk
from callbacks import city, compare
from catalog.book import load
from catalog.scope import parse
from catalog.view import View
from layouts import city as city_layout
from layouts import compare as compare_layout
from layouts.heads import folded
from store.engine import open_store

CATALOG = load()


@pytest.fixture(scope="module")
def desk(sample_database) -> Desk:
    return Desk(open_store(sample_database), CATALOG)


def view(path: str, query: str) -> View:
    return View(CATALOG, parse(query), path)


def nodes(node, found=None) -> list:
    found = [] if found is None else found
    if isinstance(node, (list, tuple)):
        if node and isinstance(node[0], str) and len(node) > 1 and isinstance(node[1], dict):
            found.append(node)
        for child in node:
            nodes(child, found)
    return found


def texts(node) -> str:
    if isinstance(node, list) and len(node) > 1 and isinstance(node[1], dict):
        return "".join(texts(child) for child in node[2:])
    if isinstance(node, (list, tuple)):
        return "".join(texts(child) for child in node)
    return str(node or "")


def test_spine_is_scaled_so_that_right_is_better_and_the_median_is_in_the_middle(desk):
    rows = desk.city(parse("city=440900")).rows
    assert len(rows) > 10
    for row in rows:
        assert city_layout.left(row, row.median) == 50.0
        assert 2 <= city_layout.left(row, row.low) <= 98 and 2 <= city_layout.left(row, row.high) <= 98
        if row.better < 0:
            assert city_layout.left(row, row.low) > 50 > city_layout.left(row, row.high)
        if row.value is not None and row.position == "front":
            assert city_layout.left(row, row.value) > 50
        if row.value is not None and row.position == "back":
            assert city_layout.left(row, row.value) < 50


def test_lower_is_better_turns_the_track_round(desk):
    row = next(row for row in desk.city(parse("city=440900")).rows if row.better > 0 and row.median != row.high)
    turned = row._replace(better=-1)
    assert city_layout.left(row, row.high) > 50 > city_layout.left(turned, row.high)


def test_neutral_indicators_have_no_mark_and_missing_figures_say_so(desk):
    content = city.draw(desk, view("/city", "city=445100"))  # 潮州 has not sent its monthly reports
    shown = {node[1]["data-row"]: texts(node) for node in nodes(content.body) if "data-row" in node[1]}
    assert "不作评价" in shown["gov_secretary_share"]
    assert "未报送" in shown["emp_employment_rate"]
    assert not re.search(r"末位|较差|劣于", texts(content.body))
    assert "潮州市" in texts(content.body) and "未报送" in texts(content.body)


def test_every_spine_row_is_said_to_those_who_cannot_see_it(desk):
    tracks = [node for node in nodes(city.draw(desk, view("/city", "city=440900")).body)
              if node[1].get("className") == "track"]  # fmt: skip
    assert len(tracks) == len(desk.city(parse("city=440900")).rows)
    assert all(node[1]["role"] == "img" and "全省中位数" in node[1]["aria-label"] for node in tracks)


def test_profile_has_a_select_of_21_cities_that_writes_the_address(desk):
    select = next(node for node in nodes(city.draw(desk, view("/city", "city=440900")).controls)
                  if node[0] == "select" and node[1].get("data-param") == "city")  # fmt: skip
    assert select[1]["value"] == "440900" and len([node for node in nodes(select) if node[0] == "option"]) == 21


def test_heat_table_has_21_cities_grouped_by_area_and_leads_to_their_profiles(desk):
    body = compare.draw(desk, view("/compare", "")).body
    rows = [node for node in nodes(body) if "data-row" in node[1]]
    assert len(rows) == 21
    assert [texts(node) for node in nodes(body) if node[1].get("className") == "matrix-area"] == [
        "珠三角", "粤东", "粤西", "粤北"]  # fmt: skip
    for row in rows:
        links = [node[1]["href"] for node in nodes(row) if node[0] == "a"]
        assert links and all(f"city={row[1]['data-row']}" in href and href.startswith("/city?") for href in links)


def test_heat_table_columns_stand_under_their_heads(desk):
    """Every line of the table has as many columns as the others, spans counted."""
    for query in ("", "sort=emp_employed_new", "area=east", "lang=en"):
        made = view("/compare", query)
        table = next(node for node in nodes(compare.draw(desk, made).body) if node[0] == "table")
        spans, widths = [], set()
        for row in (node for node in nodes(table) if node[0] == "tr"):
            cells = [node for node in row[2:] if isinstance(node, list)]
            held = 1 if spans and spans[-1] > 1 else 0
            spans.append(spans[-1] - 1 if held else 0)
            for cell in cells:
                spans[-1] = max(spans[-1], cell[1].get("rowSpan", 0))
            widths.add(held + sum(cell[1].get("colSpan", 1) for cell in cells))
        assert len(widths) == 1, (query, widths)


def test_one_city_alone_is_not_said_to_lead_and_to_trail_itself(desk):
    said = texts(compare.draw(desk, view("/compare", "area=440900")).body)
    assert said.startswith("茂名市：") and "重点关注" not in said


def test_counts_of_quarters_add_up_with_the_marks(desk):
    answer = desk.compare(parse(""))
    for row in answer.rows:
        assert row.front == sum(cell.position == "front" for cell in row.cells)
    cells = [cell for row in answer.rows for cell in row.cells]
    shown = nodes(compare_layout.matrix(view("/compare", "p=2026-10"), answer))
    assert sum(node[1].get("className") == "is-front" for node in shown) == sum(c.position == "front" for c in cells)


def test_small_charts_state_their_axis_and_leave_the_last_point_hollow_when_it_is_missing(desk):
    made = view("/compare", "ind=emp_employed_new")
    body = compare.draw(desk, made).body
    assert re.search(r"21市纵轴相同（[\d.]+—[\d.]+）", texts(body))
    assert sum("is-hollow" in node[1].get("className", "") for node in nodes(body)) == 2


def test_slides_carry_conclusion_source_and_sample_mark(desk):
    slides = [*city.slides(desk, view("/city", "city=440900")), *compare.slides(desk, view("/compare", ""))]
    assert [one.panel for one in slides] == ["spine", "months", "matrix", "multiples"]
    for one in slides:
        assert one.caption.title and one.caption.sample and "19/21" in one.caption.source
        assert one.figure["data"] and one.figure["layout"]["annotations"]


def test_headings_break_between_name_and_measure_and_nowhere_else():
    made = view("/table", "")
    assert [texts(node) for node in folded(made, "新增就业完成率", "新增就业") if texts(node)] == ["新增就业", "完成率"]
    assert [texts(node) for node in folded(made, "村（社区）覆盖率") if texts(node)] == ["村（社区）", "覆盖率"]
    assert [texts(node) for node in folded(made, "“兵支书”") if texts(node)] == ["“兵支书”"]
    assert folded(view("/table", "lang=en"), "Newly employed: target") == ("Newly employed: target",)

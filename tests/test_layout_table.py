"""数据表: every choice is in the address, ticks say what is on, sorting goes down, up and back."""

from __future__ import annotations

import pytest

from answers.desk import Desk
from callbacks import table
from catalog.book import load
from catalog.scope import parse
from catalog.view import View
from layouts import filters
from store.engine import open_store
from tests.test_layout_city import nodes, texts

CATALOG = load()


@pytest.fixture(scope="module")
def desk(sample_database) -> Desk:
    return Desk(open_store(sample_database), CATALOG)


def drawn(desk: Desk, query: str):
    return table.draw(desk, View(CATALOG, parse(query), "/table"))


def tick(body, name: str):
    return next(node for node in nodes(body) if node[1].get("role") == "checkbox" and texts(node).startswith(name))


def query_of(node) -> str:
    return node[1]["href"].partition("?")[2]


def test_ticks_say_what_is_on_and_lead_to_the_other_state(desk):
    body = drawn(desk, "").body
    assert tick(body, "合计行")[1]["aria-checked"] == "true" and "total=0" in query_of(tick(body, "合计行"))
    assert tick(body, "同比")[1]["aria-checked"] == "false"
    there = drawn(desk, query_of(tick(body, "同比"))).body
    assert tick(there, "同比")[1]["aria-checked"] == "true"
    assert "show" not in query_of(tick(there, "同比"))


def test_areas_can_be_joined_and_taken_back(desk):
    body = drawn(desk, "area=east").body
    both = parse(query_of(tick(body, "粤西")))
    assert set(both.area.split(",")) == {c for c in CATALOG.cities if CATALOG.regions[c].area in ("east", "west")}
    again = drawn(desk, query_of(tick(body, "粤西"))).body
    assert parse(query_of(tick(again, "粤西"))).area == "east"
    assert parse(query_of(tick(body, "粤东"))).area == "all", "no area at all means all of them"


def test_a_force_goes_out_and_in_with_its_own_columns(desk):
    body = drawn(desk, "").body
    without = drawn(desk, query_of(tick(body, "重要力量")))
    assert "重要力量" not in texts([node for node in nodes(without.body) if node[0] == "thead"])
    back = drawn(desk, query_of(tick(without.body, "重要力量")))
    heads = [node for node in nodes(back.body) if node[0] == "th" and "sheet-force" in node[1].get("className", "")]
    assert "重要力量" in [texts(node) for node in heads]
    assert len({texts(node) for node in heads}) == len(heads), "one group a force"


def test_sorting_goes_down_then_up_then_back(desk):
    def head(query: str):
        return next(node for node in nodes(drawn(desk, query).body)
                    if node[0] == "th" and texts(node).startswith("志愿服务队"))  # fmt: skip

    def link(query: str) -> str:
        return parse(query_of(next(node for node in nodes(head(query)) if node[0] == "a"))).sort

    assert link("") == "-vol_teams" and link("sort=-vol_teams") == "vol_teams" and link("sort=vol_teams") == ""
    assert head("sort=-vol_teams")[1]["aria-sort"] == "descending"


def test_not_reported_is_hatched_and_never_zero_or_blank(desk):
    body = drawn(desk, "cols=emp_employed_new").body
    row = next(node for node in nodes(body) if node[1].get("data-row") == "445100")
    cells = [node for node in nodes(row) if node[0] == "td"]
    assert all(texts(cell) for cell in cells) and "0" not in [texts(cell) for cell in cells]
    assert [node for node in nodes(row) if node[1].get("className") == "missing hatch"]


def test_footnotes_say_which_cities_a_total_is_without(desk):
    body = texts(drawn(desk, "").body)
    assert "①" in body and "合计不含潮州、云浮（未报送）" in body


def test_chips_take_their_filter_back(desk):
    body = drawn(desk, "area=north&q=就业&behind=1&cols=emp_employed_new,vol_teams").body
    chips = [node for node in nodes(body) if "is-filter" in node[1].get("className", "")]
    assert len(chips) == 4
    for chip in chips:
        there = nodes(drawn(desk, query_of(chip)).body)
        fewer = [node for node in there if "is-filter" in node[1].get("className", "")]
        assert len(fewer) == 3, texts(chip)


def test_nothing_left_says_so_and_offers_a_way_out(desk):
    content = drawn(desk, "q=没有这样的指标")
    assert "没有符合条件的地市或指标" in texts(content.body) and not content.export and not content.present


def test_export_button_says_how_many_rows_it_takes(desk):
    assert drawn(desk, "").export == "导出21行" and drawn(desk, "area=west&lang=en").export == "Export 3 rows"


def test_columns_are_listed_once_and_the_usual_ones_need_no_word(desk):
    view = View(CATALOG, parse(""), "/table")
    answer = table.asked(desk, view)
    assert "cols" not in filters.columns_href(view, answer, filters.columns(answer))
    assert filters.columns_href(view, answer, ["vol_teams", "vol_teams"]).count("vol_teams") == 1

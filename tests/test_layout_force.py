"""What a force page says: figures with all that belongs beside them, links that lead on, nothing raw or left out."""

from __future__ import annotations

import re
from typing import Any

import pytest

from answers.desk import Desk
from callbacks.router import DRAW, seen, show
from catalog.book import load
from store.engine import migrate, open_store
from tests.full_store import full_desk
from tests.nodes import lines, of_class, of_tag, panel, text, walk

FORCES = tuple(page.id for page in load().pages.values() if page.kind == "force")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return full_desk()


def page(desk: Desk, name: str, search: str = "") -> Any:
    """What stands on the page, as its body's nodes."""
    view = seen(load(), f"/{name}", search)
    return DRAW[load().pages[name].kind](desk, view).body


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [*FORCES, "dictionary"])
def test_no_id_no_open_slot_and_no_other_language_is_shown(desk: Desk, name: str, lang: str) -> None:
    said = lines(page(desk, name, f"?lang={lang}"), verbatim=False)
    assert len(said) > 60
    assert not [line for line in said if re.search(r"\b[a-z]+_[a-z_]+\b|[{}]|\bNone\b|\bnan\b", line)]
    if lang == "en":
        assert not [line for line in said if re.search(r"[\u4e00-\u9fff]", line)]


@pytest.mark.parametrize("name", FORCES)
def test_every_panel_says_which_indicator_and_period_it_shows(desk: Desk, name: str) -> None:
    body = page(desk, name)
    shown = [one[1] for one in walk(body) if "data-panel" in one[1]]
    assert {one["data-panel"] for one in shown} >= {"ranked", "trend", "detail"}
    assert all(one.get("data-indicator") in load().indicators and one.get("data-period") == "2026-10" for one in shown)


@pytest.mark.parametrize("name", FORCES)
def test_the_page_opens_with_its_sentence_and_at_most_six_cards(desk: Desk, name: str) -> None:
    body = page(desk, name)
    first = next(one for one in walk(body) if one[0] in ("header", "h1", "h2", "section"))
    assert first[0] == "header" and len(text(first[2])) > 15
    cards = of_class(body, "card")
    assert 1 <= len(cards) <= 6
    chosen = [one for one in cards if any(node[1].get("aria-current") for node in of_class(one, "card-name"))]
    assert [one[1]["data-indicator"] for one in chosen] == [load().pages[name].ranked]


def test_a_card_chooses_what_is_ranked_and_a_second_click_takes_it_back(desk: Desk) -> None:
    body = page(desk, "employment", "?ind=emp_unemployed")
    assert panel(body, "ranked")[1]["data-indicator"] == "emp_unemployed"
    assert panel(body, "trend")[1]["data-indicator"] == "emp_unemployed"
    chosen = next(one for one in of_class(body, "is-current") if one[0] == "div")
    assert chosen[1]["data-indicator"] == "emp_unemployed" and "ind=" not in of_class(chosen, "card-name")[0][1]["href"]


def test_who_has_not_reported_is_named_where_they_are_missing(desk: Desk) -> None:
    body = page(desk, "employment")
    assert "潮州、云浮未报送，不排名" in text(panel(body, "ranked"))
    detail = panel(body, "detail")
    rows = {text(one[2]): one for one in of_tag(detail, "tr")}
    assert text(rows["云浮"]).count("未报送") >= 2 and "云浮0" not in text(rows["云浮"])
    assert of_class(rows["潮州"], "hatch")


def test_the_total_stands_first_and_its_footnote_says_who_is_not_in_it(desk: Desk) -> None:
    detail = panel(page(desk, "employment"), "detail")
    body = of_tag(detail, "tbody")[0]
    assert text(body[2]).startswith("已报送市合计") and "is-total" in body[2][1]["className"]
    assert "①" in text(body[2])
    foot = text(of_class(detail, "panel-foot"))
    assert "①" in foot and "潮州、云浮" in foot


def figures(detail: Any, column: int) -> list[float]:
    rows = of_tag(of_tag(detail, "tbody")[0], "tr")[1:]
    said = [text([one for one in row[2:] if one[0] == "td"][column]) for row in rows]
    return [float(one.replace(",", "").replace("−", "-")) for one in said if re.fullmatch(r"[−+]?[\d,.]+", one)]


def test_a_head_sorts_its_column_and_sorts_it_back(desk: Desk) -> None:
    down = panel(page(desk, "employment", "?sort=-emp_unemployed"), "detail")
    heads = of_tag(of_tag(down, "thead")[0], "th")
    at = next(i for i, one in enumerate(heads) if one[1].get("aria-sort"))
    assert heads[at][1]["aria-sort"] == "descending" and "待就业" in text(heads[at])
    assert figures(down, at - 1) == sorted(figures(down, at - 1), reverse=True)
    assert "sort=emp_unemployed" in of_tag(heads[at], "a")[0][1]["href"]
    up = panel(page(desk, "employment", "?sort=emp_unemployed"), "detail")
    assert figures(up, at - 1) == sorted(figures(up, at - 1))


def test_the_last_published_figure_stands_beside_the_total(desk: Desk) -> None:
    teams = next(one for one in of_class(page(desk, "volunteers"), "card") if one[1]["data-indicator"] == "vol_teams")
    assert "13327支" in text(teams) and "2023年6月" in text(teams)
    before = page(desk, "volunteers", "?p=2023-05")
    teams = next(one for one in of_class(before, "card") if one[1]["data-indicator"] == "vol_teams")
    assert "8459支" in text(teams) and "13327" not in text(teams)


def test_a_force_without_parts_shows_what_was_published_of_it_with_source(desk: Desk) -> None:
    shown = panel(page(desk, "service"), "published")
    assert "近200万" in text(shown) and "《南方日报》" in text(shown) and "非示例数据" in text(shown)


def test_every_chart_has_its_table(desk: Desk) -> None:
    body = page(desk, "employment", "?t=composition.ranked.trend")
    assert of_tag(body, "plot") == []
    for name in ("ranked", "trend", "composition"):
        assert len(of_tag(panel(body, name), "tr")) > 5
    back = next(one[1]["href"] for one in of_tag(panel(body, "ranked"), "a") if text(one) == "图表")
    assert "t=composition.trend" in back


def test_an_area_narrows_the_cities_and_names_its_own_total(desk: Desk) -> None:
    detail = panel(page(desk, "employment", "?area=west"), "detail")
    rows = of_tag(of_tag(detail, "tbody")[0], "tr")
    assert text(rows[0]).startswith("粤西合计")
    assert {text(row[2]) for row in rows[1:]} == {"湛江", "茂名", "阳江"}


# ------------------------------------------------------------------ 指标目录
def test_the_dictionary_lists_every_indicator_once_and_opens_the_one_named(desk: Desk) -> None:
    body = page(desk, "dictionary", "?ind=vol_village_coverage")
    links = [one for one in of_tag(of_class(body, "dictionary-list"), "a")]
    known = [one for one in load().indicators.values() if one.group != "published"]
    assert len(links) == len(known)
    entry = text(of_class(body, "dictionary-entry"))
    for word in ("÷", "%", "相对数", "越高越好", "分子分母分别相加后相除", "2023年6月", "2026年10月"):
        assert word in entry, word


FOUND = [
    ("覆盖率", "vol_village_coverage"),
    ("兵支书", "gov_soldier_secretaries"),
    ("coverage village", "vol_village_coverage"),
]


@pytest.mark.parametrize(("sought", "found"), FOUND)
def test_the_dictionary_finds_by_name_and_header_in_either_language(desk: Desk, sought: str, found: str) -> None:
    body = page(desk, "dictionary", f"?q={sought}")
    hrefs = [one[1]["href"] for one in of_tag(of_class(body, "dictionary-list"), "a")]
    assert any(f"ind={found}" in href for href in hrefs) and len(hrefs) < 40


def test_the_dictionary_says_when_nothing_is_found(desk: Desk) -> None:
    assert "没有找到“鲸鱼”" in text(page(desk, "dictionary", "?q=鲸鱼"))


# ------------------------------------------------------------------ a store without data
@pytest.mark.parametrize("path", ["/", "/employment", "/table"])
def test_a_store_without_data_opens_on_what_to_do(tmp_path: Any, path: str) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'new.db'}")
    migrate(engine)
    shown = show(Desk(engine, load()), load(), path, "")
    said = text(shown.page)
    assert "还没有数据" in said and "dashboard.py load" in said and "刷新本页" in said
    assert not [one for one in walk(shown.tools) if one[1].get("data-act") in ("export", "present")]


def test_a_city_alone_is_marked_among_all_of_them(desk: Desk) -> None:
    body = page(desk, "employment", "?area=440900")
    bars = next(one for one in of_tag(panel(body, "ranked"), "plot"))[1]["figure"]
    assert len(bars["layout"]["yaxis"]["ticktext"]) == 21
    at = bars["layout"]["yaxis"]["ticktext"].index("茂名")
    assert [i for i, wide in enumerate(bars["data"][0]["marker"]["line"]["width"]) if wide] == [at]
    rows = of_tag(of_tag(panel(body, "detail"), "tbody")[0], "tr")
    assert [text(row[2]) for row in rows][-1] == "茂名" and "area=440900" in str(of_tag(panel(body, "ranked"), "a"))


def test_a_whole_years_figure_of_last_year_is_not_called_provisional() -> None:
    from callbacks.force import covered
    from catalog.records import Scope
    from tests.full_store import full_desk

    desk = full_desk()
    yearly, monthly = desk.force("service", Scope()), desk.force("employment", Scope())
    assert covered(yearly).scope.period == "2025-12" and not covered(yearly).provisional
    assert covered(monthly).provisional

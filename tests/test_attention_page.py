"""需要关注: every line has a reason, a city, a beginning, a score that adds up and a way to look into it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from answers.concerns import AttentionPage
from answers.desk import Desk
from callbacks.router import DRAW, seen
from catalog.book import load
from catalog.concerns import what
from catalog.records import Finding, Scope
from catalog.rules import load as load_rules
from catalog.scope import parse
from tests.full_store import full_desk
from tests.made import new_store, observation, reading, store
from tests.nodes import lines, of_class, of_tag, panel, text

KNOWN = load()


def body(desk: Desk, search: str = "") -> Any:
    return DRAW["attention"](desk, seen(KNOWN, "/attention", search)).body


@pytest.fixture(scope="module")
def answer() -> AttentionPage:
    return full_desk().attention(Scope())


@pytest.mark.parametrize("search", ["", "?lang=en", "?area=west&lang=en", "?area=440900", "?p=2023-01", "?p=2022-11"])
def test_the_page_is_whole_in_both_languages_and_nothing_raw_is_shown(search: str) -> None:
    said = lines(body(full_desk(), search), verbatim=False)
    assert not [line for line in said if re.search(r"\b[a-z]+_[a-z_]+\b|[{}]|\bNone\b|\bnan\b", line)]
    if "lang=en" in search:
        assert not [line for line in said if re.search(r"[\u4e00-\u9fff]", line)]


def test_whoever_lags_or_is_silent_is_on_the_list_and_nobody_else_for_that(answer: AttentionPage) -> None:
    listed = {(one.region, one.indicator) for one in answer.items if one.reason == "behind_schedule"}
    late = set()
    for indicator in {row.indicator for row in KNOWN.targets}:
        ranking = full_desk().progress(Scope(indicator=indicator)).ranking
        late |= {(row.region, indicator) for row in (ranking.rows if ranking else ())
                 if row.kpi.status in ("warn", "bad")}  # fmt: skip
    assert listed == late and late
    assert {one.region for one in answer.items if one.reason == "not_reported"} == {"445100", "445300"}


def test_the_headline_counts_add_up_to_the_list(answer: AttentionPage) -> None:
    said = text(of_tag(body(full_desk()), "header")[0][2])
    total, *parts = (int(n) for n in re.findall(r"(\d+)件", said))
    assert total == sum(parts) == len(answer.items)


def test_scores_fall_and_add_up_and_places_follow_them(answer: AttentionPage) -> None:
    scores = [one.score for one in answer.items]
    assert scores == sorted(scores, reverse=True)
    weights = {one.reason: one.weight for one in load_rules().reasons.values()}
    for one in answer.items:
        assert one.score == pytest.approx(one.weight + one.extent + one.age) and one.weight == weights[one.reason]
        assert one.place == 1 + sum(score > one.score for score in scores)


def test_every_line_says_what_and_leads_to_a_page_that_is_there(answer: AttentionPage) -> None:
    rows = of_tag(panel(body(full_desk(), "?all=1"), "attention"), "tr")[1:]
    assert len(rows) == len(answer.items)
    for row, one in zip(rows, answer.items, strict=True):
        link = of_tag(row, "a")[0]
        page, _, query = link[1]["href"].partition("?")
        assert page.strip("/") in KNOWN.pages and text(link)
        assert not one.indicator or (parse(query).indicator == one.indicator and parse(query).city == one.region)
    assert len(of_tag(panel(body(full_desk()), "attention"), "tr")) - 1 == min(60, len(rows))
    assert not of_class(body(full_desk(), "?all=1"), "rank-more")


def test_an_area_lists_its_own_cities_with_the_same_scores(answer: AttentionPage) -> None:
    west = full_desk().attention(Scope(area="west"))
    inside = {city for city in KNOWN.cities if KNOWN.regions[city].area == "west"}
    assert [one[1:] for one in west.items] == [one[1:] for one in answer.items if one.region in inside]


def test_a_finding_that_nobody_explained_is_listed_with_its_form(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    rows = [observation(region=city, cell=f"C{at}") for at, city in enumerate(KNOWN.cities, 1)]
    found = tuple(Finding("range_high", "warning", rows[0].ref, f"第{n}处") for n in range(2))
    store(engine, reading("就业.xlsx", *rows, findings=found))
    (one,) = Desk(engine, KNOWN).attention(Scope()).items
    assert (one.reason, one.region, one.size, one.mark) == ("failed_check", rows[0].region, 2.0, "F03")
    view = seen(KNOWN, "/attention", "")
    assert what(view, one).endswith("有2处审核疑问未说明")


def test_where_all_is_well_the_page_says_what_was_looked_at(tmp_path: Path) -> None:
    engine = new_store(tmp_path)
    store(engine, reading("就业.xlsx", *(observation(region=city, cell=f"C{at}")
                                        for at, city in enumerate(KNOWN.cities, 1))))  # fmt: skip
    desk = Desk(engine, KNOWN)
    assert not desk.attention(Scope()).items
    assert "没有需要关注的事项" in text(body(desk)) and "21个市" in text(body(desk))


def test_reasons_are_counted_once_each(answer: AttentionPage) -> None:
    keys = Counter((one.reason, one.region, one.indicator, one.mark) for one in answer.items)
    assert set(keys.values()) == {1}

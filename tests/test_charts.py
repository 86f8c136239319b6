"""Figures: plotly takes every one of them, every colour is a token of both themes, and what they show is true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pytest
from plotly import graph_objects as go

from answers.desk import Desk
from answers.records import Line, Trend
from callbacks import force
from callbacks.content import Content
from callbacks.router import DRAW, SLIDES, seen
from catalog.book import load
from catalog.entries import Break
from catalog.pointing import pointed
from catalog.records import Scope
from catalog.view import View
from charts.bars import composition
from charts.lines import periods, years
from charts.ranks import ranked
from charts.slide import slide
from charts.template import value_axis
from tests.conftest import ROOT
from tests.full_store import full_desk
from tests.nodes import of_tag

FORCES = tuple(page.id for page in load().pages.values() if page.kind == "force")
ASKED = ("", "?lang=en", "?area=west", "?city=440900&area=440900", "?p=2023-11", "?cmp=prev&basis=month")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return full_desk()


@lru_cache
def tokens() -> dict[str, str]:
    """Colour tokens of the light theme by their name."""
    css = (ROOT / "assets" / "1_tokens.css").read_text(encoding="utf-8").split("}")[0]
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", css))


def painted(value: Any) -> Any:
    """The figure with the light theme's colours, as the browser paints it; KeyError for a colour that is no token."""
    if isinstance(value, str):
        return re.sub(r"var\((--[\w-]+)\)", lambda found: tokens()[found[1]], value)
    if isinstance(value, dict):
        return {key: painted(item) for key, item in value.items()}
    return [painted(item) for item in value] if isinstance(value, (list, tuple)) else value


def drawn(desk: Desk, page: str, search: str) -> tuple[Content, View]:
    view = seen(load(), f"/{page}", search)
    return DRAW["force"](desk, view), view


@pytest.mark.parametrize("search", ASKED)
@pytest.mark.parametrize("page", FORCES)
def test_plotly_takes_every_figure_of_a_force_page_and_its_pictures(desk: Desk, page: str, search: str) -> None:
    content, view = drawn(desk, page, search)
    figures = [node[1]["figure"] for node in of_tag(content.body, "plot")]
    sheets = SLIDES["force"](desk, view)
    assert figures and len(sheets) >= 2
    for figure in (*figures, *(slide(view, one.figure, one.caption) for one in sheets)):
        go.Figure(painted(figure))


def scope_of(**chosen: Any) -> Scope:
    return Scope(**chosen)


def look(**chosen: Any) -> View:
    return View(load(), scope_of(**chosen), "/employment")


def notes(figure: dict[str, Any]) -> list[str]:
    written = [one["text"] for one in figure["layout"]["annotations"]]
    written += [text for trace in figure["data"] if trace.get("mode") == "text" for text in trace["text"]]
    return [re.sub(r"<[^>]+>", "", text).strip() for text in written]


def test_cities_that_have_not_reported_stand_last_without_a_bar_and_say_so(desk: Desk) -> None:
    ranking = desk.force("employment", scope_of()).ranking
    figure = ranked(look(), ranking)
    names, lengths = figure["layout"]["yaxis"]["ticktext"], figure["data"][0]["x"]
    assert names[:2] in (["云浮", "潮州"], ["潮州", "云浮"])
    assert lengths[:2] == [0, 0] and all(length > 0 for length in lengths[2:])
    assert notes(figure).count("未报送") == 2


def test_a_provincial_sum_is_no_line_among_its_cities_but_a_rate_is(desk: Desk) -> None:
    sums = desk.force("governance", scope_of(indicator="gov_soldier_secretaries")).ranking
    rates = desk.force("volunteers", scope_of()).ranking
    assert ranked(look(), sums)["layout"]["shapes"] == []
    assert len(ranked(look(), rates)["layout"]["shapes"]) == 1
    assert any(text.startswith("全省 ") for text in notes(ranked(look(), rates)))
    assert ranked(look(), sums)["layout"]["xaxis"]["range"][1] < 2 * max(row.value or 0 for row in sums.rows)


def test_no_line_crosses_a_bars_figure(desk: Desk) -> None:
    ranking = desk.force("employment", scope_of()).ranking
    figure = ranked(look(), ranking)
    axis = figure["layout"]["xaxis"]["range"][1]
    lines = [shape["x0"] for shape in figure["layout"]["shapes"]]
    figures = figure["data"][1]
    assert len(figures["x"]) == len(ranking.rows) and len(lines) == 2
    for place, text in zip(figures["x"], figures["text"], strict=True):
        assert not [line for line in lines if place < line < place + 0.16 * axis], text


def test_every_bar_opens_the_sources_of_its_figure_and_the_chosen_one_is_ringed(desk: Desk) -> None:
    ranking = desk.force("employment", scope_of()).ranking
    bars = ranked(look(city="440900"), ranking)["data"][0]
    at = [row.region for row in reversed(ranking.rows)].index("440900")
    assert [i for i, width in enumerate(bars["marker"]["line"]["width"]) if width] == [at]
    asked = [pointed(key, load()) for key in bars["customdata"]]
    assert [one and (one.region, one.measure) for one in asked] == [
        (row.region, "completion") for row in reversed(ranking.rows)]  # fmt: skip


def trend(breaks: tuple[Break, ...] = (), *lines: Line) -> Trend:
    return Trend("vol_teams", "end", "value", ("440100",), lines, breaks)


def months(year: int, values: Sequence[float | None]) -> tuple[tuple[str, float | None], ...]:
    return tuple((f"{year}-{i:02d}", value) for i, value in enumerate(values, 1))


def test_last_year_runs_to_december_while_this_year_has_not_got_there() -> None:
    this, last = months(2026, [1.0, 2.0, 3.0]), months(2025, [float(i) for i in range(1, 13)])
    figure = years(look(), trend((), Line("this", "2026", this), Line("last", "2025", last)))
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < 0 and high > 11
    assert figure["data"][0]["x"] == [0, 1, 2] and figure["data"][1]["x"] == list(range(12))
    assert [text.replace("<b>", "").replace("</b>", "") for text in notes(figure)] == ["2026年3月 3", "2025年12月 12"]


def test_a_declared_break_is_a_gap_and_names_its_month() -> None:
    broken = Break("vol_teams", "2023-06", "口径调整", "scope changed")
    this = months(2023, [8000.0] * 5 + [13000.0] * 3)
    last = months(2022, [8000.0] * 8)
    figure = years(look(), trend((broken,), Line("this", "2023", this), Line("last", "2022", last)))
    places, values = figure["data"][0]["x"], figure["data"][0]["y"]
    assert places[5] == 4.5 and values[5] is None and values[6] == 13000.0
    assert None not in figure["data"][1]["y"]
    assert "2023年6月口径调整" in notes(figure)


def test_a_missing_month_is_a_gap_and_never_zero() -> None:
    figure = years(look(), trend((), Line("this", "2026", months(2026, [5.0, None, 7.0]))))
    assert figure["data"][0]["y"] == [5.0, None, 7.0] and figure["data"][0]["connectgaps"] is False


def test_what_is_counted_once_a_year_is_one_line_over_all_years(desk: Desk) -> None:
    answer = desk.force("service", scope_of())
    assert len(answer.trend.lines) == 1
    figure = periods(look(), answer.trend)
    assert len(figure["data"][0]["x"]) == len(set(figure["data"][0]["x"])) == len(answer.trend.lines[0].points)
    assert force.trend_figure(look(), answer) == figure


@pytest.mark.parametrize("page", ["employment", "governance", "volunteers", "honour"])
def test_shares_of_a_whole_add_up_to_a_hundred_and_small_ones_carry_no_figure(desk: Desk, page: str) -> None:
    made = desk.force(page, scope_of()).composition
    assert made is not None
    figure = composition(look(), made)
    for i in range(len(made.rows)):
        shares = [trace["x"][i] for trace in figure["data"]]
        assert sum(shares) == pytest.approx(100)
        assert all(bool(trace["text"][i]) == (trace["x"][i] >= 12) for trace in figure["data"])
    named = notes(composition(look(), made, named=True))
    assert [name.removeprefix("■ ") for name in named] == [trace["name"] for trace in figure["data"]]


def test_an_area_that_has_not_reported_has_no_bar_but_the_word_for_it(desk: Desk) -> None:
    made = desk.force("employment", scope_of(area="north")).composition
    assert made is not None and [row.region for row in made.rows if not any(row.shares)] == ["445300"]
    assert notes(composition(look(), made)).count("未报送") == 1


def test_one_figure_alone_has_an_axis_from_zero_and_a_point_to_see() -> None:
    last = (("2022-12", 203040.0),)
    figure = years(look(), trend((), Line("this", "2023", months(2023, [])), Line("last", "2022", last)))
    ticks = figure["layout"]["yaxis"]["ticktext"]
    assert len(ticks) == len(set(ticks)) and figure["layout"]["yaxis"]["range"][0] == 0
    assert figure["data"][1]["mode"] == "lines+markers"


@pytest.mark.parametrize(("lang", "texts"), [
    ("zh", ["1.4万", "1.425万", "1.45万", "1.475万", "1.5万"]), ("en", ["14k", "14.25k", "14.5k", "14.75k", "15k"]),
])  # fmt: skip
def test_equal_steps_of_an_axis_read_as_equal_steps(lang: str, texts: list[str]):
    axis = value_axis(View(load(), Scope(lang=lang), "/"), [14_057.0, 14_992.0], zero=False)
    assert axis["ticktext"] == texts

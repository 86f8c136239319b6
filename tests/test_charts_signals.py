"""Control charts and funnels as pictures and sentences: plotly takes them, shapes and words agree, both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from plotly import graph_objects as go

from analysis.spc import plan
from answers.asked import ask
from answers.control import control as answer
from answers.control import funnel_view, record
from catalog.book import load
from catalog.records import Scope
from catalog.signals import Control, FunnelSpot, FunnelView, control_title, funnel_title
from catalog.view import View
from charts.control import control
from charts.funnel import funnel
from tests.full_store import full_desk
from tests.test_charts import notes, painted

KNOWN = load()
ZH, EN = (View(KNOWN, Scope(lang=lang), "/progress") for lang in ("zh", "en"))
PERIODS = tuple(f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13))
CALM = [10.0, 12, 11, 9, 10, 12, 11, 10, 9, 11, 12, 10]


def shown(values: list[float | None], kind: str = "flow", indicator: str = "emp_employed_new", **asked: Any) -> Control:
    made = plan(values, kind, **{"direction": "higher", **asked})
    return record(made, indicator, "440000", PERIODS[:len(values)], asked.get("target"))


def symbols(figure: dict[str, Any]) -> dict[float, str]:
    """Point → symbol."""
    return {x: symbol for trace in figure["data"] if trace["mode"] == "markers"
            for x, symbol in zip(trace["x"], trace["marker"]["symbol"], strict=True)}


def test_a_signal_is_a_triangle_to_its_side_and_its_meaning_is_in_words() -> None:
    up, down = shown([*CALM, 30.0]), shown([*CALM, -9.0])
    assert symbols(control(ZH, up))[12] == "triangle-up" and symbols(control(ZH, down))[12] == "triangle-down"
    texts = [text for trace in control(ZH, down)["data"] if trace["mode"] == "markers" for text in trace["hovertext"]]
    assert "2026年1月 −9 · 异常不利" in texts
    neutral = shown([*CALM, 30.0], direction="neutral")
    assert symbols(control(EN, neutral))[12] == "diamond"


def test_mean_and_limits_are_named_with_their_figures_and_cover_their_phase_only() -> None:
    held = shown([*CALM, *(value + 100 for value in CALM)], breaks=[12])
    figure = control(ZH, held)
    lines = [shape for shape in figure["layout"]["shapes"] if shape["y0"] == shape["y1"]]
    assert len(lines) == 6 and {line["x1"] for line in lines} == {11.4, 23.4}
    assert "2026年1月口径调整" in notes(figure)
    upper = held.phases[-1].upper
    assert upper and f"上限 {ZH.value('emp_employed_new', upper)}" in notes(figure)
    assert None in figure["data"][0]["y"], "the pen is lifted at the change"


def test_a_correction_is_an_open_point_and_says_so() -> None:
    held = shown([10, 20, 15, *(15 + 10 * n + n % 2 for n in range(1, 10))], "ytd")
    trace = next(one for one in control(ZH, held)["data"] if one["mode"] == "markers" and 2 in one["x"])
    at = trace["x"].index(2)
    assert trace["marker"]["color"][at] == "var(--surface)" and trace["hovertext"][at].endswith("更正")


SENTENCES = [
    (shown(CALM), "全省新增就业在7人至14人之间正常波动，没有异常信号",
     "Newly employed in Guangdong: between 7 persons and 14 persons as usual, no signal"),
    (shown([*CALM, 30.0]), "全省新增就业2026年1月高于上限，属于异常波动，方向向好",
     "Newly employed in Guangdong, Jan 2026: above the upper limit, more than chance and for the better"),
    (shown([*CALM, -9.0]), "全省新增就业2026年1月低于下限，属于异常波动，方向不利",
     "Newly employed in Guangdong, Jan 2026: below the lower limit, more than chance and for the worse"),
    (shown([*CALM, -9.0], direction="neutral"), "全省新增就业2026年1月低于下限，属于异常波动",
     "Newly employed in Guangdong, Jan 2026: below the lower limit, more than chance"),
    (shown(CALM[:7]), "全省新增就业可比的点只有7个，不足8个，不画控制界限",
     "Newly employed in Guangdong: only 7 comparable points, and no limits are drawn under 8"),
    (shown(CALM[:8]), "全省新增就业在7人至14人之间正常波动，没有异常信号；界限由8个点试算",
     "Newly employed in Guangdong: between 7 persons and 14 persons as usual, no signal; "
     "trial limits from 8 points"),
    (shown([5.0] * 9), "全省新增就业9期数值相同，无波动",
     "Newly employed in Guangdong: the same at all 9 points, no variation"),
    (shown([0.0, 0, 1, 0, 0, 0, 0, 0, 2]), "全省新增就业多数时期没有变化，不画控制界限",
     "Newly employed in Guangdong: mostly unchanged from one period to the next, so no limits are drawn"),
    (shown([100.0] * 6 + [101.0] * 4, "stock", "vol_teams"), "全省志愿服务队只在2025年7月变动过一次，由100支变为101支",
     "Volunteer teams in Guangdong: changed once, in Jul 2025, from 100 to 101"),
    (shown([100.0] * 6 + [101.0] * 4 + [103.0], "stock", "vol_teams"),
     "全省志愿服务队共变动2次，最近一次在2025年11月，由101支变为103支",
     "Volunteer teams in Guangdong: changed 2 times, last in Nov 2025, from 101 to 103"),
    (shown([50.0, 51, 49, 50, 52, 48, 50, 51, 49, 50, 51, 52], "ratio", "emp_employment_rate", target=90.0),
     "全省就业率在45.9%至54.6%之间正常波动，没有异常信号；照此水平不能达到目标",
     "Employment rate in Guangdong: between 45.9% and 54.6% as usual, no signal; "
     "as it runs, it will not meet the target"),
    (shown([50.0 + at + (at % 3) / 4 for at in range(20)], "ratio", "emp_employment_rate"),
     "全省就业率持续上升，较上期增减在−0.3个百分点至2.3个百分点之间正常波动，没有异常信号",
     "Employment rate in Guangdong, which keeps rising, change from the period before: "
     "between −0.3 pp and 2.3 pp as usual, no signal"),
    (shown([30.0 + at / 100 + (at % 3) / 500 for at in range(20)], "ratio", "vol_members_per_team"),
     "全省队均人数持续上升，较上期增减在−0.001人/支至0.021人/支之间正常波动，没有异常信号",
     "Members per team in Guangdong, which keeps rising, change from the period before: "
     "between −0.001 per team and 0.021 per team as usual, no signal"),
    (shown([90.0, 91, 89, 90, 92, 88, 90, 91], "ratio_ytd", "emp_adapt_rate"),
     "全省培训参训率是本年累计的比率，不画控制界限",
     "Training rate in Guangdong: a rate of the year so far, so no limits are drawn"),
]


@pytest.mark.parametrize(("held", "zh", "en"), SENTENCES, ids=range(len(SENTENCES)))
def test_the_title_is_the_conclusion_in_one_sentence(held: Control, zh: str, en: str) -> None:
    assert control_title(ZH, held) == zh
    assert control_title(EN, held) == en
    go.Figure(painted(control(EN, held)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_core_indicator_has_a_chart_that_plotly_takes_and_a_sentence(lang: str) -> None:
    view, boards = View(KNOWN, Scope(lang=lang), "/progress"), full_desk().edition().boards
    asked = ask(boards, Scope(), "emp_employed_new")
    for row in KNOWN.indicators.values():
        if row.group == "core":
            area = "440000" if row.regions == "province" else "440900"
            held = answer(asked, row.id, area)
            title = control_title(view, held)
            assert title and "{" not in title and "。" not in title
            go.Figure(painted(control(view, held)))


def test_a_year_to_date_is_charted_by_month_and_never_beyond_the_chosen_month() -> None:
    asked = ask(full_desk().edition().boards, Scope(period="2026-03"), "emp_employed_new")
    held = answer(asked, "emp_employed_new", "440900")
    assert held.periods[-1] == "2026-03" and len(held.periods) == 36
    hours = answer(asked, "vol_hours_cum", "440900")
    assert hours.measure == "amount_yoy" and control_title(ZH, hours).startswith("茂名市累计服务时长当期数同比增减")
    measures = {answer(asked, "vol_volunteers", city).measure for city in KNOWN.cities}
    assert len(measures) == 1, "cities of one indicator are charted alike"


# ------------------------------------------------------------------ funnels
def test_every_rate_has_a_funnel_and_a_count_has_none() -> None:
    asked = ask(full_desk().edition().boards, Scope(), "emp_employed_new")
    assert funnel_view(asked, "emp_employed_new") is None
    for row in KNOWN.indicators.values():
        if row.group == "core" and row.kind == "ratio" and row.regions != "province":
            made = funnel_view(asked, row.id)
            assert made and len(made.spots) == 21
            for view in (ZH, EN):
                assert "{" not in funnel_title(view, made)
                go.Figure(painted(funnel(view, made)))


def spots(**states: str) -> FunnelView:
    held = tuple(FunnelSpot(code, 100.0 * at, 50.0 + at, state, {"very_low": "worse", "very_high": "better"}.get(
        state, "")) for at, (code, state) in enumerate(((key[1:], value) for key, value in states.items()), 1))
    curve = ((100.0, 40.0, 45.0, 57.0, 62.0), (300.0, 45.0, 48.0, 54.0, 57.0))
    return FunnelView("emp_employment_rate", "funnel_base", held, 51.0, curve, False)


def test_a_funnel_names_those_beyond_the_outer_limits_only() -> None:
    made = spots(c440100="very_high", c440300="in", c440400="very_low")
    assert {"广州", "珠海"} <= set(notes(funnel(ZH, made))) and "深圳" not in notes(funnel(ZH, made))
    assert funnel_title(ZH, made) == "就业率广州偏高，珠海偏低，超出偶然波动的范围"
    assert funnel_title(EN, made) == "Employment rate: Guangzhou high; Zhuhai low, beyond what chance explains"
    calm = spots(c440100="in", c440300="low")
    assert funnel_title(ZH, calm) == "就业率2个市都在偶然波动的范围以内"
    wide = made._replace(overdispersed=True)
    assert re.search("不宜单凭此图点名", funnel_title(ZH, wide))
    assert funnel_title(ZH, spots(c440100="none")) == "就业率没有可以比较的数"


def test_better_and_worse_are_told_by_shape_before_colour() -> None:
    areas = funnel(ZH, spots(c440100="very_high", c440300="in", c440400="very_low"))["data"][-1]
    assert areas["marker"]["symbol"] == ["triangle-up", "circle", "triangle-down"]
    assert areas["marker"]["color"] == ["var(--up)", "var(--data)", "var(--down)"]

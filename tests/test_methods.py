"""What is said of a method is true: examples are worked out again, rules have functions and tests, no page is stale."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis import flows, intervals, months, plane, progress
from analysis.attention import Sign, ranked
from analysis.cube import GE, LT
from analysis.disclosure import STAR, table
from analysis.funnel import funnel
from analysis.growth import growth, multiple
from analysis.neighbours import neighbours
from analysis.projection import project
from analysis.ranking import places
from analysis.reconcile import reconcile
from analysis.spc import plan, xmr
from analysis.spread import spine, spread
from analysis.stocks import average, carry
from analysis.trend import trend
from catalog import methods
from catalog.book import load
from catalog.format import card, half_up
from catalog.rules import load as load_rules
from tests.frames import plane_of

KNOWN, RULES, METHODS = load(), load_rules(), methods.load()
NAN = float("nan")
YEAR = [10.0, 14, 9, 12, 8, 11, 13, 9, 15, 10, 12, 11]


def p(value: float | None, digits: int = 1) -> str:
    """As printed; a minus is the typographic one."""
    assert value is not None
    return str(half_up(value, digits)).replace("-", "−")


def rounding() -> list[str]:
    parts = [1.24, 2.34, 3.34]
    return [p(2.675, 2), *(p(one) for one in parts), p(sum(parts))]


def growing() -> list[str]:
    times = multiple(200, 100)
    assert times and times.grown == times.doubled == 1
    return [p(growth(22978, 11555).growth) + "%", p(growth(42.5, 36.0, rate=True).growth), p(growth(42.5, 36).growth)]


def ratio() -> list[str]:
    over, under = np.array([[90.0], [5]]), np.array([[100.0], [10]])
    made = plane.Plane(tuple("ab"), 0, over, under, 100.0, np.ones(1, bool), np.zeros((2, 1), np.int8), ())
    each = plane.sums(made, plane.groups("ab", ["ab", "a", "b"])).value[:, 0]
    return [p(each[0]) + "%", p((each[1] + each[2]) / 2) + "%"]


def conversion() -> list[str]:
    year = flows.differences(np.array([[1200.0, 90, 150]]), months.number("2025-12"), resets=True).amounts[0]
    gap = flows.differences(np.array([[100.0, NAN, 160]]), months.number("2026-08"), resets=True)
    assert gap.spans[0, 2] == 2
    return [p(year[1], 0), p(year[2], 0), p(gap.amounts[0, 2], 0)]


def pace() -> list[str]:
    found = progress.against_plan(950, 1200, progress.time_progress(2026, 10), KNOWN.thresholds)
    assert found.status == "warn"
    shown = (found.completion, found.time_progress, found.deviation)
    return [*map(p, shown), p(progress.time_progress(2026, 10, mode="day"), 2) + "%"]


def ranking() -> list[str]:
    found = [place.place for place in places({"a": 98.5, "b": 98.5, "c": 97.0}).values()]
    assert found == [1, 1, 3]
    return ["1", "3"]


def per_head() -> list[str]:
    made = plane.per(plane_of({("a", "2026-10"): 30.0, ("b", "2026-10"): 5.0}, "ab"), {"a": 1000.0, "b": 500.0}, 1000)
    return [p(one) for one in plane.sums(made, plane.groups("ab", ["a", "b", "ab"])).value[:, 0]]


def projected() -> list[str]:
    seasonal = project(825, 10, [], [75.0] * 10 + [125.0] * 2)
    straight = project(600, 6, [90, 110, 100, 120, 80, 100])
    assert seasonal and straight
    return [p(seasonal.share) + "%", p(seasonal.value, 0), *(p(one, 0) for one in straight[:3])]


def same_set() -> list[str]:
    return [p(growth(320, 300).growth) + "%", p(abs(growth(320, 600).growth or 0)) + "%"]


def carried() -> list[str]:
    found = carry(np.array([[5.0, NAN, NAN, 8]]), "stock", longest=1).values[0]
    assert found[1] == 5 and np.isnan(found[2])
    return [p(found[0], 0), p(found[3], 0)]


def over_time() -> list[str]:
    assert np.isnan(flows.over(np.array([[8.0, NAN, 10]]), "sum", 3)[0, 2])
    return [p(flows.over(np.array([[8.0, 9, 10]]), "sum", 3)[0, 2], 0)]


def stock_mean() -> list[str]:
    return [p(average([100.0, *[110.0] * 11, 160]).value)]


def numbers() -> list[str]:
    return ["".join(part for part in card(value, "") if part) for value in (17960, 143000, 999995, 99999999)]


def reconciled() -> list[str]:
    found = reconcile(3105, [3098], 7)
    assert found.state == "explained"
    return [p(found.diff, 0)]


def revisions() -> list[str]:
    return [p(6.7 - 6.5)]


def suppressed() -> list[str]:
    shown = table([[3, 12, 40], [10, 11, 50], [70, 80, 90]])
    assert [shown[0][1], shown[1][0], shown[1][1]] == [STAR] * 3
    return ["12", "10", "11", str(sum(cell == STAR for line in shown for cell in line))]


def qualified() -> list[str]:
    assert plane.bound_of_ratio(0, GE) == LT
    return [p(143000 / 50000, 2)]


def broken() -> list[str]:
    found = growth(22978, 11555, stock=True, break_percent=RULES.numbers["break_percent"])
    assert found.flag == "series_break"
    return [p(found.growth) + "%"]


def charted() -> list[str]:
    frame = xmr([10, 12, 11, 14], direction="increase")
    return [p(frame["mean"][0], 2), p(frame.lpl[0], 2), p(frame.upl[0], 2)]


def planned() -> list[str]:
    summed = list(accumulate(YEAR))
    direct = (xmr(summed, direction="increase").point_type != "common_cause").sum()
    chart = plan(summed, "ytd", direction="increase").phases[0].chart
    assert chart
    marked = sum(one != "common_cause" for one in chart.points)
    return [str(direct), str(marked), p(chart.limits.lower, 2), p(chart.limits.upper, 2)]


def funnelled() -> list[str]:
    found = funnel({"a": 8600, "b": 920, "c": 19}, {"a": 10_000, "b": 1000, "c": 25}, direction="higher")
    spots = {spot.region: spot for spot in found.spots}
    small, middle = spots["c"], spots["b"]
    assert small.state == "in" and middle.state == "very_high" and small.band and middle.band
    shown = (found.centre, small.figure, small.band.inner.low, middle.figure, middle.band.outer.high)
    return [p(one) + "%" for one in shown]


def interval() -> list[str]:
    found, count = intervals.wilson(81, 263), intervals.byar(8)
    assert found
    return [p(100 * 81 / 263) + "%", p(100 * found.low) + "%", p(100 * found.high) + "%", *map(p, count)]


def spined() -> list[str]:
    around = spread([1.0, 2, 3, 4, 100])
    found = spine(2, around, "higher")
    assert found and (around.lower, around.median, around.upper) == (2, 3, 4)
    return [p(found.at, 2)]


def alike() -> list[str]:
    first = neighbours("441400", RULES.likenesses, KNOWN.denominators, KNOWN.cities)[0]
    why = first.parts[0]
    assert first.region == "441200" and why.attribute == "likeness_villages"
    return [p(first.distance, 2), p(why.mine, 0), p(why.theirs, 0), p(abs(why.apart), 2)]


def trending() -> list[str]:
    found = trend([1, 2, 4, 3, 5, 6, 8, 7, 9, 8])
    assert found.verdict == "rising"
    return [p(found.slope), p(found.p, 4)]


def attended() -> list[str]:
    (one,) = ranked([Sign("behind_schedule", "a", "x", 9, 15.05)], 12, RULES.reasons, RULES.numbers)
    return [p(one.weight, 0), p(one.size, 0), p(one.age, 0), p(one.score, 0)]


EXAMPLES: dict[str, Callable[[], list[str]]] = {
    "rounding": rounding, "growth": growing, "ratio": ratio, "conversion": conversion, "progress": pace,
    "ranking": ranking, "per_head": per_head, "projection": projected, "same_set": same_set, "carried": carried,
    "over_time": over_time, "stock_mean": stock_mean, "numbers": numbers, "reconciliation": reconciled,
    "revisions": revisions, "suppression": suppressed, "qualifiers": qualified, "breaks": broken, "xmr": charted,
    "plan": planned, "funnel": funnelled, "intervals": interval, "spine": spined, "neighbours": alike,
    "trend": trending, "attention": attended}  # fmt: skip


@pytest.mark.parametrize("name", METHODS)
def test_the_figures_of_an_example_are_those_the_code_works_out(name: str) -> None:
    for lang, text in METHODS[name].example.items():
        for figure in EXAMPLES[name]():
            assert re.search(rf"(?<![\d.,−]){re.escape(figure)}(?![\d]|\.\d)", text), (lang, figure)


def test_the_written_page_is_the_generated_one() -> None:
    assert methods.PAGE.read_text(encoding="utf-8") == methods.page(), "stale: run python -m catalog.methods"


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.id)
def test_a_method_says_everything_in_both_languages_and_addresses_nobody(method: methods.Method) -> None:
    for held in (method.name, method.text, method.source, method.example):
        assert held["zh"] and held["en"] and not re.search(r"[您你！]", held["zh"])
        assert not re.search(r"[一-龥][,;:?]|[,;:?][一-龥]", held["zh"]), "half-width mark in a Chinese sentence"
    assert method.formula and len(methods.paragraphs(method, "zh")) == len(methods.paragraphs(method, "fr")) == 4


def found(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def test_every_rule_has_a_method_a_function_and_a_test() -> None:
    rules = methods.arithmetic()
    assert [row.rule for row in rules] == [f"R{n}" for n in range(1, 31)]
    assert {rule for method in METHODS.values() for rule in method.rules} == {row.rule for row in rules}
    for row in rules:
        assert row.code and row.test and row.zh and row.en
        assert all(callable(found(path)) for path in row.code.split())
        for name in row.test.split():
            file, _, test = name.partition("::")
            text = (Path(__file__).parent / f"{file}.py").read_text(encoding="utf-8")
            assert f"def {test}(" in text, name


def test_every_panel_that_a_method_names_is_one_of_a_page() -> None:
    said = "".join(path.read_text(encoding="utf-8") for room in ("layouts", "callbacks")
                   for path in (methods.PAGE.parents[1] / room).glob("*.py"))  # fmt: skip
    panels = {panel for method in METHODS.values() for panel in method.charts}
    assert panels and all(f'twin(view, "{panel}"' in said for panel in panels)

"""The arithmetic vectors of golden.json that the pages need: a statistician worked them out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis import flows, months, plane, progress
from analysis.disclosure import suppress
from analysis.growth import growth
from analysis.ranking import places
from analysis.reconcile import reconcile
from catalog.book import load
from catalog.format import half_up
from tests.frames import cube_of, indicator_plane, plane_of

VECTORS = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))
LIGHTS = load().thresholds
COLOURS = {"done": "blue", "ok": "green", "warn": "amber", "bad": "red", "none": "grey"}


def vectors(rule: str, *keys: str) -> list[dict[str, Any]]:
    """The vectors of a rule whose input has all these keys; none would mean that a test proves nothing."""
    of_rule = [one for one in VECTORS if one["rule"] == rule and isinstance(one["input"], dict)]
    found = [one for one in of_rule if {*keys} <= {*one["input"]}]
    assert found, f"golden.json has no {rule} with {keys}"
    return found


@pytest.mark.parametrize("vector", vectors("R4", "cur", "base"))
def test_growth_over_zero_and_across_a_jump(vector: dict[str, Any]) -> None:
    wanted = vector["expected"]
    found = growth(vector["input"]["cur"], vector["input"]["base"], stock="flag" in wanted)
    if "growth_pct" in wanted:
        assert found.growth is not None and str(half_up(found.growth, 1)) == wanted["growth_pct"]
    else:
        assert found.growth is None and load().words["zh"][f"why_{found.why}"] == wanted["text"]
    assert found.flag == wanted.get("flag", "")


@pytest.mark.parametrize("vector", vectors("R5", "cur_rate"))
def test_change_of_a_rate_is_percentage_points_never_growth(vector: dict[str, Any]) -> None:
    now, then = (float(vector["input"][key]) for key in ("cur_rate", "base_rate"))
    found = growth(now, then, rate=True)
    assert (found.kind, str(half_up(found.growth or 0, 1))) == ("pp", vector["expected"]["pp"])
    as_amount = growth(now, then)
    assert str(half_up(as_amount.growth or 0, 1)) == vector["expected"]["growth_pct"]


@pytest.mark.parametrize("vector", vectors("R7", "n", "d"))
def test_rate_of_a_union_is_ratio_of_sums_not_mean_of_rates(vector: dict[str, Any]) -> None:
    over, under = (np.array(vector["input"][key], dtype=float)[:, None] for key in ("n", "d"))
    shape = over.shape
    rate = plane.Plane(tuple("ab"), 0, over, under, 100.0, np.ones(1, bool), np.zeros(shape, np.int8), ())
    both = plane.sums(rate, plane.groups(rate.regions, [["a", "b"]])).value[0, 0]
    each = plane.sums(rate, plane.groups(rate.regions, [["a"], ["b"]])).value[:, 0]
    assert str(half_up(both, 1)) == vector["expected"]["weighted_pct"]
    assert str(half_up(each.mean(), 1)) == vector["expected"]["mean_pct"] != vector["expected"]["weighted_pct"]


@pytest.mark.parametrize("vector", vectors("R8", "cum"))
def test_january_begins_again(vector: dict[str, Any]) -> None:
    names = sorted(vector["input"]["cum"])
    cumulative = np.array([[vector["input"]["cum"][name] for name in names]], dtype=float)
    found = flows.differences(cumulative, months.number(names[0]), resets=vector["input"]["resets"]).amounts[0]
    assert {name: found[names.index(name)] for name in vector["expected"]} == vector["expected"]


@pytest.mark.parametrize("vector", vectors("R9", "months"))
def test_a_fall_is_kept_as_a_correction(vector: dict[str, Any]) -> None:
    names = vector["input"]["months"]
    found = flows.differences(np.array([vector["input"]["cum"]], dtype=float), months.number(names[0]), resets=True)
    assert found.amounts[0].tolist() == vector["expected"]["monthly"]
    marked = [name for name, flag in zip(names, found.corrections[0], strict=True) if flag]
    assert marked == vector["expected"]["flag_correction"]


def test_a_missing_month_makes_a_span_and_is_not_halved() -> None:
    (vector,) = (one for one in vectors("R9", "cum") if isinstance(one["input"]["cum"], dict))
    names = sorted(vector["input"]["cum"])
    held = np.array([[np.nan if vector["input"]["cum"][n] is None else vector["input"]["cum"][n] for n in names]])
    found = flows.differences(held, months.number(names[0]), resets=True)
    start, end, amount = vector["expected"]["span"]
    at = names.index(end)
    assert found.amounts[0, at] == amount and names[at - found.spans[0, at] + 1] == start
    assert np.isnan(found.amounts[0, at - 1])


@pytest.mark.parametrize("vector", vectors("R10", "target"))
def test_deviation_is_the_difference_of_the_two_printed_percentages(vector: dict[str, Any]) -> None:
    given, wanted = vector["input"], vector["expected"]
    year, month = (int(part) for part in given["period"].split("-"))
    elapsed = progress.time_progress(year, month, mode=given["mode"])
    found = progress.against_plan(given["cum"], given["target"], elapsed, LIGHTS)
    assert (found.completion, found.time_progress, found.deviation) == tuple(
        float(wanted[key]) for key in ("completion_pct", "time_pct", "dev_pp"))


def test_time_progress_by_day() -> None:
    (vector,) = (one for one in vectors("R10", "mode") if one["input"]["mode"] == "day")
    year, month = (int(part) for part in vector["input"]["period"].split("-"))
    assert str(half_up(progress.time_progress(year, month, mode="day"), 2)) == vector["expected"]["time_pct"]


@pytest.mark.parametrize("vector", vectors("R13", "dev_pp"))
def test_lights_partition_the_line(vector: dict[str, Any]) -> None:
    found = [COLOURS[progress.light(float(dev), 50.0, LIGHTS)] for dev in vector["input"]["dev_pp"]]
    assert found == vector["expected"]


@pytest.mark.parametrize("vector", vectors("R14", "printed"))
def test_equal_prints_share_a_place_and_the_next_is_skipped(vector: dict[str, Any]) -> None:
    given = {str(at): None if text is None else float(text) for at, text in enumerate(vector["input"]["printed"])}
    assert [place.place for place in places(given).values()] == vector["expected"]


@pytest.mark.parametrize("vector", vectors("R17", "last"))
def test_growth_is_over_the_regions_in_both_periods(vector: dict[str, Any]) -> None:
    last, this = vector["input"]["last"], vector["input"]["this"]
    held = {(name, period): year[name] for period, year in (("2025-10", last), ("2026-10", this)) for name in last}
    made = plane_of(held, list(last))
    everyone = plane.groups(made.regions, [list(last)])
    change = plane.change(made, everyone, plane.year_before(made))
    same = growth(change.now[0, -1], change.then[0, -1])
    sums = plane.sums(made, everyone)
    naive = growth(sums.value[0, -1], sums.value[0, 0])
    assert str(half_up(same.growth or 0, 1)) == vector["expected"]["same_set_pct"]
    assert str(half_up(naive.growth or 0, 1)) == vector["expected"]["naive_pct"]
    assert f"{sums.regions[0, -1]:.0f}/{len(last)}" == vector["expected"]["coverage"]


@pytest.mark.parametrize("vector", vectors("R23", "province"))
def test_a_gap_that_is_the_province_s_own_level_is_explained(vector: dict[str, Any]) -> None:
    given = vector["input"]
    found = reconcile(given["province"], [given["cities_sum"]], given["province_level"])
    assert (found.diff, found.state) == (vector["expected"]["diff"], vector["expected"]["state"])
    assert reconcile(given["province"], [given["cities_sum"]]).state == "unexplained"


@pytest.mark.parametrize("vector", vectors("R27", "cells"))
def test_small_counts_are_hidden_with_a_complement(vector: dict[str, Any]) -> None:
    assert suppress(vector["input"]["cells"]) == vector["expected"]["cells"]


@pytest.mark.parametrize("vector", vectors("F02", "A"))
def test_rates_of_the_lettered_form(vector: dict[str, Any]) -> None:
    names = ("emp_cohort", "emp_school_returned", "emp_exam_enrolled", "emp_employed", "emp_unemployed")
    given = {(name, "value"): cube_of({("a", "2026-10"): float(vector["input"][letter])}, "a")
             for name, letter in zip(names, "ABCDL", strict=True)}
    for rate in ("employment_rate", "destination_rate"):
        made = indicator_plane(f"emp_{rate}", "end", given, "a")
        value = plane.sums(made, plane.groups("a", ["a"])).value[0, 0]
        assert str(half_up(value, 1)) == vector["expected"][f"{rate}_pct"]

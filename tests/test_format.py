"""Numbers as people print them: the golden vectors of R2, R3, R21 and the words for change."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import format as form
from catalog.book import load
from catalog.records import Kpi

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))
CATALOG = load()


def _vectors(rule: str) -> list[tuple[object, object]]:
    return [(vector["input"], vector["expected"]) for vector in GOLDEN if vector["rule"] == rule]


def _kpi(**changes: object) -> Kpi:
    plain = {
        "indicator": "emp_employed_new", "region": "440000", "period": "2026-10", "basis": "ytd", "value": 17960.0,
        "qualifier": "eq", "previous": 16816.0, "difference": 1144.0, "growth": 6.803, "growth_kind": "pct",
        "why_no_growth": "", "same_set": 21, "target": None, "completion": None, "time_progress": None,
        "deviation": None, "status": "no_target", "reported": 21, "expected": 21, "missing": (), "series": (),
        "ids": (),
    }  # fmt: skip
    return Kpi(**(plain | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(("given_", "expected"), _vectors("R2"))
def test_rounding_is_half_away_from_zero(given_, expected):
    assert str(form.half_up(given_["value"], given_["digits"])) == expected


@pytest.mark.parametrize(("given_", "expected"), _vectors("R3"))
def test_parts_and_total_are_each_rounded_from_the_exact_figure(given_, expected):
    assert [str(form.half_up(part, given_["digits"])) for part in given_["parts"]] == expected["parts"]
    assert str(form.half_up(sum(map(Decimal, given_["parts"])), given_["digits"])) == expected["total"]


@pytest.mark.parametrize(("given_", "expected"), _vectors("R21"))
def test_cards_print_wan_and_yi(given_, expected):
    assert "".join(form.card(given_["value"], "", "zh")) == expected


def test_card_unit_follows_the_scale_and_english_keeps_full_digits():
    assert form.card(143000, "人") == ("14.3", "万人")
    assert form.card(143000, "persons", "en") == ("143,000", "persons")
    assert form.card(33600000, "元") == ("3360", "万元")
    assert form.card(85.44, "%", "zh", 1) == ("85.4", "%")
    assert form.card(2.857, "人/户", "zh", 2) == ("2.86", "人/户")


@given(st.integers(min_value=0, max_value=10**11))
def test_a_card_is_never_further_from_the_truth_than_half_its_last_digit(value):
    text, unit = form.card(value, "")
    size = {"": 1, "万": 10**4, "亿": 10**8}[unit]
    digits = {"": 0, "万": 2 if value < 10**6 else 1 if value < 10**7 else 0, "亿": 2}[unit]
    if unit == "亿" and value < 10**8:
        digits = 0  # carried over from 万
    assert abs(Decimal(text.replace(",", "")) * size - value) <= Decimal(size) / 2 / 10**digits


@given(st.integers(min_value=-(10**9), max_value=10**9), st.integers(min_value=0, max_value=4))
def test_a_printed_table_figure_reads_back(value, decimals):
    exact = Decimal(value) / 1000
    printed = form.number(float(exact), decimals).replace(",", "").replace(form.MINUS, "-")
    assert Decimal(printed) == form.half_up(float(exact), decimals)


def test_minus_is_the_typographic_one_and_zero_has_no_sign():
    assert form.number(-1234.56, 1) == "−1,234.6"
    assert form.number(-0.04, 1) == "0.0"
    assert form.signed(1144) == "+1,144" and form.signed(-20.7, 1) == "−20.7" and form.signed(0) == "0"


def test_rates_averages_and_points():
    assert form.percent(85.4) == "85.4%" and form.percent(85) == "85.0%"
    assert form.points(2.1) == "2.1个百分点" and form.points(2.1, "en") == "2.1 pp"


def test_an_amount_grows_and_a_rate_rises_in_points():
    assert form.change_words(_kpi(), CATALOG) == ("增长6.8%", "+1,144人")
    assert form.change_words(_kpi(), CATALOG, "en") == ("Up 6.8%", "+1,144")
    fall = _kpi(growth=-3.2, difference=-207000.0, indicator="vol_hours")
    assert form.change_words(fall, CATALOG) == ("下降3.2%", "−20.7万小时")
    rate = _kpi(indicator="emp_employment_rate", growth=3.14, difference=3.14, growth_kind="pp")
    assert form.change_words(rate, CATALOG) == ("提高3.1个百分点", "")
    assert form.change_words(rate._replace(growth=-0.6), CATALOG, "en") == ("Down 0.6 pp", "")


def test_what_rounds_to_zero_is_unchanged():
    assert form.change_words(_kpi(growth=0.04), CATALOG)[0] == "持平"
    assert form.change_words(_kpi(growth=-0.04), CATALOG, "en")[0] == "Unchanged"


def test_no_growth_rate_says_why():
    zero = _kpi(growth=None, growth_kind="none", why_no_growth="base_zero", difference=12.0)
    expected = next(expected for _, expected in _vectors("R4") if "text" in expected)
    assert form.change_words(zero, CATALOG) == (expected["text"], "+12人")
    broken = _kpi(growth=None, growth_kind="none", why_no_growth="series_break", difference=None)
    assert form.change_words(broken, CATALOG) == ("不可比", "")
    assert form.change_words(_kpi(growth=None, growth_kind="none", difference=None), CATALOG) == ("", "")


def test_every_reason_of_the_arithmetic_has_words():
    for why in ("base_zero", "base_negative", "series_break", "no_base", "small_base", "bound", "not_reported"):
        assert CATALOG.words["zh"][f"why_{why}"]


def test_a_qualifier_is_never_dropped():
    assert form.qualified("5万", "ge", CATALOG) == "超过5万"
    assert form.qualified("200万", "lt", CATALOG) == "近200万"
    assert form.qualified("50,000", "ge", CATALOG, "en") == "over 50,000"
    assert form.qualified("8459", "eq", CATALOG) == "8459"

"""Periods: what months they cover, their neighbours, and how they are written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import period as p

months = st.builds(lambda y, m: f"{y:04d}-{m:02d}", st.integers(1990, 2099), st.integers(1, 12))
periods = st.one_of(
    months,
    st.integers(1990, 2099).map(str),
    st.builds(lambda y, q: f"{y}-Q{q}", st.integers(1990, 2099), st.integers(1, 4)),
    st.builds(lambda y, h: f"{y}-H{h}", st.integers(1990, 2099), st.integers(1, 2)),
)


@pytest.mark.parametrize(
    ("period", "start", "end", "count"),
    [("2026", "2026-01", "2026-12", 12), ("2026-Q3", "2026-07", "2026-09", 3), ("2026-H1", "2026-01", "2026-06", 6),
     ("2026-10", "2026-10", "2026-10", 1), ("2026-01/2026-02", "2026-01", "2026-02", 2)],
)  # fmt: skip
def test_bounds(period, start, end, count):
    assert (p.start_month(period), p.end_month(period), len(p.months(period))) == (start, end, count)


def test_neighbours():
    assert p.previous("2026-01") == "2025-12" and p.previous("2026-Q1") == "2025-Q4"
    assert p.previous("2026-H1") == "2025-H2" and p.previous("2026") == "2025"
    assert p.previous("2026-01/2026-02") == "2025-11/2025-12"
    assert p.year_ago("2026-Q3") == "2025-Q3" and p.year_ago("2026-01/2026-02") == "2025-01/2025-02"
    assert p.shift("2026-01", -2) == "2025-11" and p.shift("2026-11", 2) == "2027-01"


@given(periods)
def test_the_previous_period_ends_where_this_one_begins(period):
    assert p.shift(p.end_month(p.previous(period)), 1) == p.start_month(period)
    assert p.frequency(p.previous(period)) == p.frequency(period)
    assert len(p.months(p.year_ago(period))) == len(p.months(period))


@given(months, st.sampled_from(["month", "quarter", "half", "year"]))
def test_a_month_lies_in_its_period_and_the_latest_end_is_not_after_it(month, kind):
    assert month in p.months(p.containing(month, kind))
    end = p.latest_end(month, kind)
    assert end <= month and p.end_month(p.containing(end, kind)) == end


def test_words():
    assert p.text("2026-10") == "2026年10月" and p.text("2026-10", "en") == "Oct 2026"
    assert p.text("2026-Q3") == "2026年三季度" and p.text("2026-H1") == "2026年上半年"
    assert p.text("2026-01/2026-02") == "2026年1—2月" and p.text("2026", "en") == "2026"
    assert p.text("2025-12/2026-01") == "2025年12月—2026年1月"
    assert p.as_of("2026-10") == "2026年10月31日" and p.as_of("2026-Q1", "en") == "31 Mar 2026"


def test_spans_of_the_three_bases():
    assert p.span_text("2026-10", "ytd") == "1—10月" and p.span_text("2026-10", "ytd", "en") == "Jan–Oct"
    assert p.span_text("2026-01", "ytd") == "1月"
    assert p.span_text("2026-10", "end") == "截至10月底" and p.span_text("2026-10", "month") == "10月"
    assert p.span_text("2025-12", "end") == "截至2025年底" and p.span_text("2025", "end", "en") == "end 2025"
    assert p.span_text("2026-Q3", "month") == "三季度" and p.span_text("2026-Q3", "month", "en") == "Q3"
    assert p.span_text("2026-01/2026-02", "month") == "1—2月"


def test_the_default_month_is_shanghais():
    assert p.today_period(datetime(2026, 10, 31, 17, 0, tzinfo=UTC)) == "2026-11"
    assert p.today_period(datetime(2026, 10, 31, 15, 59, tzinfo=UTC)) == "2026-10"


def test_time_progress_counts_the_end_of_the_month():
    assert round(p.time_progress("2026-10"), 1) == 83.3 and p.time_progress("2026-12") == 100


@pytest.mark.parametrize("text", ["", "2026-13", "2026-00", "10/2026", "2026-Q5", "2026-05/2026-03", "2026-1"])
def test_what_is_no_period_is_refused(text):
    assert not p.is_period(text)
    with pytest.raises(ValueError, match="报告期"):
        p.end_month(text)

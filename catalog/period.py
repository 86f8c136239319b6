"""Periods as short texts: 2026, 2026-H1, 2026-Q3, 2026-10, 2026-01/2026-02 (a span, as 1—2月 at the Spring Festival).

Month texts sort by time. Nothing here reads the clock except `today_period`, which is given the time.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
_SHAPE = re.compile(r"(\d{4})(?:-(?:(Q)([1-4])|(H)([12])|(\d{2})(?:/(\d{4})-(\d{2}))?))?")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_QUARTERS_ZH = ("一", "二", "三", "四")
_HALVES_ZH = ("上半年", "下半年")


def _index(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(index: int) -> str:
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


@lru_cache(maxsize=1024)
def _bounds(period: str) -> tuple[int, int]:
    """First and last month as running numbers. ValueError for a text that is no period."""
    match = _SHAPE.fullmatch(period)
    if match is None:
        raise ValueError(f"不是报告期：“{period}”。应为2026、2026-H1、2026-Q3、2026-10或2026-01/2026-02。")
    year, _, quarter, _, half, month, end_year, end_month = match.groups()
    january = int(year) * 12
    if quarter:
        return january + int(quarter) * 3 - 3, january + int(quarter) * 3 - 1
    if half:
        return january + int(half) * 6 - 6, january + int(half) * 6 - 1
    if month is None:
        return january, january + 11
    first = january + int(month) - 1
    last = int(end_year) * 12 + int(end_month) - 1 if end_year else first
    if not 1 <= int(month) <= 12 or (end_month and not 1 <= int(end_month) <= 12) or last < first:
        raise ValueError(f"报告期“{period}”中的月份不存在或前后颠倒。")
    return first, last


def is_period(text: str) -> bool:
    """Whether `text` is one of the five shapes."""
    try:
        _bounds(text)
    except ValueError:
        return False
    return True


def frequency(period: str) -> str:
    """year, half, quarter, month, or span."""
    _bounds(period)
    if len(period) == 4:
        return "year"
    return {"Q": "quarter", "H": "half"}.get(period[5], "span" if "/" in period else "month")


def start_month(period: str) -> str:
    """The first month of a period: 2026-Q3 → 2026-07."""
    return _month(_bounds(period)[0])


def end_month(period: str) -> str:
    """The last month of a period: 2026-Q3 → 2026-09."""
    return _month(_bounds(period)[1])


def months(period: str) -> tuple[str, ...]:
    """All months of a period, in order."""
    first, last = _bounds(period)
    return tuple(_month(index) for index in range(first, last + 1))


def shift(month: str, n: int) -> str:
    """The month n months later (earlier when negative)."""
    return _month(_index(month) + n)


def _moved(period: str, n: int) -> str:
    """The period of the same shape that begins n months later."""
    kind = frequency(period)
    first, last = (bound + n for bound in _bounds(period))
    year, month = first // 12, first % 12
    if kind == "year":
        return f"{year:04d}"
    if kind == "half":
        return f"{year:04d}-H{month // 6 + 1}"
    if kind == "quarter":
        return f"{year:04d}-Q{month // 3 + 1}"
    return _month(first) if kind == "month" else f"{_month(first)}/{_month(last)}"


def year_ago(period: str) -> str:
    """The same span of last year: 2026-Q3 → 2025-Q3."""
    _bounds(period)
    return _moved(period, -12)


def previous(period: str) -> str:
    """The period of the same length just before: 2026-01 → 2025-12, 2026-Q1 → 2025-Q4."""
    first, last = _bounds(period)
    return _moved(period, first - last - 1)


def containing(month: str, kind: str) -> str:
    """The month, quarter, half or year that a month lies in: ("2026-08", "quarter") → 2026-Q3."""
    year, number = month[:4], int(month[5:7])
    shapes = {"month": month, "year": year, "half": f"{year}-H{(number + 5) // 6}"}
    return shapes.get(kind, f"{year}-Q{(number + 2) // 3}")


def latest_end(month: str, kind: str) -> str:
    """The last month not after `month` that ends a period of this frequency: ("2026-10", "half") → 2026-06."""
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12}[kind]
    return _month((_index(month) + 1) // length * length - 1)


def year_to_date(month: str) -> str:
    """January to the month, as a span (January alone is a month): 2026-10 → 2026-01/2026-10."""
    return month if month.endswith("-01") else f"{month[:4]}-01/{month}"


def today_period(now: datetime) -> str:
    """The month it is in Shanghai at `now` (aware; a naive time is taken as Shanghai's)."""
    local = now.astimezone(ZONE) if now.tzinfo else now
    return f"{local.year:04d}-{local.month:02d}"


def last_day(period: str) -> date:
    """The last day of a period."""
    month = end_month(period)
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, calendar.monthrange(year, number)[1])


def time_progress(month: str) -> float:
    """序时进度 by the month rule, in per cent, for the end of the month: October 83.33… (R10)."""
    return int(month[5:7]) / 12 * 100


def _months_text(first: str, last: str, lang: str) -> str:
    low, high = int(first[5:7]), int(last[5:7])
    if lang != "zh":
        names = (_MONTHS_EN[low - 1], _MONTHS_EN[high - 1])
        return names[0] if low == high else f"{names[0]}–{names[1]}"
    return f"{low}月" if low == high else f"{low}—{high}月"


@lru_cache(maxsize=1024)
def text(period: str, lang: str = "zh") -> str:
    """A period in words: 2026年10月, 2026年三季度, 2026年上半年, 2026年1—2月; Oct 2026, Q3 2026, first half of 2026."""
    kind, year = frequency(period), period[:4]
    if kind == "year":
        return f"{year}年" if lang == "zh" else year
    if kind in ("quarter", "half"):
        number = int(period[-1])
        if lang != "zh":
            return f"Q{number} {year}" if kind == "quarter" else f"{('first', 'second')[number - 1]} half of {year}"
        return f"{year}年" + (f"{_QUARTERS_ZH[number - 1]}季度" if kind == "quarter" else _HALVES_ZH[number - 1])
    first, last = start_month(period), end_month(period)
    if first[:4] != last[:4]:
        return f"{text(first, lang)}{'—' if lang == 'zh' else '–'}{text(last, lang)}"
    names = _months_text(first, last, lang)
    return f"{year}年{names}" if lang == "zh" else f"{names} {year}"


def span_text(period: str, basis: str, lang: str = "zh") -> str:
    """The span a figure covers, without its year. basis ytd: 1—10月, Jan–Oct; month: 10月; end: 截至10月底.

    English: Jan–Oct, Oct, end Oct. The end of December is 截至2025年底, end 2025.
    """
    last = end_month(period)
    if basis == "ytd":
        return _months_text(f"{last[:4]}-01", last, lang)
    if basis == "end":
        # the end of December needs its year: yearly figures are read all through the next one
        year = f"{last[:4]}年" if lang == "zh" else last[:4]
        name = year if last.endswith("-12") else _months_text(last, last, lang)
        return f"截至{name}底" if lang == "zh" else f"end {name}"
    if frequency(period) in ("month", "span"):
        return _months_text(start_month(period), last, lang)
    named = text(period, lang)
    if lang == "zh":
        return named[5:] or named
    return named.removesuffix(f" {period[:4]}").removesuffix(" of")


def month_name(month: int, lang: str = "zh") -> str:
    """10 → 10月, Oct."""
    return f"{month}月" if lang == "zh" else _MONTHS_EN[month - 1]


def short(period: str, lang: str = "zh") -> str:
    """An axis label: 2026年1月 in January or for a year, otherwise 10月; Jan 2026, Oct."""
    month = end_month(period)
    if frequency(period) == "year" or month.endswith("-01"):
        return text(period, lang)
    return _months_text(month, month, lang)


def day(iso: str, lang: str = "zh", *, year: bool = True) -> str:
    """A day in words: 2026-11-05 → 2026年11月5日 (11月5日 without its year), 5 Nov 2026 (5 Nov)."""
    at = date.fromisoformat(iso)
    if lang == "zh":
        return (f"{at.year}年" if year else "") + f"{at.month}月{at.day}日"
    return f"{at.day} {_MONTHS_EN[at.month - 1]}" + (f" {at.year}" if year else "")


def as_of(period: str, lang: str = "zh") -> str:
    """The last day in words: 2026年10月31日, 31 Oct 2026."""
    day = last_day(period)
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"

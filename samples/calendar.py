"""The months the samples cover, and how forms print them. Periods are strings: 2026-10, 2026-Q3, 2026."""

from __future__ import annotations

FIRST, LAST = "2022-11", "2026-10"
BASELINE, REPUBLISHED = "2022-11", "2023-06"
YEARS = (2023, 2024, 2025, 2026)  # 年度报表从2023年起；2022年只有11月、12月的基线
QUARTER_WORDS = "一二三四"
# Chinese New Year's day falls in this month: work and training pause
FESTIVAL = frozenset({"2023-01", "2024-02", "2025-01", "2026-02"})


def month(year: int, number: int) -> str:
    """The period of one month: month(2026, 3) is 2026-03."""
    return f"{year:04d}-{number:02d}"


def split(period: str) -> tuple[int, int]:
    """Year and number of a month period."""
    return int(period[:4]), int(period[5:])


def _range(first: str, last: str) -> tuple[str, ...]:
    (year, number), found = split(first), []
    while month(year, number) <= last:
        found.append(month(year, number))
        year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return tuple(found)


MONTHS = _range(FIRST, LAST)
INDEX = {period: at for at, period in enumerate(MONTHS)}
QUARTER_ENDS = tuple(m for m in MONTHS if m[5:] in {"03", "06", "09", "12"})
HALF_ENDS = tuple(m for m in MONTHS if m[5:] in {"06", "12"})
YEAR_ENDS = tuple(m for m in MONTHS if m[5:] == "12")
DUE = {"month": MONTHS, "quarter": QUARTER_ENDS, "half": HALF_ENDS, "year": YEAR_ENDS}


def due(frequency: str) -> tuple[str, ...]:
    """The months at whose end an indicator of this frequency is counted; the baseline month always."""
    return tuple(sorted({BASELINE, *DUE[frequency]}))


def quarter(period: str) -> str:
    """The quarter that ends with this month: 2026-09 gives 2026-Q3."""
    year, number = split(period)
    return f"{year}-Q{(number + 2) // 3}"


def year_ago(period: str) -> str:
    """The same month, quarter or year one year before."""
    return f"{int(period[:4]) - 1}{period[4:]}"


def zh_month(period: str) -> str:
    """2026-09 as forms print it: 2026年9月."""
    year, number = split(period)
    return f"{year}年{number}月"


def zh_quarter(period: str) -> str:
    """2026-Q3 as forms print it: 2026年三季度."""
    return f"{period[:4]}年{QUARTER_WORDS[int(period[-1]) - 1]}季度"


def report_day(period: str, day: int) -> str:
    """The printed day in the following month on which a form of this month was handed in."""
    year, number = split(period)
    year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return f"{year}年{number}月{day}日"

"""Months as whole numbers (year × 12 + month − 1), so that a matrix column is a subtraction away."""

from __future__ import annotations

from functools import lru_cache

_QUARTERS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}


def number(month: str) -> int:
    """«2026-10» → 24321. Raises ValueError when it is no month."""
    year, _, rest = month.partition("-")
    value = int(rest)
    if not 1 <= value <= 12:
        raise ValueError(f"no month: {month}")
    return int(year) * 12 + value - 1


@lru_cache(maxsize=4096)
def text(month: int) -> str:
    """24321 → «2026-10»."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@lru_cache(maxsize=4096)
def span(period: str) -> tuple[int, int]:
    """First and last month of a period: 2026, 2026-Q3, 2026-H1, 2026-10 or 2026-01/2026-02 (one span, R9)."""
    if "/" in period:
        start, _, end = period.partition("/")
        return number(start), number(end)
    year, _, rest = period.partition("-")
    if not rest:
        return int(year) * 12, int(year) * 12 + 11
    if rest in _QUARTERS:
        start_month, end_month = _QUARTERS[rest]
        return int(year) * 12 + start_month - 1, int(year) * 12 + end_month - 1
    return number(period), number(period)


def of_year(month: int) -> int:
    """1 for January … 12 for December."""
    return month % 12 + 1


def named(first: int, last: int) -> str:
    """The usual text of a span: «2026-Q3», «2026-H1», «2026», else «2026-01/2026-02»."""
    length, end = last - first + 1, last % 12 + 1
    if length == 1:
        return text(last)
    if first // 12 == last // 12 and end % length == 0 and length in (3, 6, 12):
        return {3: f"{last // 12}-Q{end // 3}", 6: f"{last // 12}-H{end // 6}"}.get(length, f"{last // 12}")
    return f"{text(first)}/{text(last)}"

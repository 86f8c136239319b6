"""Texts to integers and back. The integers are the same in every store, so that two stores can be compared."""

from __future__ import annotations

from functools import lru_cache

from catalog.period import end_month, start_month

MEASURES = {"value": 1, "ytd": 2, "target": 3}
# Status 0 is a reported figure; the others are the missing marks of Observation.missing, with no value.
STATUSES = {
    "reported": 0,
    "not_reported": 1,
    "not_applicable": 2,
    "below_unit": 3,
    "suppressed": 4,
    "unreadable": 5,
    "unknown": 6,
}
QUALIFIERS = {"eq": 0, "ge": 1, "lt": 2, "approx": 3}

MEASURE_TEXTS = {code: text for text, code in MEASURES.items()}
STATUS_TEXTS = {code: text for text, code in STATUSES.items()}
QUALIFIER_TEXTS = {code: text for text, code in QUALIFIERS.items()}


def month_number(month: str) -> int:
    """«2026-10» → 202610."""
    return int(month[:4]) * 100 + int(month[5:7])


def month_text(number: int) -> str:
    """202610 → «2026-10»; 0, no month, → «»."""
    return f"{number // 100}-{number % 100:02}" if number else ""


@lru_cache(maxsize=4096)
def period_code(period: str) -> int:
    """Year, month of its end and span in months: «2026-10» → 20261001, «2026-Q3» → 20260903, «2026» → 20261212.

    Numbers of one span sort by time. Raises ValueError for a text that is no period.
    """
    first, last = month_number(start_month(period)), month_number(end_month(period))
    return last * 100 + span(first, last)


def span(first: int, last: int) -> int:
    """Months from first to last, both counted: 202601, 202610 → 10. Raises ValueError beyond 99 or backwards."""
    months = (last // 100 - first // 100) * 12 + last % 100 - first % 100 + 1
    if not 1 <= months <= 99:
        raise ValueError(f"{first}–{last} is no period")
    return months


@lru_cache(maxsize=4096)
def period_text(code: int) -> str:
    """The usual text of a period code: a calendar quarter, half or year by its name, else first/last month."""
    last, months = divmod(code, 100)
    year, month = divmod(last, 100)
    if months == 1:
        return f"{year}-{month:02}"
    if months == 12 and month == 12:
        return f"{year}"
    if months == 6 and month % 6 == 0:
        return f"{year}-H{month // 6}"
    if months == 3 and month % 3 == 0:
        return f"{year}-Q{month // 3}"
    first = year * 12 + month - months
    return f"{first // 12}-{first % 12 + 1:02}/{year}-{month:02}"

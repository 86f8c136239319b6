"""Flow, year-to-date and since-inception amounts turned into one another (R8, R9, R19)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Monthly(NamedTuple):
    """amounts [R, T]; spans [R, T]: how many months each amount covers (2 = «9—10月», R9); corrections [R, T] bool."""

    amounts: np.ndarray
    spans: np.ndarray
    corrections: np.ndarray


def differences(cumulative: np.ndarray, first: int, *, resets: bool, per_year: int = 12) -> Monthly:
    """Amounts of the months from a cumulative series [R, T] (R8, R9).

    resets: the series begins again each January (m(Jan) = C(Jan)); otherwise it runs since inception and the first
    figure has no amount. per_year: periods a year, 12 for months (4 for quarters; `first` then counts quarters). A
    month without a figure is not halved: the next amount is a span. A negative amount is a correction: kept, marked,
    neither clipped nor spread back.
    """
    amounts = np.full(cumulative.shape, np.nan)
    spans = np.ones(cumulative.shape, np.int16)
    known = np.full(cumulative.shape[0], np.nan)
    since = np.zeros(cumulative.shape[0], np.int16)
    for column in range(cumulative.shape[1]):
        if resets and (first + column) % per_year == 0:
            known[:], since[:] = 0.0, 0
        since += 1
        there = ~np.isnan(cumulative[:, column])
        amounts[there, column] = cumulative[there, column] - known[there]
        spans[there, column] = since[there]
        known[there], since[there] = cumulative[there, column], 0
    return Monthly(amounts, spans, amounts < 0)


def year_to_date(amounts: np.ndarray, spans: np.ndarray, first: int) -> np.ndarray:
    """Sum of the year's months [R, T]; NaN while any month of the year so far is not covered (never a part sum)."""
    total = np.full(amounts.shape, np.nan)
    running = np.zeros(amounts.shape[0])
    covered = np.zeros(amounts.shape[0])
    for column in range(amounts.shape[1]):
        month = (first + column) % 12
        if month == 0:
            running[:], covered[:] = 0.0, 0
        there = ~np.isnan(amounts[:, column])
        running[there] += amounts[there, column]
        covered[there] += spans[there, column]
        whole = there & (covered == month + 1)
        total[whole, column] = running[whole]
    return total


def mean_of_months(stock: np.ndarray, first: int) -> np.ndarray:
    """Mean of the month-end stocks of the year so far [R, T]; NaN where one of those months is missing."""
    ones = np.ones(stock.shape, np.int16)
    month = (first + np.arange(stock.shape[1])) % 12 + 1
    return year_to_date(stock, ones, first) / month


def since_inception(amounts: np.ndarray, before: float | np.ndarray = 0.0) -> np.ndarray:
    """What has come together since inception [R, T]: `before` and every amount since; NaN from the first gap on."""
    return np.asarray(np.asarray(before).reshape(-1, 1) + np.cumsum(amounts, axis=1))


def over(values: np.ndarray, rule: str, months: int) -> np.ndarray:
    """Figures of periods of `months` months, ending at each column [R, T] (R19); NaN where one cannot be said.

    rule: sum (a flow: every month must be there), last (a stock or a count since inception: the last month itself,
    never the one before it). Distinct counts and ratios are worked out again from rows and from parts: ValueError.
    """
    if rule not in ("sum", "last"):
        raise ValueError(f"a figure over {months} months is a sum or the last one; {rule} is worked out again")
    if rule == "last":
        return values.copy()
    result = np.full(values.shape, np.nan)
    if values.shape[1] >= months:
        result[:, months - 1:] = np.lib.stride_tricks.sliding_window_view(values, months, axis=1).sum(axis=-1)
    return result

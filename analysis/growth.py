"""Change between two figures (R4–R6, R29, R30)."""

from __future__ import annotations

import math
from typing import NamedTuple


class Growth(NamedTuple):
    """difference in the base unit (points for rates); growth in % or points; why: word id when there is no growth.

    flag: series_break when a stock moved by more than half (R30): 口径可能调整,请说明. turn: turned_positive,
    turned_negative, loss_narrowed or loss_widened when the base is below zero (words instead of a rate).
    """

    difference: float | None
    growth: float | None
    kind: str
    why: str
    flag: str = ""
    turn: str = ""


def growth(current: float | None, base: float | None, *, rate: bool = False, stock: bool = False, bound: bool = False,
           broken: bool = False, small_base: float = 10, break_percent: float = 50) -> Growth:
    """Change from `base` to `current` by R4: no rate over zero, negative or small bases, across a break or a bound.

    rate: both are rates, the change is in percentage points (R5). bound: one of them is «超过» or «近» (R29).
    broken: a declared change of definition lies between them (R30).
    """
    kind = "pp" if rate else "pct"
    if current is None or base is None:
        return Growth(None, None, "none", "not_reported" if current is None else "no_base")
    if broken:
        return Growth(None, None, "none", "series_break")
    if bound:
        return Growth(None, None, "none", "bound")
    difference = current - base
    if rate:
        return Growth(difference, difference, kind, "")
    if base <= 0:
        return Growth(difference, None, "none", "base_zero" if base == 0 else "base_negative", "", _turn(current, base))
    if base < small_base:
        return Growth(difference, None, "none", "small_base")
    percent = 100 * difference / base
    return Growth(difference, percent, kind, "", "series_break" if stock and abs(percent) > break_percent else "")


class Multiple(NamedTuple):
    """of: 是…的n倍; grown: 增长n倍 (one less); doubled: how many times 翻番."""

    of: float
    grown: float
    doubled: float


def multiple(current: float | None, base: float | None) -> Multiple | None:
    """How many times the base a figure is (R6): 增长1倍, 是…的2倍 and 翻一番 are the same.

    None unless both are above zero and it grew: 「减少1倍」 is nonsense, a fall is said in per cent.
    """
    if current is None or base is None or base <= 0 or current <= base:
        return None
    return Multiple(current / base, current / base - 1, math.log2(current / base))


def _turn(current: float, base: float) -> str:
    """Words for a change from a base that is not positive (R4)."""
    if base == 0:
        return ""
    if current > 0:
        return "turned_positive"
    return "loss_narrowed" if current > base else "loss_widened"

"""Printed totals against the sum of their parts (R3, R23, R24)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Gap(NamedTuple):
    """diff = printed − Σ parts − own level; state: equal, rounding, explained, unexplained; percent of the printed."""

    diff: float
    state: str
    percent: float | None


def reconcile(printed: float, parts: Sequence[float], own_level: float = 0, *, rounded_to: float = 0) -> Gap:
    """A printed total against its parts and 省本级 (R23).

    rounded_to: the unit a column is printed in when it is rounded (10 000 for 万); half of it for each part and the
    total may then be lost. Whole counts in base units allow no difference.
    """
    total = sum(parts)
    diff = printed - total - own_level
    percent = None if printed == 0 else 100 * diff / printed
    if abs(diff) < 1e-9:
        return Gap(0.0, "explained" if own_level else "equal", 0.0 if printed else None)
    allowed = 0.5 * (len(parts) + 1) * rounded_to
    return Gap(diff, "rounding" if abs(diff) <= allowed else "unexplained", percent)


def parts_fit(total: float, parts: Sequence[float], *, closed: bool) -> bool:
    """其中 (R24): closed sets (室 + 墙) add up to the total, open ones (其中:女性) stay within it."""
    return abs(sum(parts) - total) < 1e-9 if closed else sum(parts) <= total + 1e-9

"""What 进度与排名 says beside a figure: the lights of its cities, since when it lags, where the year may end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from catalog.format import half_up
from catalog.records import Kpi
from catalog.view import View

LIGHTS = ("done", "ok", "warn", "bad")


class Outlook(NamedTuple):
    """全年测算: the year's end and the range that holds it four times in five; None where no range can be told.

    completion, least, most: the same in per cent of the annual target, printed. basis: seasonal, linear.
    """

    value: float
    low: float | None
    high: float | None
    completion: float
    least: float | None
    most: float | None
    basis: str


class Pace(NamedTuple):
    """One indicator, or one city on it. counts: lights of its cities (empty for one city). since: the first month of
    those on end in which it was behind, "" when it is not; months: how many they are.
    """

    kpi: Kpi
    counts: Mapping[str, int]
    outlook: Outlook | None
    since: str
    months: int


def headline(view: View, paced: Sequence[Pace]) -> str:
    """有年度目标的6项指标中，达到序时进度3项、预警3项；新增就业低于序时进度最多，差1.8个百分点.

    The counts add up to the indicators. Which is furthest behind is said when one is.
    """
    if not paced:
        return view.word("progress_no_targets")
    counts = Counter(one.kpi.status if one.kpi.status in LIGHTS else "none" for one in paced)
    mark = "、" if view.lang == "zh" else ", "
    parts = mark.join(view.word(f"progress_count_{light}", n=counts[light]) for light in (*LIGHTS, "none")
                      if counts[light])  # fmt: skip
    told = view.word("progress_headline", n=len(paced), parts=parts)
    late = [one.kpi for one in paced if one.kpi.deviation is not None and one.kpi.deviation < 0]
    if not late:
        return told
    worst = min(late, key=lambda kpi: kpi.deviation or 0.0)
    points = half_up(abs(worst.deviation or 0.0), 1)
    return told + view.word("progress_worst", name=view.voice.name(worst.indicator), points=points)


def outlook_text(view: View, pace: Pace) -> str:
    """测算1,200—1,300人，为年度目标的98.1%, or nothing. Every projected figure says 测算 (R16)."""
    found = pace.outlook
    if found is None:
        return ""
    value, low, high = (None if one is None else view.value(pace.kpi.indicator, one)
                        for one in (found.value, found.low, found.high))  # fmt: skip
    key = "progress_outlook" if low is not None else "progress_outlook_plain"
    return view.word(key, value=value, low=low, high=high, unit=view.unit(pace.kpi.indicator),
                     basis=view.word(f"progress_basis_{found.basis}"))  # fmt: skip

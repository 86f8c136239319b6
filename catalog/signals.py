"""What a control chart and a funnel show, as records, and the one sentence that is their title in either language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from catalog import format as form
from catalog.view import View

SIDES = {"Above UCL": "above", "Below LCL": "below", "7 Point Trend (Increasing)": "rising",
         "7 Point Trend (Decreasing)": "falling", "2 in 3 Above CL": "near_high", "2 in 3 Below CL": "near_low",
         "7 Points Above CL": "run_high", "7 Points Below CL": "run_low"}  # fmt: skip


class ControlPhase(NamedTuple):
    """Points start…end between two changes of scope; latest: the last one reported; limits None where not drawn."""

    start: int
    end: int
    verdict: str
    points: int
    latest: int
    mean: float | None
    lower: float | None
    upper: float | None


class Control(NamedTuple):
    """One indicator of one area. measure: value, amount (of each period), net (change from the period before; drift: 1
    or −1 when the level goes one way), yoy and amount_yoy (change from the same period a year before).

    One entry a period: values, marks (common_cause, special_cause_…, "" without limits), rules (which signal), aside
    (point → correction or span: shown, no limits made of it). steps: (point, before, after). target only for values.
    """

    indicator: str
    region: str
    measure: str
    drift: int
    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    marks: tuple[str, ...]
    rules: tuple[str, ...]
    aside: Mapping[int, str]
    phases: tuple[ControlPhase, ...]
    steps: tuple[tuple[int, float, float], ...]
    verdict: str
    variation: str
    assurance: str | None
    target: float | None


class FunnelSpot(NamedTuple):
    """An area in a funnel: denominator, figure, state and meaning as in analysis.funnel.Spot."""

    region: str
    base: float | None
    figure: float | None
    state: str
    meaning: str


class FunnelView(NamedTuple):
    """curve: (denominator, outer low, inner low, inner high, outer high) from the smallest to the largest.

    base: word id of the denominator. decimals: of the figures.
    """

    indicator: str
    base: str
    spots: tuple[FunnelSpot, ...]
    centre: float | None
    curve: tuple[tuple[float, float, float, float, float], ...]
    overdispersed: bool


def measured(view: View, shown: Control) -> str:
    """全省新增就业; 茂名市累计服务时长当期数; Volunteer teams in Maoming, net change: what the chart is of."""
    area, name = view.voice.region(shown.region, full=True), view.name(shown.indicator)
    own = area + name if view.lang == "zh" else view.word("control_of", name=name, area=area)
    if shown.measure == "value":
        return own
    way = {1: "_rising", -1: "_falling"}.get(shown.drift, "")
    return view.word(f"control_{shown.measure}{way}", name=own)


def control_title(view: View, shown: Control) -> str:
    """The chart in one sentence: what was found, by which signal, at the last point; or why no limits are drawn."""
    name, last = measured(view, shown), shown.phases[-1]
    if shown.verdict == "steps" and shown.steps:
        at, before, after = shown.steps[-1]
        return view.word("control_step" if len(shown.steps) == 1 else "control_steps", name=name, n=len(shown.steps),
                         period=view.period(shown.periods[at]), before=_amount(view, shown, before),
                         after=_amount(view, shown, after))
    if last.mean is None:
        return view.word(f"control_{shown.verdict}", name=name, n=last.points)
    told = _found(view, shown, name, last)
    goal = view.word(f"control_{shown.assurance}") if shown.assurance else ""
    trial = view.word("control_trial", n=last.points) if shown.verdict == "trial" else ""
    return ("；" if view.lang == "zh" else "; ").join(part for part in (told, goal, trial) if part)


def digits(view: View, shown: Control) -> int:
    """Decimals that keep the two limits apart: small changes of an average need more than the average itself."""
    found, last = view.indicator(shown.indicator).decimals, shown.phases[-1]
    width = abs((last.upper or 0.0) - (last.lower or 0.0))
    while shown.measure != "value" and 0 < width < 10.0 ** (1 - found) and found < 4:
        found += 1
    return found


def _amount(view: View, shown: Control, value: float | None) -> str:
    """With its unit; a change of a rate is in points (R5)."""
    row, exact = view.indicator(shown.indicator), digits(view, shown)
    if row.unit == "%" and shown.measure != "value":
        return form.points(value or 0.0, view.lang, exact)
    if exact == row.decimals:
        return view.voice.amount(shown.indicator, value or 0.0)
    return form.plain(value or 0.0, exact) + (row.unit if view.lang == "zh" else f" {row.unit_en}")


def _found(view: View, shown: Control, name: str, last: ControlPhase) -> str:
    if shown.variation == "common_cause":
        low, high = (_amount(view, shown, edge) for edge in (last.lower, last.upper))
        return view.word("control_common", name=name, low=low, high=high)
    how = view.word(f"control_rule_{SIDES[shown.rules[last.latest]]}")
    kind = shown.variation.removeprefix("special_cause_").partition("_")[0]
    return view.word(f"control_{kind}", name=name, period=view.period(shown.periods[last.latest]), how=how)


def funnel_title(view: View, shown: FunnelView) -> str:
    """The funnel in one sentence: which areas chance does not explain, or that it explains all of them."""
    name = view.name(shown.indicator)
    judged = [spot for spot in shown.spots if spot.state not in ("none", "few")]
    if shown.centre is None or not judged:
        return view.word("funnel_empty", name=name)
    if shown.overdispersed:
        return view.word("funnel_overdispersed", name=name)
    high, low = (tuple(spot.region for spot in judged if spot.state == f"very_{side}") for side in ("high", "low"))
    if not high and not low:
        return view.word("funnel_calm", name=name, n=len(judged))
    sides = (("high", high), ("low", low))
    parts = [view.word(f"funnel_{side}", cities=view.voice.regions(found)) for side, found in sides if found]
    return view.word("funnel_found", name=name, parts=("，" if view.lang == "zh" else "; ").join(parts))

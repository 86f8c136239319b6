"""Lines: this year beside last year, the running total against the plan, a break in the definition drawn as a gap."""

from __future__ import annotations

from typing import Any

from answers.records import Line, Trend
from catalog.pointing import along, on_line
from catalog.view import View
from charts.template import DATA, DATA2, INK2, INK3, PLAN, Figure, figure, note, rule, spread, value_axis

STYLE: dict[str, dict[str, Any]] = {
    "this": {"color": DATA, "width": 2.8},
    "last": {"color": DATA2, "width": 2},
    "plan": {"color": PLAN, "width": 1.5, "dash": "dash"},
    "median": {"color": DATA2, "width": 1.4},
    "index": {"color": DATA, "width": 2.4},
    "city": {"color": DATA, "width": 2.4},
}


def years(view: View, trend: Trend) -> Figure:
    """This year's and last year's line over the year's report periods, ended by its name and last value.

    A declared break is a gap in its line and a dotted mark that names its month.
    """
    slots = _slots(trend)
    values = [value for line in trend.lines for _, value in line.points if value is not None]
    axis = value_axis(view, values or [1.0], zero=len(set(values)) < 2 or min(values) < 0.5 * max(values))
    broken = _breaks(trend, slots)
    return figure(
        [_trace(view, trend, line, slots, broken) for line in trend.lines],
        margin=(52, 132, 16 if broken else 10, 26),
        yaxis=axis | {"rangemode": "normal"},
        annotations=[*_ends(view, trend, axis["range"]), *_break_names(view, broken)],
        shapes=[rule(x0=at, x1=at, y0=0, y1=1, yref="paper", color=INK3, dash="dot") for at in broken.values()],
        hovermode="x unified",
        xaxis={"tickvals": list(range(len(slots))), "ticktext": _ticks(view, slots), "range": [-0.3, len(slots) - 0.7]},
    )


def periods(view: View, trend: Trend) -> Figure:
    """One line over all report periods: what is counted once a year has no two years to lay over each other."""
    line = trend.lines[0]
    slots = [period for period, _ in line.points]
    broken = {one.period: slots.index(one.period) - 0.5 for one in trend.breaks if one.period in slots[1:]}
    known = [value for _, value in line.points if value is not None]
    axis = value_axis(view, known or [1.0], zero=len(set(known)) < 2 or min(known) < 0.8 * max(known))
    top = axis["range"][1] + 0.12 * (axis["range"][1] - axis["range"][0])
    step = max(1, -(-len(slots) // 6))
    ticks = [_dated(view, slot) if (len(slots) - 1 - i) % step == 0 else "" for i, slot in enumerate(slots)]
    return figure(
        [_trace(view, trend, line, slots, broken)],
        margin=(52, 34, 18 if broken else 10, 40),
        annotations=[*_point_names(view, trend, line, step), *_break_names(view, broken)],
        shapes=[rule(x0=at, x1=at, y0=0, y1=1, yref="paper", color=INK3, dash="dot") for at in broken.values()],
        yaxis=axis | {"rangemode": "normal", "range": [axis["range"][0], top]},
        xaxis={"tickvals": list(range(len(slots))), "ticktext": ticks, "range": [-0.4, len(slots) - 0.6]},
    )


def _dated(view: View, period: str) -> str:
    """The month above its year: five of them stand side by side on a phone."""
    return (
        f"{view.month(int(period[5:7]))}<br>{view.period(period[:4])}" if period[5:7].isdigit() else view.period(period)
    )


def _point_names(view: View, trend: Trend, line: Line, step: int) -> list[dict[str, Any]]:
    """The figures above those points whose period is named below; one that does not change is said at its two ends."""
    last = len(line.points) - 1
    named = [(i, value) for i, (_, value) in enumerate(line.points) if value is not None and (last - i) % step == 0]
    told = [(i, value) for n, (i, value) in enumerate(named) if n == 0 or i == last or named[n - 1][1] != value]
    return [
        note(view.value(trend.indicator, value), x=i, y=value, anchor="center", valign="bottom") | {"yshift": 7}
        for i, value in told
    ]


def _slots(trend: Trend) -> list[str]:
    """The months of the year along the axis, as 01…12: every one that either line has."""
    return sorted({period[5:] for line in trend.lines for period, _ in line.points})


def _trace(view: View, trend: Trend, line: Line, slots: list[str], broken: dict[str, float]) -> dict[str, Any]:
    """A line; the pen is lifted in front of a break (a point without a value)."""
    places: list[float] = []
    values: list[float | None] = []
    said: list[str] = []
    keys: list[str] = []
    own = along(trend, view.scope.area, view.catalog)
    for period, value in line.points:
        if period in broken:
            places, values, said, keys = [*places, broken[period]], [*values, None], [*said, ""], [*keys, ""]
        places.append(slots.index(period if period in slots else period[5:]))
        values.append(value)
        said.append(f"{view.period(period)} {view.value(trend.indicator, value)}")
        keys.append(on_line(own, line.role, period, value))
    return {
        "type": "scatter",
        "mode": "lines+markers" if line.role in ("this", "city") or _is_short(line) else "lines",
        "name": _label(view, line),
        "x": places,
        "y": values,
        "line": STYLE[line.role],
        "connectgaps": False,
        "marker": {"size": 5, "color": STYLE[line.role]["color"]},
        "hovertext": said,
        "customdata": keys,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _is_short(line: Line) -> bool:
    """Too short to be seen as a line: its points are marked."""
    return sum(value is not None for _, value in line.points) < 3


def _label(view: View, line: Line) -> str:
    """A year stays a year; plan and median are words."""
    return line.label if line.label[:1].isdigit() else view.word(f"line_{line.role}")


def _ends(view: View, trend: Trend, span: list[float]) -> list[dict[str, Any]]:
    """Name and last value at the right edge, moved apart so that none covers another."""
    ends = [(line, *_last(line)) for line in trend.lines]
    known = [(line, period, value) for line, period, value in ends if value is not None]
    # two years that end in different months must not look like one comparison: each then says its month
    dated = len({period[4:] for _, period, _ in known}) > 1
    heights = spread([value for _, _, value in known], (span[1] - span[0]) * 0.085)
    return [
        note(
            f"{view.period(period) if dated else _label(view, line)} {view.value(trend.indicator, value)}",
            x=1.015,
            xref="paper",
            y=height,
            color=STYLE[line.role]["color"] if line.role != "last" else INK2,
            bold=line.role == "this",
        )
        for (line, period, value), height in zip(known, heights, strict=True)
    ]


def _last(line: Line) -> tuple[str, float | None]:
    """The last period with a figure, and the figure."""
    return next(((period, value) for period, value in reversed(line.points) if value is not None), ("", None))


def _breaks(trend: Trend, slots: list[str]) -> dict[str, float]:
    """Where each declared break lies: between its month and the one before."""
    shown = {period for line in trend.lines for period, _ in line.points}
    return {broken.period: slots.index(broken.period[5:]) - 0.5 for broken in trend.breaks if broken.period in shown}


def _break_names(view: View, broken: dict[str, float]) -> list[dict[str, Any]]:
    return [
        note(view.word("break_at", month=view.period(period)), x=at, y=1.0, yref="paper", valign="bottom", color=INK3,
             anchor="center" if at > 2 else "left")
        for period, at in broken.items()
    ]  # fmt: skip


def _ticks(view: View, slots: list[str]) -> list[str]:
    """January and the quarter ends are named when there are many; half-years and quarters all are."""
    shown = ("01", "03", "06", "09", "12") if len(slots) > 6 else tuple(slots)
    return [view.month(int(slot)) if slot in shown else "" for slot in slots]

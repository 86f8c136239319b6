"""Lines: this year beside last year, the running total against the plan, a break in the definition drawn as a gap."""

from __future__ import annotations

from typing import Any

from answers.records import Line, Trend
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
    """This year's and last year's line over the same months (or report periods), ended by its name and last value."""
    slots = _slots(trend)
    values = [value for line in trend.lines for _, value in line.points if value is not None]
    axis = value_axis(view, values or [1.0], zero=not values or min(values) < 0.5 * max(values))
    traces = [_trace(view, trend, line, slots) for line in trend.lines]
    return figure(
        traces,
        margin=(56, 104, 10, 26),
        yaxis=axis,
        annotations=_ends(view, trend, axis["range"]),
        shapes=_breaks(trend, slots),
        hovermode="x unified",
        xaxis={"tickvals": list(range(len(slots))), "ticktext": _ticks(view, slots), "range": [-0.3, len(slots) - 0.7]},
    )


def _slots(trend: Trend) -> list[str]:
    """The periods along the axis: those of this year's line (or the only line)."""
    main = next((line for line in trend.lines if line.role == "this"), trend.lines[0])
    return [period for period, _ in main.points]


def _trace(view: View, trend: Trend, line: Line, slots: list[str]) -> dict[str, Any]:
    said = [f"{view.period(period)} {view.value(trend.indicator, value)}" for period, value in line.points]
    return {
        "type": "scatter",
        "mode": "lines+markers" if line.role in ("this", "city") else "lines",
        "name": _label(view, line),
        "x": list(range(len(line.points))),
        "y": [value for _, value in line.points],
        "line": STYLE[line.role],
        "connectgaps": False,
        "marker": {"size": 5, "color": STYLE[line.role]["color"]},
        "hovertext": said,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _label(view: View, line: Line) -> str:
    """A year stays a year; plan and median are words."""
    return line.label if line.label[:1].isdigit() else view.word(f"line_{line.role}")


def _ends(view: View, trend: Trend, span: list[float]) -> list[dict[str, Any]]:
    """Name and last value at the right edge, moved apart so that none covers another."""
    ends = [
        (line, next((value for _, value in reversed(line.points) if value is not None), None)) for line in trend.lines
    ]
    known = [(line, value) for line, value in ends if value is not None]
    heights = spread([value for _, value in known], (span[1] - span[0]) * 0.085)
    return [
        note(
            f"{_label(view, line)} {view.value(trend.indicator, value)}",
            x=1.015,
            xref="paper",
            y=height,
            color=STYLE[line.role]["color"] if line.role != "last" else INK2,
            bold=line.role == "this",
        )
        for (line, value), height in zip(known, heights, strict=True)
    ]


def _breaks(trend: Trend, slots: list[str]) -> list[dict[str, Any]]:
    places = [slots.index(broken.period) for broken in trend.breaks if broken.period in slots]
    return [rule(x0=place - 0.5, x1=place - 0.5, y0=0, y1=1, yref="paper", color=INK3, dash="dot") for place in places]


def _ticks(view: View, slots: list[str]) -> list[str]:
    """January, the quarter ends and the last month are named; other report periods all are, up to eight."""
    if all(len(slot) == 7 and slot[5].isdigit() for slot in slots) and len(slots) > 8:
        shown = {1, 3, 6, 9, 12}
        return [view.month(int(slot[5:7])) if int(slot[5:7]) in shown else "" for slot in slots]
    step = max(1, -(-len(slots) // 8))
    return [view.period(slot) if (len(slots) - 1 - i) % step == 0 else "" for i, slot in enumerate(slots)]

"""Control charts: a line with mean and limits, signals by shape and colour, a new phase at each change of scope."""

from __future__ import annotations

from typing import Any

from catalog.signals import Control, ControlPhase, digits
from catalog.view import View
from charts.template import DOWN, INK, INK2, INK3, PLAN, SURFACE, UP, Figure, figure, note, rule, spread, value_axis

# mark → symbol, colour, size; the side of the mean is in the triangle, what it means in the colour and in words
STYLE = {
    "special_cause_improvement": (UP, 11),
    "special_cause_concern": (DOWN, 11),
    "special_cause_neutral_high": (INK, 11),
    "special_cause_neutral_low": (INK, 11),
    "common_cause": (INK3, 6),
    "": (INK3, 6),
}
UPWARD = ("Above UCL", "7 Point Trend (Increasing)", "2 in 3 Above CL", "7 Points Above CL")


def control(view: View, shown: Control) -> Figure:
    """One point a period. ▲ a signal upwards, ▼ downwards, ◆ where neither is better, ○ what makes no limits."""
    values = [value for value in shown.values if value is not None]
    edges = [edge for phase in shown.phases for edge in (phase.lower, phase.upper) if edge is not None]
    goals = [] if shown.target is None else [shown.target]
    axis = value_axis(view, [*values, *edges, *goals] or [1.0], zero=False)
    breaks = [phase.start - 0.5 for phase in shown.phases[1:]]
    return figure(
        [_line(shown, breaks), *_points(view, shown)],
        margin=(58, 118, 18 if breaks else 12, 40),
        yaxis=axis | {"rangemode": "normal"},
        xaxis=_months(view, shown),
        shapes=[*_limits(shown), *_target(shown),
                *(rule(x0=at, x1=at, y0=0, y1=1, yref="paper", color=INK3, dash="dot") for at in breaks)],
        annotations=[*_ends(view, shown, axis["range"]), *_break_names(view, shown)],
    )  # fmt: skip


def _line(shown: Control, breaks: list[float]) -> dict[str, Any]:
    """The pen is lifted at a missing point and at a change of scope."""
    places: list[float] = []
    values: list[float | None] = []
    for at, value in enumerate(shown.values):
        if at - 0.5 in breaks:
            places, values = [*places, at - 0.5], [*values, None]
        places.append(at)
        values.append(value)
    return {"type": "scatter", "mode": "lines", "x": places, "y": values, "connectgaps": False, "hoverinfo": "skip",
            "line": {"color": INK3, "width": 1.4}}  # fmt: skip


def _points(view: View, shown: Control) -> list[dict[str, Any]]:
    """A trace for each kind of mark, so that each has one symbol list and its own words."""
    kinds = dict.fromkeys(shown.marks)
    return [_trace(view, shown, kind, [at for at, mark in enumerate(shown.marks) if mark == kind]) for kind in kinds]


def _trace(view: View, shown: Control, kind: str, places: list[int]) -> dict[str, Any]:
    colour, size = STYLE[kind]
    open_ = [at in shown.aside for at in places]
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "name": view.word(f"control_{kind}") if kind else "",
        "x": places,
        "y": [shown.values[at] for at in places],
        "marker": {"symbol": [_symbol(shown, kind, at) for at in places], "size": size,
                   "color": [SURFACE if bare else colour for bare in open_], "line": {"color": colour, "width": 1.4}},
        "hovertext": [_said(view, shown, at) for at in places],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _symbol(shown: Control, kind: str, at: int) -> str:
    if kind in ("common_cause", ""):
        return "circle"
    if "neutral" in kind:
        return "diamond"
    return "triangle-up" if shown.rules[at] in UPWARD else "triangle-down"


def _said(view: View, shown: Control, at: int) -> str:
    """2026年10月 1,234 · 异常向好; a correction and a figure of several periods say so."""
    value = shown.values[at]
    figure_ = "" if value is None else view.number(value, digits(view, shown))
    mark = view.word(f"control_{shown.marks[at]}") if shown.marks[at] else ""
    aside = view.word(f"control_aside_{shown.aside[at]}") if at in shown.aside else ""
    return view.join(f"{view.period(shown.periods[at])} {figure_}".strip(), aside or mark)


def _limits(shown: Control) -> list[dict[str, Any]]:
    """Mean and limits over their phase only; trial limits are dotted."""
    found = []
    for phase in shown.phases:
        dash = "dot" if phase.verdict == "trial" else "dash"
        found += [rule(x0=phase.start - 0.4, x1=phase.end + 0.4, y0=at, y1=at, color=colour, width=width, dash=kind,
                       layer="below")
                  for at, colour, width, kind in ((phase.mean, INK2, 1.2, "solid"), (phase.lower, INK3, 1.2, dash),
                                                  (phase.upper, INK3, 1.2, dash)) if at is not None]  # fmt: skip
    return found


def _target(shown: Control) -> list[dict[str, Any]]:
    if shown.target is None:
        return []
    return [rule(x0=-0.4, x1=len(shown.values) - 0.6, y0=shown.target, y1=shown.target, color=PLAN, dash="dash")]


def _ends(view: View, shown: Control, span: list[float]) -> list[dict[str, Any]]:
    """The lines named with their figures at the right edge, moved apart so that none covers another."""
    named = [*_named(shown.phases[-1]), *([] if shown.target is None else [("target", shown.target, PLAN)])]
    heights = spread([at for _, at, _ in named], (span[1] - span[0]) * 0.085)
    exact = digits(view, shown)
    return [note(f"{view.word(f'control_{word}')} {view.number(at, exact)}", x=1.012, xref="paper", y=height,
                 color=colour) for (word, at, colour), height in zip(named, heights, strict=True)]  # fmt: skip


def _named(phase: ControlPhase) -> list[tuple[str, float, str]]:
    edges = (("upper", phase.upper, INK2), ("mean", phase.mean, INK), ("lower", phase.lower, INK2))
    return [(word, at, colour) for word, at, colour in edges if at is not None]


def _break_names(view: View, shown: Control) -> list[dict[str, Any]]:
    return [note(view.word("break_at", month=view.period(shown.periods[phase.start])), x=phase.start - 0.5, y=1.0,
                 yref="paper", valign="bottom", color=INK3, anchor="center" if phase.start > 2 else "left")
            for phase in shown.phases[1:]]  # fmt: skip


def _months(view: View, shown: Control) -> dict[str, Any]:
    """At most six periods are named, the last always; month over year where there is a month."""
    count = len(shown.periods)
    step = max(1, -(-count // 6))
    texts = [_tick(view, period) if (count - 1 - at) % step == 0 else "" for at, period in enumerate(shown.periods)]
    return {"tickvals": list(range(count)), "ticktext": texts, "range": [-0.6, max(count, 1) - 0.4]}


def _tick(view: View, period: str) -> str:
    month = period[5:7]
    return f"{view.month(int(month))}<br>{view.period(period[:4])}" if month.isdigit() else view.period(period)

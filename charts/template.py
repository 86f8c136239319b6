"""What every figure has in common, and the two frames it is shown in: on a page, and alone as a 16:9 picture.

A colour is written ``var(--data)``; the browser puts in what the theme says (assets/1_tokens.css is the only table).
`update_layout(template=…)` costs more than the figure itself, so the shared settings are merged as plain dicts.
"""

from __future__ import annotations

from typing import Any

from catalog.view import View

Figure = dict[str, Any]

FONT = "Inter, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', 'Source Han Sans SC', 'Wuli Han', sans-serif"
INK, INK2, INK3 = "var(--ink)", "var(--ink-2)", "var(--ink-3)"
LINE, LINE2, SURFACE = "var(--line)", "var(--line-2)", "var(--surface)"
DATA, DATA2, DATA3, PLAN = "var(--data)", "var(--data-2)", "var(--data-3)", "var(--plan)"
UP, DOWN = "var(--up)", "var(--down)"
SEQUENCE = tuple(f"var(--seq-{i})" for i in range(1, 6))

_AXIS = {
    "zeroline": False,
    "tickangle": 0,
    "fixedrange": True,
    "automargin": False,
    "tickfont": {"size": 12, "color": INK2},
}
XAXIS = _AXIS | {
    "showgrid": False,
    "showline": True,
    "linecolor": LINE2,
    "ticks": "outside",
    "ticklen": 3,
    "tickcolor": LINE2,
}
YAXIS = _AXIS | {"gridcolor": LINE, "rangemode": "tozero", "showline": False}
LAYOUT = {
    "font": {"family": FONT, "size": 12, "color": INK2},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "showlegend": False,
    "separators": ".,",
    "hovermode": "closest",
    "dragmode": False,
    "autosize": True,
    "hoverlabel": {
        "bgcolor": SURFACE,
        "bordercolor": LINE2,
        "font": {"size": 13, "color": INK, "family": FONT},
        "align": "left",
    },
}


def figure(
    traces: list[dict[str, Any]],
    *,
    xaxis: dict[str, Any] | None = None,
    yaxis: dict[str, Any] | None = None,
    margin: tuple[int, int, int, int] = (48, 16, 8, 26),
    shapes: list[dict[str, Any]] | None = None,
    annotations: list[dict[str, Any]] | None = None,
    **layout: Any,
) -> Figure:
    """A figure with the house's axes; `margin` is left, right, top, bottom in pixels."""
    left, right, top, bottom = margin
    return {
        "data": traces,
        "layout": LAYOUT
        | {
            "margin": {"l": left, "r": right, "t": top, "b": bottom},
            "xaxis": XAXIS | (xaxis or {}),
            "yaxis": YAXIS | (yaxis or {}),
            "shapes": shapes or [],
            "annotations": annotations or [],
        }
        | layout,
    }


def note(
    text: str,
    *,
    x: float | str,
    y: float | str,
    color: str = INK2,
    size: int = 12,
    anchor: str = "left",
    xref: str = "x",
    yref: str = "y",
    valign: str = "middle",
    bold: bool = False,
) -> dict[str, Any]:
    """A label. One at a data x outside the range is silently not drawn: use paper x for labels at the edge."""
    return {
        "text": f"<b>{text}</b>" if bold else text,
        "x": x,
        "y": y,
        "xref": xref,
        "yref": yref,
        "showarrow": False,
        "xanchor": anchor,
        "yanchor": valign,
        "align": anchor,
        "font": {"size": size, "color": color, "family": FONT},
    }


def rule(
    *,
    x0: Any = None,
    x1: Any = None,
    y0: Any = None,
    y1: Any = None,
    color: str = INK,
    width: float = 1.5,
    dash: str = "solid",
    xref: str = "x",
    yref: str = "y",
    layer: str = "above",
) -> dict[str, Any]:
    """A straight line across the plot."""
    return {
        "type": "line",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "xref": xref,
        "yref": yref,
        "layer": layer,
        "line": {"color": color, "width": width, "dash": dash},
    }


def axis_text(view: View, value: float, digits: int = 2) -> str:
    """0.5万, 1万, 20k: the short numbers of an axis, with at most `digits` decimals."""
    units = ((1e8, 1e8, "亿"), (1e4, 1e4, "万")) if view.lang == "zh" else ((1e6, 1e6, "M"), (1e4, 1e3, "k"))
    for least, size, unit in units:
        if abs(value) >= least:
            return _trim(value / size, digits) + unit
    return _trim(value, digits)


def _trim(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".").replace("-", "−")


def nice_ticks(low: float, high: float, count: int = 4) -> list[float]:
    """At most about `count` round steps that cover low…high (1, 2, 2.5 or 5 times a power of ten)."""
    span = max(high - low, 1e-9) / count
    power = 10.0 ** _exponent(span)
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= span - 1e-12)
    first = int(low / step) - (1 if low < 0 and low % step else 0)
    ticks = [round(first * step, 10)]
    while ticks[-1] < high - 1e-9:
        ticks.append(round(ticks[-1] + step, 10))
    return ticks


def _exponent(span: float) -> int:
    exponent = 0
    while span >= 10:
        span, exponent = span / 10, exponent + 1
    while span < 1:
        span, exponent = span * 10, exponent - 1
    return exponent


def value_axis(view: View, values: list[float], *, zero: bool = True) -> dict[str, Any]:
    """A y axis over the values with our own tick texts: equal steps read as equal steps (1.425万, not 1.43万)."""
    low, high = min([0.0, *values] if zero else values), max([0.0, *values] if zero else values)
    ticks = nice_ticks(low, high if high > low else low + 1)
    return {"tickvals": ticks, "ticktext": [axis_text(view, tick, 4) for tick in ticks], "range": [ticks[0], ticks[-1]]}


def spread(heights: list[float], gap: float) -> list[float]:
    """End labels moved apart so that none is nearer than `gap` to the next (same order, least movement upwards)."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed: list[float] = [0.0] * len(heights)
    floor = float("-inf")
    for i in order:
        placed[i] = max(heights[i], floor)
        floor = placed[i] + gap
    return placed

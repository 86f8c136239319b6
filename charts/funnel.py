"""Funnel plots: areas by their denominator, within limits that widen as it shrinks."""

from __future__ import annotations

from math import log10
from typing import Any

from catalog.signals import FunnelSpot, FunnelView
from catalog.view import View
from charts.template import DATA, DOWN, INK, INK2, INK3, UP, Figure, axis_text, figure, note, rule, spread, value_axis

SYMBOLS = {"in": "circle", "few": "circle-open", "high": "triangle-up-open", "low": "triangle-down-open",
           "very_high": "triangle-up", "very_low": "triangle-down"}  # fmt: skip
COLOURS = {"better": UP, "worse": DOWN, "": DATA}
NAMED = ("very_high", "very_low")


def funnel(view: View, shown: FunnelView) -> Figure:
    """Denominator across on a scale of its logarithm, figure upwards; areas beyond the outer limits are named."""
    spots = [spot for spot in shown.spots if spot.figure is not None and spot.base]
    values = [spot.figure for spot in spots if spot.figure is not None]
    limits = [edge for point in shown.curve for edge in point[1:]]
    low, high = (edge([*values, *limits] or [0.0]) for edge in (min, max))
    axis = value_axis(view, [low, high] if high > low else [low, low + 1], zero=False)
    return figure(
        [*_curves(view, shown), _areas(view, shown, spots)],
        margin=(58, 108, 12, 40),
        yaxis=axis | {"rangemode": "normal"},
        xaxis=_sizes(view, [spot.base or 1.0 for spot in spots]),
        shapes=[] if shown.centre is None else [rule(x0=0, x1=1, xref="paper", y0=shown.centre, y1=shown.centre,
                                                    color=INK2, width=1.2, layer="below")],
        annotations=[*_names(view, spots), *_edges(view, shown, axis["range"])],
    )  # fmt: skip


def _curves(view: View, shown: FunnelView) -> list[dict[str, Any]]:
    """Outer limits solid, inner ones dashed."""
    sizes = [point[0] for point in shown.curve]
    styles = ((1, "solid", "outer"), (2, "dash", "inner"), (3, "dash", "inner"), (4, "solid", "outer"))
    return [{"type": "scatter", "mode": "lines", "x": sizes, "y": [point[at] for point in shown.curve],
             "name": view.word(f"funnel_{name}"), "hoverinfo": "skip",
             "line": {"color": INK3, "width": 1.2, "dash": dash}} for at, dash, name in styles]  # fmt: skip


def _areas(view: View, shown: FunnelView, spots: list[FunnelSpot]) -> dict[str, Any]:
    said = [f"{view.region(spot.region)} {view.value(shown.indicator, spot.figure)}"
            f"{view.bracket(f'{view.word(shown.base)} {view.number(spot.base)}')}" for spot in spots]  # fmt: skip
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [spot.base for spot in spots],
        "y": [spot.figure for spot in spots],
        "marker": {"symbol": [SYMBOLS[spot.state] for spot in spots], "size": 10,
                   "color": [COLOURS[spot.meaning] for spot in spots]},
        "hovertext": said,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _names(view: View, spots: list[FunnelSpot]) -> list[dict[str, Any]]:
    """The name above a high one and below a low one. On an axis of logarithms a label's x is the logarithm."""
    return [note(view.region(spot.region), x=log10(spot.base or 1.0), y=spot.figure or 0.0, anchor="center",
                 valign="bottom" if spot.state == "very_high" else "top", color=INK)
            | {"yshift": 7 if spot.state == "very_high" else -7} for spot in spots if spot.state in NAMED]  # fmt: skip


def _edges(view: View, shown: FunnelView, span: list[float]) -> list[dict[str, Any]]:
    """The average and the upper limits named at the right edge, moved apart so that none covers another."""
    if shown.centre is None or not shown.curve:
        return []
    named = [("centre", shown.centre, f" {view.value(shown.indicator, shown.centre)}"),
             ("inner", shown.curve[-1][3], ""), ("outer", shown.curve[-1][4], "")]
    heights = spread([at for _, at, _ in named], (span[1] - span[0]) * 0.085)
    return [note(view.word(f"funnel_{word}") + figure_, x=1.012, xref="paper", y=height)
            for (word, _, figure_), height in zip(named, heights, strict=True)]  # fmt: skip


def _sizes(view: View, bases: list[float]) -> dict[str, Any]:
    """Round denominators of the range: 1, 2 and 5 times the powers of ten."""
    low, high = min(bases, default=1.0), max(bases, default=10.0)
    ticks = [step * 10.0**power for power in range(-1, 10) for step in (1, 2, 5)
             if low * 0.9 <= step * 10.0**power <= high * 1.1]  # fmt: skip
    return {"type": "log", "tickvals": ticks, "ticktext": [axis_text(view, tick) for tick in ticks]}

"""Bars over time and of a whole: the deviation from 序时 month by month, shares that add up to 100 %."""

from __future__ import annotations

from typing import Any

from answers.records import Composition, Line, Share, Trend
from catalog import format as form
from catalog.entries import Part
from catalog.pointing import along, on_line
from catalog.view import View
from charts.template import DATA, DATA2, INK, INK3, PLAN, SURFACE, Figure, figure, nice_ticks, note, rule

SLOTS = 5  # one bar does not swell into a block
PART_COLOURS = (DATA, "var(--seq-3)", "var(--seq-2)", PLAN, DATA2)
PART_INKS = ("var(--seq-5-ink)", "var(--seq-3-ink)", "var(--seq-2-ink)", SURFACE, INK)


def deviation(view: View, trend: Trend) -> Figure:
    """Points against 序时 at each month's end, about zero: this year solid navy, last year light blue."""
    lines = {line.role: line for line in trend.lines}
    shown = [
        (lines[role], colour, offset)
        for role, colour, offset in (("last", DATA2, -0.36), ("this", DATA, 0.02))
        if role in lines
    ]
    values = [value for line in trend.lines for _, value in line.points if value is not None]
    span = max([abs(value) for value in values] + [5.0]) * 1.15
    ticks = [tick for tick in nice_ticks(-span, span) if abs(tick) <= span]
    months = {
        "tickvals": list(range(1, 13)),
        "ticktext": [view.month(n) for n in range(1, 13)],
        "showline": False,
        "ticks": "",
        "range": [0.3, 12.7],
    }
    return figure(
        [_months(view, trend, line, colour, 0.34, offset) for line, colour, offset in shown],
        margin=(44, 10, 22, 26),
        bargap=0.2,
        xaxis=months,
        annotations=_newest(view, lines) + _key(shown),
        shapes=[rule(x0=0, x1=1, xref="paper", y0=0, y1=0, color=INK)],
        yaxis={
            "range": [-span, span],
            "rangemode": "normal",
            "tickvals": ticks,
            "ticktext": [form.signed(tick) for tick in ticks],
        },
    )


def _newest(view: View, lines: dict[str, Line]) -> list[dict[str, Any]]:
    """The figure of this year's last bar."""
    points = lines["this"].points if "this" in lines else ()
    last = next(((int(period[5:7]), value) for period, value in reversed(points) if value is not None), None)
    if last is None:
        return []
    side = "bottom" if last[1] >= 0 else "top"
    return [
        note(form.signed(last[1], 1), x=last[0] + 0.19, y=last[1], anchor="center", valign=side, color=INK, bold=True)
    ]


def _key(shown: list[tuple[Line, str, float]]) -> list[dict[str, Any]]:
    """■ 2025 ■ 2026 above the bars, each in its own colour."""
    places = (0.0, 0.16)
    return [
        note(f"■ {line.label}", x=place, xref="paper", y=1.0, yref="paper", valign="bottom", color=colour)
        | {"yshift": 3}
        for (line, colour, _), place in zip(shown, places, strict=False)
    ]


def _months(view: View, trend: Trend, line: Line, colour: str, width: float, offset: float) -> dict[str, Any]:
    points, own = line.points, along(trend, view.scope.area, view.catalog)
    said = [
        f"{view.period(period)}<br>{view.word('deviation_points')} {view.number(value, 1)}" for period, value in points
    ]
    return {
        "type": "bar",
        "name": line.label,
        "customdata": [on_line(own, line.role, *at) for at in points],
        "x": [int(period[5:7]) for period, _ in points],
        "y": [value for _, value in points],
        "width": width,
        "offset": offset,
        "marker": {"color": colour},
        "hovertext": said,
        "hoverinfo": "text",
    }


def composition(view: View, made: Composition, *, named: bool = False) -> Figure:
    """Stacked 100 % bars by area, four steps of one hue, the share inside where it fits (12 % and more).

    named: the parts' names stand above the bars, for pictures; on a page the legend is HTML, so that it wraps.
    """
    rows = list(reversed(made.rows))
    traces = []
    for i, part in enumerate(made.parts):
        shares = [row.shares[i] for row in rows]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": view.word(part.word),
                "width": 0.62,
                "y": list(range(len(rows))),
                "x": shares,
                "marker": {"color": PART_COLOURS[i], "line": {"color": SURFACE, "width": 1}},
                "text": [view.number(share, 1) if share is not None and share >= 12 else "" for share in shares],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "constraintext": "none",
                "textfont": {"color": PART_INKS[i], "size": 12},
                "customdata": [_part_key(made, part, row) for row in rows],
                "hovertext": [
                    f"{view.region(row.region)} · {view.word(part.word)}<br>{view.number(row.shares[i], 1)}%"
                    for row in rows
                ],
                "hoverinfo": "text",
            }
        )
    return figure(
        traces,
        barmode="stack",
        margin=(48 if view.lang == "zh" else 44, 6, 34 if named else 2, 4),
        annotations=[*(_part_names(view, made) if named else ()), *_absent(view, rows)],
        xaxis={"range": [0, 100], "showline": False, "ticks": "", "showticklabels": False},
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": [view.tile_name(row.region) for row in rows],
            "gridcolor": "rgba(0,0,0,0)",
            "rangemode": "normal",
            "ticks": "outside",
            "ticklen": 4,
            "tickcolor": "rgba(0,0,0,0)",
            "range": [min(-0.5, len(rows) - SLOTS - 0.5), len(rows) - 0.5],
        },
    )


def _part_key(made: Composition, part: Part, row: Share) -> str:
    """What opens the sources of a part's amount; one that is a sum or a rest of indicators has no figure of its own."""
    return f"{part.add[0]}~{row.region}~{made.period}~end" if len(part.add) == 1 and not part.less else ""


def _part_names(view: View, made: Composition) -> list[dict[str, Any]]:
    """■ 城镇就业 … side by side above the bars."""
    texts = [view.word(part.word) for part in made.parts]
    sizes = [3 + sum(2 if ord(sign) > 255 else 1.1 for sign in text) for text in texts]
    whole = max(sum(sizes), 60)
    return [
        note(
            f"<span style='color:{PART_COLOURS[i]}'>■</span> {text}",
            x=sum(sizes[:i]) / whole,
            y=1.02,
            xref="paper",
            yref="paper",
            valign="bottom",
        )
        for i, text in enumerate(texts)
    ]


def _absent(view: View, rows: list[Share]) -> list[dict[str, Any]]:
    """未报送 where a bar would stand."""
    word = view.word("not_reported")
    return [note(word, x=1, y=i, color=INK3) for i, row in enumerate(rows) if not any(row.shares)]

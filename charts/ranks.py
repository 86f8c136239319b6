"""Areas in order: horizontal bars on a page, vertical ones on a slide."""

from __future__ import annotations

from typing import Any

from answers.records import Ranking
from catalog.pointing import point
from catalog.records import Rank
from catalog.view import View
from charts.template import DATA, INK, INK3, PLAN, Figure, figure, note, rule

# How far the axis goes beyond the longest bar, for its figure; and what part of the axis a figure takes up, beside
# status words and without them.
ROOM, NEAR, NEAR_ALONE = 1.22, 0.17, 0.12
SLOTS = 14  # few areas do not swell into blocks: they stand at the top, as thick as among many
STATUS_SHAPE = {"done": "◆", "ok": "●", "warn": "▲", "bad": "■", "none": "○"}


def ranked(view: View, ranking: Ranking, whole: str = "") -> Figure:
    """One bar an area, best at the top, with the 序时 line, the scope’s own line, value and status.

    whole: what the scope's own line is called (全省, 已报送19市). A bar carries the key of its sources.
    """
    rows = list(reversed(ranking.rows))
    lines = sorted(one for one in (ranking.time_progress, _average(view, ranking)) if one is not None)
    top = max([row.value for row in rows if row.value is not None] + [*lines, 1e-9])
    states = _states(view, rows, top * ROOM)
    words = 72 if view.lang == "zh" else 90
    return figure(
        [_bars(view, ranking, rows), _figures(view, ranking, rows, lines, top), *([states] if states["x"] else [])],
        margin=(44 if view.lang == "zh" else 78, words if states["x"] else 8, 20 if lines else 2, 2),
        bargap=0.3,
        shapes=_lines(view, ranking, len(rows)),
        annotations=_line_names(view, ranking, whole or view.word("whole_scope")),
        xaxis={"range": [0, top * ROOM], "showgrid": False, "showline": False, "ticks": "", "showticklabels": False},
        yaxis=_names(view, rows),
    )


def _bars(view: View, ranking: Ranking, rows: list[Rank]) -> dict[str, Any]:
    chosen = [row.region == view.scope.city for row in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "width": 0.66,
        "x": [row.value or 0 for row in rows],
        "y": list(range(len(rows))),
        "marker": {"color": DATA, "line": {"color": INK, "width": [2 if one else 0 for one in chosen]}},
        "customdata": [point(row.kpi, "completion" if ranking.measure == "completion" else "value") for row in rows],
        "hovertext": [_said(view, ranking, row) for row in rows],
        "hoverinfo": "text",
    }


def _figures(view: View, ranking: Ranking, rows: list[Rank], lines: list[float], top: float) -> dict[str, Any]:
    """The figure at the end of each bar, or the word why there is none."""
    near = top * ROOM * (NEAR if ranking.time_progress is not None else NEAR_ALONE)
    known = [row.value is not None for row in rows]
    said = [printed(view, ranking, row) for row in rows]
    return _texts(
        [_beyond(row.value or 0.0, lines, near) for row in rows],
        list(range(len(rows))),
        [f"<b>{text}</b>" if there else text for text, there in zip(said, known, strict=True)],
        [INK if there else INK3 for there in known],
    )


def _states(view: View, rows: list[Rank], edge: float) -> dict[str, Any]:
    """Shape and word of each state, in a column of their own at the right edge."""
    shown = [(i, row.kpi.status) for i, row in enumerate(rows) if row.kpi.status in ("done", "ok", "warn", "bad")]
    words = [f"{STATUS_SHAPE[status]} {view.word('status_' + status)}" for _, status in shown]
    return _texts([edge] * len(shown), [i for i, _ in shown], words, [f"var(--{status})" for _, status in shown])


def _texts(x: list[float], y: list[int], text: list[str], colours: list[str]) -> dict[str, Any]:
    """Words as one trace: 42 annotations took 150 of the 185 ms that plotly needed for this chart."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": [f" {one}" for one in text],
        "textposition": "middle right",
        "textfont": {"color": colours, "size": 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _names(view: View, rows: list[Rank]) -> dict[str, Any]:
    return {
        "tickvals": list(range(len(rows))),
        "ticktext": [view.region(row.region) for row in rows],
        "range": [min(-0.6, len(rows) - SLOTS - 0.4), len(rows) - 0.4],
        "gridcolor": "rgba(0,0,0,0)",
        "rangemode": "normal",
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": "rgba(0,0,0,0)",
    }


def _beyond(value: float, lines: list[float], near: float) -> float:
    """Where a bar's figure begins: at its end, or after the lines it would otherwise be crossed by."""
    for line in lines:
        if value <= line < value + near:
            value = line
    return value


def _decimals(view: View, ranking: Ranking) -> int:
    return 1 if ranking.measure == "completion" else view.indicator(ranking.indicator).decimals


def printed(view: View, ranking: Ranking, row: Rank) -> str:
    if row.value is None:
        return view.absent(row.kpi, short=True) if row.kpi.value is None else view.word("no_target")
    return view.number(row.value, _decimals(view, ranking))


def _said(view: View, ranking: Ranking, row: Rank) -> str:
    """At most four lines, and nothing that is only here."""
    first = f"<b>{view.region(row.region, full=True)}</b> · {view.period(row.kpi.period)}"
    second = (
        f"{view.name(ranking.indicator)} {view.value(ranking.indicator, row.kpi.value)} {view.unit(ranking.indicator)}"
    )
    third = (
        f"{view.word('completion')} {printed(view, ranking, row)}%"
        if ranking.measure == "completion" and row.value is not None
        else ""
    )
    place = f"{view.word('place')} {row.place}/{row.of}" if row.place else ""
    return "<br>".join(filter(None, (first, second, third, place)))


def _average(view: View, ranking: Ranking) -> float | None:
    """The scope's own figure where it can stand among those of its areas: a rate. A sum is beyond them all."""
    rate = ranking.measure == "completion" or view.indicator(ranking.indicator).kind == "ratio"
    return ranking.average if rate else None


def _lines(view: View, ranking: Ranking, count: int) -> list[dict[str, Any]]:
    lines, average = [], _average(view, ranking)
    if ranking.time_progress is not None:
        lines.append(rule(x0=ranking.time_progress, x1=ranking.time_progress, y0=-0.6, y1=count - 0.4))
    if average is not None:
        lines.append(rule(x0=average, x1=average, y0=-0.6, y1=count - 0.4, color=PLAN, dash="dot"))
    return lines


def _line_names(view: View, ranking: Ranking, whole: str) -> list[dict[str, Any]]:
    """序时 83.3 left of its line and 全省 85.4 right of its own, or the other way round: never over each other."""
    time, average = ranking.time_progress, _average(view, ranking)
    behind = time is not None and average is not None and average < time
    names = []
    if time is not None:
        said = f"{view.word('time_progress_short')} {view.number(time, 1)}"
        names.append(_line_name(said, time, "left" if behind else "right", INK))
    if average is not None:
        said = f"{whole} {view.number(average, _decimals(view, ranking))}"
        names.append(_line_name(said, average, "right" if behind else "left", PLAN))
    return names


def _line_name(text: str, place: float, anchor: str, colour: str) -> dict[str, Any]:
    return note(text, x=place, y=1.0, yref="paper", valign="bottom", anchor=anchor, color=colour)

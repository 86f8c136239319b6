"""Areas in order as upright bars: for slides, where the value stands under the area's name."""

from __future__ import annotations

from typing import Any

from answers.records import Ranking
from catalog.records import Rank
from catalog.view import View
from charts.ranks import STATUS_SHAPE, printed
from charts.template import DATA, INK, INK2, Figure, figure, note, rule

HEADROOM = 1.06
LATE = ("warn", "bad")


def columns(view: View, ranking: Ranking) -> Figure:
    """Dark bars are on time, light ones behind; the 序时 line crosses no figure, for those stand below."""
    rows = ranking.rows
    top = max([row.value for row in rows if row.value is not None] + [ranking.time_progress or 0.0, 1e-9])
    side = _side(view, ranking)
    axis = {
        "tickvals": list(range(len(rows))), "ticktext": [_under(view, ranking, row) for row in rows], "ticks": "",
        "range": [-0.7, len(rows) - 0.3], "tickfont": {"size": 14, "color": INK2},
    }  # fmt: skip
    return figure([_bars(rows)], shapes=_line(ranking), annotations=_marks(rows) + side, xaxis=axis,
                  margin=(10, 96 if side else 10, 10, 56),
                  yaxis={"range": [0, top * HEADROOM], "showgrid": False, "showticklabels": False})  # fmt: skip


def _bars(rows: tuple[Rank, ...]) -> dict[str, Any]:
    colours = ["var(--seq-2)" if row.kpi.status in LATE else DATA for row in rows]
    return {"type": "bar", "width": 0.66, "x": list(range(len(rows))), "y": [row.value or 0 for row in rows],
            "hoverinfo": "skip", "marker": {"color": colours}}  # fmt: skip


def _line(ranking: Ranking) -> list[dict[str, Any]]:
    time = ranking.time_progress
    return [] if time is None else [rule(x0=-0.6, x1=len(ranking.rows) - 0.4, y0=time, y1=time)]


def _side(view: View, ranking: Ranking) -> list[dict[str, Any]]:
    time = ranking.time_progress
    if time is None:
        return []
    text = f"{view.word('time_progress')}<br><b>{view.number(time, 1)}%</b>"
    return [note(text, x=1.004, xref="paper", y=time, color=INK, size=15)]


def _marks(rows: tuple[Rank, ...]) -> list[dict[str, Any]]:
    """▲ 预警 and ■ 滞后 at the foot of their bars: the state is not in the colour alone."""
    return [note(STATUS_SHAPE[row.kpi.status], x=i, y=0, anchor="center", valign="bottom", size=17,
                 color=f"var(--{row.kpi.status}-fill)") | {"yshift": 6}
            for i, row in enumerate(rows) if row.kpi.status in LATE]  # fmt: skip


def _under(view: View, ranking: Ranking, row: Rank) -> str:
    name = view.region(row.region) if view.lang == "zh" else view.tile_name(row.region)
    return f"{name}<br><b>{printed(view, ranking, row)}</b>"

"""A figure alone: 16:9, its conclusion as title, and at its foot source, as-of date, coverage and 示例 burned in.

The same figure is what 演示模式 shows and what 导出图片 writes (in the browser, no server browser needed).
"""

from __future__ import annotations

import copy
from typing import Any, NamedTuple

from catalog.view import View
from charts.template import INK, INK2, INK3, LINE, PLAN, Figure, note, rule

WIDTH, HEIGHT = 1280, 720
TOP, BOTTOM, SIDE = 132, 76, 54


class Caption(NamedTuple):
    """What is said around a picture. sample: every figure in it is 示例数据."""

    title: str
    subtitle: str
    source: str
    sample: bool
    file: str


def slide(view: View, figure: Figure, caption: Caption) -> Figure:
    """The figure on a 1280×720 sheet with title, subtitle and source strip; the original is left as it was."""
    sheet = copy.deepcopy(figure)
    layout: dict[str, Any] = sheet["layout"]
    margin = layout["margin"]
    margin |= {
        "l": margin["l"] * 1.2 + SIDE,
        "r": margin["r"] * 1.2 + SIDE,
        "t": TOP + margin["t"],
        "b": BOTTOM + margin["b"],
    }
    _grow(layout)
    for trace in sheet["data"]:
        if "textfont" in trace:
            trace["textfont"] |= {"size": 17}
    layout |= {"width": WIDTH, "height": HEIGHT, "autosize": False, "paper_bgcolor": "var(--surface)"}
    layout["annotations"] = [*layout["annotations"], *_texts(view, caption, margin)]
    layout["shapes"] = [*layout["shapes"], *_frame(margin)]
    return sheet


def _grow(layout: dict[str, Any]) -> None:
    """Texts are read from the back of the room: half as large again, 15 px at least."""
    for item in layout["annotations"]:
        item["font"]["size"] = max(15, round(item["font"]["size"] * 1.3))
    for axis in ("xaxis", "yaxis"):
        font = dict(layout[axis].get("tickfont", {}))
        layout[axis] = layout[axis] | {"tickfont": font | {"size": max(15, font.get("size", 12))}}


def _place(margin: dict[str, float], x: float, y: float) -> dict[str, Any]:
    """Paper coordinates of a pixel of the sheet, counted from its upper left corner."""
    wide, high = WIDTH - margin["l"] - margin["r"], HEIGHT - margin["t"] - margin["b"]
    return {"x": (x - margin["l"]) / wide, "y": 1 - (y - margin["t"]) / high, "xref": "paper", "yref": "paper"}


def _texts(view: View, caption: Caption, margin: dict[str, float]) -> list[dict[str, Any]]:
    foot = HEIGHT - 34
    texts = [
        note(
            caption.title, **_place(margin, SIDE, 58), size=34 if len(caption.title) <= 30 else 26, color=INK, bold=True
        ),
        note(caption.subtitle, **_place(margin, SIDE, 104), size=18, color=INK2),
        note(caption.source, **_place(margin, SIDE, foot), size=15, color=INK3),
    ]
    if caption.sample:
        texts.append(
            note(
                view.word("sample_data"),
                **_place(margin, WIDTH - SIDE, foot),
                size=15,
                color=PLAN,
                anchor="right",
                bold=True,
            )
            | {"bordercolor": PLAN, "borderwidth": 1.5, "borderpad": 5}
        )
    return texts


def _frame(margin: dict[str, float]) -> list[dict[str, Any]]:
    edge = {
        "type": "rect",
        "fillcolor": "var(--brand)",
        "line": {"width": 0},
        "xref": "paper",
        "yref": "paper",
        "layer": "above",
    }
    upper, lower = _place(margin, 0, 0), _place(margin, WIDTH, 7)
    left, right = _place(margin, SIDE, HEIGHT - 60), _place(margin, WIDTH - SIDE, HEIGHT - 60)
    return [
        edge | {"x0": upper["x"], "x1": lower["x"], "y0": upper["y"], "y1": lower["y"]},
        rule(x0=left["x"], x1=right["x"], y0=left["y"], y1=right["y"], xref="paper", yref="paper", color=LINE, width=1),
    ]

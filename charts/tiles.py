"""The tile map as a figure, for pictures and slides (on pages it is made of links, so that a keyboard reaches it)."""

from __future__ import annotations

from typing import Any

from answers.records import Ranking, Tile
from catalog.view import View
from charts.template import INK, INK2, SEQUENCE, Figure, figure, note


def tile_map(view: View, ranking: Ranking) -> Figure:
    """21 squares in the province's rough shape with name and printed value; not reported is grey and says so."""
    places = view.catalog.tiles
    shapes = [_square(tile, *places[tile.region]) for tile in ranking.tiles]
    texts = [text for tile in ranking.tiles for text in _texts(view, ranking, tile, *places[tile.region])]
    wide, high = max(x for x, _ in places.values()) + 1, max(y for _, y in places.values()) + 1
    hidden: dict[str, Any] = {
        "showgrid": False,
        "showline": False,
        "ticks": "",
        "showticklabels": False,
        "rangemode": "normal",
    }
    anchor = {
        "type": "scatter",
        "mode": "markers",
        "x": [0],
        "y": [0],
        "marker": {"size": 0.1, "opacity": 0},
        "hoverinfo": "skip",
    }
    return figure(
        [anchor],
        shapes=shapes,
        annotations=texts,
        margin=(0, 0, 0, 0),
        xaxis=hidden | {"range": [-0.05, wide + 0.05]},
        yaxis=hidden | {"range": [high + 0.05, -0.05], "scaleanchor": "x", "scaleratio": 0.72},
    )


def _square(tile: Tile, x: int, y: int) -> dict[str, Any]:
    fill = SEQUENCE[tile.level - 1] if tile.level else "var(--none-bg)"
    return {
        "type": "rect",
        "x0": x + 0.03,
        "x1": x + 0.97,
        "y0": y + 0.03,
        "y1": y + 0.97,
        "fillcolor": fill,
        "layer": "below",
        "line": {"color": "var(--line-2)", "width": 0 if tile.level else 1},
    }


def _why(view: View, tile: Tile) -> str:
    """Why a tile has no figure."""
    known = {"no_target": "no_target_short", "partial": "status_partial"}
    return view.word(known.get(tile.status, "not_reported"))


def _texts(view: View, ranking: Ranking, tile: Tile, x: int, y: int) -> list[dict[str, Any]]:
    colour = f"var(--seq-{tile.level}-ink)" if tile.level else INK2
    digits = 1 if ranking.measure == "completion" else view.indicator(ranking.indicator).decimals
    printed = view.number(tile.value, digits) if tile.value is not None else _why(view, tile)
    return [
        note(
            view.region(tile.region) if view.lang == "zh" else view.tile_name(tile.region),
            x=x + 0.5,
            y=y + 0.34,
            anchor="center",
            color=colour,
            size=13,
        ),
        note(
            printed,
            x=x + 0.5,
            y=y + 0.68,
            anchor="center",
            color=colour if tile.level else INK,
            size=14,
            bold=tile.value is not None,
        ),
    ]

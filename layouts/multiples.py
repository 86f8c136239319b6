"""Small charts on one axis: plain SVG, thirteen points, the last one hollow when it is not reported. No plotly."""

from __future__ import annotations

from answers.records import Multiple, Point
from catalog.broken import broken_before
from catalog.view import View
from layouts.parts import sourced
from layouts.tree import Node, h

WIDTH, HEIGHT, PAD = 120.0, 60.0, 4.0


def multiple(
    view: View, one: Multiple, axis: tuple[float, float], name: str, *, unit: bool = True, href: str = ""
) -> Node:
    """A chart of 120 × 60 units: the shared axis, own line with its last dot, the median behind it.

    href: where its name leads; its figure opens its sources.
    """
    latest = view.value(one.indicator, one.latest) if one.reported else view.word("not_reported_short")
    measure = _measure(view, one) if unit and one.reported else ""
    label = view.word("tile_label", name=name, value=latest)
    key = f"{one.indicator}~{one.region}~{one.points[-1][0] if one.points else view.scope.period}~{one.basis}"
    return h(
        "figure.multiple",
        h("figcaption", h("a", h("span", name), href=href) if href else h("span", name),
          sourced(key, h("b.num", latest, h("small", measure) if measure else None))),
        h("svg", *lines(one.points, one.median, axis, hollow=not one.reported,
                        broken=broken_before(view.catalog, one.indicator, [period for period, _ in one.points])),
          view_box=f"0 0 {WIDTH:g} {HEIGHT:g}", preserveAspectRatio="none", role="img", aria_label=label),
        h("div.multiple-ends.num", *(h("span", _tick(p)) for p in _ends_of(one.points))),
        key=one.indicator + one.region,
        data_indicator=one.indicator,
    )  # fmt: skip


def _measure(view: View, one: Multiple) -> str:
    """The unit behind the last figure; English units are too long for that, but for the per cent sign."""
    unit = view.unit(one.indicator)
    return unit if view.lang == "zh" or unit == "%" else ""


def _tick(period: str) -> str:
    """25.10, 25.Q3, 2025: short, and the year is in it."""
    return period[2:].replace("-", ".") if len(period) > 4 else period


def _ends_of(points: tuple[Point, ...]) -> tuple[str, ...]:
    return (points[0][0], points[-1][0]) if len(points) > 1 else ()


def lines(
    points: tuple[Point, ...], behind: tuple[Point, ...], axis: tuple[float, float], *, hollow: bool,
    broken: frozenset[int] = frozenset(),
) -> tuple[Node, ...]:
    """Paths and the last dot; the pen is lifted where a point is missing and in front of a break, a hollow dot means
    the last is not there."""
    spots = _spots(points, axis)
    last = next((spot for spot in reversed(spots) if spot is not None), None)
    base = HEIGHT - 1
    return (
        h("path.multiple-base", d=f"M0 {base}H{WIDTH:g}"),
        h("path.multiple-median", d=_path(_spots(behind, axis), broken)) if behind else None,
        h("path.multiple-line", d=_path(spots, broken)),
        h("path.multiple-dot", d=f"M{last[0]} {last[1]}h.01") if last else None,
        h("path.multiple-dot.is-hollow", d=f"M{last[0]} {last[1]}h.01") if last and hollow else None,
    )


def _spots(points: tuple[Point, ...], axis: tuple[float, float]) -> list[tuple[float, float] | None]:
    low, high = axis
    rise = (HEIGHT - 2 * PAD) / (high - low) if high > low else 0.0
    step = (WIDTH - 2 * PAD) / max(len(points) - 1, 1)
    return [
        None if value is None else (round(PAD + i * step, 1), round(HEIGHT - PAD - (value - low) * rise, 1))
        for i, (_, value) in enumerate(points)
    ]


def _path(spots: list[tuple[float, float] | None], broken: frozenset[int] = frozenset()) -> str:
    """An SVG path that lifts the pen where a point is missing and in front of a break."""
    steps, down = [], False
    for at, spot in enumerate(spots):
        if spot is not None:
            steps.append(f"{'L' if down and at not in broken else 'M'}{spot[0]} {spot[1]}")
        down = spot is not None
    return "".join(steps)

"""What a page, an export or the command line gets back: frozen records, no text and no markup.

Values are in base units, rates in per cent; None means not reported and is never zero. A word that a person reads is
held as an id of the catalogue (an indicator, a region, a word), so that both languages say the same.
Every `Kpi` carries value, comparison, target, coverage, series and the observation ids behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from answers.cells import Cell as Cell
from answers.cells import Column as Column
from answers.cells import Footnote as Footnote
from answers.cells import Table as Table
from answers.cells import TableRow as TableRow
from catalog.entries import Break, Part
from catalog.records import Indicator, Kpi, Published, Rank, Scope

Point = tuple[str, float | None]


class Unknown(NamedTuple):
    """Something the address asks for that is not there. key: area, city, period, indicator; near: what is (an id)."""

    key: str
    text: str
    near: str


class Frame(NamedTuple):
    """What every answer begins with: the scope with nothing left open, and what must be said about it.

    regions: the cities in the scope, customary order. area_code: 440000 for all, an area id (prd, east, west, north),
    a city code, or "selection". reported/expected and missing are about the chosen month's monthly reports.
    provisional: 快报数 (the newest month, or not every city is in). sample: every figure is 示例数据. unknown: what
    the address asked for in vain; the page says so.
    """

    scope: Scope
    regions: tuple[str, ...]
    area_code: str
    reported: int
    expected: int
    missing: tuple[str, ...]
    provisional: bool
    sample: bool
    newest: str
    revision: int
    unknown: tuple[Unknown, ...] = ()


class Tile(NamedTuple):
    """A city on the tile map. level: 0 no figure, 1–5 by `edges`; inside: in the scope."""

    region: str
    level: int
    inside: bool
    value: float | None
    status: str


class Ranking(NamedTuple):
    """Areas in order: ranked ones first, then those with too small a denominator, then those not reported.

    measure: what `Rank.value` is: completion (printed %, when there are targets) or value. counts: status → number of
    areas, in the order done, ok, warn, bad, distance, no_target, partial, none; it adds up to the number of areas.
    average: the same measure of the whole scope (ratio of sums). time_progress: printed %, None without targets.
    edges: the four fixed class edges of the colour ramp (printed numbers), diverging True when they are deviations.
    """

    indicator: str
    basis: str
    period: str
    measure: str
    rows: tuple[Rank, ...]
    counts: tuple[tuple[str, int], ...]
    average: float | None
    time_progress: float | None
    tiles: tuple[Tile, ...]
    edges: tuple[float, ...]
    diverging: bool


class Line(NamedTuple):
    """One line of a chart. role: this, last, plan, median, index, city. points: (period, value or None), in order.

    regions: the cities it covers (the same ones at every point: the common set, R17). ids are not carried.
    """

    role: str
    label: str
    points: tuple[Point, ...]


class Trend(NamedTuple):
    """One indicator over time for the whole scope. Both years' lines have the same twelve months (or report periods).

    measure: value, deviation (points against 序时), cumulative. regions: the common set all points are over.
    lines: by role. breaks: those within the span shown.
    """

    indicator: str
    basis: str
    measure: str
    regions: tuple[str, ...]
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...]


class Reported(NamedTuple):
    """One city on the reporting strip: whether its monthly reports of the chosen month are in."""

    region: str
    reported: bool
    have: int
    due: int


class Share(NamedTuple):
    """One row of the composition: an area with the parts' amounts and shares in % (of sums over the same cities)."""

    region: str
    amounts: tuple[float | None, ...]
    shares: tuple[float | None, ...]
    reported: int
    expected: int


class Composition(NamedTuple):
    """Stacked shares. parts: the page's parts (their names in both languages), in stacking order."""

    parts: tuple[Part, ...]
    rows: tuple[Share, ...]
    period: str


class Overview(NamedTuple):
    """总览. cards: the Kpis of pages.toml in order (two per force). headline: Kpis for the sentence (with a target).

    beside: card indicator → further Kpis said on it (室2,046 墙1,639). published: indicator → last published figure
    not after the chosen month. selected: the Kpi all panels below follow. deviation and cumulative: the trend panel.
    """

    frame: Frame
    cards: tuple[Kpi, ...]
    beside: Mapping[str, tuple[Kpi, ...]]
    published: Mapping[str, Published]
    headline: tuple[Kpi, ...]
    selected: Kpi
    ranking: Ranking
    deviation: Trend | None
    cumulative: Trend
    strip: tuple[Reported, ...]


class ForcePage(NamedTuple):
    """One of the five forces. ranking: of its ranked indicator; province: that indicator over the scope.

    trend: this and last year by month (or report period) with declared breaks; table: per city, total first.
    """

    frame: Frame
    page: str
    cards: tuple[Kpi, ...]
    published: Mapping[str, Published]
    headline: tuple[Kpi, ...]
    selected: Kpi
    ranking: Ranking
    trend: Trend
    composition: Composition | None
    table: Table


class TablePage(NamedTuple):
    """数据表. available: every indicator that could be a column, by theme, with whether it is one now."""

    frame: Frame
    table: Table
    available: tuple[tuple[str, str, bool], ...]


class SpineRow(NamedTuple):
    """One indicator of a city among all cities that reported it.

    measure: value or completion; all numbers are that measure. low…high with lower/upper quartile and median are over
    the reported cities. position: front, middle, back quarter, "" when neutral, not reported or fewer than 4 cities.
    better: +1 right is higher, −1 right is lower, 0 neutral.
    """

    indicator: str
    theme: str
    measure: str
    period: str
    kpi: Kpi
    value: float | None
    median: float | None
    lower: float | None
    upper: float | None
    low: float | None
    high: float | None
    place: int | None
    tied: bool
    of: int
    position: str
    better: int


class Multiple(NamedTuple):
    """A small chart: one city (or indicator) over its report periods with the median of all cities.

    scaled: value, index (first point = 100) or per_target (per 100 of the year's target). latest: the last raw value.
    reported: the last point is there.
    """

    region: str
    indicator: str
    basis: str
    scaled: str
    points: tuple[Point, ...]
    median: tuple[Point, ...]
    latest: float | None
    reported: bool


class CityPage(NamedTuple):
    """地市画像. bases: (denominator id, value) known of the city; facts: Kpis of its fact box.

    multiples share the axis (low, high). counts: position → number of spine rows.
    """

    frame: Frame
    city: str
    reported: bool
    bases: tuple[tuple[str, float], ...]
    facts: tuple[Kpi, ...]
    rows: tuple[SpineRow, ...]
    counts: Mapping[str, int]
    headline: tuple[Kpi, ...]
    multiples: tuple[Multiple, ...]
    axis: tuple[float, float]


class CompareColumn(NamedTuple):
    """An indicator of the heat map with the spread of all cities that reported it."""

    indicator: str
    theme: str
    measure: str
    period: str
    median: float | None
    lower: float | None
    upper: float | None
    reported: int
    better: int


class CompareCell(NamedTuple):
    """position: front, middle, back, "" (neutral, too few), none (no figure); lacking: months its year is without."""

    value: float | None
    position: str
    place: int | None
    lacking: tuple[str, ...] = ()


class CompareRow(NamedTuple):
    """A city of the heat map; front and back count its quarters."""

    region: str
    area: str
    cells: tuple[CompareCell, ...]
    front: int
    back: int


class ComparePage(NamedTuple):
    """对比分析. rows in the order of the scope (areas by default). multiples: selected indicator for each city."""

    frame: Frame
    columns: tuple[CompareColumn, ...]
    rows: tuple[CompareRow, ...]
    selected: str
    multiples: tuple[Multiple, ...]
    axis: tuple[float, float]
    average: tuple[Point, ...]


class DictionaryRow(NamedTuple):
    """指标目录: one indicator with what the store holds of it and the last published figures (oldest first)."""

    indicator: Indicator
    synonyms: tuple[str, ...]
    published: tuple[Published, ...]
    has_target: bool
    first_period: str
    last_period: str
    reported: int
    expected: int

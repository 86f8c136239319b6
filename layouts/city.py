"""地市画像: one city's indicators on one line each among all cities, its facts, and its last thirteen months."""

from __future__ import annotations

from answers.records import CityPage, SpineRow
from catalog import format as form
from catalog import period as calendar
from catalog.pointing import point
from catalog.view import View
from layouts.multiples import multiple
from layouts.parts import panel, small_table, sourced, tables_open, twin
from layouts.tree import Node, h

QUARTERS = {"front": "quarter_first", "middle": "quarter_middle", "back": "quarter_last"}
REACH = 46.0  # the farther end of a range lies this far from the median, in % of the track's width


def city(view: View, answer: CityPage) -> Node:
    """The whole page: spine at the left, facts and small charts at the right."""
    return h("div.profile", spine(view, answer), h("div.profile-side", facts(view, answer), multiples(view, answer)))


# ------------------------------------------------------------------ the spine
def spine(view: View, answer: CityPage) -> Node:
    """指标全景: range, middle half and median of all cities, and where this one stands; right is better."""
    heads = (
        h("th.left", view.word("indicator"), scope="col"),
        h("th.left.wide-only", view.word("unit_short"), scope="col"),
        h("th", view.word("own_city"), scope="col"),
        h("th", view.word("median"), scope="col"),
        h("th", view.word("place"), scope="col"),
        h("th.spine-head", _ends(view), scope="col"),
        h("th.wide-only", view.word("vs_last_year"), scope="col"),
        h("th.left", view.word("position"), scope="col"),
    )
    body: list[Node] = []
    theme = ""
    for row in answer.rows:
        if row.theme != theme:
            theme = row.theme
            body.append(_group(view, theme))
        body.append(_row(view, row))
    table = h("table.table.spine", h("thead", h("tr", *heads)), h("tbody", *body))
    return panel(
        view.word("spine_title"),
        h("div.table-wrap", table, tab_index=0, role="region", aria_label=view.word("spine_title")),
        sub=view.word("spine_sub"),
        tools=(_legend(view), *twin(view, "spine", "chart")[2:]),
        foot=view.word("spine_note"),
        cls="spine-panel",
        indicator="spine",
        period=view.scope.period,
        panel_id="spine",
    )


def _ends(view: View) -> tuple[Node, ...]:
    """靠后 ← 全省分布 → 较好."""
    return (
        h("span", view.word("spine_low")),
        h("span", "←", aria_hidden="true"),
        h("span", view.word("spine_spread")),
        h("span", "→", aria_hidden="true"),
        h("span", view.word("spine_high")),
    )


def _legend(view: View) -> Node:
    return h(
        "span.spine-legend",
        h("span", h("i.key-range"), view.word("spread_range")),
        h("span", h("i.key-half"), view.word("spread_middle")),
        h("span", h("i.key-median"), view.word("province_median")),
    )


def _group(view: View, theme: str) -> Node:
    row = view.catalog.themes[theme]
    name = row.en if view.lang != "zh" else row.zh
    square = h("i.square", style={"background": f"var(--{theme.lower()})"}, aria_hidden="true")
    return h("tr.spine-group", h("th", square, name, col_span=8, scope="colgroup"), key=theme)


def row_name(view: View, row: SpineRow) -> str:
    """新增就业完成率 where completion is measured, else the indicator's card name."""
    name = view.name(row.indicator)
    return view.word("column_completion", name=name) if row.measure == "completion" else name


def digits(view: View, row: SpineRow) -> int:
    return 1 if row.measure == "completion" else view.indicator(row.indicator).decimals


def _row(view: View, row: SpineRow) -> Node:
    """One indicator: name, own figure, median, place, track, change, position in words."""
    name, printed = row_name(view, row), figure(view, row)
    unit = "%" if row.measure == "completion" else view.unit(row.indicator)
    place = view.word("place_of", place=row.place, of=row.of) if row.place else _unplaced(view, row)
    when = "" if row.period == view.scope.period else calendar.short(row.period, view.lang)
    own = h("b", printed) if row.value is not None else h("span.missing.hatch", printed)
    return h(
        "tr",
        h("th", h("a", name, href=view.href("/compare", indicator=row.indicator)),
          h("small", when) if when else None, scope="row", title=view.name(row.indicator, full=True)),
        h("td.left.unit.wide-only", unit),
        h("td", own, data_src=point(row.kpi, row.measure)),
        h("td.quiet", view.number(row.median, digits(view, row))),
        _placed(row, place),
        h("td.spine-cell", _track(view, row, view.word("spine_label", name=name, value=printed, place=place,
                                                       median=view.number(row.median, digits(view, row))))),
        h("td.wide-only", _growth(view, row), data_src=point(row.kpi, "growth")),
        h("td.left", position(view, row)),
        key=row.indicator,
        data_row=row.indicator,
    )  # fmt: skip


def _placed(row: SpineRow, place: str) -> Node:
    if not row.place:
        return h("td.quiet", place)
    return h("td", h("b", str(row.place)), h("span.quiet", f"/{row.of}"), data_src=point(row.kpi, "place"))


def _unplaced(view: View, row: SpineRow) -> str:
    """Why a city has no place: nothing reported, or a rate over too few (R14)."""
    return view.word("mark_small_sample") if row.value is not None else "—"


def figure(view: View, row: SpineRow) -> str:
    """The city's figure, or why there is none."""
    if row.value is not None:
        return view.number(row.value, digits(view, row))
    return view.absent(row.kpi) if row.kpi.value is None else view.word("mark_no_target")


def left(row: SpineRow, value: float | None) -> float | None:
    """Where a value lies on the track in %: the median in the middle, better to the right, both ends inside."""
    if value is None or row.median is None or row.low is None or row.high is None:
        return None
    reach = max(row.median - row.low, row.high - row.median) or 1.0
    away = (value - row.median) / reach * REACH * (row.better or 1)
    return round(min(max(50.0 + away, 2.0), 98.0), 1)


def _track(view: View, row: SpineRow, label: str) -> Node:
    if row.median is None:
        return h("div.track", role="img", aria_label=label)
    spots = [left(row, value) or 50.0 for value in (row.low, row.high, row.lower, row.upper)]
    span, half = sorted(spots[:2]), sorted(spots[2:])
    own = left(row, row.value)
    kind = row.position or "neutral"
    return h(
        "div.track",
        h("i.track-range", style={"left": f"{span[0]}%", "width": f"{round(span[1] - span[0], 1)}%"}),
        h("i.track-half", style={"left": f"{half[0]}%", "width": f"{round(half[1] - half[0], 1)}%"}),
        h("i.track-median"),
        h("i.track-own", cls=f"is-{kind}", style={"left": f"{own}%"}) if own is not None else None,
        role="img",
        aria_label=label,
    )


def position(view: View, row: SpineRow) -> Node:
    """● 前四分之一, ◆ 居中, ■ 后四分之一; no mark for what is not judged; ○ 未报送."""
    if row.position in QUARTERS:
        return h("span.mark", view.word(QUARTERS[row.position]), cls=f"is-{row.position}")
    if row.value is None:
        return h("span.quiet", "—", title=figure(view, row))
    return h("span.quiet", view.word("position_neutral"))


def _growth(view: View, row: SpineRow) -> Node:
    """▲ 0.8, ▼ 2.3: points for rates, per cent for amounts; the sign's tone by the indicator's direction."""
    growth = row.kpi.growth
    if growth is None:
        why = row.kpi.why_no_growth
        return h("span.quiet", "—", title=view.word(f"why_{why}") if why else None)
    shown = view.number(abs(growth), 1)
    if not float(shown.replace(",", "")):
        return h("span.quiet", view.word("unchanged"))
    sign = 1 if growth > 0 else -1
    arrow = h("span", "▲" if sign > 0 else "▼", cls=_tone(view, row.indicator, sign))
    return h("span", arrow, f" {shown}" + ("%" if row.kpi.growth_kind == "pct" else ""))


def _tone(view: View, indicator: str, sign: int) -> str:
    """Falling unemployment is no loss, a neutral indicator has no tone."""
    better = {"higher": sign, "lower": -sign}.get(view.indicator(indicator).direction, 0)
    return {1: "is-up", -1: "is-down", 0: "is-even"}[better]


# ------------------------------------------------------------------ facts
def facts(view: View, answer: CityPage) -> Node:
    """Who this is: area and code, whether the month's reports are in, what it has, the cities of the same area."""
    region = view.catalog.regions[answer.city]
    said = "city_reported" if answer.reported else "city_not_reported"
    chip = h("span.status.profile-state", view.word(said, month=view.period(view.scope.period)),
             cls="is-ok" if answer.reported else "is-none hatch")  # fmt: skip
    head = h("div.profile-head", h("h2", view.region(answer.city, full=True)),
             h("span.sub", view.join(view.region(region.area), answer.city)), chip)  # fmt: skip
    lines = [*_bases(view, answer), *_facts(view, answer)]
    rows = [(h("dt", label), h("dd", value)) for label, value in lines]
    rows.append((h("dt", view.word("same_area")), h("dd.is-wide", *_others(view, answer.city))))
    return h("section.panel.profile-facts", head, h("dl", *rows), aria_label=view.word("city_facts"),
             data_indicator="facts", data_period=view.scope.period)  # fmt: skip


BASE_WORDS = {"base_villages": "villages_count", "base_towns": "towns_count", "population": "population_count"}


def _bases(view: View, answer: CityPage) -> list[tuple[str, Node]]:
    """Villages and towns on one line, the population of the census on the next."""
    bases = dict(answer.bases)
    lines: list[tuple[str, Node]] = []
    for base, label in BASE_WORDS.items():
        if base in bases:
            unit = view.word("person_unit") if base == "population" else view.unit(base)
            figure, unit = form.card(bases[base], unit, view.lang)
            note = view.word("population_note") if base == "population" else None
            key = f"{base}~{answer.city}~{view.scope.period}~end"
            shown = (h("b.num", figure), unit)
            own = sourced(key, *shown) if base in view.catalog.indicators else h("span", *shown, title=note)
            lines.append((view.word(label), own))
    return lines


def _facts(view: View, answer: CityPage) -> list[tuple[str, Node]]:
    """A line an indicator: figure, unit, and the period where it is not the page's."""
    lines: list[tuple[str, Node]] = []
    for kpi in answer.facts:
        figure, unit = view.card(kpi)
        missing = h("span.missing.hatch", view.word("not_reported"))
        shown = (missing,) if kpi.value is None else (h("b.num", figure), unit)
        lines.append((view.name(kpi.indicator), sourced(point(kpi), *shown)))
    return lines


def _others(view: View, city: str) -> tuple[Node, ...]:
    """The other cities of the economic area, each a link to its own profile."""
    area = view.catalog.regions[city].area
    others = [code for code in view.catalog.cities if view.catalog.regions[code].area == area and code != city]
    links = (h("a.inline-link", view.region(code), href=view.href(city=code), key=code) for code in others)
    return tuple(h("span", link, "" if i == len(others) - 1 else view.word("list_comma"))
                 for i, link in enumerate(links))  # fmt: skip


# ------------------------------------------------------------------ small charts
def multiples(view: View, answer: CityPage) -> Node:
    """Six lines on one axis, the first point 100: this city bold, the median of all cities thin; or their table."""
    shown = "table" if "months" in tables_open(view) else "chart"
    low, high = answer.axis
    charts = (multiple(view, one, answer.axis, view.name(one.indicator)) for one in answer.multiples)
    body = _multiples_table(view, answer) if shown == "table" else h("div.multiples", *charts)
    return panel(
        view.word("months13"),
        body,
        sub=view.word("multiples_sub"),
        tools=twin(view, "months", shown),
        foot=view.word("multiples_foot", low=view.number(low), high=view.number(high)),
        cls="profile-months",
        indicator="months",
        period=view.scope.period,
        panel_id="months",
    )


def _multiples_table(view: View, answer: CityPage) -> Node:
    """One column an indicator (own index), one row a period of the longest line."""
    longest = max((one.points for one in answer.multiples), key=len, default=())
    known = [dict(one.points) for one in answer.multiples]
    heads = (view.word("reporting_period"), *(view.name(one.indicator) for one in answer.multiples))
    rows = tuple((view.period(period), *(view.number(line.get(period), 1) for line in known)) for period, _ in longest)
    return small_table(view, heads, rows)

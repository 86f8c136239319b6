"""对比分析: cities by indicators with their quarters, and one indicator's last periods for all cities."""

from __future__ import annotations

from itertools import groupby

from answers.records import CompareCell, CompareColumn, ComparePage, CompareRow
from catalog.view import View
from layouts.heads import folded
from layouts.multiples import multiple
from layouts.parts import panel, small_table, tables_open, twin
from layouts.shell import select
from layouts.tree import Node, h

ACROSS = 11  # small charts in a row: two rows for 21 cities
SHAPES = {"front": "●", "back": "■"}


def compare(view: View, answer: ComparePage) -> Node:
    """The whole page: heat table above, small charts below."""
    return h("div.comparing", matrix(view, answer), multiples(view, answer))


# ------------------------------------------------------------------ the heat table
def matrix(view: View, answer: ComparePage) -> Node:
    """A row a city (grouped by economic area unless sorted), a column an indicator under its force."""
    head = h("thead", _groups(view, answer), _names(view, answer), _medians(view, answer))
    table = h("table.matrix", head, *_blocks(view, answer), data_figures="1")
    title = view.word("matrix_title")
    return panel(
        title,
        h("div.table-wrap", table, tab_index=0, role="region", aria_label=title),
        sub=view.word("quarter_short"),
        tools=(legend(view), *twin(view, "matrix", "chart")[2:]),
        cls="matrix-panel",
        indicator="matrix",
        period=view.scope.period,
        panel_id="matrix",
    )


def legend(view: View) -> Node:
    """What the marks mean: ● front quarter, ■ back quarter, hatch for not reported."""
    return h(
        "span.matrix-legend",
        h("span.mark.is-front", view.word("quarter_first")),
        h("span", view.word("quarter_middle")),
        h("span.mark.is-back", view.word("quarter_last")),
        h("span", h("i.key-hatch.hatch"), view.word("not_reported")),
    )


def _groups(view: View, answer: ComparePage) -> Node:
    """The five forces over their columns, each with its rule."""
    cells: list[Node] = [h("td", col_span=2 if _by_area(answer) else 1)]
    for theme, members in groupby(answer.columns, key=lambda column: column.theme):
        row = view.catalog.themes[theme]
        name = row.en if view.lang != "zh" else row.zh
        cells.append(h("th.matrix-force", name, col_span=len(list(members)), scope="colgroup", key=theme,
                       style={"--fc": f"var(--{theme.lower()})"}))  # fmt: skip
    return h("tr", *cells, h("td"))


def _names(view: View, answer: ComparePage) -> Node:
    corner = h("th.left", view.word("city"), col_span=2 if _by_area(answer) else 1, scope="col")
    count = h("th.matrix-count", view.word("front_short"), h("small", view.word("count_word")), scope="col")
    return h("tr", corner, *(_name(view, answer, column) for column in answer.columns), count)


def column_name(view: View, column: CompareColumn) -> str:
    """新增就业完成率 where completion is measured, else the card name."""
    name = view.name(column.indicator)
    return view.word("column_completion", name=name) if column.measure == "completion" else name


def unit(view: View, column: CompareColumn) -> str:
    return "%" if column.measure == "completion" else view.unit(column.indicator)


def digits(view: View, column: CompareColumn) -> int:
    return 1 if column.measure == "completion" else view.indicator(column.indicator).decimals


def _name(view: View, answer: ComparePage, column: CompareColumn) -> Node:
    """A heading chooses the indicator of the small charts; it says when it is not of the page's month."""
    chosen = column.indicator == answer.selected
    late = "" if column.period == view.scope.period else f" · {view.period(column.period)}"
    sorted_by = view.scope.sort == column.indicator
    arrow = h("span.sorted", "↓", aria_hidden="true") if sorted_by else None
    link = h("a", *folded(view, column_name(view, column), view.name(column.indicator)), arrow,
             h("small", unit(view, column)), href=view.href(indicator=column.indicator),
             aria_current="true" if chosen else None, title=view.name(column.indicator, full=True) + late)  # fmt: skip
    return h("th", link, scope="col", key=column.indicator, cls="is-chosen" if chosen else "",
             data_src=of_column(view, column),
             aria_sort="ascending" if sorted_by else None)  # fmt: skip


def _medians(view: View, answer: ComparePage) -> Node:
    cells = (h("td", view.number(column.median, digits(view, column))) for column in answer.columns)
    name = h("th.left", view.word("province_median"), col_span=2 if _by_area(answer) else 1, scope="row")
    return h("tr.matrix-median", name, *cells, h("td"))


def _by_area(answer: ComparePage) -> bool:
    """Whether the rows stand in their economic areas (they do not when sorted by an indicator)."""
    runs = [area for area, _ in groupby(answer.rows, key=lambda row: row.area)]
    return len(runs) == len(set(runs))


def _blocks(view: View, answer: ComparePage) -> tuple[Node, ...]:
    """A body for each area, its name beside its first row; one body for all when sorted."""
    if not _by_area(answer):
        return (h("tbody", *(_row(view, answer, row, None) for row in answer.rows)),)
    blocks = []
    for area, members in groupby(answer.rows, key=lambda row: row.area):
        rows = list(members)
        name = h("th.matrix-area", view.region(area), row_span=len(rows), scope="rowgroup")
        blocks.append(h("tbody", *(_row(view, answer, row, name if i == 0 else None) for i, row in enumerate(rows)),
                        key=area))  # fmt: skip
    return tuple(blocks)


def _row(view: View, answer: ComparePage, row: CompareRow, area: Node) -> Node:
    """The city's name leads to its profile, a figure to its sources (the browser puts area and column together)."""
    chosen = view.scope.city == row.region
    address = view.href("/city", city=row.region, indicator="", sort="")
    name = h("th.matrix-city", h("a", view.region(row.region), href=address), scope="row")
    cells = (_cell(view, cell, column) for cell, column in zip(row.cells, answer.columns, strict=True))
    return h("tr", area, name, *cells, h("td.matrix-count", h("b", str(row.front))), key=row.region,
             aria_current="true" if chosen else None, data_row=row.region)  # fmt: skip


def of_column(view: View, column: CompareColumn) -> str:
    """What opens the sources of a column's figures, but for the area."""
    key = f"{column.indicator}~{column.period}~{view.scope.basis or 'end'}"
    return f"{key}~completion" if column.measure == "completion" else key


def _cell(view: View, cell: CompareCell, column: CompareColumn) -> Node:
    """The figure with its mark and tint; hatched when not reported."""
    if cell.value is None:
        why = view.year_lacks(cell.lacking) if cell.lacking else view.word("not_reported")
        return h("td.hatch", "—", aria_label=why, title=why)
    printed = view.number(cell.value, digits(view, column))
    shape = SHAPES.get(cell.position, "")
    place = view.word("place_text", n=cell.place) if cell.place else ""
    return h("td", printed, h("i", shape) if shape else None, cls=f"is-{cell.position}" if shape else "",
             title=view.join(column_name(view, column), printed + unit(view, column), place))  # fmt: skip


# ------------------------------------------------------------------ small charts
def multiples(view: View, answer: ComparePage) -> Node:
    """The chosen indicator for every city on one stated axis, or its table."""
    shown = "table" if "multiples" in tables_open(view) else "chart"
    body = _table(view, answer) if shown == "table" else _charts(view, answer)
    n = max((len(one.points) for one in answer.multiples), default=0)
    return panel(
        view.join(view.name(answer.selected), view.word("near_periods", n=n)),
        body,
        sub=axis_text(view, answer),
        tools=(indicator_control(view, answer), *twin(view, "multiples", shown)),
        cls="multiples-panel",
        indicator=answer.selected,
        period=view.scope.period,
        panel_id="multiples",
    )


def indicator_control(view: View, answer: ComparePage) -> Node:
    """What the small charts show; the headings of the heat table choose it too."""
    shown = dict.fromkeys((answer.selected, *(column.indicator for column in answer.columns)))
    return select(view.word("indicator"), "ind", answer.selected, (("", "", tuple((k, view.name(k)) for k in shown)),))


def axis_text(view: View, answer: ComparePage) -> str:
    """What the small charts measure, and the axis they share."""
    scaled = next((one.scaled for one in answer.multiples), "value")
    low, high = (view.number(edge, 0 if float(edge).is_integer() else 1) for edge in answer.axis)
    return view.word(f"scaled_{scaled}", unit=view.unit(answer.selected), n=len(answer.multiples), low=low, high=high)


def _charts(view: View, answer: ComparePage) -> Node:
    charts = (
        h("div.multiple-link", multiple(view, one._replace(median=answer.average), answer.axis, view.region(one.region),
                                        unit=False, href=view.href("/city", city=one.region, indicator="", sort="")),
          key=one.region)
        for one in answer.multiples
    )  # fmt: skip
    n = len(answer.multiples)
    return h("div.multiples.is-many", *charts, style={"--n": min(n, ACROSS), "--rows": max(1, -(-n // ACROSS))})


def _table(view: View, answer: ComparePage) -> Node:
    """One row a city, one column a period, in the scale of the charts."""
    periods = [period for period, _ in next((one.points for one in answer.multiples), ())]
    heads = (view.word("city"), *(view.period(period) for period in periods))
    rows = tuple((view.region(one.region), *(view.number(value, 1) for _, value in one.points))
                 for one in answer.multiples)  # fmt: skip
    return small_table(view, heads, rows)

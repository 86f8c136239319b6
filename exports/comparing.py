"""The spine of a city and the heat map of all cities as documents."""

from __future__ import annotations

from collections.abc import Mapping

from answers.records import CityPage, CompareColumn, ComparePage, CompareRow, SpineRow
from catalog.view import View
from exports.records import Document, Entry, Head

QUARTERS = {"front": "quarter_first", "middle": "quarter_middle", "back": "quarter_last"}


def measured_name(view: View, indicator: str, measure: str) -> str:
    """新增就业完成率 when completion is measured, else the indicator's name."""
    name = view.name(indicator)
    return view.word("column_completion", name=name) if measure == "completion" else name


def measured_unit(view: View, indicator: str, measure: str) -> str:
    return "%" if measure == "completion" else view.unit(indicator)


# ------------------------------------------------------------------ 地市画像
def spine(answer: CityPage, view: View) -> Document:
    """指标全景: one row an indicator, the city beside median and spread of all cities that reported it."""
    words = ("theme_word", "indicator", "unit", "reporting_period")
    figures = ("own_city", "median", "lower_quarter", "upper_quarter", "lowest", "highest", "place", "ranked_cities",
               "vs_last_year")  # fmt: skip
    heads = (*(Head("", view.word(key), "", None) for key in words),
             *(Head("", view.word(key), "", 2) for key in figures),
             Head("", view.word("position"), "", None))  # fmt: skip
    city = view.region(answer.city, full=True)
    rows = tuple(_spine_row(view, row, city) for row in answer.rows)
    title = f"{city} {view.word('spine_title')}"
    notes = (view.word("spine_note"),)
    meta = ((view.word("unit"), view.word("units_in_column")),)
    return Document(title, heads, rows, (), 2, meta, notes, False, title)


def _spine_row(view: View, row: SpineRow, city: str) -> tuple[Entry, ...]:
    theme = view.catalog.themes[row.theme]
    name = measured_name(view, row.indicator, row.measure)
    digits = 1 if row.measure == "completion" else view.indicator(row.indicator).decimals
    absent = view.absent(row.kpi) if row.kpi.value is None else view.word("mark_no_target")
    spread = (row.median, row.lower, row.upper, row.low, row.high)
    return (
        Entry(theme.en if view.lang != "zh" else theme.zh),
        Entry(name),
        Entry(measured_unit(view, row.indicator, row.measure)),
        Entry(view.period(row.period)),
        Entry(row.value, absent, row.kpi.ids, view.join(city, name), digits),
        *(Entry(value, "—", decimals=digits) for value in spread),
        Entry(None if row.place is None else float(row.place), "—", decimals=0),
        Entry(float(row.of), decimals=0),
        Entry(row.kpi.growth, "—", decimals=1),
        Entry(position_word(view, row)),
    )


def position_word(view: View, row: SpineRow) -> str:
    """前四分之一, 居中, 后四分之一; 不作评价 for a neutral indicator; 未报送."""
    if row.position in QUARTERS:
        return view.word(QUARTERS[row.position])
    if row.value is None:
        return view.absent(row.kpi)
    return view.word("position_neutral")


# ------------------------------------------------------------------ 对比分析
def matrix(answer: ComparePage, view: View) -> Document:
    """The heat map's figures: median in front, cities in the order of the page, counts of front and back quarters."""
    heads = (Head("", view.word("city"), "", None), Head("", view.word("area_of"), "", None),
             *(_head(view, column) for column in answer.columns),
             Head("", view.word("front_count"), "", 0), Head("", view.word("back_count"), "", 0))  # fmt: skip
    rows = tuple(_matrix_row(view, row) for row in answer.rows)
    median = (Entry(view.word("province_median")), Entry(""), *(Entry(column.median, "—") for column in answer.columns),
              Entry(None), Entry(None))  # fmt: skip
    page = view.catalog.pages["compare"]
    title = page.en if view.lang != "zh" else page.zh
    notes = (view.word("quarter_note"),)
    meta = ((view.word("unit"), view.word("units_in_header")),)
    return Document(title, heads, rows, (median,), 2, meta, notes, False, title)


def _head(view: View, column: CompareColumn) -> Head:
    theme = view.catalog.themes[column.theme]
    decimals = 1 if column.measure == "completion" else view.indicator(column.indicator).decimals
    comma = "，" if view.lang == "zh" else ", "
    late = "" if column.period in ("", view.scope.period) else view.period(column.period)
    unit = comma.join(filter(None, (measured_unit(view, column.indicator, column.measure), late)))
    name = measured_name(view, column.indicator, column.measure)
    return Head(theme.en if view.lang != "zh" else theme.zh, name, unit, decimals)


def cited(made: Document, answer: ComparePage, view: View, ids: Mapping[tuple[str, str], tuple[int, ...]]) -> Document:
    """The heat map's document with the observations behind each figure; ids: (city, indicator) → observation ids."""
    rows = tuple(
        (*cells[:2], *(_cite(view, row.region, column, cell, ids) for column, cell in zip(answer.columns, cells[2:-2],
                                                                                        strict=True)), *cells[-2:])
        for row, cells in zip(answer.rows, made.rows, strict=True)
    )  # fmt: skip
    return made._replace(rows=rows)


def _cite(view: View, region: str, column: CompareColumn, cell: Entry, ids: Mapping[tuple[str, str], tuple[int, ...]]
          ) -> Entry:  # fmt: skip
    name = measured_name(view, column.indicator, column.measure)
    about = view.join(view.region(region, full=True), name)
    return cell._replace(about=about, ids=ids.get((region, column.indicator), ()) if cell.value is not None else ())


def _matrix_row(view: View, row: CompareRow) -> tuple[Entry, ...]:
    why = (view.year_lacks(cell.lacking) if cell.lacking else view.word("not_reported") for cell in row.cells)
    cells = (Entry(cell.value, said) for cell, said in zip(row.cells, why, strict=True))
    return (Entry(view.region(row.region, full=True)), Entry(view.region(row.area)), *cells,
            Entry(float(row.front)), Entry(float(row.back)))  # fmt: skip

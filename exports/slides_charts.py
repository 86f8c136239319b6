"""Native charts: their figures lie in the slide, as printed, and anyone can change them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from answers.records import Ranking, Trend
from catalog import format as form
from catalog.records import Kpi, Rank
from catalog.view import View
from exports.slides_frame import Sheet
from exports.slides_shapes import Box
from exports.tokens import colour

# What a state's bars look like: filled navy, filled light, hatched; so that black and white tells them apart too.
_FILLS = {"ok": "data", "warn": "data-2", "bad": "data-2", "value": "data"}


class Bars(NamedTuple):
    """Series by state: name → value or None for each category; line: a level across all (name, value)."""

    categories: tuple[str, ...]
    series: tuple[tuple[str, str, tuple[float | None, ...]], ...]
    line: tuple[str, float] | None
    digits: int
    unit: str


def bars_of(view: View, ranking: Ranking, whole: str) -> Bars:
    """The ranking's own figures as printed: reported areas by value, then those that have sent nothing."""
    digits = 1 if ranking.measure == "completion" else view.indicator(ranking.indicator).decimals
    rows = ranking.rows
    values = [None if row.value is None else float(form.half_up(row.value, digits)) for row in rows]
    unit = "%" if ranking.measure == "completion" else view.unit(ranking.indicator)
    if ranking.measure == "completion":
        found = [(state, name, tuple(value if _state(row) == state else None for row, value in zip(rows, values,
                                                                                                 strict=True)))
                 for state, name in _states(view)]  # fmt: skip
        series = tuple(one for one in found if any(value is not None for value in one[2]))
    else:
        series = (("value", view.name(ranking.indicator), tuple(values)),)
    names = tuple(_category(view, row, value) for row, value in zip(rows, values, strict=True))
    return Bars(names, series, _level(view, ranking, whole, digits), digits, unit)


def _states(view: View) -> tuple[tuple[str, str], ...]:
    return (("ok", view.word("deck_on_schedule")), ("warn", f"▲ {view.word('status_warn')}"),
            ("bad", f"■ {view.word('status_bad')}"))  # fmt: skip


def _state(row: Rank) -> str:
    """提前完成 stands among those on schedule."""
    return "ok" if row.kpi.status == "done" else row.kpi.status


def _category(view: View, row: Rank, value: float | None) -> str:
    """深圳; SZ; under a city without a figure stands why."""
    name, mark = view.tile_name(row.region), absent(view, row.kpi) if value is None else ""
    if value is not None and row.place is None:
        mark = view.word("mark_small_sample")
    return f"{name}\n{mark}" if mark else name


def absent(view: View, kpi: Kpi) -> str:
    """Why a city has no figure: 未报送, 累计不全, or 未下达 where it reported and has no target."""
    if kpi.partial:
        return view.absent(kpi, short=True)
    return view.word("deck_not_reported_short" if kpi.value is None else "mark_no_target")


def _level(view: View, ranking: Ranking, whole: str, digits: int) -> tuple[str, float] | None:
    """序时进度 for completion, else the scope's own rate; a sum of counts is no level."""
    if ranking.time_progress is not None:
        said = view.word("time_progress_text", pct=form.percent(ranking.time_progress))
        return said, ranking.time_progress
    if ranking.average is None or view.indicator(ranking.indicator).kind != "ratio":
        return None
    level = float(form.half_up(ranking.average, digits))
    return view.word("deck_whole", name=whole, value=view.voice.amount(ranking.indicator, level)), level


def columns(on: Sheet, box: Box, bars: Bars, name: str) -> Any:
    """Vertical bars with their figures, and a line at the level. Few areas get no wider bars than many."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData(number_format="0." + "0" * bars.digits if bars.digits else "#,##0")
    data.categories = bars.categories
    for _, said, values in bars.series:
        data.add_series(said, values)
    if bars.line:
        data.add_series(bars.line[0], [bars.line[1]] * len(bars.categories))
    frame = on.slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *(on.emu(one) for one in box), data)
    frame.name = name
    chart = frame.chart
    _dressed(on, chart, legend=len(bars.series) > 1 or bars.line is not None)
    plot = chart.plots[0]
    plot.overlap, plot.gap_width = 100, 45 if len(bars.categories) > 9 else 180
    _painted(on, plot, bars)
    if bars.line:
        _line_across(chart, on)
    top = max([value for _, _, values in bars.series for value in values if value is not None] + [0.0])
    _axes(on, chart, max(top, bars.line[1] if bars.line else 0.0) * 1.12)
    return frame


def _painted(on: Sheet, plot: Any, bars: Bars) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.enum.dml import MSO_PATTERN

    for (state, _, _), series in zip(bars.series, plot.series, strict=False):
        series.invert_if_negative = False
        fill = series.format.fill
        if state == "bad":
            fill.patterned()
            fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            fill.fore_color.rgb = RGBColor.from_string(colour("data"))
            fill.back_color.rgb = RGBColor.from_string(colour("data-3"))
        else:
            fill.solid()
            fill.fore_color.rgb = RGBColor.from_string(colour(_FILLS[state]))
        labels = series.data_labels
        labels.show_value = True
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        labels.number_format = "0." + "0" * bars.digits if bars.digits else "#,##0"
        labels.number_format_is_linked = False
        _lettered(on, labels.font, 11, "ink", bold=True)
        _masked(labels)


def _masked(labels: Any) -> None:
    """A white ground behind each figure, so that the level line never runs through it."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    element = labels._element
    ground = parse_xml(f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="{colour("surface")}"/></a:solidFill>'
                       f"<a:ln><a:noFill/></a:ln></c:spPr>")  # fmt: skip
    element.find(qn("c:txPr")).addprevious(ground)


def _line_across(chart: Any, on: Sheet) -> None:
    """The last series of the bar chart becomes a line on the same axes (python-pptx makes no mixed charts)."""
    from lxml import etree
    from pptx.oxml.ns import qn

    bar = chart._chartSpace.chart.plotArea.find(qn("c:barChart"))
    series = bar.findall(qn("c:ser"))[-1]
    bar.remove(series)
    line = etree.SubElement(bar.getparent(), qn("c:lineChart"))
    bar.addnext(line)
    etree.SubElement(line, qn("c:grouping")).set("val", "standard")
    etree.SubElement(line, qn("c:varyColors")).set("val", "0")
    for gone in ("c:invertIfNegative", "c:dLbls", "c:spPr"):
        for element in series.findall(qn(gone)):
            series.remove(element)
    series.find(qn("c:tx")).addnext(_stroke("ink", 1.5))
    _bare(series)
    line.append(series)
    etree.SubElement(line, qn("c:marker")).set("val", "1")
    for axis in bar.findall(qn("c:axId")):
        etree.SubElement(line, qn("c:axId")).set("val", axis.get("val"))


def _stroke(token: str, width: float, dash: str = "") -> Any:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return parse_xml(f'<c:spPr {nsdecls("c", "a")}><a:ln w="{round(width * 12700)}" cap="rnd"><a:solidFill><a:srgbClr '
                     f'val="{colour(token)}"/></a:solidFill>{dashed}<a:round/></a:ln></c:spPr>')  # fmt: skip


def _bare(series: Any) -> None:
    """No markers and no smoothing: a line is what was reported."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    for gone in ("c:marker", "c:smooth"):
        for element in series.findall(qn(gone)):
            series.remove(element)
    series.find(qn("c:spPr")).addnext(parse_xml(f'<c:marker {nsdecls("c")}><c:symbol val="none"/></c:marker>'))
    series.append(parse_xml(f'<c:smooth {nsdecls("c")} val="0"/>'))


def _dressed(on: Sheet, chart: Any, *, legend: bool) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION

    _lettered(on, chart.font, 12, "ink-2")
    _families(chart.font)
    chart.has_title = False
    chart.has_legend = legend
    if legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        _lettered(on, chart.legend.font, 12, "ink-2")


def _axes(on: Sheet, chart: Any, top: float, *, figures: bool = False) -> None:
    """No vertical rules; figures at the value axis only where the bars do not carry them."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    value, category = chart.value_axis, chart.category_axis
    value.minimum_scale, value.maximum_scale = 0, None if figures else top
    value.visible = figures
    value.has_major_gridlines = figures
    if figures:
        value.major_gridlines.format.line.color.rgb = RGBColor.from_string(colour("line"))
        value.format.line.fill.background()
        value.tick_labels.number_format, value.tick_labels.number_format_is_linked = "#,##0", False
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.color.rgb = RGBColor.from_string(colour("line-2"))
    _lettered(on, category.tick_labels.font, 12, "ink")


def _lettered(on: Sheet, font: Any, size: float, token: str, *, bold: bool = False) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Emu

    font.size, font.bold = Emu(on.size(size)), bold
    font.color.rgb = RGBColor.from_string(colour(token))


def _families(font: Any) -> None:
    """The theme's Latin and East Asian families, said outright: a chart is drawn apart from its slide."""
    from lxml import etree
    from pptx.oxml.ns import qn

    for tag, family in (("a:latin", "+mn-lt"), ("a:ea", "+mn-ea")):
        etree.SubElement(font._rPr, qn(tag)).set("typeface", family)


# ------------------------------------------------------------------ lines against the plan
_LINES = {"this": ("data", 2.75, ""), "last": ("data-2", 2.0, ""), "plan": ("plan", 1.75, "dash")}


def lines(on: Sheet, box: Box, trend: Trend, name: str) -> Any:
    """This year, last year and the plan over the months of the year, as printed; a month without figure is a gap."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    view = on.frame.view
    months = _months(trend)
    digits = view.indicator(trend.indicator).decimals
    data = CategoryChartData(number_format="#,##0" + ("." + "0" * digits if digits else ""))
    data.categories = [view.month(month) for month in months]
    for line in trend.lines:
        known = {int(period[5:7]): value for period, value in line.points if period[5:7].isdigit()}
        values = [known.get(month) for month in months]
        data.add_series(line_name(view, line.role, line.label), [
            None if value is None else float(form.half_up(value, digits)) for value in values])  # fmt: skip
    frame = on.slide.shapes.add_chart(XL_CHART_TYPE.LINE, *(on.emu(one) for one in box), data)
    frame.name = name
    _dressed(on, frame.chart, legend=True)
    _axes(on, frame.chart, 0.0, figures=True)
    for line, series in zip(trend.lines, frame.chart.plots[0].series, strict=True):
        series.smooth = False
        _drawn(series, *_LINES.get(line.role, ("data-2", 2.0, "")))
        if sum(value is not None for value in series.values) == 1:
            _dotted(series, _LINES.get(line.role, ("data-2", 2.0, ""))[0])
    return frame


def _months(trend: Trend) -> Sequence[int]:
    """The months for which there are figures: the plan alone makes no month."""
    told = [line for line in trend.lines if line.role != "plan"]
    return sorted({int(period[5:7]) for line in told for period, _ in line.points if period[5:7].isdigit()})


def line_name(view: View, role: str, label: str) -> str:
    """2026, 2025 or 计划."""
    return view.word(f"line_{role}") if role == "plan" or not label else label


def _drawn(series: Any, token: str, width: float, dash: str) -> None:
    from pptx.oxml.ns import qn

    element = series._element
    for gone in element.findall(qn("c:spPr")):
        element.remove(gone)
    element.find(qn("c:tx")).addnext(_stroke(token, width, dash))
    _bare(element)


def _dotted(series: Any, token: str) -> None:
    """One point is no line: January is a dot."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_MARKER_STYLE

    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = RGBColor.from_string(colour(token))
    series.marker.format.line.fill.background()

"""Where a figure comes from, in words: how it was worked out with its live numbers, and the cells it was printed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from catalog import format as form
from catalog.records import Kpi, Source
from catalog.view import View
from exports import proved

CELLS_AT_MOST = 40  # cells said one by one; a longer list says its first and last


def lines(view: View, kpis: Iterable[Kpi], sources: Mapping[int, Source]) -> list[str]:
    """A line for each figure, once, and under it its workbooks."""
    found: list[str] = []
    for kpi in dict.fromkeys(kpis):
        if kpi.value is not None:
            found += [formula(view, kpi), *(f"　　{place}" for place in places(view, kpi.ids, sources))]
    return found


def formula(view: View, kpi: Kpi) -> str:
    """新增就业：1—10月各市逐月之和＝18,009人（19/21市）；完成率＝18,009÷21,770＝82.7%；同比＝….

    Only what agrees with its parts is written as an equation.
    """
    number = view.value(kpi.indicator, kpi.value)
    unit = view.unit(kpi.indicator)
    value = number + (unit if unit == "%" or view.lang == "zh" else f" {unit}")
    said = [_way(view, kpi) + view.word("prov_value", value=value, n=kpi.reported, of=kpi.expected)]
    return ("；" if view.lang == "zh" else "; ").join([*said, *_plan(view, kpi), *_growth(view, kpi)])


def _way(view: View, kpi: Kpi) -> str:
    row, span = view.indicator(kpi.indicator), view.voice.span(kpi)
    name = view.name(kpi.indicator)
    if row.kind == "ratio":
        parts = [view.word("plus_sign").join(part_name(view, one) for one in ids)
                 for ids in (row.numerator, row.denominator)]  # fmt: skip
        scale = f"×{row.scale:g}" if row.scale != 1 else ""
        return view.word("prov_ratio", name=name, top=parts[0], bottom=parts[1], scale=scale)
    one = kpi.expected <= 1 or row.regions == "province"
    key = "one" if one else {"ytd": "flow", "month": "month"}.get(kpi.basis, "sum")
    return view.word(f"prov_{key}", name=name, span=span)


def part_name(view: View, part: str) -> str:
    """An indicator's name; what there is of a base (村（社区）数) has a word."""
    return view.name(part) if part in view.catalog.indicators else view.word(part)


def _plan(view: View, kpi: Kpi) -> list[str]:
    if kpi.target is None:
        return []
    target, value = view.value(kpi.indicator, kpi.target), view.value(kpi.indicator, kpi.value)
    if kpi.completion is None or kpi.basis != "ytd" or proved.completion(kpi):
        return [view.word("prov_target", target=target)]
    return [view.word("prov_completion", value=value, target=target, pct=form.percent(kpi.completion))]


def _growth(view: View, kpi: Kpi) -> list[str]:
    if kpi.growth is None or kpi.previous is None or kpi.value is None:
        return []
    if kpi.same_set < kpi.reported or proved.change(kpi):
        return [view.word("prov_same_set", n=kpi.same_set)]
    value, before = view.value(kpi.indicator, kpi.value), view.value(kpi.indicator, kpi.previous)
    if kpi.growth_kind == "pp":
        points = form.points(kpi.growth, view.lang)
        return [view.word("prov_points", value=value, previous=before, points=points)]
    return [view.word("prov_growth", value=value, previous=before, pct=form.percent(kpi.growth))]


def places(view: View, ids: Sequence[int], sources: Mapping[int, Source]) -> list[str]:
    """就业月报.xlsx › 1月、2月 › B5、C5: one line a workbook and set of cells, in the order of the figures."""
    sheets: dict[tuple[str, str], list[str]] = {}
    for one in (sources[number] for number in ids if number in sources):
        sheets.setdefault((one.workbook, one.sheet), []).append(one.cell)
    grouped: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (workbook, sheet), cells in sheets.items():
        grouped.setdefault((workbook, tuple(dict.fromkeys(cells))), []).append(sheet)
    comma = "、" if view.lang == "zh" else ", "
    return [f"{book} › {comma.join(names)} › {_cells(cells, comma)}" for (book, cells), names in grouped.items()]


def _cells(cells: Sequence[str], comma: str) -> str:
    if len(cells) > CELLS_AT_MOST:
        return f"{cells[0]} … {cells[-1]} ({len(cells)})"
    return comma.join(cells)

"""Tables of cities and their total: the same rows, columns and figures on page, in workbook and on clipboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.ranking import Place
from answers.asked import Asked, frame
from answers.ranking import ranking
from answers.records import Cell, Column, Footnote, Table, TablePage, TableRow
from catalog.entries import Page
from catalog.records import Indicator, Kpi, StoreState

PLANNED = ("target", "value", "completion")
_UNITS = {"completion": "percent", "deviation": "points", "place": "none", "status": "none"}


def force_table(asked: Asked, page: Page) -> Table:
    """A force's table: place first, the ranked indicator with its target and deviation, the others, status last."""
    ranked = page.ranked
    planned = ranking(asked, ranked, page.rank_by).measure == "completion"
    wanted = [(ranked, "place")]
    wanted += [(ranked, measure) for measure in ((*PLANNED, "deviation") if planned else ("value",))]
    wanted += [(one, "value") for one in page.columns if one != ranked]
    wanted += [(ranked, "status")] if planned else []
    return table(asked, wanted, asked.scope.sort or f"{ranked}:place")


def table_page(asked: Asked, page: Page, state: StoreState) -> TablePage:
    """数据表. The address may say `cols` (ids with commas), `themes`, `show` (previous, growth, place), `total=0`."""
    extra = dict(asked.scope.extra)
    chosen = _chosen(asked, page, extra)
    show = [measure for measure in extra.get("show", "").split(",") if measure in ("previous", "growth", "place")]
    wanted: list[tuple[str, str]] = []
    for one in chosen:
        kpi = asked.total(one)
        wanted += [(one, measure) for measure in (PLANNED if kpi.time_progress is not None else ("value",))]
        wanted += [(one, measure) for measure in show]
    found = table(asked, wanted, asked.scope.sort)
    if extra.get("total") == "0":
        found = found._replace(total=None)
    available = tuple((row.theme, one, one in chosen) for one, row in asked.catalog.indicators.items()
                      if row.group == "core" or one in chosen)
    return TablePage(frame(asked, state), found, available)


def _chosen(asked: Asked, page: Page, extra: Mapping[str, str]) -> list[str]:
    """The indicators that are columns: those named, else the page's; of the themes named."""
    known = asked.catalog.indicators
    named = [one for one in extra.get("cols", "").split(",") if one in known]
    themes = [theme for theme in extra.get("themes", "").split(",") if theme in asked.catalog.themes]
    return [one for one in (named or page.columns) if not themes or known[one].theme in themes]


def table(asked: Asked, wanted: Sequence[tuple[str, str]], order: str) -> Table:
    """A table of (indicator, measure) columns over the cities of the scope, sorted by `order`."""
    asked.boards.load({one for one, _ in wanted})
    totals = {one: asked.total(one, series=False) for one, _ in wanted}
    columns = tuple(_column(asked.catalog.indicators[one], measure, totals[one]) for one, measure in wanted)
    notes = _footnotes(asked, totals, frozenset(one for one, measure in wanted if measure in ("growth", "previous")))
    ranks = {one: _places(asked, one) for one, measure in wanted if measure == "place"}
    kpis = {one: asked.cities(one) for one in totals}
    rows = [TableRow(city, asked.catalog.regions[city].area, tuple([
        _cell(kpis[column.indicator][city], column.measure, ranks.get(column.indicator, {}).get(city), ())
        for column in columns])) for city in asked.regions]
    total = TableRow(asked.code, "", tuple(
        _cell(totals[column.indicator], column.measure, None, _numbers(notes, column.indicator)) for column in columns))
    return Table(columns, _sorted(rows, columns, order), total, notes, order)


def _column(row: Indicator, measure: str, total: Kpi) -> Column:
    key = row.id if measure == "value" else f"{row.id}:{measure}"
    points = measure == "growth" and row.kind == "ratio" and row.scale == 100
    unit = "points" if points else "percent" if measure == "growth" else _UNITS.get(measure, "indicator")
    decimals = row.decimals if unit == "indicator" else 0 if unit == "none" else 1
    return Column(key, row.id, measure, total.basis, total.period, row.theme, unit, decimals, total.reported,
                  total.expected)


def _cell(kpi: Kpi, measure: str, place: Place | None, footnotes: tuple[int, ...]) -> Cell:
    """One cell: the figure or the mark that says why there is none, with the ids where it is made of observations."""
    value = _number(kpi, measure, place)
    mark = "" if value is not None or (measure == "status" and kpi.status != "none") else _mark(kpi, measure)
    qualifier = kpi.qualifier if measure == "value" else "eq"
    return Cell(value, mark, kpi.status, qualifier, footnotes, () if measure in ("place", "target") else kpi.ids)


def _number(kpi: Kpi, measure: str, place: Place | None) -> float | None:
    if measure == "place":
        return None if place is None or place.place is None else float(place.place)
    if measure == "status":
        return None
    return getattr(kpi, measure)


def _mark(kpi: Kpi, measure: str) -> str:
    """Why a cell has no figure."""
    if "suppressed" in kpi.notes:
        return "suppressed"
    if measure == "target":
        return "no_target"
    if kpi.value is None:
        return "partial" if kpi.partial and not kpi.silent else "none"
    if measure in ("completion", "deviation"):
        return "no_target"
    if measure in ("growth", "previous"):
        return "no_growth"
    return "small_sample" if measure == "place" and "small_sample" in kpi.notes else ""


def _places(asked: Asked, indicator: str) -> dict[str, Place]:
    """Places of the scope's cities, by completion where there are annual targets."""
    rows = ranking(asked, indicator, _by(asked, indicator)).rows
    return {rank.region: Place(rank.place, rank.tied, rank.of) for rank in rows}


def _by(asked: Asked, indicator: str) -> str:
    pages = (page for page in asked.catalog.pages.values() if page.ranked == indicator and page.kind == "force")
    return next((page.rank_by for page in pages), "")


def _footnotes(asked: Asked, totals: Mapping[str, Kpi], compared: frozenset[str]) -> tuple[Footnote, ...]:
    """① which cities a total is without and why; ② over how many cities a change is (R17); ③ that ratios are ratios of
    sums. One note per set of cities. compared: the indicators whose change is a column.
    """
    found: dict[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...], int], list[str]] = {}
    for one, kpi in totals.items():
        if kpi.silent and kpi.reported:
            found.setdefault(("partial", kpi.silent, (), 0), []).append(one)
        if kpi.partial and kpi.reported:
            regions, lacking = zip(*kpi.partial, strict=True)
            found.setdefault(("incomplete", regions, lacking, 0), []).append(one)
        if one in compared and "same_set" in kpi.notes:
            found.setdefault(("same_set", (), (), kpi.same_set), []).append(one)
    ratios = tuple(one for one in totals if asked.catalog.indicators[one].kind == "ratio")
    notes = [(word, regions, tuple(ids), lacking, n) for (word, regions, lacking, n), ids in found.items()]
    notes += [("ratio_of_sums", (), ratios, (), 0)] if ratios else []
    return tuple(Footnote(number, *note) for number, note in enumerate(notes, start=1))


def _numbers(notes: Sequence[Footnote], indicator: str) -> tuple[int, ...]:
    return tuple(note.number for note in notes if indicator in note.indicators)


def _sorted(rows: Sequence[TableRow], columns: Sequence[Column], order: str) -> tuple[TableRow, ...]:
    """Rows by a column key ("-" in front: descending), cells without a figure last; an unknown key changes nothing."""
    keys = [column.key for column in columns]
    name = order.removeprefix("-")
    if name not in keys:
        return tuple(rows)
    at, sign = keys.index(name), -1 if order.startswith("-") else 1

    def key(row: TableRow) -> tuple[bool, float]:
        value = row.cells[at].value
        return (value is None, 0.0 if value is None else sign * value)

    return tuple(sorted(rows, key=key))

"""How the columns, marks and footnotes of a table of cities are said: the page and the file say the same."""

from __future__ import annotations

from typing import Protocol

from catalog import period as calendar
from catalog.view import View


class ColumnLike(Protocol):
    """What is asked of a column (answers.records.Column)."""

    @property
    def indicator(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def unit_of(self) -> str: ...


class NoteLike(Protocol):
    """What is asked of a footnote (answers.records.Footnote)."""

    @property
    def word(self) -> str: ...
    @property
    def regions(self) -> tuple[str, ...]: ...
    @property
    def indicators(self) -> tuple[str, ...]: ...
    @property
    def lacking(self) -> tuple[tuple[str, ...], ...]: ...
    @property
    def n(self) -> int: ...


class FrameLike(Protocol):
    """What is asked of a frame (answers.records.Frame)."""

    @property
    def area_code(self) -> str: ...
    @property
    def reported(self) -> int: ...
    @property
    def expected(self) -> int: ...


def column_name(view: View, column: ColumnLike) -> str:
    """新增就业; 新增就业年度目标, 新增就业完成率, 新增就业同比 for the other measures of the same indicator."""
    name = view.name(column.indicator)
    if column.measure == "value":
        return name
    compared = f"_{view.scope.compare}" if column.measure in ("previous", "growth") else ""
    return view.word(f"column_{column.measure}{compared}", name=name)


def column_unit(view: View, column: ColumnLike) -> str:
    """人; %; 百分点; nothing for a place."""
    fixed = {"indicator": view.unit(column.indicator), "percent": "%", "points": view.word("points_unit")}.get(
        column.unit_of, "")  # fmt: skip
    return fixed


def column_span(view: View, column: ColumnLike, period: str) -> str:
    """截至6月底, 三季度: said where a column's figures are not of the page's month."""
    if column.period in ("", period) or column.measure in ("place", "status", "target"):
        return ""
    return calendar.span_text(column.period, column.basis, view.lang)


def mark_word(view: View, mark: str) -> str:
    """Why a cell has no figure: 未报送, 未下达, 不可比, * (hidden), 样本少; nothing for no mark."""
    return view.word(f"mark_{mark}") if mark else ""


def total_name(view: View, frame: FrameLike) -> str:
    """全省合计 only when every city is in it; 已报送市合计 otherwise (R17); 珠三角合计 for an area."""
    if frame.area_code == "440000":
        return view.word("province_total" if frame.reported >= frame.expected else "reported_total")
    if frame.area_code == "selection":
        return view.word("total")
    return view.word("scope_total", name=view.region(frame.area_code))


def footnote_text(view: View, note: NoteLike, columns: tuple[ColumnLike, ...]) -> str:
    """The sentence of a footnote, with the indicators it is about named (三项以上 are counted, not listed)."""
    names = [view.name(one) for one in note.indicators]
    comma = "、" if view.lang == "zh" else ", "
    few = len(names) <= 4
    listed = comma.join(names) if few else view.word("and_others", names=comma.join(names[:3]), n=len(names))
    cities = view.regions(note.regions)
    if note.lacking:
        said = zip(note.regions, note.lacking, strict=True)
        cities = comma.join(view.region(region) + view.bracket(view.lacking(months)) for region, months in said)
    return view.word(f"foot_{note.word}", names=listed, cities=cities, n=note.n)

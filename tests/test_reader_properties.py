"""However a true table is laid out, it reads back to itself: random tables, random layouts, random mess."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.book import load
from loaders.read import interpret
from loaders.records import Book, Cell, Grid, Style

INDICATORS = {
    "vol_teams": ("志愿服务", "队伍数", "支"),
    "vol_volunteers": ("志愿服务", "志愿者", "人"),
    "vol_activities": ("志愿服务", "活动场次", "场次"),
    "vol_hours_cum": ("志愿服务", "累计服务时长", "小时"),
    "emp_employed_new": ("就业创业", "新增就业", "人"),
    "emp_unemployed": ("就业创业", "待就业人数", "人"),
    "emp_job_fairs": ("就业创业", "专场招聘会", "场"),
    "hon_rooms": ("荣誉激励", "荣誉室", "个"),
}
CITIES = [load().regions[code] for code in load().cities]
Value = float | str | None


class Truth(NamedTuple):
    """What the table says: (indicator, region) → value, a missing state, or None for blank."""

    indicators: tuple[str, ...]
    regions: tuple[str, ...]
    values: dict[tuple[str, str], Value]
    period: str


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    indicators = tuple(draw(st.lists(st.sampled_from(sorted(INDICATORS)), min_size=1, max_size=6, unique=True)))
    regions = tuple(draw(st.lists(st.sampled_from(sorted(load().cities)), min_size=2, max_size=12, unique=True)))
    number = (
        st.integers(1990, 2030).map(float)
        | st.integers(0, 99999).map(float)
        | st.floats(0, 9999, allow_nan=False).map(lambda v: round(v, 2))
    )
    odd = st.sampled_from([None, "未报送", "—", "…"])
    keys = [(i, r) for i in indicators for r in regions]
    values: dict[tuple[str, str], Value] = {key: draw(number | number | number | odd) for key in keys}
    for key in keys[:: max(1, len(regions))]:
        values[key] = draw(number)  # every indicator has a figure in its first area
    return Truth(indicators, regions, values, f"2026-{draw(st.integers(1, 12)):02d}")


class Sheet:
    """Writes cells as a messy clerk would."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.cells, self.merges = draw, {}, []  # type: ignore[var-annotated]

    def put(self, row: int, column: int, text: str, *, bold: bool = False, indent: int = 0) -> None:
        self.cells[row, column] = Cell(text, None, "text", Style(bold=bold, indent=indent))

    def figure(self, row: int, column: int, value: Value) -> None:
        if value is None:
            return
        if isinstance(value, str):
            return self.put(row, column, value)
        plain = f"{value:g}" if value != int(value) else str(int(value))
        style = self.draw(st.sampled_from(["number", "number", "text", "commas", "blanks", "wide", "note"]))
        text = {"commas": f"{value:,}", "blanks": f"  {plain} ", "note": f"{plain}①"}.get(style, plain)
        if style == "commas" and value == int(value):
            text = f"{int(value):,}"
        if style == "wide":
            text = plain.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
        number = value if style == "number" else None
        self.cells[row, column] = Cell(text, number, "number" if number is not None else "text")

    def grid(self, name: str, sheet: str) -> Grid:
        rows, columns = max(r for r, _ in self.cells), max(c for _, c in self.cells)
        return Grid(name, sheet, False, rows, columns, self.cells, tuple(self.merges))


def name_of(draw: st.DrawFn, region: str) -> str:
    city = load().regions[region]
    spaced = " ".join(city.short_zh)
    return draw(st.sampled_from([city.zh, city.short_zh, spaced, f"{city.zh}退役军人事务局", f"　{city.zh}", region]))


def period_text(truth: Truth) -> str:
    return f"2026年{int(truth.period[5:])}月"


def rendered(draw: st.DrawFn, truth: Truth) -> Grid:
    sheet, drift = Sheet(draw), draw(st.integers(0, 3))
    left, row = 1 + draw(st.integers(0, 2)), 1 + drift
    where = draw(st.sampled_from(["title", "meta", "sheet", "file"]))
    title = "工作情况表" + (f"（截至{period_text(truth)}底）" if where == "title" else "")
    sheet.put(row, left, title, bold=True)
    if draw(st.booleans()):
        sheet.merges.append((row, left, row, left + 3))
    if where == "meta":
        row += 1
        sheet.put(row, left, f"报告期：{period_text(truth)}")
    row += 1 + draw(st.integers(0, 1))
    transposed = draw(st.booleans())
    row = (across if transposed else down)(draw, sheet, truth, row, left)
    if draw(st.booleans()):
        sheet.put(row + draw(st.integers(0, 2)), left, "注：1.本表每月5日前报送。")
    name = f"情况表_{period_text(truth)}.xlsx" if where == "file" else "情况表.xlsx"
    return sheet.grid(name, period_text(truth) if where == "sheet" else "Sheet1")


def down(draw: st.DrawFn, sheet: Sheet, truth: Truth, row: int, left: int) -> int:
    """Areas down, indicators across, perhaps under group headings, with an ordinal column or a marker row."""
    ordinal, grouped, marker = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    stub = left + ordinal
    ids = sorted(truth.indicators, key=lambda i: INDICATORS[i][0]) if grouped else list(truth.indicators)
    merged = draw(st.booleans())
    if grouped:
        groups = [INDICATORS[i][0] for i in ids]
        for at, group in enumerate(groups):
            if at == 0 or group != groups[at - 1]:
                sheet.put(row, stub + 1 + at, group)
                last = max(i for i, g in enumerate(groups) if g == group)
                if merged and last > at:
                    sheet.merges.append((row, stub + 1 + at, row, stub + 1 + last))
    head = row + grouped
    sheet.put(row if grouped and merged else head, stub, draw(st.sampled_from(["地区", "地 市", "单位"])), bold=True)
    if grouped and merged:
        sheet.merges.append((row, stub, head, stub))
    if ordinal:
        sheet.put(head, left, "序号")
    for at, id in enumerate(ids):
        _, word, unit = INDICATORS[id]
        sheet.put(head, stub + 1 + at, draw(st.sampled_from([word, f"{word}（{unit}）", f"{word}({unit})"])))
    row = head + 1
    if marker:
        sheet.put(row, stub, "甲")
        for at in range(len(ids)):
            sheet.put(row, stub + 1 + at, str(at + 1))
        row += 1
    for at, region in enumerate(truth.regions):
        if ordinal:
            sheet.cells[row, left] = Cell(str(at + 1), float(at + 1), "number")
        sheet.put(row, stub, name_of(draw, region), indent=draw(st.sampled_from([0, 0, 1])) if at else 0)
        for column, id in enumerate(ids):
            sheet.figure(row, stub + 1 + column, truth.values[id, region])
        row += 1
    return row


def across(draw: st.DrawFn, sheet: Sheet, truth: Truth, row: int, left: int) -> int:
    """Indicators down, areas across, perhaps with a unit column."""
    unit_column = draw(st.booleans())
    sheet.put(row, left, draw(st.sampled_from(["指标", "项目", "指 标 名 称"])))
    if unit_column:
        sheet.put(row, left + 1, "计量单位")
    first = left + 1 + unit_column
    for at, region in enumerate(truth.regions):
        sheet.put(row, first + at, name_of(draw, region))
    for id in truth.indicators:
        row += 1
        _, word, unit = INDICATORS[id]
        sheet.put(row, left, word if unit_column else f"{word}（{unit}）")
        if unit_column:
            sheet.put(row, left + 1, unit)
        for at, region in enumerate(truth.regions):
            sheet.figure(row, first + at, truth.values[id, region])
    return row + 1


STATES = {"未报送": "not_reported", "—": "not_applicable", "…": "below_unit", None: "not_reported"}


@st.composite
def cases(draw: st.DrawFn) -> tuple[Truth, Grid]:
    truth = draw(truths())
    return truth, rendered(draw, truth)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_a_random_table_in_a_random_layout_reads_back_to_itself(case: tuple[Truth, Grid]) -> None:
    truth, grid = case
    reading = interpret(Book(grid.workbook, "0" * 64, "xlsx", "read", (grid,)))
    got: dict[tuple[Any, Any], Value] = {}
    for o in reading.observations:
        assert (o.measure, o.period, o.role) == ("value", truth.period, "region"), o
        got[o.indicator, o.region] = o.value if o.missing is None else o.missing
    wanted = {k: v if isinstance(v, float) else STATES[v] for k, v in truth.values.items()}
    assert got == wanted


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_nothing_with_a_digit_is_lost(case: tuple[Truth, Grid]) -> None:
    _, grid = case
    reading = interpret(Book(grid.workbook, "0" * 64, "xlsx", "read", (grid,)))
    seen = {o.ref.cell for o in reading.observations} | {p.ref.cell for p in reading.passed_over}
    for (row, column), cell in grid.cells.items():
        if any(ch.isdigit() for ch in cell.text):
            assert f"{chr(64 + column)}{row}" in seen, (row, column, cell.text)


# ------------------------------------------------------------------ anything at all
WORDS = [
    "地区",
    "广州市",
    "深圳",
    "合计",
    "其中：女性",
    "一、就业",
    "（一）新增",
    "单位：人",
    "2026年10月",
    "2018年",
    "注：说明1",
    "志愿服务队",
    "队伍数（支）",
    "累计时长",
    "完成率(%)",
    "序号",
    "甲",
    "乙",
    "1",
    "A",
    "-",
    "…",
    "备注",
    "",
    " ",
    "同比",
    "1-2月",
    "姓名",
    "名称",
    "地市",
    "县区",
    "层级",
    "人数",
    "状态",
    "类型",
    "2009/IV",
    "Total",
    "  Wheat",
    "共3条",
    "=SUM(A1)",
    "①",
    "　　其中",
    "440100",
    "±",
]


@st.composite
def anything(draw: st.DrawFn) -> Grid:
    rows, columns = draw(st.integers(1, 9)), draw(st.integers(1, 8))
    cells = {}
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            kind = draw(st.sampled_from(["word", "word", "number", "number", "none", "error", "text"]))
            if kind == "number":
                number = draw(st.integers(-5, 3000).map(float) | st.floats(allow_nan=False, allow_infinity=False))
                cells[row, column] = Cell(f"{number:g}", number, "number")
            elif kind in ("word", "text"):
                text = draw(st.sampled_from(WORDS)) if kind == "word" else draw(st.text(max_size=12))
                cells[row, column] = Cell(text, None, "text", Style(bold=draw(st.booleans())))
            elif kind == "error":
                cells[row, column] = Cell("#N/A", None, "error")
    corner = st.tuples(st.integers(1, rows), st.integers(1, columns), st.integers(0, 2), st.integers(0, 3))
    merges = [(r, c, r + h, c + w) for r, c, h, w in draw(st.lists(corner, max_size=3))]
    return Grid("乱.xlsx", "Sheet1", False, rows, columns, cells, tuple(merges))


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(anything())
def test_no_sheet_breaks_the_reader_or_loses_a_number(grid: Grid) -> None:
    reading = interpret(Book(grid.workbook, "0" * 64, "xlsx", "read", (grid,)))
    if reading.register_rows:
        return
    cells = [o.ref.cell for o in reading.observations]
    assert len(cells) == len(set(cells))
    seen = set(cells) | {p.ref.cell for p in reading.passed_over}
    for (row, column), cell in grid.cells.items():
        if cell.number is not None:
            assert f"{chr(64 + column)}{row}" in seen

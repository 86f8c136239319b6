"""Nothing silent: every number of every sheet is an observation, a register's field, or passed over with its reason.

openpyxl lists the cells, so that what our own grid might lose is missed too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from journey_forms import REGISTERS, SITE, STAGES, TEAM
from openpyxl.utils.cell import range_boundaries
from reader_sheets import write
from test_reader_log import LOG

from catalog.records import Reading
from loaders.grid import open_book
from loaders.read import read
from loaders.registers import find
from loaders.view import View, address
from tests.conftest import ROOT

SAMPLES = ROOT / "data" / "samples"
REGISTER = [
    ["全省退役军人志愿服务队台账（2026年10月）"], ["共4支，截至31日"], [*TEAM, "2025年考核", "备用"],
    [1, "惠州市", "惠城区", "三新社区", "三新社区战旗队", "村", "张三", 25, "1,860", "在册", "92分", 7],
    [2, "惠州市", "惠城区", "东平社区", None, "村", "李四", 30, 12, "在册", 88],
    ["合计", None, None, None, None, None, None, 55, 1872],
    TEAM,
    [3, "惠州市", "惠城区", "桥西社区", "桥西社区战旗队", "村", "13800000000", "十二", "约5", "注销", None, None, 99],
    ["说明：1.本表每月5日前报送"], [None, "联系电话：0752-1234567"],
]  # fmt: skip
SIDE = [
    ["2026年10月情况"], ["地区", "队伍数（支）", "志愿者", None, None, "地区", "荣誉室（个）", "备注3"],
    ["广州市", 5, "约60", None, 17, "广州市", 4, "含2处筹建"], ["深圳市", 6, "—", None, None, "深圳市", 3],
    ["合计", "=B3+B4", "=X9", None, None, "合计", 7, None], [], [None, None, 404, "零散12"],
    ["注：1）数据截至10月31日"], ["单位负责人：", 1, "报出日期：2026年11月5日"],
]  # fmt: skip
ODD: dict[str, list[list[Any]]] = {
    "register": REGISTER, "side by side, strays and notes": SIDE, "log": LOG,
    "words and numbers only": [["说明"], ["本月共3次会议，2人请假"], [12], [None, "第5页"]],
    "one number": [[42]],
    "numbers without a word": [[1, 2, 3], [4, 5, 6]],
    "dates and codes": [["2026年10月"], ["编码", "地区", "日期", "新增就业（人）"],
                        ["440100", "广州市", "2026-10-03", 5], [440300, "深圳市", 46298, 6]],
    "levels": [["2026年10月就业"], ["地区", "新增就业", None, "同比（%）"], [None, "本月", "累计", None],
               ["甲", 1, 2, 3], ["一、珠三角", None, None, None], ["广州市", "1,234", "1.2万", "12.5%"],
               ["　其中：越秀区", 3, 9, -4]],
    "site register": [["荣誉室（墙）登记表（2026年9月）"], SITE,
                      [1, "汕头市", "金平区", "1号室", "馆", "县", "约120", "/", "李"]],
}  # fmt: skip


def numbered(path: Path) -> Iterator[tuple[str, str]]:
    """Sheet and address of every cell that holds a number or a text with a digit in it."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        for cell in sheet._cells.values():  # iter_rows would make all the empty ones up to a stray
            if isinstance(cell.value, int | float) or re.search(r"\d", str(cell.value or "")):
                yield sheet.title, cell.coordinate


def accounted(reading: Reading, path: Path) -> set[tuple[str, str]]:
    """Everything the reading names: data cells, passed-over cells and columns, the fields of register lines."""
    found = {(o.ref.sheet, o.ref.cell) for o in reading.observations}
    for passed in reading.passed_over:
        left, top, right, bottom = range_boundaries(passed.ref.cell)
        found |= {(passed.ref.sheet, address(r, c)) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    for grid in open_book(path).grids:
        register = find(View(grid))
        lines = [row.line for row in reading.register_rows if row.sheet == grid.sheet]
        found |= {(grid.sheet, address(line, c)) for line in lines for c in (register.columns if register else ())}
    return found


def unaccounted(path: Path) -> list[tuple[str, str]]:
    reading = read(path)
    assert reading.status == "read", reading.findings
    known = accounted(reading, path)
    return [cell for cell in numbered(path) if cell not in known]


@pytest.mark.parametrize("stage", [s for s in STAGES if s.name.endswith("xlsx")], ids=lambda stage: stage.form)
def test_every_number_of_every_form(stage: Any, tmp_path: Path) -> None:
    assert not unaccounted(write(tmp_path / stage.name, stage.sheets))


@pytest.mark.parametrize("row", REGISTERS, ids=lambda row: row[0])
def test_every_number_of_a_register(row: Any, tmp_path: Path) -> None:
    assert not unaccounted(write(tmp_path / row[1], {"台账": row[2]}))


@pytest.mark.parametrize("name", ODD)
def test_every_number_of_odd_sheets(name: str, tmp_path: Path) -> None:
    assert not unaccounted(write(tmp_path / "表.xlsx", {"表": ODD[name]}))


def test_every_number_of_hidden_sheets_and_of_cells_far_away(tmp_path: Path) -> None:
    path = write(tmp_path / "表.xlsx", {"一": SIDE, "二": ODD["levels"], "三": REGISTER})
    book = openpyxl.load_workbook(path)
    book["二"].sheet_state = book["三"].sheet_state = "hidden"
    book["一"]["ZZ9000"] = book["三"]["B9000"] = 123
    book["一"].row_dimensions[3].hidden = book["一"].column_dimensions["B"].hidden = True
    book.save(path)
    assert not unaccounted(path)
    reasons = {(p.ref.sheet, p.ref.cell): p.reason for p in read(path).passed_over}
    assert reasons["一", "ZZ9000"] == reasons["三", "B9000"] == "far"


@pytest.mark.parametrize(
    "name", ["全省主要指标汇总表_2026", "分市指标对照表_2026", "广州市_就业月报_2026",
             "重点工作进度通报表_2026年1—10月", "荣誉室（墙）登记表_2026年9月"],
)  # fmt: skip
def test_every_number_of_a_sample(name: str) -> None:
    assert not unaccounted(SAMPLES / f"示例_{name}.xlsx")


def test_a_line_without_name_and_a_total_of_a_register_are_said(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "表.xlsx", {"台账": REGISTER}))
    assert [row.line for row in reading.register_rows] == [4, 8]
    reasons = {p.ref.cell: p.reason for p in reading.passed_over}
    told = [reasons[cell] for cell in ("H5", "H6", "K4:K8", "B10")]
    assert told == ["no_name", "total", "unknown_column", "note"]
    assert ("line_without_name", "E5") in [(f.code, f.ref.cell) for f in reading.findings]
    assert "13800000000" not in repr(reading) and "张三" not in repr(reading)


def test_the_count_itself_sees_a_cell_that_is_lost(tmp_path: Path) -> None:
    path = write(tmp_path / "表.xlsx", {"表": SIDE})
    known = accounted(read(path)._replace(passed_over=()), path)
    lost = [cell for cell in numbered(path) if cell not in known]
    assert ("表", "H3") in lost and ("表", "B3") not in lost

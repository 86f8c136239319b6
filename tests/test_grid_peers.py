"""openpyxl and calamine as second opinions: on the sample workbooks they see the same values, merges and style."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell as Theirs
from python_calamine import CalamineWorkbook

from loaders.grid import open_book
from loaders.records import Cell

SAMPLES = sorted((Path(__file__).resolve().parents[1] / "data" / "samples").glob("*.xlsx"))[::17]


def same(cell: Cell, value: object) -> bool:
    if isinstance(value, bool):
        return cell.kind == "bool"
    if isinstance(value, int | float):
        return cell.number == value
    if isinstance(value, datetime.date | datetime.time):
        return cell.kind == "date"
    return cell.text == str(value)


def style(cell: Theirs) -> tuple[bool, int, str, bool]:
    fill = bool(cell.fill.fill_type) and cell.fill.fill_type != "gray125"
    return bool(cell.font.b), int(cell.alignment.indent or 0), cell.number_format.replace("General", ""), fill


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_openpyxl_sees_the_same_cells_and_style(path: Path) -> None:
    ours, theirs = open_book(path).grids, openpyxl.load_workbook(path, data_only=True).worksheets
    assert [grid.sheet for grid in ours] == [sheet.title for sheet in theirs]
    for grid, sheet in zip(ours, theirs, strict=True):
        filled = {(cell.row, cell.column): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert set(grid.cells) == {place for place, cell in filled.items() if str(cell.value).strip()}
        for place, cell in grid.cells.items():
            assert same(cell, filled[place].value), (grid.sheet, place)
            look = cell.style
            assert (look.bold, look.indent, look.number_format, bool(look.fill)) == style(filled[place])
        assert {merge[:2] for merge in grid.merges} <= {(m.min_row, m.min_col) for m in sheet.merged_cells.ranges}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_calamine_sees_the_same_numbers(path: Path) -> None:
    for grid in open_book(path).grids:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(grid.sheet).to_python(skip_empty_area=False)
        theirs = {
            (row, column): float(value)
            for row, cells in enumerate(rows, 1)
            for column, value in enumerate(cells, 1)
            if isinstance(value, int | float) and not isinstance(value, bool)
        }
        assert theirs == {place: cell.number for place, cell in grid.cells.items() if cell.kind == "number"}

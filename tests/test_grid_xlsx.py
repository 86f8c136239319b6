"""xlsx and xlsm: what a sheet shows is what the grid holds, by both roads through the sheet part."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from loaders import grid_xlsx
from loaders.door import limits
from loaders.door_zip import Package
from loaders.grid import open_book
from loaders.grid_cells import Sheet
from loaders.grid_xlsx_met import Looks
from loaders.grid_xlsx_scan import Unusual
from loaders.grid_xlsx_sheet import SheetReader
from loaders.grid_xlsx_styles import look
from loaders.records import Grid, Style


def styled(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "10月"
    sheet.merge_cells("A1:D1")
    sheet["A1"], sheet["A1"].font = "主要指标汇总表(截至2026年10月底)", Font(bold=True)
    for place, text in {"A2": "地区", "B2": "人数", "C2": "完成率", "D2": "日期", "A4": "深圳市", "A5": "注"}.items():
        sheet[place] = text
    sheet["A3"], sheet["A3"].alignment = "　其中：广州市", Alignment(indent=2)
    sheet["B3"], sheet["B3"].number_format = 12345.125, "#,##0.00"
    sheet["C3"], sheet["C3"].number_format = 0.958, "0.0%"
    sheet["D3"], sheet["D3"].number_format = datetime.date(2026, 11, 1), 'yyyy"年"m"月"'
    sheet["B4"], sheet["C4"], sheet["D4"] = "=SUM(B3:B3)", "#DIV/0!", True
    sheet["A4"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["A4"].border = Border(left=Side("thin"), top=Side("thin"))
    sheet["A5"].comment = Comment("此数含农垦", "省厅")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    hidden = book.create_sheet("模板")
    hidden["B2"], hidden.sheet_state = 1, "hidden"
    book.save(path)
    return path


def test_a_sheet_comes_back_as_a_person_sees_it(tmp_path: Path) -> None:
    book = open_book(styled(tmp_path / "月报.xlsx"))
    first, second = book.grids
    shown = {place: (cell.text, cell.kind) for place, cell in first.cells.items()}
    assert shown == {
        (1, 1): ("主要指标汇总表(截至2026年10月底)", "text"), (2, 1): ("地区", "text"), (2, 2): ("人数", "text"),
        (2, 3): ("完成率", "text"), (2, 4): ("日期", "text"), (3, 1): ("　其中：广州市", "text"),
        (3, 2): ("12,345.13", "number"), (3, 3): ("95.8%", "number"), (3, 4): ("2026年11月", "date"),
        (4, 1): ("深圳市", "text"), (4, 2): ("=SUM(B3:B3)", "formula_without_value"), (4, 3): ("#DIV/0!", "error"),
        (4, 4): ("TRUE", "bool"), (5, 1): ("注", "text"),
    }  # fmt: skip
    assert first.cells[3, 2].number == 12345.125 and first.cells[3, 4].number == 46327
    assert first.cells[1, 1].style.bold and first.cells[3, 1].style.indent == 2
    assert (first.cells[4, 1].style.fill, first.cells[4, 1].style.borders) == ("FFFF00", "LT")
    assert first.merges == ((1, 1, 1, 4),) and first.comments == {(5, 1): "此数含农垦"}
    assert (first.hidden_rows, first.hidden_columns) == (frozenset({5}), frozenset({3}))
    assert second.hidden and [finding.code for finding in book.findings] == ["hidden_sheet"]


def package(path: Path, sheet: str, *, strings: str = "", workbook: str = "") -> Path:
    """The smallest xlsx around a sheet part."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    link = f'<Relationship Id="rId%d" Type="{office}/%s" Target="%s"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("_rels/.rels", links + link % (1, "officeDocument", "xl/workbook.xml") + "</Relationships>")
        made.writestr(
            "xl/workbook.xml",
            f'<workbook {main} xmlns:r="{office}">{workbook}<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
            "</workbook>",
        )
        made.writestr(
            "xl/_rels/workbook.xml.rels",
            links
            + link % (1, "worksheet", "worksheets/sheet1.xml")
            + link % (2, "sharedStrings", "s.xml")
            + "</Relationships>",
        )
        made.writestr("xl/s.xml", f"<sst {main}>{strings}</sst>")
        made.writestr("xl/worksheets/sheet1.xml", f"<worksheet {main}>{sheet}</worksheet>")
    return path


def only(path: Path) -> Grid:
    book = open_book(path)
    assert book.status == "read", book.findings
    return book.grids[0]


def test_a_wrong_dimension_and_rows_in_any_order_lose_nothing(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c><c r="A{n}"><v>1</v></c></row>' for n in range(30, 0, -1))
    grid = only(package(tmp_path / "a.xlsx", f'<dimension ref="A1"/><sheetData>{rows}</sheetData>'))
    assert (grid.n_rows, grid.n_cols, len(grid.cells)) == (30, 2, 60)
    assert next(iter(grid.cells)) == (1, 1) and grid.cells[7, 2].number == 7


def test_trailing_formatted_rows_to_the_end_of_the_sheet_cost_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(
        f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 40_000)
    )
    grid = only(
        package(tmp_path / "a.xlsx", f'<sheetData>{rows}<row r="1048576"><c r="XFD1048576"/></row></sheetData>')
    )
    assert (grid.n_rows, grid.n_cols, len(grid.cells)) == (1, 1, 1)


def test_a_stray_far_cell_is_set_aside_and_named(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 24))
    stray = '<row r="1048576"><c r="XFD1048576"><v>99</v></c></row>'
    book = open_book(package(tmp_path / "a.xlsx", f"<sheetData>{rows}{stray}</sheetData>"))
    assert (book.grids[0].n_rows, book.grids[0].n_cols) == (23, 1)
    (finding,) = book.findings
    assert (finding.code, finding.ref.cell) == ("far_cell", "XFD1048576") and "99" in finding.text


def test_the_same_cell_written_twice_is_refused_by_name(tmp_path: Path) -> None:
    row = '<row r="7"><c r="C7"><v>5</v></c><c r="C7"><v>6</v></c></row>'
    book = open_book(package(tmp_path / "a.xlsx", f"<sheetData>{row}</sheetData>"))
    assert (book.status, book.findings[0].code, book.findings[0].ref.cell) == ("refused", "twice_written", "C7")


def test_raised_digits_in_rich_text_stay_footnote_marks(tmp_path: Path) -> None:
    raised = '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    rich = f'<si><r><t>3100</t></r>{raised}<rPh sb="0" eb="1"><t>x</t></rPh></si>'
    grid = only(
        package(
            tmp_path / "a.xlsx", '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>', strings=rich
        )
    )
    assert grid.cells[1, 1].text == "3100¹"


def test_formulas_that_were_never_calculated_are_not_zeros(tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = made.add_worksheet("表")
    sheet.write_row(0, 0, [3, 4])
    sheet.write_formula(1, 0, "=A1+B1")
    made.close()
    book = open_book(tmp_path / "a.xlsx")
    assert book.grids[0].cells[2, 1].kind == "formula_without_value"
    assert [(finding.code, finding.ref.cell) for finding in book.findings] == [("formula_zero", "A2")]


def test_numbers_a_double_cannot_hold_keep_their_digits_in_the_text(tmp_path: Path) -> None:
    values = ("9007199254740993", "44010019900101123456", "NaN", "1e309", "-0", "1_000", "0.1", "1E-7")
    row = "".join(f'<c r="{name}1"><v>{value}</v></c>' for name, value in zip("ABCDEFGH", values, strict=True))
    grid = only(package(tmp_path / "a.xlsx", f'<sheetData><row r="1">{row}</row></sheetData>'))
    assert [cell.text for cell in grid.cells.values()] == [
        "9007199254740993", "44010019900101123456", "NaN", "1e309", "0", "1_000", "0.1", "1E-07",
    ]  # fmt: skip
    assert [cell.kind for cell in grid.cells.values()][2:6] == ["error", "error", "number", "error"]


def test_a_listed_sheet_without_content_is_refused_by_its_name(tmp_path: Path) -> None:
    path = styled(tmp_path / "a.xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(out, "w") as less:
        for name in whole.namelist():
            if name != "xl/worksheets/sheet2.xml":
                less.writestr(name, whole.read(name))
    path.write_bytes(out.getvalue())
    (finding,) = open_book(path).findings
    assert (finding.code, finding.ref.sheet, finding.severity) == ("missing_part", "模板", "error")


def by_xml(path: Path, monkeypatch: pytest.MonkeyPatch) -> Grid:
    def unusual(*_: object) -> None:
        raise Unusual

    with monkeypatch.context() as patch:
        patch.setattr(grid_xlsx, "scan", unusual)
        return only(path)


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> 甲&amp;乙 </t></is></c></row>',
        '<row r="1"><c t="str" r="A1"><v>x</v></c><c r="B1" s="9" t="n"><f>1+1</f><v>2</v></c></row>',
        '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>',
        '<row r="1"><!-- <c r="Z9"><v>9</v></c> --><c r="A1"><v><![CDATA[7]]></v></c></row>',
        '<row r="1"><c r="A1"><f t="shared" si="0"/><v></v></c><c r="B1" t="e"><v>#N/A</v></c></row>',
        '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="d"><v>2026-10-31</v></c></row>',
        '<row r="1"><c r="A1" t="str"><f>A2&amp;"x"</f><v>a&lt;b_x000D_</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1" t="str"><f>""</f><v></v></c></row>',
        '<row r="1"><c r="A1" ><v>1</v></c ><c r="B1"  s="0"><v >2</v></c></row >',
        '<row r="1"><c r="A1"><v>1</v><extLst><ext><v>5</v></ext></extLst></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>一</t></r><r><t>二</t></r></is></c></row>',
    ],
)  # fmt: skip
def test_the_quick_road_and_the_xml_road_see_the_same(
    cells: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = package(tmp_path / "a.xlsx", f"<cols><col min='2' max='3' hidden='1'/></cols><sheetData>{cells}</sheetData>"
                   "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>")  # fmt: skip
    quick, slow = only(path), by_xml(path, monkeypatch)
    assert quick == slow and quick.cells


PLACES = st.tuples(st.integers(1, 40), st.integers(1, 30))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), min_size=1)
FLOATS = st.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-9)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(PLACES, st.one_of(st.integers(-(10**14), 10**14), FLOATS, WORDS), min_size=1))
def test_whatever_is_written_is_read_with_its_address(sheet: dict[tuple[int, int], int | float | str]) -> None:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    page = made.add_worksheet()
    for (row, column), value in sheet.items():
        write = page.write_string if isinstance(value, str) else page.write_number
        write(row - 1, column - 1, value)
    made.close()
    ((grid,), _) = grid_xlsx.grids("a.xlsx", Package(out.getvalue(), limits()), limits())
    assert set(grid.cells) == set(sheet)
    for place, value in sheet.items():
        cell = grid.cells[place]
        if isinstance(value, str):
            assert cell.text == value
        else:
            assert cell.number == pytest.approx(value, rel=1e-15) and float(cell.text) == pytest.approx(
                value, rel=1e-13
            )


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(["", "0", "0.0", "0.00", "#,##0", "#,##0.00", "0.0%", "000", "#.#", "0.0,", ";;;", "yyyy/m/d"]),
    st.one_of(FLOATS, st.integers(-(10**16), 10**16), st.decimals(-(10**6), 10**6, places=3).map(float)),
    st.sampled_from(["%r", "%.17g", "%.15g", "%.3f"]),
)
def test_a_number_prints_the_same_by_the_short_road_as_by_its_format(code: str, value: float, how: str) -> None:
    written = how % value
    shown = look(Style(number_format=code))
    reader = SheetReader(Sheet("a.xlsx", "表", limits()), [], [shown], days_1904=False)
    cell = Looks(reader)[' s="0"'][written]
    reader.style, reader.kind = "0", "n"
    assert cell is not None and cell == reader.made(written)
    if cell.kind == "number" and "E" not in cell.text and "e" not in written and abs(float(written)) < 1e15:
        assert cell.text == shown.printer(float(written))

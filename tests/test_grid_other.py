"""xls, ods, SpreadsheetML 2003, HTML and CSV: the same sheet reads the same in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.grid import open_book
from loaders.records import Book, Grid

FIXTURES = Path(__file__).parent / "fixtures"  # both made with LibreOffice from one invented sheet

SPREADSHEETML = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="Default"/><Style ss:ID="t"><Font ss:Bold="1"/></Style>
<Style ss:ID="n"><NumberFormat ss:Format="#,##0.00"/></Style><Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style>
<Style ss:ID="i"><Alignment ss:Indent="2"/></Style>
<Style ss:ID="y"><Interior ss:Color="#FFFF00" ss:Pattern="Solid"/>
<Borders><Border ss:Position="Left" ss:LineStyle="Continuous"/>
<Border ss:Position="Top" ss:LineStyle="Continuous"/></Borders></Style></Styles>
<Worksheet ss:Name="10月"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="3" ss:StyleID="t"><Data ss:Type="String">表题(截至2026年10月)</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">地区</Data></Cell><Cell><Data ss:Type="String">人数</Data></Cell>
<Cell><Data ss:Type="String">比例</Data></Cell><Cell><Data ss:Type="String">日期</Data></Cell></Row>
<Row><Cell ss:StyleID="i"><Data ss:Type="String">  其中:广州</Data></Cell>
<Cell ss:StyleID="n"><Data ss:Type="Number">12345.125</Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.125</Data></Cell>
<Cell ss:StyleID="d"><Data ss:Type="DateTime">2026-11-01T00:00:00.000</Data></Cell></Row>
<Row><Cell ss:StyleID="y"><Data ss:Type="String">深圳</Data></Cell>
<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell>
<Cell ss:Formula="=R[-1]C[-1]*2"><Data ss:Type="Number">24690.25</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">注</Data><Comment><ss:Data>说明</ss:Data></Comment></Cell>
<Cell><Data ss:Type="Number">-7</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="隐"><Table><Row ss:Index="2"><Cell ss:Index="2"><Data ss:Type="Number">1</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"""

EXPECTED = {
    (1, 1): "表题(截至2026年10月)", (2, 1): "地区", (2, 2): "人数", (2, 3): "比例", (2, 4): "日期",
    (3, 1): "  其中:广州", (3, 2): "12,345.13", (3, 3): "12.5%", (3, 4): "2026年11月", (4, 1): "深圳",
    (4, 2): "#DIV/0!", (4, 3): "24690.25", (5, 1): "注", (5, 2): "-7",
}  # fmt: skip


def book_of(kind: str, folder: Path) -> Book:
    if kind != "spreadsheetml":
        return open_book(FIXTURES / f"styled.{kind}")
    for encoding in ("UTF-8", "gb2312"):
        (folder / f"{encoding}.xls").write_bytes(SPREADSHEETML.format(encoding=encoding).encode(encoding))
    utf, gb = (open_book(folder / f"{encoding}.xls", "月报.xls") for encoding in ("UTF-8", "gb2312"))
    assert utf.grids == gb.grids
    return utf


@pytest.mark.parametrize("kind", ["xls", "ods", "spreadsheetml"])
def test_one_sheet_reads_the_same_in_every_format_with_style(kind: str, tmp_path: Path) -> None:
    book = book_of(kind, tmp_path)
    assert (book.status, book.kind) == ("read", kind)
    first, second = book.grids
    texts = {place: cell.text for place, cell in first.cells.items() if place != (4, 4)}
    assert texts == EXPECTED
    assert (first.cells[3, 2].number, first.cells[3, 3].number, first.cells[3, 4].number) == (12345.125, 0.125, 46327)
    assert [first.cells[place].kind for place in ((3, 4), (4, 2), (4, 3))] == ["date", "error", "number"]
    assert first.cells[3, 2].style.number_format == "#,##0.00" and first.cells[1, 1].style.bold
    assert first.cells[3, 1].style.indent == 2
    assert (first.cells[4, 1].style.fill, first.cells[4, 1].style.borders) == ("FFFF00", "LT")
    assert (first.merges, first.hidden_rows, first.hidden_columns) == (((1, 1, 1, 4),), frozenset({5}), frozenset({3}))
    assert dict(first.comments) == {(5, 1): "说明"}
    assert (second.sheet, second.hidden, second.cells[2, 2].number) == ("隐", True, 1)


# ------------------------------------------------------------------ HTML
def html_grid(text: str, folder: Path, encoding: str = "utf-8") -> Grid:
    (folder / "导出.xls").write_bytes(text.encode(encoding))
    book = open_book(folder / "导出.xls")
    assert (book.status, book.kind) == ("read", "html"), book.findings
    return book.grids[0]


def test_an_html_export_keeps_its_spans_bold_and_exact_numbers(tmp_path: Path) -> None:
    grid = html_grid(
        '<html><head><meta charset="gb2312"></head><body><table>'
        '<tr><th rowspan=2>地区</th><th colspan="2">就业</th></tr>'
        "<tr><td><b>人数</b></td><td>比例</td></tr><tr style='display:none'><td>广州&nbsp;市<br>本级</td>"
        "<td x:num='1234.5'>1,234.5</td><td>#N/A</td></tr></table><table><tr><td>注</td></tr></table></body></html>",
        tmp_path, "gb18030",
    )  # fmt: skip
    shown = {place: (cell.text, cell.kind, cell.number) for place, cell in grid.cells.items()}
    assert shown == {
        (1, 1): ("地区", "text", None), (1, 2): ("就业", "text", None), (2, 2): ("人数", "text", None),
        (2, 3): ("比例", "text", None), (3, 1): ("广州 市\n本级", "text", None), (3, 2): ("1,234.5", "number", 1234.5),
        (3, 3): ("#N/A", "error", None), (5, 1): ("注", "text", None),
    }  # fmt: skip
    assert grid.merges == ((1, 1, 2, 1), (1, 2, 1, 3)) and grid.hidden_rows == frozenset({3})
    assert grid.cells[1, 1].style.bold and grid.cells[2, 2].style.bold and not grid.cells[2, 3].style.bold


def test_a_span_of_a_billion_cells_is_no_bomb(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=99999999 colspan=99999999>1</td></tr>" * 3
    (tmp_path / "a.xls").write_text(f"<table>{rows}</table>", encoding="utf-8")
    assert open_book(tmp_path / "a.xls").status in ("read", "refused")


# ------------------------------------------------------------------ CSV
LINES = (
    '"地市","单位编码","统计月份","队伍总数","备注"\r\n"广州市\t","=""440100""","202610","812","甲,乙"\r\n'
    '"深圳","01","202610","1,860",""\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_reads_the_same_in_every_encoding_and_with_every_delimiter(
    encoding: str, mark: str, tmp_path: Path
) -> None:
    text = LINES.replace("\t", "") if mark == "\t" else LINES
    text = text.replace('","', f'"{mark}"').replace("甲,乙", "甲,乙")
    (tmp_path / "导出.csv").write_bytes(text.encode(encoding))
    book = open_book(tmp_path / "导出.csv")
    assert (book.status, book.kind, book.findings) == ("read", "csv", ())
    shown = {place: (cell.text, cell.number) for place, cell in book.grids[0].cells.items() if place[0] > 1}
    assert shown == {
        (2, 1): ("广州市", None), (2, 2): ("440100", None), (2, 3): ("202610", 202610.0), (2, 4): ("812", 812.0),
        (2, 5): ("甲,乙", None), (3, 1): ("深圳", None), (3, 2): ("01", None), (3, 3): ("202610", 202610.0),
        (3, 4): ("1,860", None),
    }  # fmt: skip


def test_a_thousands_comma_without_quotes_is_an_error_not_a_shifted_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("地区,人数,时长\n广州,3,200,15\n深圳,2100,16\n佛山,7,8\n", encoding="utf-8")
    (finding,) = open_book(tmp_path / "a.csv").findings
    assert (finding.code, finding.severity, finding.ref.cell) == ("csv_long_row", "error", "D2")
    assert "表头只有 3 栏" in finding.text


def test_a_short_line_within_the_table_is_a_warning_and_titles_and_notes_are_not(tmp_path: Path) -> None:
    text = "数据库：月报\n指标：人数\n地区,人数,时长\n广州,3,15\n深圳,16\n佛山,7,8\n共21条\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert [(f.code, f.ref.cell) for f in open_book(tmp_path / "a.csv").findings] == [("csv_short_row", "B5")]


def test_a_line_that_names_the_separator_is_no_data_and_a_typed_error_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=;\n地区;人数\n广州,本级;#N/A\n深圳;5\n", encoding="utf-8")
    shown = {place: (cell.text, cell.kind) for place, cell in open_book(tmp_path / "a.csv").grids[0].cells.items()}
    assert shown == {
        (1, 1): ("地区", "text"), (1, 2): ("人数", "text"), (2, 1): ("广州,本级", "text"), (2, 2): ("#N/A", "error"),
        (3, 1): ("深圳", "text"), (3, 2): ("5", "number"),
    }  # fmt: skip

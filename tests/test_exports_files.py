"""Files as they leave the building: typed numbers, harmless texts, legal names, encodings that open."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from catalog.book import load
from catalog.records import Scope, Source
from catalog.view import View
from exports import bytes_of, write
from exports.records import Document, Entry, Head, ids
from exports.safe import clean, file_name, neutral, sheet_name
from exports.text import as_html, csv_bytes, tab_separated

VIEW = View(load(), Scope(period="2026-10"), "/table")
HEADS = (Head("", "地市", "", None), Head("重要力量", "新增就业", "人", 0), Head("重要力量", "就业率", "%", 1))
ROWS = (
    (Entry("广州市"), Entry(2161.0, "", (7,), "广州市 · 新增就业"), Entry(78.93426, "", (8, 9), "广州市 · 就业率")),
    (Entry("潮州市"), Entry(None, "未报送"), Entry(-3.25)),
)
MADE = Document(
    "分市主要指标 · 2026年10月", HEADS, ROWS,
    ((Entry("全省合计"), Entry(2161.0, "", (7,), "全省合计 · 新增就业"), Entry(78.9)),),
    1, (("单位", "见表头"), ("统计时间", "截至2026年10月31日"), ("报送范围", "19/21市已报送"), ("筛选", "全部")),
    ("① 合计不含潮州（未报送）。",), True, "分市主要指标_2026年10月",
)  # fmt: skip
SOURCE = Source(7, "示例_广州市_就业月报_2026.xlsx", "10月", "B5", "2,161", "root",
                "2026-11-21T23:09:58+00:00", "ab" * 32)  # fmt: skip


def opened(document: Document = MADE, **more) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(bytes_of(document, "xlsx", VIEW, **more)))


def lines(sheet) -> list[list]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


# ------------------------------------------------------------------ the workbook
def test_numbers_are_numbers_with_the_digits_of_the_page_and_missing_ones_say_so():
    sheet = opened()["数据"]
    rows = lines(sheet)
    assert rows[0][0] == MADE.title
    assert "19/21市已报送" in rows[1][0] and "示例数据" in rows[1][0]
    assert rows[2] == ["地市", "重要力量", None] and rows[3] == [None, "新增就业", "就业率"]
    assert rows[4] == [None, "（人）", "（%）"]
    assert rows[5:8] == [["全省合计", 2161, 78.9], ["广州市", 2161, 78.93426], ["潮州市", "未报送", -3.25]]
    assert [sheet.cell(7, column).number_format for column in (2, 3)] == ["#,##0", "#,##0.0"]
    assert rows[8][0] == MADE.notes[0]


def test_sheet_is_ready_for_a4_landscape_with_heads_on_every_page_and_frozen_panes():
    sheet = opened()["数据"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.freeze_panes == "B7", "the heading, the total and the city stay in sight"
    assert sheet.print_title_rows == "$3:$5"
    assert "示例数据" in sheet.oddHeader.right.text and sheet.merged_cells.ranges


def test_workbook_has_no_formula_and_every_sheet_it_promises():
    book = opened()
    assert book.sheetnames == ["数据", "说明与筛选"], "no sheet of sources where there are none to show"
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert opened(notes=False).sheetnames == ["数据"]


def test_notes_sheet_says_period_coverage_filters_and_that_the_figures_are_samples():
    notes = {row[0]: row[1] for row in lines(opened()["说明与筛选"])}
    assert notes["报送范围"] == "19/21市已报送" and notes["统计时间"] == "截至2026年10月31日"
    assert "示例数据，非真实数据" in [row[1] for row in lines(opened()["说明与筛选"])]
    real = lines(opened(MADE._replace(sample=False))["说明与筛选"])
    assert not [row for row in real if "示例" in str(row[1])], "real figures are never marked as samples"


def test_sources_sheet_leads_each_figure_to_its_cell_and_repeats_none_for_the_total():
    rows = lines(opened(MADE._replace(sources=(SOURCE,)))["来源"])
    assert len(rows) == 2
    assert rows[1] == ["广州市 · 新增就业", 2161, SOURCE.workbook, "10月", "B5", "2,161", "root", "2026-11-22 07:09:58",
                       SOURCE.sha256]  # fmt: skip
    assert ids(MADE) == (7, 8, 9)


def test_table_without_total_can_be_filtered_one_with_total_cannot_mix_it_in():
    assert opened()["数据"].auto_filter.ref is None
    assert opened(MADE._replace(totals=()))["数据"].auto_filter.ref == "A5:C7"


@pytest.mark.parametrize("format", ["xlsx", "csv", "csv_gb"])
def test_writing_to_a_path_with_a_chinese_name_gives_the_same_rows(tmp_path, format):
    place = tmp_path / f"{MADE.file}.{'xlsx' if format == 'xlsx' else 'csv'}"
    assert write(MADE, place, format, VIEW) == 2
    assert place.stat().st_size > 60


def test_register_of_fifteen_thousand_rows_is_written_whole():
    heads = tuple(Head("", f"栏{i}", "", None if i < 8 else 0) for i in range(12))
    row = tuple(Entry("志愿服务队") if i < 8 else Entry(12.0) for i in range(12))
    content = bytes_of(MADE._replace(heads=heads, rows=(row,) * 15_000, totals=()), "xlsx", VIEW, notes=False)
    assert openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0].max_row >= 15_000


# ------------------------------------------------------------------ csv and clipboard
def test_csv_opens_by_double_click_bom_and_crlf_and_plain_digits():
    content = csv_bytes(MADE)
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == 4
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["地市", "新增就业（人）", "就业率（%）"], ["全省合计", "2161", "78.9"], ["广州市", "2161", "78.9"],
                    ["潮州市", "未报送", "-3.3"]]  # fmt: skip


def test_every_format_says_that_figures_are_samples_and_real_ones_are_never_called_so():
    for format, encoding in (("csv", "utf-8-sig"), ("csv_gb", "gb18030")):
        assert bytes_of(MADE, format, VIEW).decode(encoding).startswith("地市（示例数据）,")
        assert "示例" not in bytes_of(MADE._replace(sample=False), format, VIEW).decode(encoding)
    assert "示例数据" in tab_separated(MADE, "示例数据").splitlines()[0] and "示例数据" in as_html(MADE, "示例数据")


def test_csv_in_gb18030_holds_the_same_and_rare_characters():
    rare = MADE._replace(rows=((Entry("𠮷镇"), Entry(1.0), Entry(2.0)),))
    assert "𠮷镇,1,2.0" in csv_bytes(rare, encoding="gb18030").decode("gb18030")


def test_clipboard_has_heads_with_units_and_no_tab_or_break_inside_a_cell():
    broken = MADE._replace(rows=((Entry("一\t二\n三"), Entry(1.0), Entry(2.0)),))
    text = tab_separated(broken)
    assert text.splitlines()[0] == "地市\t新增就业（人）\t就业率（%）"
    assert text.splitlines()[2] == "一 二 三\t1\t2.0"
    assert "<script>" not in as_html(MADE._replace(rows=((Entry("<script>"), Entry(1.0), Entry(2.0)),)))


# ------------------------------------------------------------------ texts that do no harm
@pytest.mark.parametrize("text", ["=1+1", "+86", "-2+3", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("x")', "＝1", "-"])
def test_texts_a_spreadsheet_would_run_are_neutralised(text):
    assert neutral(text) == f"'{text}"
    risky = MADE._replace(rows=((Entry(text), Entry(1.0), Entry(2.0)),))
    cell = opened(risky)["数据"]["A7"]
    assert cell.data_type == "s" and cell.value[0] == "'"
    content = csv_bytes(risky._replace(totals=())).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(content.split("\r\n", 1)[1])))[0][0] == "'"


@pytest.mark.parametrize("text", ["-12", "-1,234.5", "-3.2%", "广州市", "（-1）", "", "1=1"])
def test_true_negative_numbers_and_plain_texts_stay_as_they_are(text):
    assert neutral(text) == text


def test_control_characters_never_reach_a_workbook():
    assert clean("a\x00b\x0bc\ud800") == "abc"
    broken = MADE._replace(rows=((Entry("坏\x00字\ud83d"), Entry(1.0), Entry(2.0)),))
    assert opened(broken)["数据"]["A7"].value == "坏字"


# ------------------------------------------------------------------ names
@pytest.mark.parametrize(
    ("given", "name"),
    [("数据", "数据"), ("就业[1]:*?/\\", "就业 1"), ("", "Sheet"), ("'引号'", "引号"), ("History", "History_"),
     ("一" * 40, "一" * 31), ("𠮷" * 20, "𠮷" * 15)],
)  # fmt: skip
def test_sheet_names_are_legal(given, name):
    assert sheet_name(given) == name


def test_sheet_names_do_not_collide_whatever_their_case():
    assert sheet_name("Data", ("DATA",)) == "Data (2)"
    assert len(sheet_name("长" * 31, ("长" * 31,))) == 31


@pytest.mark.parametrize(
    ("parts", "name"),
    [(("分市排名", "2026年10月"), "分市排名_2026年10月"), (("茂名市 指标全景",), "茂名市_指标全景"),
     (('a/b:c*"<>|',), "abc"), (("..",), "wuli")],
)  # fmt: skip
def test_file_names_are_legal_everywhere(parts, name):
    assert file_name(*parts) == name

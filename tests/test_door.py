"""The door: what is let in is decided by content, and every refusal says what was found and what to do."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from loaders.door import Limits
from loaders.door_words import templates
from loaders.grid import open_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
)


def workbook(sheets: int = 1, rows: int = 3) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for _ in range(sheets):
        page = made.add_worksheet()
        for row in range(rows):
            page.write_row(row, 0, [f"地区{row}", row])
    made.close()
    return out.getvalue()


def changed(content: bytes, part: str, new: bytes | None, *, twice: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            if name != part or twice:
                made.writestr(name, old.read(name))
        if new is not None:
            made.writestr(part, new)
    return out.getvalue()


def office(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(part, "<x/>")
    return out.getvalue()


ONE = "xl/worksheets/sheet1.xml"


def lying(content: bytes) -> bytes:
    """The directory of the package says that every part has ten bytes."""
    out = bytearray(content)
    place = out.find(b"PK\x01\x02")
    while place >= 0:
        out[place + 24 : place + 28] = (10).to_bytes(4, "little")
        place = out.find(b"PK\x01\x02", place + 4)
    return bytes(out)


BAD: dict[str, tuple[bytes, str]] = {
    "空.xlsx": (b"", "zero_bytes"),
    "照片.xlsx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image"),
    "扫描.xls": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "image"),
    "公文.xlsx": (b"%PDF-1.7\n", "document"),
    "公文2.xlsx": (office("word/document.xml"), "document"),
    "公文3.xls": (OLE + "WordDocument".encode("utf-16-le"), "document"),
    "演示.xlsx": (office("ppt/presentation.xml"), "document"),
    "网页.xls": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "document"),
    "压缩.xlsx": (office("报表/十月.xlsx"), "archive"),
    "压缩.rar": (b"Rar!\x1a\x07\0", "archive"),
    "加密.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "表格.et": (OLE + b"\0" * 64, "old_office"),
    "坏.xls": (OLE + "Workbook".encode("utf-16-le") + b"\0" * 600, "broken_package"),
    "截断.xlsx": (workbook()[:-300], "broken_package"),
    "无内容.xlsx": (workbook(rows=0), "no_cells"),
    "缺工作簿.xlsx": (changed(workbook(), "xl/workbook.xml", None), "no_workbook"),
    "缺表.xlsx": (changed(workbook(2), ONE, None), "missing_part"),
    "两份.xlsx": (changed(workbook(), ONE, SHEET.encode() % b"", twice=True), "duplicate_part"),
    "谎报.xlsx": (lying(workbook()), "broken_part"),
    "破损.xlsx": (changed(workbook(), ONE, b"<worksheet><sheetData>"), "broken_part"),
    "实体.xlsx": (
        changed(workbook(), ONE, b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'),
        "doctype",
    ),
    "外部.xml": (b'<?xml version="1.0"?><!DOCTYPE Workbook SYSTEM "http://x/"><Workbook '
                 b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "doctype"),
    "路径.xlsx": (changed(workbook(), "../../etc/x", b"1"), "unsafe_member"),
    "炸弹.xlsx": (changed(workbook(), ONE, (SHEET % ("<row/>" * 6_000_000)).encode()), "inflation"),
    "地址.xlsx": (changed(workbook(), ONE, (SHEET % '<row><c r="XFE1"><v>1</v></c></row>').encode()), "bad_address"),
    "字节.csv": (b"a,b\n1,\0\n", "binary_text"),
    "乱码.csv": ("地区,人数\n广州,1\n".encode() + b"\xff\xff", "csv_encoding"),
    "引号.csv": ("地区,人数\n广州,\"1\n深圳,2\n".encode(), "csv_quote"),
    "文章.csv": ("这是一篇文章。\n没有表格。\n".encode(), "no_table"),
    "登录.xls": (b"<html><body>login</body></html>", "no_table"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_whole_is_refused_in_both_languages(name: str, tmp_path: Path) -> None:
    content, code = BAD[name]
    (tmp_path / name).write_bytes(content)
    book = open_book(tmp_path / name)
    assert (book.status, book.grids, [finding.code for finding in book.findings]) == ("refused", (), [code])
    zh, en = book.findings[0].text.split("\n")
    assert book.findings[0].severity == "error"
    assert zh.startswith(name) and en.startswith(name) and zh.endswith("。") and en.endswith(".")
    assert "Traceback" not in zh + en and "{" not in zh + en


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        (Limits(sheets=2), "too_many_sheets"),
        (Limits(cells=100), "too_many_cells"),
        (Limits(rows=40), "too_many_rows"),
        (Limits(members=3), "too_many_members"),
        (Limits(file_megabytes=0), "too_large"),
    ],
)
def test_each_limit_is_counted_and_named(bounds: Limits, code: str, tmp_path: Path) -> None:
    (tmp_path / "大.xlsx").write_bytes(workbook(sheets=3, rows=60))
    assert open_book(tmp_path / "大.xlsx", bounds=bounds).findings[0].code == code
    assert open_book(tmp_path / "大.xlsx").status == "read"


def test_the_type_of_a_file_is_its_content_not_its_name(tmp_path: Path) -> None:
    contents = {
        "xlsx": workbook(), "csv": "地区,人数\n广州,1\n".encode(),
        "html": "<table><tr><td>地区<td>人数<tr><td>广州<td>1</table>".encode(),
    }  # fmt: skip
    for kind, content in contents.items():
        (tmp_path / "报表.xls").write_bytes(content)
        book = open_book(tmp_path / "报表.xls")
        assert (book.status, book.kind) == ("read", kind)


def test_folders_pipes_and_missing_files_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    assert open_book(tmp_path / "管道.xlsx").findings[0].code == "not_a_file"
    assert open_book(tmp_path).findings[0].code == "not_a_file"
    assert open_book(tmp_path / "没有.xlsx").findings[0].code == "not_found"
    assert open_book(Path("/dev/zero")).findings[0].code == "not_a_file"


def test_a_message_never_quotes_more_than_sixty_characters_nor_a_second_line(tmp_path: Path) -> None:
    row = f'<row r="1"><c r="A1" t="str"><v>{"很长" * 500}</v></c><c r="A1"><v>1</v></c></row>'
    (tmp_path / "a.xlsx").write_bytes(changed(workbook(), ONE, (SHEET % row).encode()))
    (tmp_path / "b\nc.xlsx").write_bytes(b"")
    assert len(open_book(tmp_path / "a.xlsx").findings[0].text) < 400
    assert open_book(tmp_path / "b\nc.xlsx").findings[0].text.count("\n") == 1


def test_every_sentence_exists_in_both_languages_and_tells_what_to_do() -> None:
    for code, (zh, en) in templates().items():
        assert zh.startswith("{workbook}") and en.startswith("{workbook}"), code
        assert zh.count("。") >= (1 if code in ("not_a_sheet",) else 2), code
        assert en.rstrip().endswith(".") and not any(mark in zh for mark in ",;?!"), code

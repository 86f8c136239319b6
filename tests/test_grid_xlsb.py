"""xlsb: no program here writes it, so the test writes the records itself and calamine judges whether they are right."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

from python_calamine import CalamineWorkbook

from loaders.grid import open_book

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, out = len(content), b""
    while True:
        size, low = size >> 7, size & 0x7F
        out += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + out + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(kind: int, column: int, content: bytes = b"", style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + content)


def row(number: int, *, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + b"\0" + struct.pack("<I", 0))


def styles() -> bytes:
    color = b"\0" * 8
    font = struct.pack("<HHHHBBBB", 220, 0, 400, 0, 0, 0, 0, 0) + color + b"\0" + wide("宋体")
    bold = struct.pack("<HHHHBBBB", 220, 0, 700, 0, 0, 0, 0, 0) + color + b"\0" + wide("宋体")
    yellow = struct.pack("<I", 1) + bytes([RGB << 1 | 1, 0, 0, 0, 0xFF, 0xFF, 0, 0xFF]) + color
    none = struct.pack("<I", 0) + color + color
    line = b"\1\0" + color
    empty = b"\0\0" + color
    border = record(46, b"\0" + empty * 5) + record(46, b"\0" + line + empty + line + empty + empty)

    def xf(number: int, which: int, fill: int, edge: int, indent: int) -> bytes:
        return record(47, struct.pack("<HHHHHBBHH", 0, number, which, fill, edge, 0, indent, 1, 0))

    return (
        record(278) + record(615, struct.pack("<I", 1))
        + record(44, struct.pack("<H", 176) + wide('0.0"%"')) + record(616)
        + record(611, struct.pack("<I", 2)) + record(43, font) + record(43, bold) + record(612)
        + record(603, struct.pack("<I", 2)) + record(45, none) + record(45, yellow) + record(604)
        + record(613, struct.pack("<I", 2)) + border + record(614)
        + record(617, struct.pack("<I", 3)) + xf(0, 0, 0, 0, 0) + xf(176, 1, 1, 1, 2) + xf(14, 0, 0, 0, 0) + record(618)
        + record(279)
    )  # fmt: skip


RGB = 2


def sheet() -> bytes:
    return b"".join([
        record(129), record(148, struct.pack("<IIII", 0, 2, 0, 4)), record(145),
        row(0), cell(7, 0, struct.pack("<I", 0), 1), cell(6, 1, wide("人数")),
        row(1), cell(7, 0, struct.pack("<I", 1)), cell(5, 1, struct.pack("<d", 12.25), 1),
        cell(2, 2, struct.pack("<i", (1234 << 2) | 2 | 1)), cell(2, 3, struct.pack("<i", (-7 << 2) | 2)),
        row(2, hidden=True), cell(3, 0, b"\x07"), cell(4, 1, b"\x01"), cell(11, 2, b"\x2a" + b"\0" * 10),
        cell(9, 3, struct.pack("<d", 46327.0) + b"\0" * 10, 2), cell(8, 4, wide("结果") + b"\0" * 10),
        record(146), record(177, struct.pack("<I", 1)), record(176, struct.pack("<IIII", 0, 0, 0, 3)), record(178),
        record(130),
    ])  # fmt: skip


def xlsb(path: Path) -> Path:
    links = f'<Relationships xmlns="{RELATIONS.replace("officeDocument", "package")}">'
    one = f'<Relationship Id="rId%d" Type="{RELATIONS}/%s" Target="%s"/>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", links + one % (1, "officeDocument", "xl/workbook.bin") + "</Relationships>")
        package.writestr(
            "xl/_rels/workbook.bin.rels",
            links + one % (1, "worksheet", "worksheets/sheet1.bin") + one % (2, "sharedStrings", "sharedStrings.bin")
            + one % (3, "styles", "styles.bin") + "</Relationships>",
        )  # fmt: skip
        bundle = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("10月"))
        package.writestr(
            "xl/workbook.bin",
            record(131)
            + record(153, b"\0" * 12)
            + record(143)
            + bundle
            + record(144)
            + record(157, b"\0" * 26)
            + record(132),
        )
        strings = b"".join(record(19, b"\0" + wide(text)) for text in ("地区", "　广州市"))
        package.writestr("xl/sharedStrings.bin", record(159, struct.pack("<II", 2, 2)) + strings + record(160))
        package.writestr("xl/styles.bin", styles())
        package.writestr("xl/worksheets/sheet1.bin", sheet())
    return path


def test_every_kind_of_xlsb_cell_comes_back_with_its_style_and_errors_stay_errors(tmp_path: Path) -> None:
    book = open_book(xlsb(tmp_path / "月报.xlsb"))
    assert (book.status, book.kind) == ("read", "xlsb")
    (grid,) = book.grids
    shown = {place: (cell.text, cell.number, cell.kind) for place, cell in grid.cells.items()}
    assert shown == {
        (1, 1): ("地区", None, "text"), (1, 2): ("人数", None, "text"), (2, 1): ("　广州市", None, "text"),
        (2, 2): ("12.3%", 12.25, "number"), (2, 3): ("12.34", 12.34, "number"), (2, 4): ("-7", -7.0, "number"),
        (3, 1): ("#DIV/0!", None, "error"), (3, 2): ("TRUE", None, "bool"), (3, 3): ("#N/A", None, "error"),
        (3, 4): ("2026-11-01", 46327.0, "date"), (3, 5): ("结果", None, "text"),
    }  # fmt: skip
    style = grid.cells[1, 1].style
    assert (style.bold, style.indent, style.fill, style.borders, style.align) == (True, 2, "FFFF00", "LT", "left")
    assert (grid.sheet, grid.merges, grid.hidden_rows) == ("10月", ((1, 1, 1, 4),), frozenset({3}))


def test_calamine_reads_the_same_numbers_from_the_same_xlsb(tmp_path: Path) -> None:
    path = xlsb(tmp_path / "月报.xlsb")
    theirs = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    ours = open_book(path).grids[0].cells
    assert theirs[1] == [ours[2, 1].text, ours[2, 2].number, ours[2, 3].number, ours[2, 4].number, ""]
    assert theirs[0][:2] == ["地区", "人数"]
    assert theirs[2][0] == ""  # the blank that hides an error: why calamine is not the reader


def test_an_xlsb_that_ends_in_the_middle_of_a_record_is_refused(tmp_path: Path) -> None:
    whole = zipfile.ZipFile(xlsb(tmp_path / "a.xlsb"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in whole.namelist():
            content = whole.read(name)
            package.writestr(name, content[:-9] if name.endswith("sheet1.bin") else content)
    (tmp_path / "b.xlsb").write_bytes(out.getvalue())
    book = open_book(tmp_path / "b.xlsb")
    assert (book.status, book.findings[0].code) == ("refused", "broken_part")

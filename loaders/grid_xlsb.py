"""xlsb → Grids, record by record (MS-XLSB 2.4). calamine reads the format too, but its blanks may have been errors."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Any

from loaders.door import Limits
from loaders.door_words import Refused, finding
from loaders.door_zip import Package, tree
from loaders.grid_cells import LAST_COLUMN, LAST_ROW, Sheet
from loaders.grid_xlsb_styles import looks, wide
from loaders.grid_xlsx import OTHER_SHEETS, relations
from loaders.grid_xlsx_styles import USUAL, Look, numbered
from loaders.grid_xlsx_text import unescaped
from loaders.records import BOOL, ERROR, TEXT, Cell, Finding, Grid

ROW, BLANK, RK, FAULT, BOOLEAN, REAL, STRING, SHARED = range(8)
FORMULA_STRING, FORMULA_NUMBER, FORMULA_BOOLEAN, FORMULA_FAULT = range(8, 12)
SHARED_ITEM, COLUMNS, RICH_STRING, WORKBOOK_PROPERTIES, BUNDLE, MERGE = 19, 60, 62, 153, 156, 176
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
PART = "xl/workbook.bin"


def records(package: Package, part: str) -> Iterator[tuple[int, bytes]]:
    """Type and content of every record of a part; raises Refused when it ends in the middle of one."""
    content = package.read(part)
    place, end = 0, len(content)
    try:
        while place < end:
            kind = content[place]
            place += 1
            if kind & 0x80:
                kind = kind & 0x7F | (content[place] & 0x7F) << 7
                place += 1
            size = shift = 0
            while True:
                byte = content[place]
                place += 1
                size |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 or shift > 21:
                    break
            if place + size > end:
                raise IndexError
            yield kind, content[place : place + size]
            place += size
    except (IndexError, struct.error, UnicodeDecodeError):
        raise Refused("broken_part", found=part) from None


def grids(workbook: str, package: Package, bounds: Limits) -> tuple[list[Grid], list[Finding]]:
    """All data sheets in their order. Raises Refused."""
    try:
        return _grids(workbook, package, bounds)
    except (struct.error, IndexError, UnicodeDecodeError):  # a record shorter than it must be
        raise Refused("broken_part", found=PART) from None


def _grids(workbook: str, package: Package, bounds: Limits) -> tuple[list[Grid], list[Finding]]:
    listed, days_1904 = _listed(package)
    if len(listed) > bounds.sheets:
        raise Refused("too_many_sheets", found=len(listed), limit=bounds.sheets)
    links = relations(package, PART)
    parts = {kind: target for target, kind in links.values()}
    strings = _strings(package, parts.get("sharedStrings", ""))
    styles = (
        looks(records(package, parts["styles"]), tree(package, parts.get("theme", ""))) if "styles" in parts else []
    )
    found, findings = [], []
    for name, hidden, relation in listed:
        part, kind = links.get(relation, ("", "worksheet"))
        if kind in OTHER_SHEETS:
            findings.append(finding("not_a_sheet", "note", workbook, sheet=name, found=OTHER_SHEETS[kind]))
            continue
        if part not in package:
            raise Refused("missing_part", sheet=name, found=part or "r:id")
        sheet = Sheet(workbook, name, bounds, hidden=hidden)
        _fill(sheet, records(package, part), strings, styles, 1462 if days_1904 else 0)
        found.append(sheet.grid())
        findings.extend(sheet.findings)
    return found, findings


def _listed(package: Package) -> tuple[list[tuple[str, bool, str]], bool]:
    found, days_1904 = [], False
    for kind, content in records(package, PART):
        if kind == BUNDLE:
            relation, place = wide(content, 8)
            found.append((wide(content, place)[0], content[0] != 0, relation))
        elif kind == WORKBOOK_PROPERTIES:
            days_1904 = bool(content[0] & 1)
    return found, days_1904


def _strings(package: Package, part: str) -> list[str]:
    if part not in package:
        return []
    return [unescaped(wide(content, 1)[0]) for kind, content in records(package, part) if kind == SHARED_ITEM]


def _fill(sheet: Sheet, lines: Iterator[tuple[int, bytes]], strings: list[str], styles: list[Look], shift: int) -> None:
    row = 0
    for kind, content in lines:
        if kind == ROW:
            row = int.from_bytes(content[:4], "little") + 1
            if row > LAST_ROW:
                raise Refused("bad_address", sheet=sheet.name, found=row)
            if len(content) > 11 and content[11] & 0x10:
                sheet.hidden_rows.add(row)
        elif kind in VALUES:
            column, style = struct.unpack_from("<II", content)
            shown = styles[style & 0xFFFFFF] if style & 0xFFFFFF < len(styles) else USUAL
            cell = _cell(VALUES[kind](content), shown, strings, shift, sheet)
            if column >= LAST_COLUMN:
                raise Refused("bad_address", sheet=sheet.name, found=f"R{row}C{column + 1}")
            if cell is not None:
                sheet.put(row, column + 1, cell)
        elif kind == MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", content)
            sheet.merge((top + 1, left + 1, bottom + 1, right + 1))
        elif kind == COLUMNS and content[16] & 1:
            first, last = struct.unpack_from("<II", content)
            sheet.hidden_columns.update(range(first + 1, min(last, LAST_COLUMN - 1) + 2))


def _rk(content: bytes) -> float:
    raw = int.from_bytes(content[8:12], "little", signed=True)
    value = (
        float(raw >> 2)
        if raw & 2
        else struct.unpack("<d", b"\0\0\0\0" + (raw & ~3 & 0xFFFFFFFF).to_bytes(4, "little"))[0]
    )
    return value / 100 if raw & 1 else value


def _real(content: bytes) -> float:
    return float(struct.unpack_from("<d", content, 8)[0])


VALUES: dict[int, Callable[[bytes], Any]] = {
    RK: _rk, REAL: _real, FORMULA_NUMBER: _real,
    FAULT: lambda content: (ERROR, ERRORS.get(content[8], "#?")),
    FORMULA_FAULT: lambda content: (ERROR, ERRORS.get(content[8], "#?")),
    BOOLEAN: lambda content: (BOOL, "TRUE" if content[8] else "FALSE"),
    FORMULA_BOOLEAN: lambda content: (BOOL, "TRUE" if content[8] else "FALSE"),
    STRING: lambda content: (TEXT, unescaped(wide(content, 8)[0])),
    FORMULA_STRING: lambda content: (TEXT, unescaped(wide(content, 8)[0])),
    RICH_STRING: lambda content: (TEXT, unescaped(wide(content, 9)[0])),
    SHARED: lambda content: int.from_bytes(content[8:12], "little"),
}  # fmt: skip


def _cell(value: Any, shown: Look, strings: list[str], shift: int, sheet: Sheet) -> Cell | None:
    if isinstance(value, float):
        return numbered(value, shown, shift)
    if isinstance(value, int):
        if value >= len(strings):
            raise Refused("broken_part", sheet=sheet.name, found=f"sharedStrings {value}")
        value = (TEXT, strings[value])
    kind, text = value
    return Cell(text, None, kind, shown.style) if text.strip() else None

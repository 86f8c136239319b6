"""What must hold for every file, however broken: an answer in time, a sentence for a refusal, no cell lost silently."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lxml import etree

from loaders.door_child import guarded
from loaders.door_words import Refused
from loaders.grid import open_book
from loaders.grid_cells import address
from loaders.read import read
from loaders.records import Book

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STOPPED = {"took_too_long", "too_much_memory", "reader_died"}


def complaints(path: Path) -> Iterator[str]:
    """What is wrong with how the door treated the file; nothing when all is well."""
    try:
        book = guarded(open_book, path)
    except Refused as trouble:
        if trouble.code in STOPPED:
            yield f"{trouble.code} {trouble.found}"
        return
    if book.status == "refused":
        if len(book.findings) != 1 or book.findings[0].text.count("\n") != 1 or path.name not in book.findings[0].text:
            yield f"a refusal without its sentence: {book.findings}"
        elif book.findings[0].code == "unreadable":
            yield f"a fault nobody thought of: {book.findings[0].text}"
        return
    reading = read(path)
    if reading.status == "refused":
        yield f"the grid is read, the reader fell: {reading.findings[0].text}"
    if book.kind in ("xlsx", "xlsm"):
        with suppress(etree.XMLSyntaxError):  # where lxml is stricter than expat there is no second opinion
            yield from lost(path, book)


def lost(path: Path, book: Book) -> Iterator[str]:
    """Cells that lxml finds in the package and the grids do not hold, nor the findings name."""
    named = {(finding.ref.sheet, finding.ref.cell) for finding in book.findings}
    have = {(grid.sheet, address(*place)) for grid in book.grids for place in grid.cells}
    for sheet, cell in written(path.read_bytes()):
        if (sheet, cell) not in have | named:
            yield f"lost: {sheet}!{cell}"


def written(content: bytes) -> Iterator[tuple[str, str]]:
    """Sheet and address of every cell with something in it, by an independent reading of the XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
        links = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))) for link in links}
        strings = (
            etree.fromstring(package.read("xl/sharedStrings.xml"))
            if "xl/sharedStrings.xml" in package.namelist()
            else []
        )
        texts = ["".join(text.text or "" for text in item.iter(MAIN + "t")) for item in strings]
        for sheet in book.iter(MAIN + "sheet"):
            identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            part = targets.get(identity, "").lstrip("/")
            if part in package.namelist():
                for cell in _cells(etree.fromstring(package.read(part)), texts):
                    yield sheet.get("name", ""), cell


def _cells(root: etree._Element, texts: list[str]) -> Iterator[str]:
    for cell in root.iterfind(f"{MAIN}sheetData/{MAIN}row/{MAIN}c"):
        value = (cell.findtext(MAIN + "v") or "").strip()
        if cell.get("t") == "s":
            value = texts[int(value)].strip() if value.isdigit() and int(value) < len(texts) else value
        if value and re.fullmatch(r"[A-Z]{1,3}[1-9][0-9]*", cell.get("r", "")):
            yield cell.get("r", "")

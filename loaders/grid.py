"""The grid stage: a file's bytes → Grids, whatever the format. `open_book` never raises for a bad file.

Which parser reads what, by measurement (bench/reading.py): expat on the sheet XML for xlsx, xlsm, ods and SpreadsheetML
2003, a record reader for xlsb, xlrd for xls (the only one here that has styles), lxml for HTML, the csv module.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from loaders.door import Limits, Parcel, limits, receive
from loaders.door_words import Refused, finding, refusal
from loaders.door_zip import Package
from loaders.records import Book, Finding, Grid, is_stamp

MODULES = {
    "xlsx": "xlsx", "xlsm": "xlsx", "xlsb": "xlsb", "ods": "ods", "fods": "ods", "xls": "xls", "csv": "csv",
    "html": "html", "spreadsheetml": "spreadsheetml",
}  # fmt: skip
Read = tuple[str, list[Grid], list[Finding]]


def open_book(path: Path, name: str | None = None, bounds: Limits | None = None) -> Book:
    """The file as Grids, or refused with an error finding. Runs in this process: see `door_child.guarded`."""
    bounds = bounds or limits()
    workbook, checksum = name or path.name, ""
    try:
        parcel = receive(path, name, bounds)
        checksum = parcel.sha256
        kind, grids, findings = read_parcel(parcel, bounds)
        if not any(grid.cells for grid in grids):
            raise Refused("no_cells", found=len(grids))
    except Refused as trouble:
        return Book(workbook, checksum, "", "refused", (), (refusal(trouble, workbook),))
    except MemoryError:
        raise
    except Exception as trouble:  # a parser met what its author did not think of: the file is named, nothing is lost
        return Book(workbook, checksum, "", "refused", (), (refusal(odd(trouble), workbook),))
    return Book(workbook, checksum, kind, "read", tuple(grids), (*findings, *hidden_sheets(workbook, grids)))


def odd(trouble: Exception) -> Refused:
    """A parser's own exception as a refusal."""
    return Refused("unreadable", found=type(trouble).__name__)


def hidden_sheets(workbook: str, grids: list[Grid]) -> list[Finding]:
    """A note for each hidden sheet with something on it, the form id of our own blanks aside."""
    hidden = [grid.sheet for grid in grids if grid.hidden and grid.cells and not is_stamp(grid)]
    return [finding("hidden_sheet", "note", workbook, sheet=sheet) for sheet in hidden]


def read_parcel(parcel: Parcel, bounds: Limits) -> Read:
    """Kind, Grids and findings of a parcel. Raises Refused."""
    if parcel.kind == "zip":
        return _package(parcel, bounds)
    reader = import_module(f"loaders.grid_{MODULES[parcel.kind]}")
    grids, findings = reader.grids(parcel.workbook, parcel.content, bounds)
    return parcel.kind, grids, findings


def _package(parcel: Parcel, bounds: Limits) -> Read:
    package = Package(parcel.content, bounds)
    kind = package_kind(package)
    reader = import_module(f"loaders.grid_{MODULES[kind]}")
    grids, findings = reader.grids(parcel.workbook, package, bounds)
    return kind, grids, findings


def package_kind(package: Package) -> str:
    """xlsx, xlsm, xlsb or ods by the members of the zip. Raises Refused for other packages."""
    if "mimetype" in package and b"opendocument.spreadsheet" in package.read("mimetype"):
        return "ods"
    for part, what in (("word/document.xml", "Word"), ("ppt/presentation.xml", "PowerPoint"), ("content.xml", "ODF")):
        if part in package:
            raise Refused("document", found=what)
    if "xl/workbook.bin" in package:
        return "xlsb"
    if "[Content_Types].xml" not in package and "xl/workbook.xml" not in package:
        raise Refused("archive", found="ZIP")
    return "xlsm" if "xl/vbaProject.bin" in package else "xlsx"

"""xlsx and xlsm → Grids, straight from the sheet XML: values, style, merges, errors and formulas without a value.

openpyxl needs six times as long for the same, loses what it does not expect, and hangs on one stray far cell.
The <dimension> is never believed; rows and cells may stand in any order; macros are not looked at.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from loaders.door import Limits
from loaders.door_words import Refused, finding
from loaders.door_zip import Element, Package, parse, tree
from loaders.grid_cells import Sheet
from loaders.grid_xlsx_scan import Unusual, scan
from loaders.grid_xlsx_sheet import SheetReader
from loaders.grid_xlsx_styles import Look, looks
from loaders.grid_xlsx_text import comments, shared_strings
from loaders.records import Finding, Grid

OTHER_SHEETS = {"chartsheet": "图表 chart", "dialogsheet": "对话框 dialog", "xlMacrosheet": "宏表 macro sheet"}


class Listed(NamedTuple):
    """A sheet as the workbook part lists it."""

    name: str
    hidden: bool
    part: str
    kind: str


class Workbook(NamedTuple):
    """What the sheets share."""

    sheets: tuple[Listed, ...]
    strings: list[str]
    looks: list[Look]
    days_1904: bool
    uncalculated: bool


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id → (part, kind of relation) of a part; targets resolved, those outside the package left out."""
    folder, name = posixpath.split(part)
    found = {}
    for relation in tree(package, f"{folder}/_rels/{name}.rels".removeprefix("/")).all("Relationship"):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
            found[relation.get("Id", "")] = (target, relation.get("Type", "").rpartition("/")[2])
    return found


def main_part(package: Package) -> str:
    """The workbook part of the package, by its relations; raises Refused when there is none."""
    for part, kind in relations(package, "").values():
        if kind == "officeDocument" and part in package:
            return part
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise Refused("no_workbook", found="xl/workbook.xml")


def open_workbook(package: Package, bounds: Limits) -> Workbook:
    """The workbook part with styles and strings. Raises Refused."""
    part = main_part(package)
    root, links = tree(package, part), relations(package, part)
    sheets = tuple(_listed(sheet, links) for sheet in root.first("sheets").all("sheet"))
    if not sheets:
        raise Refused("no_workbook", found="sheets")
    if len(sheets) > bounds.sheets:
        raise Refused("too_many_sheets", found=len(sheets), limit=bounds.sheets)
    parts = {kind: target for target, kind in links.values()}
    return Workbook(
        sheets,
        shared_strings(package, parts.get("sharedStrings", "")),
        looks(tree(package, parts.get("styles", "")), tree(package, parts.get("theme", ""))),
        root.first("workbookPr").get("date1904") in ("1", "true"),
        root.first("calcPr").get("fullCalcOnLoad") in ("1", "true"),
    )


def _listed(sheet: Element, links: dict[str, tuple[str, str]]) -> Listed:
    part, kind = links.get(sheet.get("id", ""), ("", "worksheet"))
    return Listed(sheet.get("name", ""), sheet.get("state", "visible") != "visible", part, kind)


def grids(workbook: str, package: Package, bounds: Limits) -> tuple[list[Grid], list[Finding]]:
    """All data sheets of the package in their order, and what was seen on the way. Raises Refused."""
    book = open_workbook(package, bounds)
    found: list[Grid] = []
    findings: list[Finding] = []
    for listed in book.sheets:
        if listed.kind in OTHER_SHEETS:
            what = OTHER_SHEETS[listed.kind]
            findings.append(finding("not_a_sheet", "note", workbook, sheet=listed.name, found=what))
            continue
        sheet = _sheet(workbook, package, listed, book, bounds)
        found.append(sheet.grid())
        findings.extend(sheet.findings)
    return found, findings


def _sheet(workbook: str, package: Package, listed: Listed, book: Workbook, bounds: Limits) -> Sheet:
    if listed.part not in package:
        raise Refused("missing_part", sheet=listed.name, found=listed.part or "r:id")
    sheet = Sheet(workbook, listed.name, bounds, hidden=listed.hidden)
    unpacked = package.unpacked
    reader = SheetReader(sheet, book.strings, book.looks, days_1904=book.days_1904)
    try:
        scan(package, listed.part, reader)
    except Unusual:
        package.unpacked = unpacked
        sheet = Sheet(workbook, listed.name, bounds, hidden=listed.hidden)
        reader = SheetReader(sheet, book.strings, book.looks, days_1904=book.days_1904)
        parse(listed.part, package.pieces(listed.part), reader.prepare)
    if book.uncalculated:
        reader.mark_uncalculated()
    for part in _comment_parts(package, listed.part):
        sheet.comments.update(comments(package, part, bounds.cells))
    return sheet


def _comment_parts(package: Package, part: str) -> Iterator[str]:
    return (target for target, kind in relations(package, part).values() if kind == "comments" and target in package)

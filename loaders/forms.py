"""Which known form a workbook is, for the authority of its facts; and whether it is a sample or a correction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from catalog.records import RegisterRow
from loaders.grid_cells import edge_cells
from loaders.knowledge import know, plain
from loaders.meaning import Meant
from loaders.parts import head
from loaders.records import TEXT, Book, Grid
from loaders.senses import Said
from loaders.view import View

# A reason is a sentence or two; a sheet that prints a page under 原因 is cut.
_LONGEST = 400


def form(views: list[View], meant: list[list[Meant]], rows: list[RegisterRow]) -> str:
    """F01 … F14, or empty when the sheet is none of ours."""
    if rows:
        return know().catalog.registers[rows[0].register].form
    tables = [(view, m) for view, found in zip(views, meant, strict=True) for m in found]
    votes = [named for view, m in tables if (named := _form(view, m))]
    return max(set(votes), key=votes.count) if votes else ""


def _form(view: View, m: Meant) -> str:
    measures = {o.measure for o in m.observations[:400]}
    heads = {plain(label.text) for s in m.columns.values() for chain in s.chains for label in chain}
    indicators = {o.indicator for o in m.observations[:2000] if o.indicator}
    if {"原报数", "更正数"} <= heads:
        return "F13"
    if any(plain(head(view, m.parts.band, c)) in know().words["log_header"] for c in m.parts.roles):
        return "F12"
    if not indicators:
        return ""
    return _by_shape(view, m, measures, heads, indicators)


def _by_shape(view: View, m: Meant, measures: set[str], heads: set[str], indicators: set[str]) -> str:
    cities_in_columns = sum(s.place is not None and s.place.role == "region" for s in m.columns.values())
    cities_in_rows = sum(s.place is not None and s.place.role == "region" for s in m.rows.values())
    months = sum(s.when is not None and s.when.kind in ("month", "span") for s in m.columns.values())
    if "target" in measures and "rank" in measures:
        return "F09"
    if "target" in measures and not measures & {"value", "ytd"}:
        return "F14"
    if cities_in_columns >= 10:
        return "F05"
    if months >= 3 and len(indicators) <= 2 and cities_in_rows:
        return "F11"
    if (
        any(plain(label.text).startswith("其中") for s in m.columns.values() for c in s.chains for label in c)
        and cities_in_rows
    ):
        return "F07" if "vol_teams" in indicators else "F02"
    if m.parts.band.markers:
        return "F02" if cities_in_rows else "F06"
    if view.grid.workbook.lower().endswith(".csv"):
        return "F10"
    return "F01" if cities_in_rows else "F03" if {"value", "ytd"} & measures and not cities_in_columns else ""


def is_sample(book: Book, told: list[Said]) -> bool:
    """The file name begins with 示例, or a title, meta or note cell says 示例数据."""
    marks = know().words["sample"]
    if plain(book.workbook).startswith(tuple(marks)):
        return True
    if any("例数据" in t.title for t in told):
        return True
    return any("例数据" in cell.text for grid in book.grids for _, cell in edge_cells(grid))


def is_correction(book: Book, told: list[Said]) -> bool:
    """Title or file name says 更正."""
    return any(_corrects(text) for text in (book.workbook, *(t.title for t in told)))


def correction_reason(book: Book, told: list[Said]) -> str:
    """Why a workbook corrects, as it says itself: under a heading 原因, after 更正说明：, else the title or file name
    that says 更正; "" when it corrects nothing."""
    if not is_correction(book, told):
        return ""
    listed = [text for grid in book.grids for text in (*_under(grid), *_after(grid))]
    said = listed or [t.title for t in told if _corrects(t.title)] or [PurePath(book.workbook).stem]
    return "；".join(dict.fromkeys(text.strip("。；; ") for text in said))[:_LONGEST]


def _under(grid: Grid) -> Iterator[str]:
    """The texts under a heading 原因."""
    heads = {at for at, cell in grid.cells.items() if plain(cell.text) in know().words["correction_reason"]}
    for at, cell in sorted(grid.cells.items()):
        if at not in heads and any(at[1] == column and at[0] > row for row, column in heads) and cell.kind == TEXT:
            yield cell.text


def _after(grid: Grid) -> Iterator[str]:
    """What follows 更正说明： in one cell."""
    for _, cell in sorted(grid.cells.items()):
        head, mark, rest = cell.text.replace(":", "：").partition("：")
        if mark and rest.strip() and plain(head) in know().words["correction_reason"]:
            yield rest


def _corrects(text: str) -> bool:
    return any(word in plain(text) for word in know().words["correction"])

"""The piece of a sheet a figure stands in, read again from the workbook as it was sent. Nothing of it is stored."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from answers.shelf import Shelf
from catalog.origins import Excerpt, Spot, StoredCell
from loaders.around import Place, Surroundings, around, column_letters, place_of
from loaders.door_words import Refused
from loaders.view import address
from store.sources import original

REACH, KEPT = 3, 16
Sheets = dict[str, Surroundings]
_kept = Shelf(KEPT)
_opening = threading.Lock()


def excerpt(engine: Engine, cell: StoredCell) -> Excerpt | None:
    """Three rows and columns around a stored cell with its heads and its stub; None when the workbook or the cell is
    no longer to be seen. The workbook is read once and kept (the last sixteen)."""
    sheet = sheets(engine, cell.sha256, cell.workbook).get(cell.sheet)
    if sheet is None or place_of(cell.cell) not in sheet.cells:
        return None
    return cut(sheet, cell.cell)


def sheets(engine: Engine, sha256: str, workbook: str) -> Sheets:
    """The sheets of a stored workbook by name; none when it is unknown or cannot be opened."""
    if sha256 in _kept:
        return _kept.get(sha256, Sheets)
    with _opening:  # two readers of one drawer need not read the workbook twice
        return _kept.get(sha256, partial(_opened, engine, sha256, workbook))


def _opened(engine: Engine, sha256: str, workbook: str) -> Sheets:
    content = original(engine, sha256)
    if content is None:
        return {}
    with TemporaryDirectory(prefix="wuli-") as folder:
        path = Path(folder, "original" + Path(workbook).suffix[:8])
        path.write_bytes(content)
        try:
            return {one.sheet: one for one in around(path, workbook)}
        except Refused:
            return {}


def cut(sheet: Surroundings, cell: str) -> Excerpt:
    """The excerpt of a sheet around a cell."""
    row, column = place_of(cell)
    heads = [place_of(one) for one in sheet.heads.get(cell, ())]
    stubs = [place_of(one) for one in sheet.stubs.get(cell, ())]
    last_row, last_column = (max(at[i] for at in sheet.cells) for i in (0, 1))
    rows = _near(row, last_row, (at[0] for at in heads))
    columns = _near(column, last_column, (at[1] for at in stubs))
    parts = dict.fromkeys(heads, "header") | dict.fromkeys(stubs, "stub")
    lines = []
    for i, number in enumerate(rows):
        gap = number > 1 if i == 0 else number > rows[i - 1] + 1
        lines.append((number, gap, tuple(_line(sheet, number, columns, parts, (row, column)))))
    return Excerpt(sheet.sheet, tuple(column_letters(one) for one in columns), tuple(lines))


def _near(own: int, last: int, labels: Iterable[int]) -> list[int]:
    return sorted({*range(max(1, own - REACH), min(last, own + REACH) + 1), *(one for one in labels if one)})


def _line(sheet: Surroundings, row: int, columns: list[int], parts: dict[Place, str], own: Place) -> list[Spot]:
    """The cells of a row; those of one merge that stand side by side are one."""
    spots: list[Spot] = []
    before: tuple[int, int, int, int] | None = None
    for column in columns:
        merge = next((m for m in sheet.merges if m[0] <= row <= m[2] and m[1] <= column <= m[3]), None)
        if merge is not None and merge == before:
            spots[-1] = spots[-1]._replace(span=spots[-1].span + 1)
            continue
        anchor = (merge[0], merge[1]) if merge else (row, column)
        text, number = sheet.cells.get(anchor, ("", False)) if anchor[0] == row or merge else ("", False)
        part = parts.get(anchor, "") or _part(row, column, parts, own)
        spots.append(Spot(address(row, column), text, part if text else "", (row, column) == own, number))
        before = merge
    return spots


def _part(row: int, column: int, parts: dict[Place, str], own: Place) -> str:
    """A neighbour of the figure's own labels has the same part; what stands above them has none."""
    heads = [at[0] for at, part in parts.items() if part == "header" and at[0] < own[0]]
    if row in heads:
        return "header"
    if heads and row < max(heads):
        return ""
    return "stub" if any(at[1] == column and part == "stub" for at, part in parts.items()) else "data"

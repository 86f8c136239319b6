"""`read`: a workbook to a Reading. A bad file is a reading with status refused; a bad cell costs that cell."""

from __future__ import annotations

from pathlib import Path

from catalog.records import CellRef, Finding, Observation, PassedOver, Reading, RegisterRow, Table
from loaders.grid import open_book
from loaders.leftovers import leftovers
from loaders.meaning import Meant, mean
from loaders.records import Book, Grid
from loaders.senses import period_conflicts
from loaders.tables import tables
from loaders.view import View, address


def read(path: Path, *, name: str | None = None) -> Reading:
    """Reads one workbook. Never raises for a bad file: status is refused and a finding of severity error says why."""
    return interpret(open_book(path, name))


def interpret(book: Book) -> Reading:
    """A book's grids to a reading."""
    sheets = [_sheet(grid) for grid in book.grids]
    observations: list[Observation] = [o for s in sheets for m in s[0] for o in m.observations]
    return Reading(
        book.workbook,
        book.sha256,
        book.status,
        "",
        False,
        False,
        tuple(_table(g, m) for g, s in zip(book.grids, sheets, strict=True) for m in s[0]),
        tuple(observations),
        (),
        tuple(p for s in sheets for p in s[1]),
        (*book.findings, *(f for s in sheets for f in s[2])),
    )


def _sheet(grid: Grid) -> tuple[list[Meant], list[PassedOver], list[Finding]]:
    view = View(grid)
    meant = [mean(view, made) for made in tables(view)]
    findings = [f for m in meant for f in (*_conflicts(grid, m), *m.findings)]
    return meant, leftovers(view, meant), findings


def _conflicts(grid: Grid, meant: Meant) -> list[Finding]:
    at = CellRef(grid.workbook, grid.sheet, address(meant.parts.band.body[0], meant.parts.band.left))
    return [
        Finding("period_conflict", "warning", at, f"{grid.workbook} › {grid.sheet}：“{a}”与“{b}”所示时期不一致，按前者读取，请核对。")
        for _, a, _, b in period_conflicts(meant.said)
    ]


def _table(grid: Grid, meant: Meant) -> Table:
    band = meant.parts.band
    top = min((*band.header, *band.body))
    where = f"{address(top, band.left)}:{address(band.body[-1], band.right)}"
    period = meant.said.period.text() if meant.said.period else None
    return Table(grid.sheet, where, meant.said.title, "、".join(meant.said.units), period)


__all__ = ["RegisterRow", "interpret", "read"]

"""`read`: a workbook to a Reading. A bad file is a reading with status refused; a bad cell costs that cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from catalog.records import CellRef, Finding, Observation, PassedOver, Reading, RegisterRow, Table
from loaders import registers, stamps
from loaders.asked import asked
from loaders.bases import recognised
from loaders.checks import checked
from loaders.door_reading import sheltered
from loaders.event_sums import event_sums
from loaders.forms import correction_reason, form, is_correction, is_sample
from loaders.formulas import calculated
from loaders.grid import open_book
from loaders.identities import identities, printed_relations
from loaders.leftovers import leftovers
from loaders.lights import lights
from loaders.meaning import Meant, mean
from loaders.records import Book, Grid
from loaders.saying import say
from loaders.senses import Said, period_conflicts
from loaders.tables import tables
from loaders.twice import told_twice
from loaders.view import View, address


class _Sheet(NamedTuple):
    """What one sheet gave."""

    view: View
    meant: list[Meant]
    told: list[Said]
    tables: list[Table]
    rows: list[RegisterRow]
    passed: list[PassedOver]
    findings: list[Finding]


def read(path: Path, *, name: str | None = None) -> Reading:
    """Reads one workbook. Never raises for a bad file: status is refused and a finding of severity error says why."""
    return sheltered(_read, path, name)


def _read(path: Path, name: str) -> Reading:
    """In the child."""
    return interpret(open_book(path, name))


def _far(book: Book) -> Iterator[PassedOver]:
    """Stray cells that the grid set aside; what stood in them is in their finding."""
    return (PassedOver(finding.ref, "", "far") for finding in book.findings if finding.code == "far_cell")


def interpret(book: Book) -> Reading:
    """A book's grids to a reading."""
    book = calculated(book)
    sheets = [_sheet(grid) for grid in book.grids if not stamps.is_stamp(grid)]
    told = [t for s in sheets for t in s.told]
    rows = [r for s in sheets for r in s.rows]
    observations: list[Observation] = [o for s in sheets for m in s.meant for o in m.observations]
    sums, remarks = event_sums((s.view, m) for s in sheets for m in s.meant)
    observations, twice = told_twice([*observations, *sums])
    return Reading(
        workbook=book.workbook,
        sha256=book.sha256,
        status=book.status,
        form=stamps.stamped(book) or form([s.view for s in sheets], [s.meant for s in sheets], rows),
        sample=is_sample(book, told),
        correction=is_correction(book, told),
        tables=tuple(t for s in sheets for t in s.tables),
        observations=tuple(observations),
        register_rows=tuple(rows),
        passed_over=(*(p for s in sheets for p in s.passed), *_far(book), *stamps.passed(book)),
        findings=(*book.findings, *(f for s in sheets for f in s.findings), *remarks, *twice),
        reported=stamps.reported(book),
        reason=correction_reason(book, told),
    )


def _sheet(grid: Grid) -> _Sheet:
    view = View(grid)
    found = registers.find(view)
    if found:
        lines = registers.lines(view, found)
        period = lines.told.period.text() if lines.told.period else None
        table = Table(grid.sheet, lines.range, lines.told.title, "", period)
        return _Sheet(view, [], [lines.told], [table], lines.rows, lines.passed, lines.findings)
    meant = [_checked(view, mean(view, made)) for made in tables(view)]
    findings = [f for m in meant for f in (*_conflicts(grid, m), *m.findings)]
    if not meant and view.rows:
        findings.append(_nothing(grid))
    shown = [lights(view, m) for m in meant]
    passed = [*leftovers(view, meant), *(cell for cells, _ in shown for cell in cells)]
    findings += [finding for _, found in shown for finding in found]
    return _Sheet(view, meant, [m.said for m in meant], [_table(grid, m) for m in meant], [], passed, findings)


def _checked(view: View, meant: Meant) -> Meant:
    observations, notes = recognised(meant.observations)
    notes += [*checked(meant), *identities(observations), *printed_relations(view, meant.parts, observations)]
    meant = meant._replace(observations=observations)
    return meant._replace(findings=[*meant.findings, *notes, *asked(view, meant)])


def _nothing(grid: Grid) -> Finding:
    at = CellRef(grid.workbook, grid.sheet, address(*min(grid.cells)))
    return say("no_figures", "note", at)


def _conflicts(grid: Grid, meant: Meant) -> list[Finding]:
    at = CellRef(grid.workbook, grid.sheet, address(meant.parts.band.body[0], meant.parts.band.left))
    return [say("period_conflict", "warning", at, found=a, limit=b) for _, a, _, b in period_conflicts(meant.said)]


def _table(grid: Grid, meant: Meant) -> Table:
    band = meant.parts.band
    top = min((*band.header, *band.body))
    where = f"{address(top, band.left)}:{address(band.body[-1], band.right)}"
    period = meant.said.period.text() if meant.said.period else None
    return Table(grid.sheet, where, meant.said.title, "、".join(meant.said.units), period)

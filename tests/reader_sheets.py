"""Writes the sheets that the reader's tests read, and gives what was read as plain rows to hold against the truth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from catalog.records import Observation, Reading
from loaders.read import read

Rows = Sequence[Sequence[Any]]


def write(path: Path, sheets: Mapping[str, Rows], merges: Mapping[str, Iterable[str]] | None = None) -> Path:
    """A workbook from rows. A text beginning with * is bold; > pushes it in by one step of the indent button."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                if value is None or value == "":
                    continue
                cell = sheet.cell(r, c)
                text = value
                if isinstance(text, str) and text[:1] in "*>" and len(text) > 1:
                    if text[0] == "*":
                        cell.font = Font(bold=True)
                    else:
                        cell.alignment = Alignment(indent=1)
                    text = text[1:]
                cell.value = text
        for merge in (merges or {}).get(name, ()):
            sheet.merge_cells(merge)
    book.save(path)
    return path


def reading_of(path: Path, rows: Rows, merges: Iterable[str] = (), sheet: str = "Sheet1") -> Reading:
    """The reading of one sheet of rows."""
    return read(write(path, {sheet: rows}, {sheet: merges}))


def facts(reading: Reading) -> dict[str, tuple[object, ...]]:
    """cell → (base value or missing state, region, indicator, measure, period) for a workbook of one sheet."""
    return {o.ref.cell: fact(o) for o in reading.observations}


def fact(o: Observation) -> tuple[object, ...]:
    """(base value or missing state, region, indicator, measure, period)."""
    return (o.missing or o.value, o.region, o.indicator, o.measure, o.period)


def codes(reading: Reading) -> set[str]:
    """The codes of all findings."""
    return {f.code for f in reading.findings}

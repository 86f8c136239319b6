"""What each cell of a sheet is to the reader, from its Reading alone: what the pictures of a sheet are tinted by.

Whatever carries a number is named in the Reading cell by cell; a text that no number hangs on (a title without a digit,
a blank's remark) is judged by where it stands to the tables.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from catalog.records import Label, Observation, PassedOver, Reading, Table
from loaders.marks import is_note, is_signed
from loaders.senses import reason_above

TITLE, META, HEADER, LABEL, DATA, MISSING = "title", "meta", "header", "label", "data", "missing"
TOTAL, DERIVED, LINE, NOTE, PASSED = "total", "derived", "line", "note", "passed"
# In the order in which a legend lists them.
PARTS = (TITLE, META, HEADER, LABEL, DATA, TOTAL, DERIVED, MISSING, LINE, NOTE, PASSED)
_OF_MEASURE = {"change": DERIVED, "share": DERIVED, "rank": DERIVED}
_OF_ROLE = {"total": TOTAL, "subtotal": TOTAL, "memo": DERIVED}
_OF_REASON = {"title": TITLE, "unit": META, "meta": META, "period": META, "header": HEADER, "marker": HEADER,
              "label": LABEL, "section": LABEL, "note": NOTE}  # fmt: skip
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
Place = tuple[int, int]


class Area(NamedTuple):
    """A table's rows and columns, inclusive; first: its first row with a figure or a register's line."""

    top: int
    left: int
    bottom: int
    right: int
    first: int


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """A → 1, AB → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def place_of(cell: str) -> Place | None:
    """C7 → (7, 3); None for what is no address."""
    found = _CELL.fullmatch(cell)
    return (int(found[2]), column_number(found[1])) if found else None


class SheetParts:
    """Answers which part a cell is. known: sheet → place → part, as the Reading names them."""

    def __init__(self, reading: Reading) -> None:
        self.known: dict[str, dict[Place, str]] = {}
        self.reasons: dict[tuple[str, Place], str] = {}
        self.columns: dict[str, list[tuple[int, int, int, str]]] = {}
        self.lines: dict[str, set[int]] = {}
        for row in reading.register_rows:
            self.lines.setdefault(row.sheet, set()).add(row.line)
        self._observed(reading.observations)
        for cell in reading.passed_over:
            self._passed(cell)
        self.areas = {sheet: self._areas(sheet, reading.tables) for sheet in {t.sheet for t in reading.tables}}

    def of(self, sheet: str, row: int, column: int, text: str = "", beside: str = "") -> str:
        """One of PARTS for a cell that is not empty. beside: what stands on its left (填表人：)."""
        found = self.known.get(sheet, {}).get((row, column))
        if found:
            return found
        for left, top, bottom, reason in self.columns.get(sheet, ()):
            if column == left and top <= row <= bottom:
                return _OF_REASON.get(reason, PASSED)
        part = self._by_place(sheet, row, column, text)
        return NOTE if part == TITLE and is_signed(beside) else part

    def reason(self, sheet: str, row: int, column: int) -> str:
        """Why a cell with a number is no data, or empty."""
        found = self.reasons.get((sheet, (row, column)))
        if found:
            return found
        columns = self.columns.get(sheet, ())
        return next((why for at, top, bottom, why in columns if at == column and top <= row <= bottom), "")

    # ------------------------------------------------------------------ what the Reading says
    def _observed(self, observations: tuple[Observation, ...]) -> None:
        seen: set[int] = set()
        for o in observations:
            own = self.known.setdefault(o.ref.sheet, {})
            at = place_of(o.ref.cell)
            if at:
                own[at] = part_of(o)
            for chains, part in ((o.row, LABEL), (o.column, HEADER)):
                if id(chains) not in seen:
                    seen.add(id(chains))
                    _label(own, chains, part)

    def _passed(self, cell: PassedOver) -> None:
        first, _, last = cell.ref.cell.partition(":")
        start, end = place_of(first), place_of(last)
        if start and end:
            self.columns.setdefault(cell.ref.sheet, []).append((start[1], start[0], end[0], cell.reason))
        elif start:
            self.reasons[cell.ref.sheet, start] = cell.reason
            self.known.setdefault(cell.ref.sheet, {}).setdefault(start, _OF_REASON.get(cell.reason, PASSED))

    def _areas(self, sheet: str, tables: tuple[Table, ...]) -> list[Area]:
        lines = self.lines.get(sheet, set())
        parts = self.known.get(sheet, {}).items()
        figures = sorted(lines | {at[0] for at, part in parts if part in (DATA, TOTAL, DERIVED, MISSING)})
        found = []
        for table in tables:
            first, _, last = table.range.partition(":")
            start, end = place_of(first), place_of(last)
            if table.sheet == sheet and start and end:
                at = bisect_left(figures, start[0])
                found.append(Area(*start, *end, figures[at] if at < len(figures) else end[0] + 1))
        return found

    # ------------------------------------------------------------------ what only the place says
    def _by_place(self, sheet: str, row: int, column: int, text: str) -> str:
        if row in self.lines.get(sheet, ()):
            return LINE
        areas = self.areas.get(sheet, [])
        for area in areas:
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                return HEADER if row < area.first else LABEL if column == area.left else PASSED
        below = [area for area in areas if area.top > row]
        above = max((area.bottom for area in areas if area.bottom < row), default=0)
        if not below or is_note(text) or (above and min(a.top for a in below) - row > row - above):
            return NOTE
        return _OF_REASON.get(reason_above(text), TITLE)


def part_of(o: Observation) -> str:
    """The part of a data cell: a missing one, a total, a derived one, or a figure."""
    if o.missing:
        return MISSING
    return _OF_MEASURE.get(o.measure) or _OF_ROLE.get(o.role, DATA)


def _label(own: dict[Place, str], chains: tuple[tuple[Label, ...], ...], part: str) -> None:
    for chain in chains:
        for label in chain:
            if at := place_of(label.cell):
                own.setdefault(at, part)


def sheet_parts(reading: Reading) -> SheetParts:
    """The parts of every sheet of a reading."""
    return SheetParts(reading)

"""Where the areas of a table stand, and which one a data cell belongs to."""

from __future__ import annotations

import re

from catalog.records import CellRef, Finding
from loaders.knowledge import know
from loaders.parts import Parts, holds_events
from loaders.places import mentioned, nearly
from loaders.saying import say
from loaders.senses import Said, Sense, axis, common_parent, stub_address
from loaders.view import View

Area = tuple[str | None, str, str]  # code, printed name, role


class Areas:
    """axis: row, column or empty (one area). log: a list of single events (F12), no area's figures."""

    def __init__(self, view: View, made: Parts, told: Said, rows: dict[int, Sense], columns: dict[int, Sense]) -> None:
        self.view, self.made, self.told = view, made, told
        self.axis = axis(rows, columns)
        self.rows, self.columns = rows, columns
        self.headed = any(s.words for s in columns.values())
        self.log = holds_events(view, made)
        superseded = any(s.measure == "superseded" for s in columns.values())
        self.by_row = self.axis != "column" and not superseded  # the area is the same all along a row
        senses = rows if self.axis == "row" else columns if self.axis == "column" else {}
        self.whole = common_parent(senses) or told.region

    def named(self, sense: Sense) -> Sense:
        """In a table of areas a label the catalogue does not know is an area's name, not an indicator's."""
        if self.axis != "row" or sense.place is not None or not sense.chains:
            return sense
        return sense._replace(words=tuple(w for w in sense.words if w != sense.chains[0][-1].text))

    def of(self, row: Sense, column: Sense) -> Area:
        """The area of a cell."""
        if self.log:
            said_there = " ".join(label.text for chain in row.chains for label in chain)
            return mentioned(said_there) or self.told.region, last_label(row), "memo"
        code, text, role = self._by_axis(row, column)
        return code, text, "memo" if column.measure == "superseded" else role

    def _by_axis(self, row: Sense, column: Sense) -> Area:
        if self.axis == "":
            role = row.place.role if row.place and row.place.role != "memo" else "region"
            text = row.place_text or self._told_name() or (_name(last_label(row)) if self.headed else "")
            return self.told.region, text, role
        sense = row if self.axis == "row" else column
        if sense.place is None:
            unknown = last_label(sense)
            return (None if unknown and self.axis == "row" else self.told.region), unknown, "region"
        code = sense.place.code or (self.whole if sense.place.role == "total" else None)
        return code, sense.place_text, sense.place.role

    def _told_name(self) -> str:
        region = know().catalog.regions.get(self.told.region or "")
        return region.zh if region else self.told.region_text

    def unknown(self) -> list[Finding]:
        """In a column of areas a name the catalogue does not know is asked about, with the nearest name."""
        known = sum(s.place is not None for s in self.rows.values())
        if self.axis != "row" or known < 2 or known < 0.6 * len(self.rows):
            return []
        return [self._ask(r, s) for r, s in self.rows.items() if s.place is None and s.chains]

    def _ask(self, row: int, sense: Sense) -> Finding:
        label = last_label(sense).strip()
        at = CellRef(self.view.grid.workbook, self.view.grid.sheet, stub_address(self.view, self.made, row))
        return say("unknown_region", "error", at, found=label, **nearly(label))


def _name(label: str) -> str:
    """A row's name without blanks and footnote mark: an area the catalogue does not know keeps its printed name."""
    return re.sub(r"\((?:[a-z]|\d)\)$", "", label.strip())


def last_label(sense: Sense) -> str:
    """The innermost label of the first chain."""
    return sense.chains[0][-1].text if sense.chains else ""

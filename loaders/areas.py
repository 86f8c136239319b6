"""Where the areas of a table stand, and which one a data cell belongs to."""

from __future__ import annotations

import re

from catalog.records import CellRef, Finding
from loaders.indicators import indicator
from loaders.knowledge import know, plain
from loaders.most import at_most
from loaders.parts import STUB, Parts, head, holds_events
from loaders.places import mentioned, misspelt, nearly, place
from loaders.saying import say
from loaders.senses import Said, Sense, axis, common_parent, stub_address
from loaders.view import N, View, address

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
        self.city = know().catalog.regions.get(told.region or "")
        self.one_city = self.city is not None and self.city.level in ("prefecture", "county")
        odd_columns = self._doubtful(columns)
        self.doubtful = {last_label(s) for s in self._doubtful(rows) + odd_columns}
        self.by_row = self.by_row and not odd_columns

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
        doubt = next((w for s in (row, column) if self.doubtful and (w := last_label(s)) in self.doubtful), None)
        if doubt is not None and self.axis != "row":
            return None, doubt, "region"
        if self.axis == "":
            role = row.place.role if row.place and row.place.role != "memo" else "region"
            text = row.place_text or self._told_name() or (_name(last_label(row)) if self.headed else "")
            return self.told.region, text, role
        sense = row if self.axis == "row" else column
        if sense.place is None:
            unknown = last_label(sense)
            # Among areas a row without a name is nobody's: to take it for the sheet's own city would be a guess.
            return (None if self.axis == "row" else self.told.region), unknown, "region"
        code = sense.place.code or (self.whole if sense.place.role == "total" else None)
        return code, sense.place_text, sense.place.role

    def _told_name(self) -> str:
        region = know().catalog.regions.get(self.told.region or "")
        return region.zh if region else self.told.region_text

    def _doubtful(self, senses: dict[int, Sense]) -> list[Sense]:
        """Rows or columns that a sheet of one city names like an area that is none: never taken for the city's own."""
        if self.log:
            return []
        headed = senses is self.rows and self._headed_by_areas()
        return [s for s in senses.values() if s.place is None and s.chains and _odd(s, self.one_city and headed)]

    def _headed_by_areas(self) -> bool:
        heads = (plain(head(self.view, self.made.band, c)) for c in self.made.columns(STUB))
        return any(word in know().words["region_header"] for word in heads)

    def unknown(self) -> list[Finding]:
        """Names among areas that the catalogue does not know are asked about, with the nearest name; and an area that
        the sheet's own city does not hold is remarked on."""
        known = sum(s.place is not None for s in self.rows.values())
        many = known >= 2 and known >= 0.6 * len(self.rows)
        # Under 地区 every name is one, however few of them are known: a table of ours loses none without a word.
        areas = self.axis == "row" and (many or (self._headed_by_areas() and self._indicators()))
        odd = [
            (stub_address(self.view, self.made, r), s)
            for r, s in self.rows.items()
            if s.place is None and s.chains and (areas or last_label(s) in self.doubtful)
        ]
        odd += [(s.chains[0][-1].cell, s) for s in self.columns.values() if s.chains and last_label(s) in self.doubtful]
        asked = [self._ask(cell, last_label(s).strip()) for cell, s in odd]
        return at_most(asked + self._strangers() + self._nameless() + self._unnamed())

    def _ask(self, cell: str, label: str) -> Finding:
        at = CellRef(self.view.grid.workbook, self.view.grid.sheet, cell)
        return say("unknown_region", "error", at, found=label, **nearly(label))

    def _strangers(self) -> list[Finding]:
        """A sheet of one city with a row of another: one of the two is a slip."""
        if not self.one_city or self.log or not self.axis:
            return []
        senses = self.rows if self.axis == "row" else self.columns
        for sense in senses.values():
            if sense.place and sense.place.code and sense.place.role == "region" and not self._holds(sense.place.code):
                at = CellRef(self.view.grid.workbook, self.view.grid.sheet, sense.chains[0][-1].cell)
                return [say("region_conflict", "warning", at, found=sense.place_text.strip(), limit=self._told_name())]
        return []

    def _holds(self, code: str) -> bool:
        own, other = self.city, know().catalog.regions[code]
        return own is None or code in (own.code, own.parent) or other.parent == own.code

    def _unnamed(self) -> list[Finding]:
        """Rows with a figure and no name among areas, and a sheet that nowhere says whose figures it has."""
        if self.log:
            return []
        if self.axis == "row":
            bare = [r for r, s in self.rows.items() if not s.chains and self._figures(r)]
            return [self._say("row_without_area", stub_address(self.view, self.made, r)) for r in bare]
        lost = not self.axis and not self.told.region and not self.told.region_text and self._indicators()
        first = next((r for r in self.rows if self._figures(r)), None) if lost else None
        return [] if first is None else [self._say("no_region", stub_address(self.view, self.made, first))]

    def _figures(self, row: int) -> bool:
        return any(self.view.kind(row, column) == N for column in self.columns)

    def _indicators(self) -> bool:
        """Whether a row or a column names an indicator of the catalogue: its figures lack nothing but a place."""
        senses = (*self.rows.values(), *self.columns.values())
        return any(indicator(s.words, self.told.topic, s.unit) for s in senses)

    def _say(self, code: str, cell: str) -> Finding:
        return say(code, "error", CellRef(self.view.grid.workbook, self.view.grid.sheet, cell))

    def _nameless(self) -> list[Finding]:
        """A sheet whose meta block names an area that nobody knows: its figures would have no place."""
        if self.axis or self.told.region or not self.told.region_text:
            return []
        where = next((at for at in self.told.meta if self.told.region_text in self.view.text(*at[:2])), None)
        label = self.told.region_text
        asked = where and not place(label) and self._indicators()
        return [self._ask(address(*where[:2]), label)] if where and asked else []


def _odd(sense: Sense, headed: bool) -> bool:
    label = last_label(sense)
    return misspelt(label) or (headed and bool(label.strip()) and not sense.when and not sense.measure)


def _name(label: str) -> str:
    """A row's name without blanks and footnote mark: an area the catalogue does not know keeps its printed name."""
    return re.sub(r"\((?:[a-z]|\d)\)$", "", label.strip())


def last_label(sense: Sense) -> str:
    """The innermost label of the first chain."""
    return sense.chains[0][-1].text if sense.chains else ""

"""An activity log (F12), one event a line: its figures are no area's, what follows from them by city and month is.

Volunteer hours are hours × persons of each activity, summed; activities are counted; an active team is counted once a
month, however many activities it held (domain: distinct, never added over months). All are marked as worked out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from catalog.records import CellRef, Finding
from loaders.indicators import strip_unit
from loaders.knowledge import know, plain
from loaders.meaning import Meant
from loaders.most import Few
from loaders.numbers import Amount
from loaders.parts import Parts, head, holds_events
from loaders.periods import together, when
from loaders.places import mentioned, place
from loaders.saying import say
from loaders.view import View, address, read_amount

_DAY = re.compile(
    r"(?<!\d)(?:((?:19|20)\d{2})\s*[-./年]\s*)?(1[0-2]|0?[1-9])\s*[-./月]\s*(?:3[01]|[12]\d|0?[1-9])(?!\d)"
)
_TEAMS = re.compile(r"[、;；/\n]")


class Event(NamedTuple):
    """One activity. city: code; teams: plain names; hours, persons, all_hours, served: None where none is printed."""

    row: int
    name: str
    city: str
    month: str
    teams: tuple[str, ...]
    hours: Amount | None
    persons: Amount | None
    all_hours: Amount | None
    served: Amount | None


class Log(NamedTuple):
    """The events of a table, where its columns stand (log word kind → columns), and what was found."""

    events: list[Event]
    columns: dict[str, tuple[int, ...]]
    findings: list[Finding]


def log_of(view: View, meant: Meant) -> Log | None:
    """The activities of a table, or None when it is no log with names and teams."""
    made = meant.parts
    if not holds_events(view, made):
        return None
    columns = {kind: tuple(_columns(view, made, kind)) for kind in know().words if kind.startswith("log_")}
    columns["city"] = tuple(_columns(view, made, "region_header"))
    if not columns["log_name"]:
        return None
    reader = _Reader(view, meant, columns)
    events = [e for row in made.band.body if (e := reader.event(row))]
    return Log(events, columns, [*reader.findings, *reader.few.others()])


def _columns(view: View, made: Parts, kind: str) -> Iterator[int]:
    for column in made.roles:
        if strip_unit(head(view, made.band, column))[0] in know().words[kind]:
            yield column


class _Reader:
    """Reads the lines of a log from their own cells: each stands for itself, nothing is filled down but merges."""

    def __init__(self, view: View, meant: Meant, columns: dict[str, tuple[int, ...]]) -> None:
        self.view, self.meant, self.columns = view, meant, columns
        self.findings: list[Finding] = []
        self.few = Few()
        self.seen: dict[tuple[object, ...], int] = {}

    def event(self, row: int) -> Event | None:
        """The activity of a line; None for a total line, or when its city or month is not to be told."""
        name = self._text(row, "log_name")
        if not name or self._total(row):
            return None
        city, month = self._city(row), self._month(row)
        if not city:
            self._find("event_without_city", "error", row, "log_name", found=name)
        if not month:
            self._find("event_without_month", "error", row, "log_date", found=self._text(row, "log_date") or name)
        if not city or not month:
            return None
        teams = tuple(w for t in _TEAMS.split(self._text(row, "log_team")) if (w := plain(t)))
        self._twice(row, name, (city, plain(name), teams, plain(self._text(row, "log_date"))))
        amounts = (self._amount(row, f"log_{kind}") for kind in ("hours", "persons", "hours_all", "served"))
        return Event(row, name, city, month, teams, *amounts)

    def _text(self, row: int, kind: str) -> str:
        at = self.columns[kind][:1]
        return self.view.text(*self.view.anchor(row, at[0])) if at else ""

    def _total(self, row: int) -> bool:
        cells = self.view.row_cells(row, self.meant.parts.band.left, self.meant.parts.band.right)
        words = know().words
        return plain(self.view.text(row, cells[0])) in words["total"] | words["subtotal"] if cells else True

    def _city(self, row: int) -> str:
        """The prefecture named in the line's own column, else by its team or name, else by the sheet."""
        for column in self.columns["city"]:
            found = place(self.view.text(*self.view.anchor(row, column)))
            if found and found.code and found.role == "region":
                return _prefecture(found.code)
        said = (self._text(row, "log_team"), self._text(row, "log_name"))
        code = next((c for text in said if (c := mentioned(text))), None) or self.meant.said.region
        return _prefecture(code or "")

    def _month(self, row: int) -> str:
        """The month it began in; title or file name fill in the year, or the month of a line without a date."""
        texts = [t for c in self.columns["log_date"] if (t := self.view.text(*self.view.anchor(row, c)))]
        days = [(year, int(month)) for text in texts for year, month in _DAY.findall(text)]
        found = together([*(when(text) for text in texts), self.meant.said.period])
        if days and (found is None or found.kind == "year"):
            year = days[0][0] or (str(found.year) if found else "")
            month = f"{year}-{days[0][1]:02d}" if year else ""
        else:
            month = (found.text() or "") if found and found.kind == "month" else ""
        if month and len({m for _, m in days}) > 1:
            self._find("event_months", "warning", row, "log_date", found=texts[0], limit=month)
        return month

    def _amount(self, row: int, kind: str) -> Amount | None:
        at = self.columns[kind][:1]
        cell = self.view.cells.get(self.view.anchor(row, at[0])) if at else None
        found = read_amount(cell) if cell else None
        return found if found and found.value is not None else None

    def _twice(self, row: int, name: str, key: tuple[object, ...]) -> None:
        if key in self.seen:
            self._find("event_twice", "warning", row, "log_name", found=name, limit=self.seen[key])
        else:
            self.seen[key] = row

    def _find(self, code: str, severity: str, row: int, kind: str, **blanks: object) -> None:
        column = (self.columns[kind] or self.columns["log_name"])[0]
        at = CellRef(self.view.grid.workbook, self.view.grid.sheet, address(row, column))
        if not self.few.full(code, severity, at):
            self.findings.append(say(code, severity, at, **blanks))


def _prefecture(code: str) -> str:
    """The city of a county; empty for the province, an economic area or nothing."""
    region = know().catalog.regions.get(code)
    if region is None or region.level not in ("prefecture", "county"):
        return ""
    return code if region.level == "prefecture" else region.parent

"""What the activity logs of a workbook amount to, by city and month: hours, activities, active teams, persons served.

A month may stand on several sheets, or go on over page breaks: it is added up once over all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from catalog.records import CellRef, Finding, Label, Observation
from loaders.events import Event, Log, log_of
from loaders.indicators import strip_unit
from loaders.knowledge import know
from loaders.meaning import Meant
from loaders.most import Few
from loaders.numbers import Amount
from loaders.parts import head
from loaders.saying import say
from loaders.view import View, address, column_name

_LISTED = 60
_QUALITY = ("eq", "approx", "lt", "ge")  # of two the later is the weaker statement


class Sum(NamedTuple):
    """A figure worked out of events: what it means, its columns (the first gives the address), and how it is made."""

    indicator: str
    kinds: tuple[str, ...]
    function: str
    value: Callable[[Event], Amount | None] | None


class Share(NamedTuple):
    """What one log gives to one figure of one city and month. teams: for what is counted once however often told."""

    total: float | None
    teams: frozenset[str]
    qualifier: str
    ref: CellRef
    formula: str
    row: tuple[Label, ...]
    column: tuple[Label, ...]


def event_sums(tables: Iterable[tuple[View, Meant]]) -> tuple[list[Observation], list[Finding]]:
    """Observations of role region, each with the lines it is made of, and what was found on the way."""
    makers = [_Maker(view, meant, log) for view, meant in tables if (log := log_of(view, meant))]
    keys = dict.fromkeys((event.city, event.month) for maker in makers for event in maker.log.events)
    ids = dict.fromkeys(how.indicator for maker in makers for how in maker.sums)
    made = [o for key in keys for id in ids if (o := _figure(id, *key, makers))]
    found = [f for maker in makers for f in (*maker.log.findings, *maker.findings, *maker.few.others())]
    return made, [*found, *_said(made, sum(len(maker.log.events) for maker in makers))]


def _figure(id: str, city: str, month: str, makers: Sequence[_Maker]) -> Observation | None:
    """One figure of one city and month, over all logs that tell of it."""
    telling = [(maker, events) for maker in makers if (events := maker.of(city, month))]
    shares = [share for maker, events in telling if (share := maker.share(id, events))]
    if not shares:
        return None
    region, own = know().catalog.regions[city], know().catalog.indicators[id]
    totals = [share.total for share in shares if share.total is not None]
    teams = frozenset(team for share in shares for team in share.teams)
    value = float(len(teams)) if shares[0].formula.startswith("=UNIQUE") else float(f"{sum(totals):.12g}")
    value_known = bool(totals)
    lacking = len(shares) < len(telling) or len(totals) < len(shares)
    weakest = max(_QUALITY.index(share.qualifier) for share in shares)
    text = "".join(share.formula if at == 0 else f"+{share.formula[1:]}" for at, share in enumerate(shares))
    first = shares[0]
    return Observation(
        first.ref, text, value if value_known else None, value if value_known else None,
        None if value_known else "not_reported", ((*first.row, Label(first.row[0].cell, region.zh)),),
        (first.column,), "region", city, region.zh, id, "×".join(label.text for label in first.column), "value", month,
        own.unit, ("ge" if lacking else _QUALITY[weakest]) if value_known else "eq",
    )  # fmt: skip


def _said(made: list[Observation], count: int) -> list[Finding]:
    """One note that these figures were worked out here."""
    if not made:
        return []
    book = know().catalog.indicators
    ids = list(dict.fromkeys(str(o.indicator) for o in made))
    zh, en = "、".join(book[i].short_zh for i in ids), ", ".join(book[i].short_en for i in ids)
    return [say("events_counted", "note", made[0].ref, found=count, what_zh=zh, what_en=en)]


class _Maker:
    """The figures of one log."""

    def __init__(self, view: View, meant: Meant, log: Log) -> None:
        self.view, self.meant, self.log = view, meant, log
        self.findings: list[Finding] = []
        self.few = Few()
        self.sums = self._sums()
        self.groups: dict[tuple[str, str], list[Event]] = {}
        for event in log.events:
            self.groups.setdefault((event.city, event.month), []).append(event)

    def of(self, city: str, month: str) -> list[Event]:
        """The activities of a city in a month."""
        return self.groups.get((city, month), [])

    def share(self, id: str, events: list[Event]) -> Share | None:
        """What this log gives to a figure; None when it has no column for it."""
        how = next((one for one in self.sums if one.indicator == id), None)
        if how is None:
            return None
        total, qualifier = self._worked_out(how, events)
        letter = column_name(self.log.columns[how.kinds[0]][0])
        teams = frozenset(team for event in events for team in event.teams) if how.function == "UNIQUE" else frozenset()
        name = address(events[0].row, self.log.columns["log_name"][0])
        where = self._at(f"{letter}{events[0].row}:{letter}{events[-1].row}")
        heads = tuple(self._label(kind) for kind in how.kinds)
        return Share(total, teams, qualifier, where, self._formula(how, events), (Label(name, events[0].name),), heads)

    # ------------------------------------------------------------------ what the columns allow
    def _sums(self) -> list[Sum]:
        there = self.log.columns
        found = [Sum("vol_activities", ("log_name",), "COUNT", None)]
        if there["log_team"]:
            found.append(Sum("vol_teams_active", ("log_team",), "UNIQUE", None))
        if there["log_hours_all"] and self._in_unit("log_hours_all", "小时"):
            found.append(Sum("vol_hours", ("log_hours_all",), "SUM", lambda e: e.all_hours))
        elif there["log_hours"] and there["log_persons"] and self._in_unit("log_hours", "小时"):
            found.append(Sum("vol_hours", ("log_hours", "log_persons"), "SUMPRODUCT", _hours))
        if there["log_served"] and self._in_unit("log_served", "人次", ask=False):
            found.append(Sum("vol_persons_served", ("log_served",), "SUM", lambda e: e.served))
        return found

    def _head(self, kind: str) -> str:
        return head(self.view, self.meant.parts.band, self.log.columns[kind][0])

    def _unit(self, kind: str, base: str) -> str:
        """The unit of the header, else the one of the sheet's unit line that it can be."""
        units = know().catalog.units
        lined = (u for u in self.meant.said.units if u in units and units[u].base == base)
        return strip_unit(self._head(kind))[1] or next(lined, "")

    def _in_unit(self, kind: str, base: str, *, ask: bool = True) -> bool:
        """Whether a column is in units of a base; asked about where nothing says so."""
        units = know().catalog.units
        unit = self._unit(kind, base)
        right = unit in units and units[unit].base == base
        if not right and ask:
            at = self._at(address(self.meant.parts.band.header[-1], self.log.columns[kind][0]))
            self.findings.append(say("hours_without_unit", "warning", at, found=self._head(kind)))
        return right

    def _at(self, cell: str) -> CellRef:
        return CellRef(self.view.grid.workbook, self.view.grid.sheet, cell)

    def _label(self, kind: str) -> Label:
        column, header = self.log.columns[kind][0], self.meant.parts.band.header[-1]
        return Label(address(*self.view.anchor(header, column)), self._head(kind))

    # ------------------------------------------------------------------ arithmetic
    def _worked_out(self, how: Sum, events: list[Event]) -> tuple[float | None, str]:
        if how.value is None:
            lacking = [event for event in events if how.function == "UNIQUE" and not event.teams]
            self._incomplete(how, lacking)
            return float(len(events)), "ge" if lacking else "eq"
        amounts = [(event, how.value(event)) for event in events]
        lacking = [event for event, amount in amounts if amount is None]
        self._incomplete(how, lacking)
        known = [amount for _, amount in amounts if amount is not None]
        if not known:
            return None, "eq"
        unit = self._unit(how.kinds[0], know().catalog.indicators[how.indicator].unit)
        total = sum(amount.value or 0.0 for amount in known) * know().catalog.units[unit].factor
        return total, "ge" if lacking else _QUALITY[max(_QUALITY.index(amount.qualifier) for amount in known)]

    def _incomplete(self, how: Sum, lacking: list[Event]) -> None:
        zh, en = (mark.join(self._head(kind) for kind in how.kinds) for mark in ("或", " or "))
        for event in lacking:
            at = self._at(address(event.row, self.log.columns[how.kinds[0]][0]))
            if not self.few.full("event_incomplete", "warning", at):
                self.findings.append(say("event_incomplete", "warning", at, found=event.name, what_zh=zh, what_en=en))

    def _formula(self, how: Sum, events: list[Event]) -> str:
        """How it was worked out, as a sheet would write it: =SUMPRODUCT(E3:E5;F3:F5)."""
        runs = _runs([event.row for event in events])
        parts = []
        for kind in how.kinds:
            letter = column_name(self.log.columns[kind][0])
            parts.append(",".join(f"{letter}{a}:{letter}{b}" if a != b else f"{letter}{a}" for a, b in runs))
        text = f"={how.function}({';'.join(parts)})"
        return text if len(text) <= _LISTED else f"={how.function}({parts[0].split(',')[0]}…; n={len(events)})"


def _hours(event: Event) -> Amount | None:
    """Hours × persons of one activity."""
    if event.hours is None or event.persons is None:
        return None
    worst = max(_QUALITY.index(event.hours.qualifier), _QUALITY.index(event.persons.qualifier))
    return Amount((event.hours.value or 0.0) * (event.persons.value or 0.0), _QUALITY[worst])


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """3 4 5 9 → (3, 5) (9, 9)."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found

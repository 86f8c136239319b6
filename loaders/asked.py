"""What the reader does not decide by itself: questions and notes about a table that was read."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from string import ascii_uppercase

from catalog.records import CellRef, Finding, Observation
from loaders.knowledge import know, plain
from loaders.meaning import Meant
from loaders.most import at_most
from loaders.records import NUMBER
from loaders.saying import say
from loaders.view import View, address


def asked(view: View, meant: Meant) -> list[Finding]:
    """All questions about one table."""
    return asked_of(meant.observations) + _ambiguous_period(view, meant) + _month_or_total(meant)


def asked_of(cells: list[Observation]) -> list[Finding]:
    """The questions that the observations of one table raise by themselves."""
    return at_most(_no_period(cells) + _unknown_indicators(cells) + _unreadable(cells) + _fractions(cells))


def _no_period(cells: list[Observation]) -> list[Finding]:
    """A figure that could be loaded but for its time stops the load."""
    lost = next((o for o in cells if o.indicator and o.region and o.period is None and o.role != "memo"), None)
    return [say("no_period", "error", lost.ref)] if lost else []


def _unknown_indicators(cells: list[Observation]) -> list[Finding]:
    """One note for each header that stays unknown in a table where others are known."""
    if not any(o.indicator for o in cells):
        return []
    unknown: dict[str, Observation] = {}
    for o in cells:
        if o.indicator is None and o.role != "memo" and o.printed is not None:
            unknown.setdefault(o.indicator_text, o)
    return [say("unknown_indicator", "note", o.ref, found=text) for text, o in unknown.items()]


def _unreadable(cells: list[Observation]) -> list[Finding]:
    bad = [o for o in cells if o.missing == "unreadable"]
    return [say("unreadable_cell", "warning", o.ref, found=o.text.strip()) for o in bad]


def _fractions(cells: list[Observation]) -> list[Finding]:
    """A column of percentages without a figure above 1 and without a single per cent sign."""
    columns: dict[str, list[Observation]] = defaultdict(list)
    for o in cells:
        if (
            o.indicator
            and o.printed is not None
            and know().catalog.indicators[o.indicator].unit == "%"
            and o.measure == "value"
        ):
            columns[o.ref.cell.rstrip("0123456789")].append(o)
    suspects = [
        c for c in columns.values() if len(c) > 2 and all(0 <= (o.printed or 0) <= 1 and "%" not in o.text for o in c)
    ]
    return [
        say("rate_as_fraction", "warning", c[0].ref, found=c[0].text.strip())
        for c in suspects
        if any(o.printed for o in c)
    ]


def _ambiguous_period(view: View, meant: Meant) -> list[Finding]:
    """2026.1 typed as a number is January or October: Excel keeps no trailing zero. In the meta block, or anywhere
    above figures that have no time."""
    places = [(row, column) for row, column, _ in meant.said.meta]
    lost = [int(o.ref.cell.lstrip(ascii_uppercase)) for o in meant.observations if o.indicator and o.period is None]
    places += sorted(at for at in view.grid.cells if lost and at[0] < min(lost) and at not in places)
    found = []
    for row, column in places:
        cell = view.style(row, column)
        if cell.kind == NUMBER and re.fullmatch(r"(?:19|20)\d\d\.1", cell.text.strip()):
            at = CellRef(view.grid.workbook, view.grid.sheet, address(row, column))
            found.append(say("ambiguous_period", "error", at, found=cell.text.strip()))
    return found


def _month_or_total(meant: Meant) -> list[Finding]:
    """Months side by side that never fall: monthly or cumulative? Only a title or a 全年 column says."""
    months = {s.when for s in meant.columns.values() if s.when is not None and s.when.kind in ("month", "span")}
    if len(months) < 4:
        return []
    flows = [o for o in meant.observations if o.measure == "value" and o.indicator and o.role == "region" and _flow(o)]
    rows: dict[str, list[Observation]] = defaultdict(list)
    for o in flows:
        if o.period and "-" in o.period and o.printed is not None:
            rows[o.ref.cell.lstrip(ascii_uppercase)].append(o)
    long = [sorted(r, key=lambda o: o.period or "") for r in rows.values() if len({o.period for o in r}) == len(r) >= 4]
    whole = any(o.measure == "ytd" for o in meant.observations)
    rising = [r for r in long if all((a.printed or 0) <= (b.printed or 0) for a, b in pairwise(r))]
    if len(long) < 2 or whole or len(rising) < 0.9 * len(long) or "累计" in plain(meant.said.title):
        return []
    return [say("month_or_total", "warning", long[0][0].ref)]


def _flow(o: Observation) -> bool:
    return know().catalog.indicators[o.indicator].kind == "flow" if o.indicator else False

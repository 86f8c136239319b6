"""Who was to send which form when, and what came of it: pure functions over what was sent.

A form is asked of a city only when the city has been sending it: forms of one duty (forms.csv) stand for each other.
"""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from analysis import months
from catalog.entries import Form
from catalog.format import half_up
from catalog.period import containing, end_month, frequency, shift
from catalog.period import months as months_of
from catalog.times import day as local_day
from catalog.tracked import Duty, Reminder, Sent, TrackColumn, TrackRow

LOOKS_BACK = {"month": 12, "quarter": 15, "half": 18, "year": 36}  # months in which a city's habit is looked for
IN = ("accepted", "published", "superseded")
Key = tuple[str, str, str]


def deadline(form: Form, period: str) -> str:
    """The last day a form of a period is in time: 2026-10 → 2026-11-05; "" where forms.csv names no day."""
    if not form.deadline_day:
        return ""
    month = shift(end_month(period), form.deadline_month)
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, min(form.deadline_day, calendar.monthrange(year, number)[1])).isoformat()


class Ledger:
    """What was sent, by form, area and period of the form's own frequency; what each area has been sending."""

    def __init__(self, sent: Iterable[Sent], forms: Mapping[str, Form]) -> None:
        self.forms = forms
        self.sent: dict[Key, list[Sent]] = {}
        self.known: dict[tuple[str, str], set[int]] = {}
        self.begun = ""
        for one in sent:
            if one.form in forms and one.period:
                self._take(one)
        self.first = {form: min(ends) for form, ends in self._ends().items()}

    def _take(self, one: Sent) -> None:
        day = local_day(one.at)
        self.begun = min(self.begun or day, day)
        for period in periods_of(one.period, self.forms[one.form].frequency):
            self.sent.setdefault((one.form, one.region, period), []).append(one)
            if one.state in IN:
                self.known.setdefault((one.form, one.region), set()).add(months.span(period)[1])

    def _ends(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for (form, _), ends in self.known.items():
            found[form] |= ends
        return found

    def asked(self, form: Form, region: str, period: str) -> bool:
        """Whether `region` is to send `form` for `period`: the form of its duty that it sent for it, else sent last,
        else (it never sent any) the one most areas send. Never before anybody sent the form at all."""
        if not form.duty:
            return False
        end = months.span(period)[1]
        if self.first.get(form.id, end + 1) > end:
            return False
        group = [one for one in self.forms.values() if one.duty == form.duty]
        now = [one.id for one in group if end in self.known.get((one.id, region), ())]
        return form.id in now if now else form.id == self._usual(group, region, end)

    def _usual(self, group: Sequence[Form], region: str, end: int) -> str:
        """The form of a duty that an area sent last; of one that sent none, the form of most areas."""
        back = LOOKS_BACK[group[0].frequency]
        own = dict.fromkeys((one.id for one in group), 0)
        for one in group:
            before = (month for month in self.known.get((one.id, region), ()) if end - back <= month < end)
            own[one.id] = max(before, default=0)
        if any(own.values()):
            return max(group, key=lambda one: (own[one.id], one.authority)).id
        senders = Counter(form for (form, _), ends in self.known.items() if any(end - back <= e <= end for e in ends))
        there = [one for one in group if senders[one.id]]
        return max(there, key=lambda one: (senders[one.id], one.authority)).id if there else ""


def periods_of(period: str, kind: str) -> tuple[str, ...]:
    """The periods of a form's frequency that a printed period stands for: 1—2月 is both months (R9), else its end's."""
    if kind == "month" and frequency(period) == "span" and len(months_of(period)) == 2:
        return months_of(period)
    return (containing(end_month(period), kind),)


def duty(ledger: Ledger, form: Form, region: str, period: str, today: str) -> Duty:
    """One cell of the matrix, as seen on the day `today`."""
    last, sent = deadline(form, period), tuple(ledger.sent.get((form.id, region, period), ()))
    accepted = [one for one in sent if one.state in IN]
    made = Duty(form.id, region, period, last, "", "", 0, 0, sent)
    if accepted:
        return _arrived(made, accepted, ledger.begun)
    for state in ("draft", "returned"):
        if any(one.state == state for one in sent):
            return made._replace(state=state, days=_late(today, last))
    if not ledger.asked(form, region, period):
        return made._replace(state="unasked")
    overdue = _late(today, last)
    return made._replace(state="missing" if overdue else "due", days=overdue)


def _arrived(made: Duty, accepted: Sequence[Sent], begun: str) -> Duty:
    days = sorted(arrival_day(one, made.deadline, begun) for one in accepted)
    late, revisions = _late(days[0], made.deadline), sum(one.changes for one in accepted[1:])
    state = "revised" if revisions else "late" if late else "on_time"
    return made._replace(state=state, day=days[0], days=late, revisions=revisions)


def arrival_day(one: Sent, last: str, begun: str) -> str:
    """When a report counts as arrived: the day it was loaded.

    For sample data, and for what was due before this store held anything, that day says nothing: then the report date
    the sheet prints; "" when it prints none, and nobody can tell.
    """
    if one.sample or (last and last < begun):
        return one.day
    return local_day(one.at)


def _late(day: str, last: str) -> int:
    if not day or not last:
        return 0
    return max(0, (date.fromisoformat(day) - date.fromisoformat(last)).days)


def row(region: str, cells: Sequence[Duty]) -> TrackRow:
    """An area's line with what it says of the area; a report whose day cannot be told is neither in time nor late."""
    good = [in_time(cell) for cell in cells if cell.counts]
    streak = next((n for n, ok in enumerate(reversed(good)) if not ok), len(good))
    overdue = max((cell.days for cell in cells if cell.counts and not cell.arrived), default=0)
    return TrackRow(region, tuple(cells), in_time_rate(cells), streak, bool(good) and all(good), overdue)


def in_time_rate(cells: Sequence[Duty]) -> float | None:
    """Per cent in time of what counts. None of nothing, and where the day of most reports that are in cannot be told:
    little but those that never came would count then, and 0.0% would be said of a form that nearly everybody sent."""
    due, there = [cell for cell in cells if cell.counts], [cell for cell in cells if cell.arrived]
    if 2 * sum(bool(cell.day) for cell in there) < len(there):
        return None
    return rate(sum(map(in_time, due)), len(due))


def in_time(cell: Duty) -> bool:
    """The first accepted report came by the deadline (a later correction does not make it late)."""
    return cell.arrived and not cell.days


def column(form: Form, period: str, cells: Sequence[Duty]) -> TrackColumn:
    """A column's coverage: 19/21."""
    wanted = [cell for cell in cells if cell.state != "unasked"]
    there = [cell for cell in wanted if cell.arrived]
    dated = [cell for cell in there if cell.day]
    return TrackColumn(form.id, period, deadline(form, period), len(there), len(wanted), sum(map(in_time, dated)),
                       len(there) - len(dated))  # fmt: skip


def rate(part: int, whole: int) -> float | None:
    """Printed per cent; None of nothing."""
    return float(half_up(100 * part / whole, 1)) if whole else None


def reminder(form: Form, period: str, cells: Sequence[Duty], today: str) -> Reminder | None:
    """Who still has to send: those who sent nothing, and those whose report went back. None when everything is in."""
    silent = tuple(cell.region for cell in cells if cell.state in ("missing", "due"))
    back = tuple(cell.region for cell in cells if cell.state == "returned")
    last = deadline(form, period)
    return Reminder(form.id, period, last, silent, back, today > last) if silent or back else None

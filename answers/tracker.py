"""报送情况: which form of which city and period is in, late, returned, waiting or missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from analysis import months
from answers.asked import Asked, frame
from answers.duties import Ledger, column, duty, in_time_rate, reminder, row
from answers.tracked import TrackerPage
from answers.unknown import PROVINCE
from catalog.entries import Form
from catalog.period import containing, end_month, is_period, last_day, shift
from catalog.records import StoreState
from catalog.times import CHINA
from catalog.tracked import Duty, Reminder, Sent, TrackColumn, TrackRow
from store.arrivals import Arrival

ALL = "all"  # what the address says for all forms of one period
_STEP = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class _Matrix(NamedTuple):
    """What is asked of the ledger: the forms and periods of the columns, the areas of the rows, the day."""

    ledger: Ledger
    columns: tuple[tuple[Form, str], ...]
    regions: tuple[str, ...]
    today: str


def tracker(
    asked: Asked,
    state: StoreState,
    ledger: Ledger,
    drafts: Sequence[Sent] = (),
    *,
    period: str = "",
    now: datetime | None = None,
) -> TrackerPage:
    """The matrix of a scope: `form` in the address names the form whose periods are the columns, or all.

    period: the month wanted, which may be one that nobody has sent anything for yet. now: the clock; for sample data
    time stands still at the end of the month after the one the pages open with.
    """
    wanted = dict(asked.scope.extra)
    newest = _newest(ledger)
    today = _today(now or datetime.now(CHINA), asked.boards.newest or newest, sample=state.sample)
    choices = _periods(ledger, newest, today)
    period = next((one for one in (period, asked.scope.period, *choices) if one in choices), "")
    forms = tuple(form for form in asked.catalog.forms if form in ledger.first)
    form = _form(wanted.get("form", ""), forms, asked, ledger, period)
    made = _matrix(asked, ledger, form, forms, period, today)
    made = _begun(made)
    columns, rows = _filled(made)
    held = frame(asked, state)
    held = held._replace(scope=held.scope._replace(period=period), unknown=())
    cells = [cell for line in rows for cell in line.cells]
    opened = _opened(made, wanted.get("cell", ""))
    return TrackerPage(held, form, forms, choices, columns, rows,
                       in_time_rate(cells),
                       _reminders(made, rows, period, today), opened, tuple(drafts), today)  # fmt: skip


def ledger(arrivals: Sequence[Arrival], drafts: Sequence[Sent], forms: Mapping[str, Form]) -> Ledger:
    """What was sent, as the tracker keeps it.

    In a sheet about many areas an area has reported a period when it has more than half of the figures that the fullest
    one has there: a system export prints standing counts for a city that entered nothing. What the province makes is
    the province's, whichever cities are in it.
    """
    most: dict[tuple[int, str], int] = defaultdict(int)
    for one in arrivals:
        key = one.submission.id, one.period
        most[key] = max(most[key], one.figures)
    found: dict[tuple[int, str, str], Sent] = {}
    for one in arrivals:
        form = forms.get(one.submission.form)
        region = PROVINCE if form and form.reporters == "province" else one.region
        key_of = one.submission.id, region, one.period
        if region == PROVINCE or not one.figures or 2 * one.figures > most[one.submission.id, one.period]:
            found[key_of] = _sent(one, region, found.get(key_of))
    held = {one.id for one in forms.values() if one.reporters == "province"}
    open_ = {(one.token, region, one.period): one._replace(region=region) for one in drafts
             for region in [PROVINCE if one.form in held else one.region]}  # fmt: skip
    return Ledger([*found.values(), *open_.values()], forms)


def _sent(one: Arrival, region: str, before: Sent | None) -> Sent:
    """An arrival of the store as the tracker's own record, with what came of the same submission `before`."""
    held, figures = one.submission, one.figures + one.lines
    return Sent(held.form, region, one.period, held.id, held.workbook, held.who, held.at, one.day, held.state,
                held.reason, figures + (before.figures if before else 0), held.sample,
                changes=one.changes or bool(before and before.changes))  # fmt: skip


def _newest(ledger: Ledger) -> int:
    """The newest month that anybody sent a monthly form for; 0 for nothing."""
    monthly = [ends for (form, _), ends in ledger.known.items() if ledger.forms[form].frequency == "month"]
    return max((end for ends in monthly or ledger.known.values() for end in ends), default=0)


def _today(now: datetime, newest: int, *, sample: bool) -> str:
    """The day all is seen from: today.

    Sample data stand still at the end of the month after their newest one, so that what is overdue does not grow for
    ever; before that day they are seen from today too, never from a day to come unless their newest month is not over.
    """
    today = now.astimezone(CHINA).date().isoformat()
    if not sample or not newest:
        return today
    return max(_last_day(newest), min(today, _last_day(newest + 1)))


def _last_day(month: int) -> str:
    return last_day(months.text(month)).isoformat()


def _periods(ledger: Ledger, newest: int, today: str) -> tuple[str, ...]:
    """Months that can be chosen, newest first: from the first one sent to the last one that is over."""
    if not newest:
        return ()
    last = max(newest, months.number(today[:7]) - 1)
    monthly = [end for form, end in ledger.first.items() if ledger.forms[form].frequency == "month"]
    first = min(monthly or ledger.first.values())
    return tuple(months.text(month) for month in range(last, first - 1, -1))


def _form(wanted: str, forms: Sequence[str], asked: Asked, ledger: Ledger, period: str) -> str:
    """The form whose periods are shown: the one asked for, else the first that cities send and that was in use by the
    period, else the first that cities send; "" for all forms."""
    if wanted == ALL:
        return ""
    cities = [one for one in forms if asked.catalog.forms[one].reporters == "cities"]
    in_use = (one for one in cities if period and ledger.first[one] <= months.span(period)[1])
    usual = next(in_use, next(iter((*cities, *forms)), ""))
    return wanted if wanted in forms else usual


def _matrix(asked: Asked, ledger: Ledger, form: str, forms: Sequence[str], period: str, today: str) -> _Matrix:
    known = asked.catalog.forms
    if not period:
        return _Matrix(ledger, (), (), today)
    if not form:
        shown = tuple((known[one], containing(period, known[one].frequency)) for one in forms
                      if known[one].reporters == "cities")  # fmt: skip
        return _Matrix(ledger, shown, asked.regions, today)
    one = known[form]
    regions = (PROVINCE,) if one.reporters == "province" else asked.regions
    return _Matrix(ledger, tuple((one, at) for at in _year(one, period)), regions, today)


def _year(form: Form, period: str) -> tuple[str, ...]:
    """The periods of the chosen month's year; for a yearly form the five years up to it."""
    year, step = period[:4], _STEP[form.frequency]
    if form.frequency == "year":
        return tuple(str(int(year) - back) for back in range(4, -1, -1))
    return tuple(containing(shift(f"{year}-01", at + step - 1), form.frequency) for at in range(0, 12, step))


def _begun(made: _Matrix) -> _Matrix:
    """Without the periods before the form was first sent: nobody was asked, and on a phone they hide the rest."""
    first = made.ledger.first
    begun = tuple((form, at) for form, at in made.columns if months.span(at)[1] >= first.get(form.id, 0))
    return made._replace(columns=begun or made.columns)


def _filled(made: _Matrix) -> tuple[tuple[TrackColumn, ...], tuple[TrackRow, ...]]:
    """Rows by area, and what each column adds up to."""
    cells = {region: [duty(made.ledger, form, region, period, made.today) for form, period in made.columns]
             for region in made.regions}  # fmt: skip
    rows = tuple(row(region, found) for region, found in cells.items())
    columns = tuple(column(form, period, [line.cells[at] for line in rows])
                    for at, (form, period) in enumerate(made.columns))  # fmt: skip
    return columns, rows


def _reminders(made: _Matrix, rows: Sequence[TrackRow], period: str, today: str) -> tuple[Reminder, ...]:
    """One for each column that lies in the chosen month and is not complete."""
    found: list[Reminder | None] = []
    for at, (form, own) in enumerate(made.columns):
        if own == containing(period, form.frequency) and end_month(own) < today[:7]:
            found.append(reminder(form, own, [line.cells[at] for line in rows], today))
    return tuple(one for one in found if one is not None)


def _opened(made: _Matrix, named: str) -> Duty | None:
    """The cell F03.440900.2026-09, whether it is in sight or not; None for what is no cell."""
    form, _, rest = named.partition(".")
    region, _, period = rest.partition(".")
    if form not in made.ledger.forms or not is_period(period) or not region.isdigit():
        return None
    return duty(made.ledger, made.ledger.forms[form], region, period, made.today)


def reporting_rates(page: TrackerPage) -> Iterable[tuple[str, str, int, int]]:
    """Form, period, how many are in, of how many: what a command line prints."""
    return ((one.form, one.period, one.reported, one.expected) for one in page.columns)

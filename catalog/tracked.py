"""Who was to send what until when, and what came: the records, and how they are said on a page and in a file alike."""

from __future__ import annotations

from typing import NamedTuple

from catalog import period as calendar
from catalog.view import View


class Sent(NamedTuple):
    """One submission about a form, an area and a period. day: the report date it prints (2026-11-05), "" for none.

    at: when it was loaded (UTC, ISO 8601). state: accepted, published, superseded, returned, draft. figures: how many
    numbers or register lines it has there. token: of a draft, "" otherwise. changes: whether it says anything there
    that an earlier one of its form did not.
    """

    form: str
    region: str
    period: str
    number: int
    workbook: str
    who: str
    at: str
    day: str
    state: str
    reason: str
    figures: int
    sample: bool = False
    token: str = ""
    changes: bool = True


class Duty(NamedTuple):
    """A form, an area, a period: what was due and what came of it.

    deadline: the last day (2026-11-05), "" for none. state: on_time, late, revised, returned, draft, missing, due (not
    yet to be sent), unasked (not asked of this area). day: when the first report that was accepted arrived, "" when it
    cannot be told. days: days late, or overdue. revisions: accepted reports after the first
    that changed something. sent: all, oldest first.
    """

    form: str
    region: str
    period: str
    deadline: str
    state: str
    day: str
    days: int
    revisions: int
    sent: tuple[Sent, ...]

    @property
    def arrived(self) -> bool:
        """An accepted report is in."""
        return self.state in ("on_time", "late", "revised")

    @property
    def counts(self) -> bool:
        """Whether it counts in the rate of reports in time: in, on a day that can be told, or overdue."""
        return bool(self.day) if self.arrived else self.days > 0


class TrackColumn(NamedTuple):
    """A column of the matrix: one form and one period. reported of expected are in.

    on_time of them in time, undated on a day that nobody can tell.
    """

    form: str
    period: str
    deadline: str
    reported: int
    expected: int
    on_time: int
    undated: int = 0

    @property
    def told(self) -> bool:
        """Whether it can be told how many came in time: the days of at least half of what is in are known."""
        return 2 * self.undated <= self.reported


class TrackRow(NamedTuple):
    """An area over all columns. on_time: per cent of what was due, None of nothing. streak: reports in time in a row up
    to the last one due; whole: everything due was in time. overdue: days the oldest missing one is overdue, 0 for none.
    """

    region: str
    cells: tuple[Duty, ...]
    on_time: float | None
    streak: int
    whole: bool
    overdue: int


class Reminder(NamedTuple):
    """Whom to remind of a form and a period. overdue False: the day is still to come."""

    form: str
    period: str
    deadline: str
    regions: tuple[str, ...]
    returned: tuple[str, ...]
    overdue: bool


# ------------------------------------------------------------------ how they are said
def form_name(view: View, form: str) -> str:
    """A form's name in the reader's language."""
    row = view.catalog.forms[form]
    return row.en if view.lang != "zh" else row.zh


def area(view: View, region: str, *, full: bool = False) -> str:
    """A city, or 省级 for what the province makes."""
    province = view.catalog.regions[region].level == "province"
    return view.word("tracker_province") if province else view.region(region, full=full)


def areas(view: View, regions: tuple[str, ...]) -> str:
    """潮州、云浮."""
    return ("、" if view.lang == "zh" else ", ").join(area(view, region) for region in regions)


def cell_text(view: View, cell: Duty) -> str:
    """按时（2026年11月5日）; 未报送，逾期25天: what a cell says in full."""
    day = calendar.day(cell.day, view.lang) if cell.day else ""
    if cell.arrived and not day:
        return view.word("track_long_revised_in" if cell.state == "revised" else "track_long_in", n=cell.revisions)
    n = cell.revisions if cell.state == "revised" else cell.days
    said = view.word(f"track_long_{cell.state}", day=day, n=n)
    late = view.word("track_long_late", n=cell.days, day=day)
    return view.join(said, late) if cell.state == "revised" and cell.days else said


def deadline_text(view: View, one: TrackColumn) -> str:
    """截止11月5日; nothing for a form without a deadline."""
    return view.word("tracker_until", day=calendar.day(one.deadline, view.lang, year=False)) if one.deadline else ""


def share(one: TrackColumn) -> str:
    """19/21; a dash where nobody is asked."""
    return f"{one.reported}/{one.expected}" if one.expected else "—"


def run_text(view: View, line: TrackRow) -> str:
    """逾期25天, 全部按时, 连续按时6期; a dash where nothing was due."""
    if line.overdue:
        return view.word("tracker_run_overdue", n=line.overdue)
    if line.whole:
        return view.word("tracker_run_all")
    if line.on_time is None:
        return "—"
    return view.word("tracker_run_n", n=line.streak) if line.streak else view.word("tracker_run_late")


def seen_from(view: View, today: str, *, sample: bool) -> str:
    """截至2026年11月30日; of sample data, whose time stands still: 示例数据按2026年11月30日计算."""
    return view.word("track_aside_sample" if sample else "track_aside", day=calendar.day(today, view.lang))


def reminder_lines(view: View, one: Reminder, today: str, *, sample: bool = False) -> tuple[str, ...]:
    """2026年10月《就业情况月报表》应于2026年11月5日前报送，截至…潮州、云浮尚未报送，请尽快报送。

    Of sample data each line says so first, and from which day it is seen.
    """
    slots = {"period": view.period(one.period), "form": form_name(view, one.form),
             "today": calendar.day(today, view.lang),
             "deadline": calendar.day(one.deadline, view.lang) if one.deadline else "—"}  # fmt: skip
    word = "track_remind_overdue" if one.overdue else "track_remind_due"
    lines = ((word, one.regions), ("track_remind_returned", one.returned))
    first = seen_from(view, today, sample=True) + view.word("colon") if sample else ""
    return tuple(first + view.word(key, names=areas(view, codes), **slots) for key, codes in lines if codes)

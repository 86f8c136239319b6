"""The records of the reporting tracker: who was to send what until when, and what came. Pages know them as they know
answers.records."""

from __future__ import annotations

from typing import NamedTuple

from answers.records import Frame


class Sent(NamedTuple):
    """One submission about a form, an area and a period. day: the report date it prints (2026-11-05), "" for none.

    at: when it was loaded (UTC, ISO 8601). state: accepted, published, superseded, returned, draft. figures: how many
    numbers or register lines it has there. token: of a draft, "" otherwise.
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


class Duty(NamedTuple):
    """A form, an area, a period: what was due and what came of it.

    deadline: the last day (2026-11-05), "" for none. state: on_time, late, revised, returned, draft, missing, due (not
    yet to be sent), unasked (not asked of this area). day: when the first report that was accepted arrived, "" when it
    cannot be told. days: days late, or overdue. revisions: accepted reports after the first. sent: all, oldest first.
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
    """A column of the matrix: one form and one period. reported of expected are in; on_time of them in time."""

    form: str
    period: str
    deadline: str
    reported: int
    expected: int
    on_time: int


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


class TrackerPage(NamedTuple):
    """报送情况. form: the form whose periods are the columns, "" when all forms of one period are.

    forms: those in use, in catalogue order; periods: months that can be chosen, newest first. rows: cities in customary
    order, or the province alone for a form that the province makes. on_time: per cent over the whole matrix. opened:
    the cell the address names. drafts: what waits for a decision. today: the day all this is seen from.
    """

    frame: Frame
    form: str
    forms: tuple[str, ...]
    periods: tuple[str, ...]
    columns: tuple[TrackColumn, ...]
    rows: tuple[TrackRow, ...]
    on_time: float | None
    reminders: tuple[Reminder, ...]
    opened: Duty | None
    drafts: tuple[Sent, ...]
    today: str
